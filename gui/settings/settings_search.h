// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/setting_row.h"

namespace cosftp {

/// A setting that was found by a word.
struct FoundSetting
{
    QString place;  ///< "NETWORK/listen_port", for SettingsPage::open().
    QString label;
    QString sectionTitle;
};

/// Every setting whose label, help, key or section has all the words, in the language of the
/// program or in English. Nothing for an empty text.
QList<FoundSetting> findSettings(const QString &text);

}  // namespace cosftp

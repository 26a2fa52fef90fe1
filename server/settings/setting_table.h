// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/setting_row.h"

namespace cosftp {

/// "SECTION/key" pieces, divided by blanks, as places; the first is the one that is written.
QList<SettingPlace> places(const char *text);

/// The parts of settingRows(): [NETWORK], [TLS], [SECURITY], and the speeds of [LIMITS].
QList<SettingRow<Settings>> networkRows();
QList<SettingRow<Settings>> tlsRows();
QList<SettingRow<Settings>> securityRows();
QList<SettingRow<Settings>> bandwidthRows();

/// The parts of accountRows() that say how much a user may have, and what its device needs.
QList<SettingRow<AccountDraft>> userLimitRows();
QList<SettingRow<AccountDraft>> deviceRows();

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/ini_text.h"

namespace cosftp {

/// Something in a file of the original that is read in another way than it looks.
struct OriginalNote
{
    int line = 0;
    QString section;
    QString key;
    QString text;
};

/// The sections as the original reads them, in words that our tables know: a section or key that
/// stands twice, old names of regions, an APPID beside the bucket, empty values that count as not
/// given, sizes that have to be fitted. Sections of our own stay as they are.
QList<IniSection> asTheOriginalReads(const QList<IniSection> &sections, QList<OriginalNote> &notes);

}  // namespace cosftp

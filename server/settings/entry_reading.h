// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/ini_text.h"

namespace cosftp {

/// What a line means when a '#' or ';' behind a blank may begin a comment or belong to the value.
struct EntryReading
{
    enum class Doubt {
        None,      ///< Only one reading makes sense.
        IsCut,     ///< The ';' begins a comment, as in the original; the value could go on.
        CanBeBoth  ///< Nobody can tell.
    };
    QString value;
    Doubt doubt = Doubt::None;
};

/// A comment is one if the value could not go on with it (a number, a region, a right), or if it
/// looks like one behind a text that is no password (further away, or with a blank behind its
/// mark). The original's sections are read as the original reads them: a ';' begins a comment
/// only if it is the first of the value.
EntryReading readingOf(const QString &family, const IniEntry &entry);

/// Whether the text can be the value of a key whose values are free: a comment behind such a value
/// could belong to it.
bool isValueOf(const QString &family, const QString &key, const QString &text);

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/ini_text.h"

namespace cosftp {

/// The family that the tables know a section by: "COS_ACCOUNT", "COS_ACCOUNT_n", "BUCKET" and
/// "USER" with a name behind it, or the name itself. As in the original every name that begins
/// with COS_ACCOUNT is an account; COS_ACCOUNT alone is one of the second generation if it names
/// its user.
QString familyOf(const IniSection &section);

/// What follows the family: "main" of "[BUCKET main]"; the whole name for other families.
QString idOf(const IniSection &section);

/// Accounts and their users in the sections of the original.
bool isOriginalAccount(const QString &family);
/// Sections that the original reads.
bool isOriginal(const QString &family);

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/setting_row.h"

namespace cosftp {

/// "SECTION/key" pieces, divided by blanks, as places; the first is the one that is written.
QList<SettingPlace> places(const char *text);

/// The part of settingRows() that is [TLS].
QList<SettingRow<Settings>> tlsRows();

}  // namespace cosftp

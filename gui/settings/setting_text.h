// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/setting_row.h"

/// The words of the settings table in the language of the program.
namespace cosftp::settingText {

QString label(const SettingInfo &info);
QString help(const SettingInfo &info);
/// What a choice is called: "Days" for "D"; the choice itself if it has no other name.
QString choice(const QString &choice);
/// "Not valid: what is wrong, what would be right"; the table's readers speak English only.
QString problem(const QString &text);

/// The section that a setting has in files of our own: "LIMITS" where the original has "OPTIONAL".
QString nativeSection(const SettingInfo &info);
/// The native sections of the settings that exist once, in the order of the table.
QStringList nativeSections();
/// What a native section is called; an unknown one by its own name, so that a new section of the
/// table appears by itself.
QString sectionTitle(const QString &section);
QString sectionIcon(const QString &section);  ///< For Theme::icon().

}  // namespace cosftp::settingText

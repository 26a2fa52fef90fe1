// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace cosftp::language {

/// Switches the whole program; windows get QEvent::LanguageChange and set their texts again in
/// retranslate(). "" follows the system: Chinese where it is Chinese, else English.
void use(const QString &code);
[[nodiscard]] QString current();      ///< "en" or "zh_CN": what is shown now.
[[nodiscard]] QStringList codes();    ///< What can be chosen.
QString nameOf(const QString &code);  ///< In its own language: "English", "简体中文".

}  // namespace cosftp::language

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QPushButton>

namespace cosftp {

/// What a control or label is for; the style sheet gives each role its look.
enum class LabelRole { Title, Heading, Number, Plain, Muted, Error, Warning, Good };
enum class ButtonRole { Plain, Primary, Danger, Flat };

void setRole(QLabel *label, LabelRole role);
void setRole(QPushButton *button, ButtonRole role);
/// Marks a field whose value cannot be taken (a red frame), or takes the mark off.
void setInvalid(QWidget *field, bool isInvalid);

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/roles.h"

#include <QStyle>
#include <QVariant>

namespace cosftp {

namespace {

// The style looks at properties once, when it meets a widget; after a change it must look again.
void setStyleProperty(QWidget *widget, const char *name, const QVariant &value)
{
    if (widget->property(name) == value)
        return;
    widget->setProperty(name, value);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

QString nameOf(LabelRole role)
{
    switch (role) {
    case LabelRole::Title:
        return QStringLiteral("title");
    case LabelRole::Heading:
        return QStringLiteral("heading");
    case LabelRole::Number:
        return QStringLiteral("number");
    case LabelRole::Plain:
        return QStringLiteral("plain");
    case LabelRole::Muted:
        return QStringLiteral("muted");
    case LabelRole::Error:
        return QStringLiteral("error");
    case LabelRole::Warning:
        return QStringLiteral("warning");
    case LabelRole::Good:
        return QStringLiteral("good");
    }
    return {};
}

QString nameOf(ButtonRole role)
{
    switch (role) {
    case ButtonRole::Plain:
        return QStringLiteral("plain");
    case ButtonRole::Primary:
        return QStringLiteral("primary");
    case ButtonRole::Danger:
        return QStringLiteral("danger");
    case ButtonRole::Flat:
        return QStringLiteral("flat");
    }
    return {};
}

}  // namespace

void setRole(QLabel *label, LabelRole role) { setStyleProperty(label, "role", nameOf(role)); }

void setRole(QPushButton *button, ButtonRole role)
{
    setStyleProperty(button, "role", nameOf(role));
}

void setInvalid(QWidget *field, bool isInvalid) { setStyleProperty(field, "invalid", isInvalid); }

}  // namespace cosftp

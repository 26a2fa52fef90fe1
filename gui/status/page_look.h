// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/theme.h"

#include <QBoxLayout>
#include <QToolButton>

namespace cosftp {

/// The outer layout of every page: one margin and one distance for all.
inline QVBoxLayout *pageLayout(QWidget *page)
{
    constexpr int margin = 20;
    constexpr int distance = 12;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(margin, margin, margin, margin);
    layout->setSpacing(distance);
    return layout;
}

/// A button of a page's tool bar: icon and text; `name` is for tests.
inline QToolButton *toolButton(QWidget *parent, const QString &name)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(name);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    return button;
}

inline void setButton(QToolButton *button, const QString &text, const QString &iconName)
{
    button->setText(text);
    button->setIcon(Theme::instance().icon(iconName));
}

}  // namespace cosftp

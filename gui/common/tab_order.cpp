// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/tab_order.h"

#include <QLayout>
#include <QScrollArea>
#include <QStackedWidget>

namespace cosftp {

namespace {

void collect(QWidget &part, QList<QWidget *> &found);

void collect(const QLayout &layout, QList<QWidget *> &found)
{
    for (int at = 0; at < layout.count(); ++at) {
        const QLayoutItem *item = layout.itemAt(at);
        if (item->widget() != nullptr)
            collect(*item->widget(), found);
        else if (const QLayout *inner = layout.itemAt(at)->layout())
            collect(*inner, found);
    }
}

void collect(QWidget &part, QList<QWidget *> &found)
{
    if ((part.focusPolicy() & Qt::TabFocus) != 0)
        found += &part;
    const auto *area = qobject_cast<QScrollArea *>(&part);
    const auto *stack = qobject_cast<QStackedWidget *>(&part);
    if (area != nullptr && area->widget() != nullptr)
        collect(*area->widget(), found);
    else if (stack != nullptr)
        for (int at = 0; at < stack->count(); ++at)
            collect(*stack->widget(at), found);
    else if (part.layout() != nullptr)
        collect(*part.layout(), found);
}

}  // namespace

void orderTabs(QWidget &root)
{
    QList<QWidget *> parts;
    collect(root, parts);
    for (qsizetype at = 1; at < parts.size(); ++at)
        QWidget::setTabOrder(parts[at - 1], parts[at]);
}

}  // namespace cosftp

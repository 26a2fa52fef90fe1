// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/scroll_fit.h"

#include <QCoreApplication>
#include <QEvent>
#include <QScrollArea>

namespace cosftp {

namespace {

class Measurer final : public QObject
{
public:
    using QObject::QObject;

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        // Behind the requests that the parts inside make as they are shown.
        if (event->type() == QEvent::Show)
            QMetaObject::invokeMethod(
                watched,
                [watched] {
                    QCoreApplication::postEvent(watched, new QEvent(QEvent::LayoutRequest));
                },
                Qt::QueuedConnection);
        return false;
    }
};

}  // namespace

void measureWhenShown(QScrollArea &area) { area.installEventFilter(new Measurer(&area)); }

}  // namespace cosftp

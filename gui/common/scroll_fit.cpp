// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/scroll_fit.h"

#include <QCoreApplication>
#include <QEvent>
#include <QLayout>
#include <QScrollArea>
#include <QTimer>

namespace cosftp {

namespace {

constexpr int shownAround = 90;  // above and below: the label, and what is said about the value

// From the inside out: a layout that was told of a change while it was hidden has kept what it told
// the one around it.
void measureAgain(const QScrollArea &area)
{
    QList<QWidget *> parts = area.widget()->findChildren<QWidget *>();
    parts.prepend(area.widget());
    std::for_each(parts.rbegin(), parts.rend(), [](const QWidget *part) {
        if (QLayout *layout = part->layout()) {
            layout->invalidate();
            layout->activate();
        }
    });
}

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
                    measureAgain(*qobject_cast<QScrollArea *>(watched));
                    QCoreApplication::postEvent(watched, new QEvent(QEvent::LayoutRequest));
                },
                Qt::QueuedConnection);
        return false;
    }
};

void scrollTo(QWidget *control)
{
    for (QWidget *part = control->parentWidget(); part != nullptr; part = part->parentWidget())
        if (auto *area = qobject_cast<QScrollArea *>(part))
            area->ensureWidgetVisible(control, shownAround, shownAround);
}

}  // namespace

void measureWhenShown(QScrollArea &area) { area.installEventFilter(new Measurer(&area)); }

void showFocused(QWidget &control)
{
    control.setFocus(Qt::OtherFocusReason);
    auto *laidOut = new QTimer(&control);  // its turn comes when no event is left
    laidOut->setSingleShot(true);
    QObject::connect(laidOut, &QTimer::timeout, &control, [laidOut, shown = &control] {
        laidOut->deleteLater();
        scrollTo(shown);
    });
    laidOut->start(0);
}

}  // namespace cosftp

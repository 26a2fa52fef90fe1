// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/epoll_dispatcher.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QEventLoop>
#include <QTest>
#include <QTimer>

#include <chrono>

/// How often the thread's event loop turns within `time`: a notifier that nobody answers shows
/// here.
inline int turnsWithin(std::chrono::milliseconds time)
{
    int turns = 0;
    QEventLoop loop;
    QObject::connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, &loop,
                     [&turns] { ++turns; });
    QTimer::singleShot(time, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
    return turns;
}

/// Runs the same test object twice, first with Qt's own event dispatcher, then with ours: what both
/// pass is how Qt code expects a dispatcher to behave. Of Qt's two the one that is not GLib's: that
/// one delivers sockets in spite of ExcludeSocketNotifiers and counts zero timers as events.
template <typename Test>
int runOnBothDispatchers(int argc, char **argv)
{
    qputenv("QT_NO_GLIB", "1");
    int failures = 0;
    for (const bool isOurs : {false, true}) {
        if (isOurs)
            QCoreApplication::setEventDispatcher(new cosftp::EpollDispatcher);
        QCoreApplication application(argc, argv);
        qInfo("dispatcher: %s", QAbstractEventDispatcher::instance()->metaObject()->className());
        Test test;
        failures += QTest::qExec(&test, argc, argv);
    }
    return failures;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/epoll_dispatcher.h"

#include <QCoreApplication>
#include <QTest>

/// Runs the same test object twice, first with Qt's own event dispatcher, then with ours: what both
/// pass is how Qt code expects a dispatcher to behave.
template <typename Test>
int runOnBothDispatchers(int argc, char **argv)
{
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

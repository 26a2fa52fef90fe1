// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QThread>

namespace cosftp {

/// For the entries of a class that belongs to one thread: a call from another one stops a build
/// that has assertions.
inline void assertThread(const QObject &object)
{
    Q_ASSERT_X(QThread::currentThread() == object.thread(), object.metaObject()->className(),
               "touched in a thread that is not its own");
    Q_UNUSED(object)
}

/// The same for a class that is no QObject: a member or a base, bound to the thread that makes it.
class ThreadBound
{
public:
    void assertThread() const
    {
        Q_ASSERT_X(QThread::currentThread() == m_thread, "ThreadBound",
                   "touched in a thread that is not its own");
    }

private:
    const QThread *m_thread = QThread::currentThread();
};

}  // namespace cosftp

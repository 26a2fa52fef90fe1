// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDeadlineTimer>
#include <QHash>
#include <QMutex>

namespace cosftp {

/// Remembers for some minutes how a check of a password against a hash ended, so that a device that
/// logs in for every file does not pay for the slow hash each time, and one with an old password
/// makes nobody else wait. Knows digests only, under a key that lives and dies with the process.
/// Thread-safe.
class RememberedLogins
{
public:
    void remember(const QByteArray &digest);
    [[nodiscard]] bool knows(const QByteArray &digest) const;

private:
    mutable QMutex m_mutex;
    QHash<QByteArray, QDeadlineTimer> m_digests;
};

}  // namespace cosftp

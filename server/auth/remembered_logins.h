// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/keyed_digest.h"

#include <QByteArray>
#include <QDeadlineTimer>
#include <QHash>
#include <QMutex>

namespace cosftp {

/// Remembers for some minutes which passwords were verified against which hash, so that a device
/// that logs in for every file does not pay for the slow hash each time. Only digests under a key
/// that lives and dies with the process are kept. Thread-safe.
class RememberedLogins
{
public:
    void remember(const QByteArray &name, const QByteArray &hash, const QByteArray &password);
    [[nodiscard]] bool knows(const QByteArray &name, const QByteArray &hash,
                             const QByteArray &password) const;

private:
    KeyedDigest m_digest;
    mutable QMutex m_mutex;
    QHash<QByteArray, QDeadlineTimer> m_digests;
};

}  // namespace cosftp

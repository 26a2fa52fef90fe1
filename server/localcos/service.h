// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "localcos/blobs.h"
#include "localcos/counters.h"
#include "localcos/faults.h"
#include "localcos/index.h"
#include "localcos/pause.h"
#include "localcos/server.h"

#include <QDateTime>
#include <QMutex>
#include <QMutexLocker>

#include <functional>

namespace cosftp::localcos {

/// What the threads of all connections share. Every member is thread-safe by itself, the options
/// do not change while the server runs.
struct Service
{
    explicit Service(ServerOptions serverOptions) : options(std::move(serverOptions)) {}

    const ServerOptions options;
    Blobs blobs;
    Index index;
    Faults faults;
    Pause pause;

    /// Unix seconds, by the replaceable clock.
    [[nodiscard]] qint64 now() const
    {
        const QMutexLocker lock(&mutex);
        return clock ? clock() : QDateTime::currentSecsSinceEpoch();
    }
    template <typename Change>
    void count(Change change)
    {
        const QMutexLocker lock(&mutex);
        change(counters);
    }

    mutable QMutex mutex;
    std::function<qint64()> clock;  ///< Guarded by `mutex`, like `counters`.
    Counters counters;
};

}  // namespace cosftp::localcos

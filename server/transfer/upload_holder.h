// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <chrono>

namespace cosftp {

/// Whoever receives an upload at this moment, as its description in the bucket names him.
struct UploadHolder
{
    QByteArray process;  ///< processMark() of the server; empty: nobody holds it.
    QByteArray run;      ///< Unique for each time that somebody begins to receive.

    [[nodiscard]] bool isSomebody() const { return !process.isEmpty(); }
    bool operator==(const UploadHolder &) const = default;
};

/// So long a description that was not renewed still keeps others away, by the store's clock.
inline constexpr std::chrono::seconds uploadLease{10};

/// A holder of this process that nobody was before.
UploadHolder newHolder();
/// Names a process: boot, namespace of process ids, process id and when it was started.
QByteArray processMark();
/// True if the process ran on this machine and is known to have ended; a process elsewhere cannot
/// be told, so its lease has to run out.
bool hasEndedHere(const QByteArray &mark);

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/process_mark.h"

#include <QUuid>

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
inline UploadHolder newHolder()
{
    return {processMark(), QUuid::createUuid().toByteArray(QUuid::WithoutBraces)};
}

}  // namespace cosftp

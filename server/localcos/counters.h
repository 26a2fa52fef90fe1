// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace cosftp::localcos {

/// How many requests of each kind arrived (whatever the answer was), and body bytes.
struct Counters
{
    qint64 getService = 0;
    qint64 headBucket = 0;
    qint64 list = 0;
    qint64 headObject = 0;
    qint64 getObject = 0;
    qint64 putObject = 0;
    qint64 copyObject = 0;
    qint64 appendObject = 0;
    qint64 deleteObject = 0;
    qint64 deleteMany = 0;
    qint64 initiate = 0;
    qint64 putPart = 0;
    qint64 copyPart = 0;
    qint64 complete = 0;
    qint64 abort = 0;
    qint64 listParts = 0;
    qint64 listUploads = 0;
    qint64 restore = 0;
    qint64 getAccess = 0;
    qint64 putAccess = 0;
    qint64 other = 0;
    qint64 bytesIn = 0;
    qint64 bytesOut = 0;

    [[nodiscard]] qint64 requests() const
    {
        return getService + headBucket + list + headObject + getObject + putObject + copyObject
               + appendObject + deleteObject + deleteMany + initiate + putPart + copyPart + complete
               + abort + listParts + listUploads + restore + getAccess + putAccess + other;
    }
};

}  // namespace cosftp::localcos

// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/part_schedule.h"

#include "store/object_store.h"

#include <algorithm>

namespace cosftp {

namespace {
constexpr qint64 usualFirstBytes = 8LL * 1024 * 1024;
constexpr int partsPerDoubling = 200;
constexpr int floorDivisor = 8;
}  // namespace

qint64 partTargetBytes(int number, qint64 minPartBytes)
{
    qint64 target =
        std::max(ObjectStore::minPartBytes, minPartBytes > 0 ? minPartBytes : usualFirstBytes);
    for (int doublings = (number - 1) / partsPerDoubling;
         doublings > 0 && target < ObjectStore::maxSingleBytes; --doublings)
        target *= 2;
    return std::min(target, ObjectStore::maxSingleBytes);
}

qint64 partBytesForStreamOf(qint64 bytes)
{
    return std::min((bytes + ObjectStore::maxParts - 1) / ObjectStore::maxParts,
                    ObjectStore::maxSingleBytes);
}

qint64 reachBytes(qint64 minPartBytes, qint64 memoryBytes)
{
    qint64 bytes = 0;
    for (int number = 1; number <= ObjectStore::maxParts; ++number)
        bytes += std::min(partTargetBytes(number, minPartBytes), memoryBytes / 2);
    return bytes;
}

qint64 partFloorBytes(int number, qint64 minPartBytes)
{
    return std::max(ObjectStore::minPartBytes,
                    partTargetBytes(number, minPartBytes) / floorDivisor);
}

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/object_store.h"

namespace cosftp {

/// What an object was when it was looked at or made, to know it again.
struct ObjectVersion
{
    QByteArray etag = {};
    qint64 sizeBytes = 0;
    std::optional<quint64> crc64 = {};
    QDateTime notAfter = {};  ///< Valid: it was stored by then, by the store's clock.

    static ObjectVersion of(const ObjectInfo &info)
    {
        return {info.etag, info.sizeBytes, info.crc64, {}};
    }
    /// Certain, or as good as: the same ETag, or the same size and CRC-64 (what was stored in parts
    /// has another ETag than its copy).
    [[nodiscard]] bool hasContentOf(const ObjectInfo &object) const
    {
        const bool isSameCrc = crc64 && crc64 == object.crc64;
        return sizeBytes == object.sizeBytes && (etag == object.etag || isSameCrc);
    }
    [[nodiscard]] bool isStill(const ObjectInfo &object) const
    {
        return hasContentOf(object) && (!notAfter.isValid() || object.lastModified <= notAfter);
    }
};

}  // namespace cosftp

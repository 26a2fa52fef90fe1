// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/entry.h"

namespace cosftp {

Entry fileEntry(const QByteArray &name, const ObjectInfo &info)
{
    Entry entry;
    entry.name = name;
    entry.sizeBytes = info.sizeBytes;
    entry.modified = info.lastModified;
    entry.etag = info.etag;
    entry.storageClass = info.storageClass;
    entry.crc64 = info.crc64;
    return entry;
}

Entry folderEntry(const QByteArray &name, const QDateTime &modified)
{
    Entry entry;
    entry.name = name;
    entry.isFolder = true;
    entry.modified = modified;
    return entry;
}

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/entry.h"

#include "files/kept_time.h"

#include <algorithm>
#include <map>

namespace cosftp {

namespace {

qsizetype hexDigitsOf(const QByteArray &name)
{
    static const std::map<QByteArray, qsizetype> digits{
        {"crc32", 8}, {"md5", 32}, {"sha1", 40}, {"sha256", 64}, {"sha512", 128}};
    const auto found = digits.find(name);
    return found == digits.end() ? 0 : found->second;
}

bool isHex(const QByteArray &text)
{
    return std::all_of(text.begin(), text.end(), [](char digit) {
        return (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f');
    });
}

// An ETag is the MD5 of what was put in one piece, unless a key of the user's encrypts it.
QByteArray md5FromEtag(const Entry &entry)
{
    const bool isPlain =
        std::all_of(entry.encryption.begin(), entry.encryption.end(), [](const NamedValue &header) {
            return header.name == "x-cos-server-side-encryption" && header.value == "AES256";
        });
    QByteArray text = entry.etag.toLower();
    text.replace('"', "");
    return isPlain && !entry.isAppendable ? text : QByteArray();
}

}  // namespace

QByteArray storedDigest(const Entry &entry, const QByteArray &algorithm)
{
    QByteArray name = algorithm.toLower();
    name.replace('-', "");
    QByteArray digest = name == "md5" ? md5FromEtag(entry) : QByteArray();
    for (const NamedValue &value : entry.metadata)
        if (value.name.toLower() == name)
            digest = value.value.trimmed().toLower();
    return digest.size() == hexDigitsOf(name) && isHex(digest) ? digest : QByteArray();
}

Entry fileEntry(const QByteArray &name, const ObjectInfo &info)
{
    Entry entry;
    entry.name = name;
    entry.sizeBytes = info.sizeBytes;
    entry.modified = keptTime(info.metadata).value_or(info.lastModified);
    entry.stored = info.lastModified;
    entry.etag = info.etag;
    entry.storageClass = info.storageClass;
    entry.crc64 = info.crc64;
    entry.metadata = info.metadata;
    entry.encryption = info.encryption;
    entry.isAppendable = info.isAppendable;
    return entry;
}

ObjectAttributes attributesOfChanged(const ObjectInfo &info)
{
    ObjectAttributes attributes = attributesOf(info);
    attributes.metadata = withoutKeptTime(attributes.metadata);
    attributes.metadata.removeIf(
        [](const NamedValue &entry) { return hexDigitsOf(entry.name.toLower()) > 0; });
    return attributes;
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

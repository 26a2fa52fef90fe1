// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/cos/key_encoding.h"

#include "store/object_store.h"

namespace cosftp {

namespace {

bool isSpecialSegment(const QByteArray &segment)
{
    return segment.isEmpty() || segment == "." || segment == "..";
}

// What remains of "a/../b" after the segments are resolved: how many names.
qsizetype depthWhenResolved(const QByteArray &key)
{
    qsizetype depth = 0;
    const QList<QByteArray> segments = key.split('/');
    for (const QByteArray &segment : segments) {
        if (segment == "..")
            depth = std::max<qsizetype>(depth - 1, 0);
        else if (!isSpecialSegment(segment))
            ++depth;
    }
    return depth;
}

}  // namespace

QByteArray percentEncoded(const QByteArray &bytes) { return bytes.toPercentEncoding(); }

QByteArray encodedKeyPath(const QByteArray &key)
{
    const QList<QByteArray> segments = key.split('/');
    QByteArray path = percentEncoded(segments.first());
    for (qsizetype i = 1; i < segments.size(); ++i) {
        const bool isPlain = !isSpecialSegment(segments[i - 1]) && !isSpecialSegment(segments[i]);
        path += isPlain ? "/" : "%2F";
        path += percentEncoded(segments[i]);
    }
    return path;
}

QByteArray encodedCopyKey(const QByteArray &key) { return key.toPercentEncoding("/"); }

Outcome checkKey(const QByteArray &key)
{
    if (key.isEmpty())
        return Failure::of(Failure::Code::NameNotAllowed, QStringLiteral("the key is empty"));
    if (key.size() > ObjectStore::maxKeyBytes)
        return Failure::of(Failure::Code::NameNotAllowed,
                           QStringLiteral("the key has %1 bytes, the store keeps at most %2")
                               .arg(key.size())
                               .arg(ObjectStore::maxKeyBytes));
    if (depthWhenResolved(key) == 0)
        return Failure::of(Failure::Code::NameNotAllowed,
                           QStringLiteral("the key means the bucket itself"));
    return Done{};
}

}  // namespace cosftp

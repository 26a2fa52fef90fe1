// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/cos/cos_answer.h"

#include "core/text.h"
#include "store/cos/cos_time.h"

#include <algorithm>
#include <array>

namespace cosftp {

namespace {

const QByteArray metadataPrefix = "x-cos-meta-";
const QByteArray encryptionPrefix = "x-cos-server-side-encryption";
constexpr std::array<const char *, 5> storedHeaders{
    "cache-control", "content-disposition", "content-encoding", "content-language", "expires"};

void addHeader(ObjectInfo &info, const NamedValue &header)
{
    if (header.name.startsWith(metadataPrefix))
        info.metadata += NamedValue{header.name.mid(metadataPrefix.size()), header.value};
    else if (header.name.startsWith(encryptionPrefix))
        info.encryption += header;
    else if (std::any_of(storedHeaders.begin(), storedHeaders.end(),
                         [&header](const char *name) { return header.name == name; }))
        info.headers += header;
}

// Not COS's way: a box in between, or a fault; another try may do better.
Failure oddAnswer(const QString &detail)
{
    Failure failure = Failure::of(Failure::Code::Network, detail);
    failure.retryable = true;
    return failure;
}

}  // namespace

std::optional<quint64> crcFrom(const HttpAnswer &answer)
{
    bool isNumber = false;
    const quint64 crc = answer.header("x-cos-hash-crc64ecma").trimmed().toULongLong(&isNumber);
    return isNumber ? std::optional(crc) : std::nullopt;
}

std::optional<ContentRange> parseContentRange(const QByteArray &value)
{
    const qsizetype dash = value.indexOf('-');
    const qsizetype slash = value.indexOf('/', dash);
    const QByteArray unit = "bytes ";
    if (!value.startsWith(unit) || dash < 0 || slash < 0)
        return std::nullopt;
    bool isFirst = false;
    bool isLast = false;
    bool isTotal = false;
    const ContentRange range{value.mid(unit.size(), dash - unit.size()).toLongLong(&isFirst),
                             value.mid(dash + 1, slash - dash - 1).toLongLong(&isLast),
                             value.mid(slash + 1).toLongLong(&isTotal)};
    const bool isRange = isFirst && isLast && isTotal && range.first >= 0
                         && range.last >= range.first && range.last < range.totalBytes;
    return isRange ? std::optional(range) : std::nullopt;
}

Result<ObjectInfo> objectInfoFrom(const QByteArray &key, const HttpAnswer &answer)
{
    const std::optional<qint64> length = answer.contentLength();
    const std::optional<ContentRange> range = parseContentRange(answer.header("content-range"));
    if (!length || (answer.status == 206 && !range))
        return oddAnswer(QStringLiteral("the answer does not say how long the object is"));
    ObjectInfo info;
    info.key = key;
    info.sizeBytes = answer.status == 206 ? range->totalBytes : *length;
    info.etag = answer.header("etag");
    info.lastModified = parseCosTime(answer.header("last-modified"));
    info.storageClass = answer.header("x-cos-storage-class");
    if (info.storageClass.isEmpty())
        info.storageClass = "STANDARD";
    info.contentType = answer.header("content-type");
    info.crc64 = crcFrom(answer);
    info.isAppendable = answer.header("x-cos-object-type") == "appendable";
    for (const NamedValue &header : answer.headers)
        addHeader(info, header);
    return info;
}

Result<qint64> bodyBytesOf(const HttpAnswer &answer, ByteRange range, const QByteArray &ifMatch)
{
    const std::optional<qint64> length = answer.contentLength();
    if (!length)
        return oddAnswer(QStringLiteral("a body without Content-Length cannot be checked"));
    if (!ifMatch.isEmpty() && answer.header("etag") != ifMatch)
        return Failure::of(Failure::Code::Changed, QStringLiteral("the answer has another ETag"));
    const bool wantsAll = range.first == 0 && (range.count < 0 || *length <= range.count);
    if (answer.status == 200 && wantsAll)
        return *length;
    const std::optional<ContentRange> sent = parseContentRange(answer.header("content-range"));
    if (answer.status != 206 || range.isWhole() || !sent)
        return oddAnswer(QStringLiteral("status %1 with range \"%2\" is not what was asked for")
                             .arg(answer.status)
                             .arg(QString::fromUtf8(escaped(answer.header("content-range"), 80))));
    const qint64 lastOfAll = sent->totalBytes - 1;
    const qint64 last =
        range.count < 0 ? lastOfAll : std::min(range.first + range.count - 1, lastOfAll);
    if (sent->first != range.first || sent->last != last || *length != last - range.first + 1)
        return oddAnswer(QStringLiteral("the answer carries another range than was asked for"));
    return *length;
}

}  // namespace cosftp

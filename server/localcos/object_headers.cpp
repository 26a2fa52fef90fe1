// SPDX-License-Identifier: GPL-3.0-or-later
#include "localcos/object_headers.h"

#include "core/text.h"
#include "localcos/access.h"
#include "localcos/errors.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>

namespace cosftp::localcos {

namespace {

constexpr qsizetype longestKeyBytes = 850;
constexpr qsizetype mostMetadataBytes = 2048;
const QByteArray encryptionHeader = "x-cos-server-side-encryption";
constexpr std::array<const char *, 7> storedHeaders{"cache-control",
                                                    "content-disposition",
                                                    "content-encoding",
                                                    "content-language",
                                                    "content-type",
                                                    "expires",
                                                    "x-cos-server-side-encryption"};
constexpr std::array<const char *, 5> ourClasses{"STANDARD", "STANDARD_IA", "INTELLIGENT_TIERING",
                                                 "ARCHIVE", "DEEP_ARCHIVE"};

template <typename Names>
bool contains(const Names &names, const QByteArray &name)
{
    return std::any_of(names.begin(), names.end(),
                       [&](const char *known) { return name == known; });
}

QByteArray formatted(qint64 seconds, const QString &format)
{
    const QDateTime time = QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC);
    return QLocale::c().toString(time, format).toLatin1();
}

}  // namespace

Result<QByteArray> storageClassFrom(const Request &request)
{
    if (!request.hasHeader("x-cos-storage-class"))
        return QByteArray("STANDARD");
    const QByteArray name = request.header("x-cos-storage-class").toUpper();
    if (contains(ourClasses, name))
        return name;
    if (name.startsWith("MAZ_"))
        return cosError(400, "NotSupportedStorageClass",
                        QStringLiteral("The bucket does not support this storage class."));
    return invalidArgument(QStringLiteral("Unknown storage class."));
}

Result<Description> descriptionFrom(const Request &request)
{
    Description description;
    qsizetype metadataBytes = 0;
    for (const NamedValue &header : request.headers) {
        const bool isMetadata = header.name.startsWith("x-cos-meta-");
        if (!isMetadata && !contains(storedHeaders, header.name))
            continue;
        if (isMetadata && header.name.contains('_'))
            return invalidArgument(QStringLiteral("A metadata name must not contain '_'."));
        if (isMetadata)
            metadataBytes += header.name.size() + header.value.size();
        description.headers += header;
    }
    if (metadataBytes > mostMetadataBytes)
        return invalidArgument(QStringLiteral("The user metadata is larger than 2 KB."));
    if (!request.hasHeader("content-type"))
        description.headers += NamedValue{"content-type", "application/octet-stream"};
    const Result<QByteArray> storageClass = storageClassFrom(request);
    if (!storageClass)
        return storageClass.error();
    description.storageClass = *storageClass;
    const Result<NamedValues> access = accessFrom(request);
    if (!access)
        return access.error();
    description.access = *access;
    return description;
}

NamedValues copiedHeaders(const NamedValues &source, const Request &request)
{
    NamedValues headers = source;
    headers.removeIf([](const NamedValue &header) { return header.name == encryptionHeader; });
    if (request.hasHeader(encryptionHeader))
        headers += NamedValue{encryptionHeader, request.header(encryptionHeader)};
    return headers;
}

Outcome checkKey(const QByteArray &key)
{
    const bool isForbidden = std::any_of(key.begin(), key.end(), [](char byte) {
        return byte == '\0' || (byte >= 24 && byte <= 27);
    });
    if (key.size() > longestKeyBytes)
        return cosError(400, "KeyTooLong", QStringLiteral("Your key is too long."));
    if (key.isEmpty() || isForbidden || key.startsWith('/') || key.startsWith('\\')
        || !isValidUtf8(key))
        return cosError(400, "InvalidObjectName", QStringLiteral("The object name is invalid."));
    return Done{};
}

// A header value holds no line end, so one line per header needs no escaping.
QByteArray bytesFromHeaders(const NamedValues &headers)
{
    QByteArray bytes;
    for (const NamedValue &header : headers)
        bytes += header.name + ':' + header.value + '\n';
    return bytes;
}

NamedValues headersFromBytes(const QByteArray &bytes)
{
    NamedValues headers;
    const QList<QByteArray> lines = bytes.split('\n');
    for (const QByteArray &line : lines)
        if (const qsizetype at = line.indexOf(':'); at > 0)
            headers += NamedValue{line.first(at), line.sliced(at + 1)};
    return headers;
}

QByteArray httpTime(qint64 seconds)
{
    return formatted(seconds, QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
}

QByteArray isoTime(qint64 seconds)
{
    return formatted(seconds, QStringLiteral("yyyy-MM-dd'T'HH:mm:ss'Z'"));
}

QByteArray listTime(qint64 seconds)
{
    return formatted(seconds, QStringLiteral("yyyy-MM-dd'T'HH:mm:ss'.000Z'"));
}

std::optional<qint64> timeFromHttp(const QByteArray &text)
{
    if (text.isEmpty())
        return std::nullopt;
    QDateTime time = QLocale::c().toDateTime(QString::fromLatin1(text),
                                             QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
    time.setTimeSpec(Qt::UTC);
    if (!time.isValid())
        return std::nullopt;
    return time.toSecsSinceEpoch();
}

}  // namespace cosftp::localcos

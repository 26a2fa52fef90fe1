// SPDX-License-Identifier: GPL-3.0-or-later
#include "localcos/operations.h"

#include "localcos/errors.h"
#include "localcos/object_headers.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace cosftp::localcos {

namespace {

using Kind = RequestBody::Kind;
using C = Counters;

constexpr std::array table{
    Operation{Verb::GetService, "GetService", &C::getService, Kind::Discard, false,
              operations::getService},
    Operation{Verb::HeadBucket, "HeadBucket", &C::headBucket, Kind::Discard, false,
              operations::headBucket},
    Operation{Verb::List, "List", &C::list, Kind::Discard, false, operations::list},
    Operation{Verb::HeadObject, "HeadObject", &C::headObject, Kind::Discard, false,
              operations::headObject},
    Operation{Verb::GetObject, "GetObject", &C::getObject, Kind::Discard, false,
              operations::getObject},
    Operation{Verb::PutObject, "PutObject", &C::putObject, Kind::Blob, true, operations::putObject},
    Operation{Verb::CopyObject, "CopyObject", &C::copyObject, Kind::Discard, true,
              operations::copyObject},
    Operation{Verb::AppendObject, "AppendObject", &C::appendObject, Kind::Blob, true,
              operations::appendObject},
    Operation{Verb::DeleteObject, "DeleteObject", &C::deleteObject, Kind::Discard, false,
              operations::deleteObject},
    Operation{Verb::DeleteMany, "DeleteMany", &C::deleteMany, Kind::Memory, false,
              operations::deleteMany},
    Operation{Verb::Initiate, "Initiate", &C::initiate, Kind::Discard, true, operations::initiate},
    Operation{Verb::PutPart, "PutPart", &C::putPart, Kind::Blob, true, operations::putPart},
    Operation{Verb::CopyPart, "CopyPart", &C::copyPart, Kind::Discard, true, operations::copyPart},
    Operation{Verb::Complete, "Complete", &C::complete, Kind::Memory, true, operations::complete},
    Operation{Verb::Abort, "Abort", &C::abort, Kind::Discard, false, operations::abort},
    Operation{Verb::ListParts, "ListParts", &C::listParts, Kind::Discard, false,
              operations::listParts},
    Operation{Verb::ListUploads, "ListUploads", &C::listUploads, Kind::Discard, false,
              operations::listUploads},
    Operation{Verb::Restore, "Restore", &C::restore, Kind::Memory, false, operations::restore},
    Operation{Verb::GetAccess, "GetAccess", &C::getAccess, Kind::Discard, false,
              operations::getAccess},
    Operation{Verb::PutAccess, "PutAccess", &C::putAccess, Kind::Memory, false,
              operations::putAccess},
    Operation{Verb::Other, "Other", &C::other, Kind::Discard, false, operations::other}};

Outcome checkLength(const Service &service, const Operation &operation, const Request &request)
{
    const bool hasLength = request.hasHeader("content-length");
    // COS documents a body without a length for PUT Object only.
    const bool mayBeChunked = operation.verb == Verb::PutObject || operation.body == Kind::Memory;
    const bool isChunked = request.hasHeader("transfer-encoding");
    if (!hasLength && !(mayBeChunked && isChunked))
        return cosError(411, "MissingContentLength",
                        QStringLiteral("You must provide the Content-Length HTTP header."));
    if (operation.body == Kind::Blob
        && request.header("content-length").toLongLong() > service.options.maximumPutBytes)
        return cosError(
            400, "EntityTooLarge",
            QStringLiteral("Your proposed upload exceeds the maximum allowed object size."));
    return Done{};
}

Outcome checkTrafficLimit(const Request &request)
{
    const bool isHeader = request.hasHeader("x-cos-traffic-limit");
    if (!isHeader && !request.hasParameter("x-cos-traffic-limit"))
        return Done{};
    const QByteArray text =
        isHeader ? request.header("x-cos-traffic-limit") : request.parameter("x-cos-traffic-limit");
    if (!numberIn(text, 819200, 838860800))
        return invalidArgument(QStringLiteral("The traffic limit is out of range."));
    return Done{};
}

}  // namespace

const Operation &operationOf(Verb verb)
{
    return *std::find_if(table.begin(), table.end() - 1,
                         [&](const Operation &row) { return row.verb == verb; });
}

Outcome admit(const Service &service, const Operation &operation, const Request &request)
{
    if (!request.bucket.isEmpty() && !service.index.hasBucket(request.bucket))
        return noSuchBucket();
    if (operation.writesKey)
        if (const Outcome key = checkKey(request.key); !key)
            return key;
    if (request.hasParameter("versionId") && request.parameter("versionId") != "null")
        return cosError(404, "NoSuchVersion",
                        QStringLiteral("The specified version does not exist."));
    if (const Outcome limit = checkTrafficLimit(request); !limit)
        return limit;
    return operation.body == Kind::Discard ? Outcome(Done{})
                                           : checkLength(service, operation, request);
}

Answer operations::other(Service &, const Request &request, RequestBody &)
{
    // Not 501, which clients would repeat.
    return errorAnswer(request, cosError(405, "MethodNotAllowed",
                                         QStringLiteral("The specified method is not allowed "
                                                        "against this resource.")));
}

QByteArray opaqueEtag()
{
    std::array<quint32, 4> words{};
    QRandomGenerator::global()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words).toHex();
}

Result<int> partNumberOf(const Request &request)
{
    const auto number = numberIn(request.parameter("partNumber"), 1, 10000);
    if (!number)
        return invalidArgument(
            QStringLiteral("Part number must be an integer between 1 and 10000."));
    return static_cast<int>(*number);
}

Result<UploadRecord> uploadOf(Service &service, const Request &request)
{
    return service.index.findUpload(request.bucket, request.key, request.parameter("uploadId"));
}

Result<int> pageLimit(const Request &request, QByteArrayView name)
{
    if (!request.hasParameter(name) || request.parameter(name).isEmpty())
        return 1000;
    const auto limit = numberIn(request.parameter(name), 1, std::numeric_limits<qint64>::max());
    if (!limit)
        return invalidArgument(QString::fromLatin1(name) + QStringLiteral(" is not valid."));
    return static_cast<int>(std::min<qint64>(*limit, 1000));
}

Result<bool> wantsEncoding(const Request &request)
{
    const QByteArray type = request.parameter("encoding-type");
    if (!type.isEmpty() && type != "url")
        return invalidArgument(QStringLiteral("encoding-type is not valid."));
    return !type.isEmpty();
}

QByteArray ownerOf(const QByteArray &bucket) { return bucket.sliced(bucket.lastIndexOf('-') + 1); }

Overwrite overwriteRule(const Service &service, const Request &request)
{
    const bool isForbidden = request.header("x-cos-forbid-overwrite") == "true"
                             && !service.faults.ignoresForbidOverwrite(request.bucket);
    return isForbidden ? Overwrite::Forbidden : Overwrite::Allowed;
}

}  // namespace cosftp::localcos

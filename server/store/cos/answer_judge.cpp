// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/cos/answer_judge.h"

#include "store/cos/access_rights.h"
#include "store/cos/cos_answer.h"
#include "store/cos/cos_error.h"
#include "store/cos/cos_xml.h"

#include <QXmlStreamReader>

#include <algorithm>
#include <array>

namespace cosftp {

namespace {

using Code = Failure::Code;

constexpr const char *notTheStoreAdvice =
    "Something between this machine and COS answers in its place: look for a captive portal, a "
    "proxy or a firewall that wants a login, and check cos_endpoint.";

bool hasStoreHeaders(const HttpAnswer &answer)
{
    return answer.header("server").contains("tencent-cos")
           || std::any_of(
               answer.headers.begin(), answer.headers.end(),
               [](const NamedValue &header) { return header.name.startsWith("x-cos-"); });
}

bool saysHtml(const HttpAnswer &answer)
{
    return answer.header("content-type").trimmed().toLower().startsWith("text/html");
}

// Something for people to look at. An object may be one, every other answer of COS is XML or empty.
bool isPage(const HttpAnswer &answer)
{
    constexpr qsizetype enough = 64;
    const QByteArray start = answer.body.trimmed().left(enough).toLower();
    return start.startsWith("<!doctype html") || start.startsWith("<html")
           || (saysHtml(answer) && !start.isEmpty());
}

// COS makes ETags of digests: 32 or more hexadecimal digits, and "-N" behind them for N parts. Web
// servers make theirs of size and time.
bool isDigest(const QByteArray &etag)
{
    constexpr qsizetype leastDigits = 32;
    const auto isHex = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    };
    const auto *begin = std::find_if(etag.begin(), etag.end(), isHex);
    return std::find_if_not(begin, etag.end(), isHex) - begin >= leastDigits;
}

// Whether the headers of HEAD or GET describe an object of the store.
Outcome judgeDescription(const HttpAnswer &answer)
{
    const QByteArray etag = answer.header("etag");
    if (etag.isEmpty())
        return notTheStore(answer, QStringLiteral("an object without an ETag"));
    if (!hasStoreHeaders(answer) && !isDigest(etag))
        return notTheStore(answer, QStringLiteral("an ETag that COS does not make"));
    return Done{};
}

// PUT of an object or a part: COS answers 200, an ETag and no body.
Outcome judgeReceipt(const HttpAnswer &answer)
{
    if (isPage(answer))
        return notTheStore(answer, QStringLiteral("a page instead of a receipt"));
    if (answer.status != 200 || answer.header("etag").isEmpty())
        return notTheStore(answer, QStringLiteral("a receipt without an ETag"));
    return Done{};
}

// A body that is cut or garbled is tried again like one that is somebody else's.
template <typename T>
Result<T> bodyOf(const HttpAnswer &answer, Result<T> parsed)
{
    if (parsed)
        return parsed;
    return notTheStore(answer, isPage(answer) ? QStringLiteral("a page instead of XML")
                                              : parsed.error().detail);
}

// COS puts some names into its XML as they are, so a parser may not get them out again.
QByteArray rawElement(const QByteArray &body, const QByteArray &name)
{
    const QByteArray opening = '<' + name + '>';
    const qsizetype begin = body.indexOf(opening);
    const qsizetype end = body.indexOf("</" + name + '>', begin);
    return begin < 0 || end < 0 ? QByteArray()
                                : body.mid(begin + opening.size(), end - begin - opening.size());
}

QByteArray asXml(const QByteArray &text)
{
    QXmlStreamReader xml("<x>" + text + "</x>");
    xml.readNextStartElement();
    return xml.readElementText(QXmlStreamReader::SkipChildElements).toUtf8();
}

// An answer may leave the name out; only another one counts.
bool isAnother(const QByteArray &told, const QByteArray &expected)
{
    return !told.isEmpty() && told != expected && asXml(told) != expected
           && QByteArray::fromPercentEncoding(told) != expected;
}

// A key with a bracket in it may break the XML around it: then nothing is concluded.
bool isAnotherKey(const QByteArray &body, const QByteArray &key)
{
    return !key.contains('<') && isAnother(rawElement(body, "Key"), key);
}

bool forbidsReplacing(const CosRequest &request)
{
    return std::any_of(
        request.headers.begin(), request.headers.end(),
        [](const NamedValue &header) { return header.name == "x-cos-forbid-overwrite"; });
}

bool pinsItsSource(const CosRequest &request)
{
    return std::any_of(
        request.headers.begin(), request.headers.end(),
        [](const NamedValue &header) { return header.name == "x-cos-copy-source-If-Match"; });
}

// A 4xx that a box in between gives: a page about a login or a policy, without a word of COS.
bool isRefusalOfABox(const HttpAnswer &answer)
{
    const bool wantsLogin = answer.status == 407 || answer.status == 511;
    const bool isPlain4xx =
        answer.status >= 400 && answer.status < 500 && answer.status != 408 && answer.status != 429;
    return answer.trouble == HttpAnswer::Trouble::None && !hasStoreHeaders(answer)
           && (wantsLogin || (isPlain4xx && (saysHtml(answer) || isPage(answer))));
}

Failure exists(const HttpAnswer &answer)
{
    Failure failure = failureForCode("FileAlreadyExists", answer.status);
    failure.storeCode.clear();
    failure.requestId = answer.header("x-cos-request-id");
    return failure;
}

Failure otherChecksum(bool isRetryable)
{
    Failure failure =
        Failure::of(Code::Corrupt,
                    QStringLiteral("the store's CRC-64 is not that of the bytes that were sent"));
    failure.retryable = isRetryable;
    return failure;
}

bool isWhatWasSent(const ObjectInfo &found, const SentObject &sent)
{
    if (found.sizeBytes != sent.sizeBytes)
        return false;
    if (found.crc64 && sent.crc64)
        return *found.crc64 == *sent.crc64;
    return !sent.md5Etag.isEmpty() && found.etag == sent.md5Etag;
}

// HEAD after an answer with another checksum shows something else than what was sent.
Failure standingAfterOtherChecksum(const Doubt &doubt, const Result<ObjectInfo> &found)
{
    if (!found && found.error().code != Code::NotFound)
        return found.error();
    if (found && !found->crc64) {
        Failure failure = Failure::of(
            Code::Network, QStringLiteral("the answer tells another CRC-64 than was sent, and HEAD "
                                          "tells none: it is open what stands there"));
        failure.retryable = true;
        return failure;
    }
    if (found && found->crc64 == doubt.told)
        return otherChecksum(false);
    return Failure::of(Code::Changed,
                       QStringLiteral("somebody else has replaced or removed the object since"));
}

}  // namespace

Failure notTheStore(const HttpAnswer &answer, const QString &why)
{
    Failure failure =
        Failure::of(Code::Network, QStringLiteral("the answer is not the store's: ") + why);
    failure.retryable = true;
    failure.advice = QString::fromLatin1(notTheStoreAdvice);
    failure.httpStatus = answer.status;
    failure.requestId = answer.header("x-cos-request-id");
    return failure;
}

Outcome judgeHeadBucket(const HttpAnswer &answer)
{
    if (saysHtml(answer) && !hasStoreHeaders(answer))
        return notTheStore(answer, QStringLiteral("a page instead of a bucket"));
    return Done{};
}

Result<ObjectInfo> judgeHead(const QByteArray &key, const HttpAnswer &answer)
{
    if (const Outcome described = judgeDescription(answer); !described)
        return described.error();
    return objectInfoFrom(key, answer);
}

Result<ComingBody> judgeGet(const QByteArray &key, ByteRange range, const QByteArray &ifMatch,
                            const HttpAnswer &answer)
{
    if (const Outcome described = judgeDescription(answer); !described)
        return described.error();
    const Result<qint64> bytes = bodyBytesOf(answer, range, ifMatch);
    if (!bytes)
        return bytes.error();
    const Result<ObjectInfo> info = objectInfoFrom(key, answer);
    if (!info)
        return info.error();
    return ComingBody{*info, *bytes};
}

Result<ListPage> judgeList(const QByteArray &bucket, const HttpAnswer &answer)
{
    if (isAnother(rawElement(answer.body, "Name"), bucket))
        return notTheStore(answer, QStringLiteral("the listing of another bucket"));
    return bodyOf(answer, parseListPage(answer.body));
}

Result<StoredObject> judgePut(const HttpAnswer &answer)
{
    if (const Outcome receipt = judgeReceipt(answer); !receipt)
        return receipt.error();
    return StoredObject{answer.header("etag"), crcFrom(answer), answer.header("x-cos-version-id")};
}

Result<StoredPart> judgePart(const StoredPart &sent, const HttpAnswer &answer)
{
    if (const Outcome receipt = judgeReceipt(answer); !receipt)
        return receipt.error();
    const std::optional<quint64> told = crcFrom(answer);
    if (told && told != sent.crc64)
        return otherChecksum(true);
    StoredPart part = sent;
    part.etag = answer.header("etag");
    return part;
}

Result<StoredObject> judgeCopy(const HttpAnswer &answer)
{
    Result<StoredObject> stored = bodyOf(answer, parseCopyResult(answer.body));
    if (stored)
        stored->versionId = answer.header("x-cos-version-id");
    return stored;
}

Result<StoredPart> judgeCopyPart(int number, ByteRange range, const HttpAnswer &answer)
{
    Result<StoredPart> part = bodyOf(answer, parseCopyPartResult(answer.body));
    if (part) {
        part->number = number;
        part->sizeBytes = std::max<qint64>(range.count, 0);
    }
    return part;
}

Result<QByteArray> judgeInitiate(const QByteArray &bucket, const QByteArray &key,
                                 const HttpAnswer &answer)
{
    if (isAnother(rawElement(answer.body, "Bucket"), bucket) || isAnotherKey(answer.body, key))
        return notTheStore(answer, QStringLiteral("the upload of another object"));
    return bodyOf(answer, parseUploadId(answer.body));
}

Result<StoredObject> judgeComplete(const HttpAnswer &answer)
{
    Result<StoredObject> stored = bodyOf(answer, parseCompleteResult(answer.body));
    if (stored) {
        stored->crc64 = crcFrom(answer);
        stored->versionId = answer.header("x-cos-version-id");
    }
    return stored;
}

Outcome judgeRemoval(const HttpAnswer &answer)
{
    if (isPage(answer) || (answer.status != 204 && !hasStoreHeaders(answer)))
        return notTheStore(answer, QStringLiteral("a removal is confirmed with 204 and no page"));
    return Done{};
}

Result<QList<QByteArray>> judgeRemovals(const HttpAnswer &answer)
{
    return bodyOf(answer, parseDeleteResult(answer.body));
}

Result<PartPage> judgeParts(const QByteArray &uploadId, const HttpAnswer &answer)
{
    if (isAnother(rawElement(answer.body, "UploadId"), uploadId))
        return notTheStore(answer, QStringLiteral("the parts of another upload"));
    return bodyOf(answer, parsePartPage(answer.body));
}

Result<UploadPage> judgeUploads(const QByteArray &bucket, const HttpAnswer &answer)
{
    if (isAnother(rawElement(answer.body, "Bucket"), bucket))
        return notTheStore(answer, QStringLiteral("the uploads of another bucket"));
    return bodyOf(answer, parseUploadPage(answer.body));
}

Result<NamedValues> judgeAccess(const HttpAnswer &answer)
{
    const Result<AccessList> list = bodyOf(answer, parseAccessList(answer.body));
    if (!list)
        return list.error();
    return accessHeaders(*list, answer.header("x-cos-acl").trimmed());
}

Outcome judgeRestore(const HttpAnswer &answer)
{
    const bool isEmpty = answer.body.trimmed().isEmpty() && !saysHtml(answer);
    if (isPage(answer) || !(hasStoreHeaders(answer) || isEmpty))
        return notTheStore(answer, QStringLiteral("a page instead of a confirmation"));
    return Done{};
}

Failure judgeRefusal(const CosRequest &request, const HttpAnswer &answer)
{
    if (isRefusalOfABox(answer))
        return notTheStore(answer, QStringLiteral("a page with status %1").arg(answer.status));
    const Failure failure = failureFrom(answer);
    const bool isConflict =
        answer.status == 409 || (answer.status == 412 && !pinsItsSource(request));
    if (forbidsReplacing(request) && failure.storeCode.isEmpty() && isConflict)
        return exists(answer);
    return failure;
}

bool isOddRefusal(const Failure &failure)
{
    static constexpr std::array<const char *, 10> ourMistakes{
        "InvalidPart",       "InvalidPartOrder",
        "EntityTooSmall",    "InvalidDigest",
        "MalformedXML",      "InvalidBucketName",
        "InvalidRegionName", "NotSupportedStorageClass",
        "PolicyFull",        "BucketAccelerateNotEnabled"};
    if (failure.httpStatus == 400)
        return failure.code == Code::Internal
               && std::none_of(ourMistakes.begin(), ourMistakes.end(),
                               [&](const char *code) { return failure.storeCode == code; });
    const bool isRefusal = failure.code == Code::Denied || failure.code == Code::Credentials;
    return (failure.httpStatus == 401 || failure.httpStatus == 403) && isRefusal
           && failure.storeCode != "ObjectLocked";
}

Result<StoredObject> judgeStanding(const SentObject &sent, const Doubt &doubt,
                                   const Result<ObjectInfo> &found)
{
    if (found && isWhatWasSent(*found, sent))
        return StoredObject{found->etag, found->crc64, {}};
    switch (doubt.cause) {
    case Doubt::Cause::OtherChecksum:
        return standingAfterOtherChecksum(doubt, found);
    case Doubt::Cause::Taken:
        return found || found.error().code == Code::NotFound ? doubt.why : found.error();
    case Doubt::Cause::LostAnswer:
        break;
    }
    return doubt.why;
}

}  // namespace cosftp

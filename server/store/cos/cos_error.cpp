// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/cos/cos_error.h"

#include "core/text.h"
#include "store/cos/cos_time.h"
#include "store/cos/cos_xml.h"

#include <array>

namespace cosftp {

namespace {

using Code = Failure::Code;
using Trouble = HttpAnswer::Trouble;

struct Row
{
    const char *storeCode;
    Code code;
    bool retryable;
    const char *advice;
};

constexpr const char *arrearsAdvice = "Check the Tencent Cloud account: arrears or a compliance "
                                      "block stop all access to the bucket.";
constexpr const char *clockAdvice =
    "Set the clock of this machine (NTP): COS accepts at most 15 minutes of difference.";
constexpr const char *bucketAdvice =
    "Check cos_bucket (NAME-APPID) and cos_region: COS reports a bucket of another region as "
    "missing.";
constexpr const char *archiveAdvice =
    "Restore the object first (COS console or coscli): it lies in an archive class.";
constexpr const char *rightsAdvice =
    "Give the key the permission for this operation on this bucket (CAM policy, bucket policy), "
    "and check that no IP condition excludes this machine.";

constexpr std::array rows{
    Row{"PreconditionFailed", Code::Changed, false, ""},
    Row{"BadDigest", Code::Corrupt, true, ""},
    Row{"InvalidDigest", Code::Internal, false, ""},
    Row{"IncompleteBody", Code::Network, true, ""},
    Row{"EntitySizeNotMatch", Code::Network, true, ""},
    Row{"RequestTimeout", Code::Timeout, true, ""},
    Row{"UserNetworkTooSlow", Code::Timeout, true, ""},
    Row{"EntityTooLarge", Code::TooLarge, false, ""},
    Row{"InvalidObjectName", Code::NameNotAllowed, false, ""},
    Row{"KeyTooLong", Code::NameNotAllowed, false, ""},
    Row{"InvalidBucketName", Code::Internal, false, bucketAdvice},
    Row{"InvalidRegionName", Code::Internal, false, bucketAdvice},
    Row{"NotSupportedStorageClass", Code::Internal, false,
        "This bucket does not offer the storage class that is set."},
    Row{"BucketAccelerateNotEnabled", Code::Internal, false,
        "Switch global acceleration on for the bucket, or use another cos_endpoint."},
    Row{"ExpiredToken", Code::Credentials, true,
        "The temporary key has expired: renew it, or let the server use the CVM role."},
    Row{"PolicyFull", Code::Internal, false, ""},
    Row{"PaymentRequired", Code::Denied, false, arrearsAdvice},
    Row{"AccessDenied", Code::Denied, false, rightsAdvice},
    Row{"SignatureDoesNotMatch", Code::Credentials, false,
        "The secret key does not belong to the secret id: copy cos_secretkey again."},
    Row{"InvalidAccessKeyId", Code::Credentials, false,
        "COS does not know the secret id: check cos_secretid, and that the key was not disabled or "
        "deleted."},
    Row{"RequestTimeTooSkewed", Code::Credentials, true, clockAdvice},
    Row{"Request has expired", Code::Credentials, true, clockAdvice},
    Row{"InvalidObjectState", Code::Archived, false, archiveAdvice},
    Row{"RestoreAlreadyInProgress", Code::Busy, false, ""},
    Row{"NoSuchKey", Code::NotFound, false, ""},
    Row{"NoSuchBucket", Code::NotFound, false, bucketAdvice},
    Row{"NoSuchUpload", Code::NotFound, false, ""},
    Row{"NoSuchVersion", Code::NotFound, false, ""},
    Row{"NoSuchCopySource", Code::NotFound, false, ""},
    Row{"MethodNotAllowed", Code::Internal, false, ""},
    Row{"PathConflict", Code::Busy, true, ""},
    Row{"UploadConflict", Code::Busy, true, ""},
    Row{"ObjectLocked", Code::Denied, false, "The object is locked by its bucket's object lock."},
    Row{"FileAlreadyExists", Code::Exists, false, ""},
    Row{"InvalidRange", Code::RangeNotPossible, false, ""},
    Row{"UnavailableForLegalReasons", Code::Denied, false, arrearsAdvice},
    Row{"DomainAuditFailed", Code::Denied, false, arrearsAdvice},
    Row{"InternalError", Code::Busy, true, ""},
    Row{"ServiceUnavailable", Code::Busy, true, ""},
    Row{"SlowDown", Code::Busy, true, ""},
    Row{"KmsFreqControl", Code::Busy, true, ""},
};

Row rowForStatus(int status)
{
    switch (status) {
    case 304:
    case 412:
        return {"", Code::Changed, false, ""};
    case 401:
    case 403:
        return {"", Code::Denied, false, rightsAdvice};
    case 402:
    case 451:
        return {"", Code::Denied, false, arrearsAdvice};
    case 404:
        return {"", Code::NotFound, false, ""};
    case 408:
        return {"", Code::Timeout, true, ""};
    case 409:
    case 429:
        return {"", Code::Busy, true, ""};
    case 416:
        return {"", Code::RangeNotPossible, false, ""};
    case 501:
        return {"", Code::Internal, false, ""};
    default:
        break;
    }
    if (status >= 500)
        return {"", Code::Busy, true, ""};
    if (status >= 300 && status < 400)
        return {"", Code::Network, true,
                "A redirect instead of an answer: look for a proxy, a captive portal or an "
                "origin-pull rule between this machine and COS."};
    return {"", Code::Internal, false, ""};
}

Failure failureOfTrouble(Trouble trouble)
{
    Failure failure = Failure::of(Code::Network, QString::fromLatin1(nameOf(trouble)));
    failure.retryable = true;
    switch (trouble) {
    case Trouble::NotSendable:
        failure.code = Code::Invalid;
        failure.retryable = false;
        break;
    case Trouble::HostNotFound:
        failure.advice =
            QStringLiteral("Check cos_region, cos_endpoint and the DNS of this machine: "
                           "the store's host name does not resolve.");
        break;
    case Trouble::Refused:
        failure.advice =
            QStringLiteral("Check cos_endpoint and cos_protocol: nothing listens there.");
        break;
    case Trouble::Tls:
        failure.advice = QStringLiteral("Check cos_protocol, cos_endpoint and the certificates of "
                                        "this machine (package ca-certificates).");
        break;
    case Trouble::Timeout:
        failure.code = Code::Timeout;
        break;
    case Trouble::TooLarge:
        failure.code = Code::Internal;
        failure.retryable = false;
        break;
    case Trouble::None:
    case Trouble::Closed:
    case Trouble::Truncated:
    case Trouble::Unknown:
        break;
    }
    return failure;
}

// Some authorisation failures say AccessDenied and their reason only in the message.
QByteArray effectiveCode(const CosError &error)
{
    static const QByteArray expired = "Request has expired";
    return error.code == "AccessDenied" && error.message.contains(expired) ? expired : error.code;
}

}  // namespace

Failure failureForCode(const QByteArray &code, int httpStatus)
{
    Row match = rowForStatus(httpStatus);
    for (const Row &row : rows)
        if (code == row.storeCode)
            match = row;
    Failure failure = Failure::of(match.code);
    failure.retryable = match.retryable;
    failure.advice = QString::fromLatin1(match.advice);
    failure.httpStatus = httpStatus;
    failure.storeCode = code;
    return failure;
}

Failure failureFrom(const HttpAnswer &answer)
{
    const std::optional<CosError> error = errorIn(answer.body);
    const bool isAnswer = error || answer.status >= 300;
    Failure failure =
        !isAnswer ? failureOfTrouble(answer.trouble)
                  : failureForCode(error ? effectiveCode(*error) : QByteArray(), answer.status);
    if (error)
        failure.detail = QString::fromUtf8(escaped(error->message, 200));
    else if (!answer.detail.isEmpty())
        failure.detail += QStringLiteral(": ") + answer.detail;
    failure.httpStatus = answer.status;
    failure.requestId = answer.header("x-cos-request-id");
    if (failure.requestId.isEmpty() && error)
        failure.requestId = error->requestId;
    return failure;
}

bool isClockFailure(const Failure &failure)
{
    return failure.storeCode == "RequestTimeTooSkewed"
           || failure.storeCode == "Request has expired";
}

bool isExpiredCredentials(const Failure &failure) { return failure.storeCode == "ExpiredToken"; }

bool maySwallowAnswer(const HttpAnswer &answer)
{
    return answer.status == 0 && answer.trouble == Trouble::Closed;
}

QDateTime storeTimeOf(const HttpAnswer &answer)
{
    const std::optional<CosError> error = errorIn(answer.body);
    if (error && error->serverTime.isValid())
        return error->serverTime;
    return parseCosTime(answer.header("date"));
}

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe_verdict.h"

#include "core/text.h"
#include "store/http/http_message.h"

#include <array>

namespace cosftp {

namespace {

using Trouble = HttpAnswer::Trouble;

/// A cause, and what it means for somebody who looks at the form.
struct Remark
{
    const char *cause;  ///< COS error code.
    const char *field;
    const char *advice;
};

constexpr std::array remarks{
    Remark{"SignatureDoesNotMatch", "secret_key",
           "The secret key does not belong to this secret id: copy it again."},
    Remark{"InvalidAccessKeyId", "secret_id",
           "COS does not know this secret id: check it, and that the key was not disabled or "
           "deleted."},
    Remark{"InvalidSecretId", "secret_id", "COS does not know this secret id: copy it again."},
    Remark{"ExpiredToken", "token", "The temporary key has expired: get a new one."},
    Remark{"NoSuchBucket", "bucket",
           "There is no such bucket in this region: check the name (NAME-APPID) and the region."},
    Remark{"InvalidBucketName", "bucket", "The bucket's name is NAME-APPID, as the console shows."},
    Remark{"InvalidRegionName", "region",
           "There is no such region: the console shows it beside the bucket."},
    Remark{"RequestTimeTooSkewed", "",
           "Set the clock of this machine: COS accepts at most 15 minutes of difference."},
    Remark{"Request has expired", "",
           "Set the clock of this machine: COS accepts at most 15 minutes of difference."},
    Remark{"BucketAccelerateNotEnabled", "endpoint",
           "Switch global acceleration on for the bucket, or use another endpoint."},
};

QString text(const char *latin1) { return QString::fromLatin1(latin1); }

QString placeField(const BucketSettings &bucket)
{
    return bucket.endpoint.isEmpty() ? QStringLiteral("region") : QStringLiteral("endpoint");
}

bool isTrouble(const Failure &failure, Trouble trouble)
{
    return failure.httpStatus == 0 && failure.detail.startsWith(text(nameOf(trouble)));
}

void explainConnection(ProbeStep &step, const Failure &failure, const BucketSettings &bucket)
{
    if (isTrouble(failure, Trouble::HostNotFound)) {
        step.field = placeField(bucket);
        step.advice = bucket.endpoint.isEmpty()
                          ? QStringLiteral("There is no host of this name: check the region, and "
                                           "that this machine can look up names.")
                          : QStringLiteral("There is no host of this name: check the endpoint, and "
                                           "that this machine can look up names.");
    } else if (isTrouble(failure, Trouble::Refused)) {
        step.field = placeField(bucket);
        step.advice = QStringLiteral("Nothing answers there: check the endpoint, its port and the "
                                     "firewall.");
    } else if (isTrouble(failure, Trouble::Tls)) {
        step.field = QStringLiteral("protocol");
        step.advice = QStringLiteral("The encrypted connection failed: check protocol and "
                                     "endpoint, and the certificates of this machine.");
    } else if (failure.code == Failure::Code::Invalid && failure.httpStatus == 0) {
        step.field = bucket.bucket.isEmpty() ? QStringLiteral("bucket") : placeField(bucket);
        step.advice = QStringLiteral("There is no address to ask: fill in the bucket's name and "
                                     "its region.");
    }
}

void explainByCode(ProbeStep &step, const Failure &failure)
{
    for (const Remark &remark : remarks)
        if (failure.storeCode == remark.cause) {
            step.field = text(remark.field);
            step.advice = text(remark.advice);
        }
    // A HEAD has no body to say it in.
    const bool isNamelessNotFound = step.kind == ProbeStep::Kind::Reach && failure.httpStatus == 404
                                    && failure.storeCode.isEmpty();
    if (isNamelessNotFound) {
        step.field = QStringLiteral("bucket");
        step.advice = QStringLiteral("There is no such bucket in this region: check the name "
                                     "(NAME-APPID) and the region.");
    }
}

QString whatTheStoreSaid(const Failure &failure)
{
    QString said = failure.storeCode.isEmpty() ? text(nameOf(failure.code))
                                               : QString::fromUtf8(failure.storeCode);
    if (!failure.detail.isEmpty())
        said += QStringLiteral(": ") + failure.detail;
    if (failure.httpStatus != 0)
        said += QStringLiteral(" (HTTP %1)").arg(failure.httpStatus);
    if (!failure.requestId.isEmpty())
        said += QStringLiteral(", request id ") + QString::fromUtf8(failure.requestId);
    return escapedText(said);
}

// Nothing came from the store: the key could not be had in the first place.
void explainMissingKey(ProbeStep &step, const BucketSettings &bucket)
{
    using Source = CredentialSettings::Source;
    if (bucket.credentials.source != Source::Inline)
        step.field = QStringLiteral("credentials_ref");
    else
        step.field = bucket.credentials.secretId.trimmed().isEmpty() ? QStringLiteral("secret_id")
                                                                     : QStringLiteral("secret_key");
}

}  // namespace

void explainFailure(ProbeStep &step, const Failure &failure, const BucketSettings &bucket,
                    const QString &action)
{
    step.verdict = ProbeStep::Verdict::Failed;
    step.problem = whatTheStoreSaid(failure);
    explainConnection(step, failure, bucket);
    explainByCode(step, failure);
    if (failure.code == Failure::Code::Credentials && failure.httpStatus == 0)
        explainMissingKey(step, bucket);
    if (failure.storeCode == "AccessDenied" && !action.isEmpty()) {
        step.camAction = action;
        step.advice = QStringLiteral("The key lacks the permission %1 for this bucket and folder: "
                                     "add it to the key's CAM policy.")
                          .arg(action);
    }
    if (step.advice.isEmpty())
        step.advice = failure.advice;
    if (step.advice.isEmpty())
        step.advice = QStringLiteral("Try again in a minute; if it stays, ask Tencent Cloud with "
                                     "the request id.");
}

}  // namespace cosftp

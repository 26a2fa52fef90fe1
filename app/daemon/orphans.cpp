// SPDX-License-Identifier: GPL-3.0-or-later
#include "orphans.h"

#include "core/text.h"
#include "store/cos/cos_store.h"
#include "store/http/http_client.h"
#include "transfer/upload_janitor.h"

#include <QEventLoop>

#include <cstdio>

namespace cosftp {

namespace {

constexpr int hoursPerDay = 24;

void print(const QString &line) { std::fputs(qPrintable(line + QLatin1Char('\n')), stdout); }

// Asks and waits: this program does nothing else meanwhile.
template <typename T, typename Ask>
Result<T> answerTo(const Ask &ask)
{
    QEventLoop loop;
    Result<T> answer;
    ask(&loop, [&loop, &answer](const Result<T> &result) {
        answer = result;
        loop.quit();
    });
    loop.exec();
    return answer;
}

QString lineFor(const SurveyedUpload &upload, OpenUploadFate fate)
{
    return QStringLiteral("  %1 started %2, %3 parts, %4 bytes, %5%6")
        .arg(QString::fromUtf8(escaped(upload.upload.key)),
             upload.upload.initiated.toString(Qt::ISODate), QString::number(upload.parts),
             QString::number(upload.bytes), QString::fromLatin1(nameOf(fate)),
             upload.state
                 ? QStringLiteral(", of user ") + QString::fromUtf8(escaped(upload.state->user))
                 : QString());
}

Outcome show(ObjectStore &store, const BucketSettings &bucket, const JanitorRules &rules)
{
    const auto survey = answerTo<UploadSurvey>([&store](QObject *context, auto handler) {
        surveyUploads(store, context, std::move(handler));
    });
    if (!survey)
        return survey.error();
    print(QStringLiteral("bucket %1: %2 unfinished uploads")
              .arg(QString::fromUtf8(bucket.bucket))
              .arg(survey->uploads.size()));
    for (const SurveyedUpload &upload : survey->uploads)
        print(lineFor(upload, fateOf(upload, rules, survey->storeNow)));
    return Done();
}

Outcome sweep(ObjectStore &store, const JanitorRules &rules)
{
    const auto report = answerTo<JanitorReport>([&](QObject *context, auto handler) {
        sweepUploads(store, rules, context, std::move(handler));
    });
    if (!report)
        return report.error();
    print(QStringLiteral("  aborted %1 (%2 bytes), %3 could not be")
              .arg(report->aborted)
              .arg(report->abortedBytes)
              .arg(report->failed));
    return report->failed == 0 ? Outcome(Done()) : Outcome(Failure::of(Failure::Code::Busy));
}

}  // namespace

bool showOrphans(const Settings &settings, bool aborts)
{
    JanitorRules rules;
    rules.orphanDays = settings.cleanup.orphanDays;
    HttpClient http;
    bool areAllGood = true;
    for (const BucketSettings &bucket : settings.buckets) {
        const std::unique_ptr<ObjectStore> store = makeCosStore(bucket, http);
        Outcome outcome = show(*store, bucket, rules);
        if (outcome && aborts)
            outcome = sweep(*store, rules);
        if (!outcome)
            print(QStringLiteral("bucket %1: %2")
                      .arg(QString::fromUtf8(bucket.bucket), describe(outcome.error())));
        areAllGood = areAllGood && outcome;
    }
    const int days = std::max(settings.limits.resumeHours / hoursPerDay + 1, rules.orphanDays);
    print(QStringLiteral("To let the store abort what stays open for %1 days, add this rule to the "
                         "bucket's lifecycle:\n%2")
              .arg(QString::number(days), QString::fromUtf8(lifecycleRule(days))));
    return areAllGood;
}

}  // namespace cosftp

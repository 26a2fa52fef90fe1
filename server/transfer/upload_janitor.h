// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/upload_survey.h"

#include <functional>

namespace cosftp {

/// What may be aborted. How long an upload of ours can be continued stands in its description.
struct JanitorRules
{
    int orphanDays = 0;  ///< Uploads that nobody describes: aborted after so long; 0: never.
    /// The user has stored the name whole or deleted it since the upload began: it is aborted.
    std::function<bool(const SurveyedUpload &)> isSettled = {};
};

/// What an open upload is.
enum class OpenUploadFate {
    Resumable,  ///< Ours, interrupted lately.
    Expired,    ///< Ours, too old to be continued or settled: is aborted.
    Running,    ///< Ours, and some server receives it now: left alone.
    Unknown,    ///< Another tool's, or one that runs now and is not described: left alone.
    Orphan      ///< Unknown, and idle for longer than the rule allows: is aborted.
};
const char *nameOf(OpenUploadFate fate);
OpenUploadFate fateOf(const SurveyedUpload &upload, const JanitorRules &rules,
                      const QDateTime &now);
[[nodiscard]] inline bool isDoomed(OpenUploadFate fate)
{
    return fate == OpenUploadFate::Expired || fate == OpenUploadFate::Orphan;
}

/// What a round found and did.
struct JanitorReport
{
    int open = 0;
    qint64 openBytes = 0;
    int resumable = 0;
    int aborted = 0;
    qint64 abortedBytes = 0;
    int failed = 0;  ///< Aborts that the store refused: the next round tries again.
};

/// Surveys a bucket, aborts what the rules allow, and removes descriptions that lead nowhere. Every
/// abort is logged with key, age and bytes. A job that deletes itself after the answer; a child of
/// the context.
class UploadJanitor final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UploadJanitor)

public:
    UploadJanitor(ObjectStore &store, JanitorRules rules, QObject *context,
                  Handler<JanitorReport> handler);
    ~UploadJanitor() override;

    void start();

private:
    void onSurveyed(const Result<UploadSurvey> &survey);
    void abortNext();
    void onAborted(const SurveyedUpload &upload, const Outcome &aborted);
    void end(const Result<JanitorReport> &result);

    std::shared_ptr<ObjectStore> m_store;
    JanitorRules m_rules;
    Handler<JanitorReport> m_handler;
    QList<SurveyedUpload> m_doomed;
    QList<QByteArray> m_looseStates;
    JanitorReport m_report;
    QDateTime m_now;  ///< By the store's clock.
    bool m_isEnded = false;
};

void sweepUploads(ObjectStore &store, const JanitorRules &rules, QObject *context,
                  Handler<JanitorReport> handler);

/// The rule that makes the store itself abort what is left open for so many days, for the console
/// or PutBucketLifecycle.
QByteArray lifecycleRule(int days);

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/upload_janitor.h"

#include "core/logging.h"
#include "core/text.h"
#include "core/thread_check.h"
#include "files/remove_many.h"

namespace cosftp {

namespace {

constexpr qint64 hourSeconds = 3600;
constexpr qint64 daySeconds = 24 * hourSeconds;
constexpr qint64 looseAfter = hourSeconds;  // its upload may have ended a moment ago

bool isHeld(const UploadState &state, const QDateTime &now)
{
    return state.holder.isSomebody() && !hasEndedHere(state.holder.process)
           && state.updated.msecsTo(now) < std::chrono::milliseconds(uploadLease).count();
}

}  // namespace

const char *nameOf(OpenUploadFate fate)
{
    switch (fate) {
    case OpenUploadFate::Resumable:
        return "resumable";
    case OpenUploadFate::Expired:
        return "expired";
    case OpenUploadFate::Running:
        return "running";
    case OpenUploadFate::Unknown:
        return "unknown";
    case OpenUploadFate::Orphan:
        return "orphan";
    }
    return "unknown";
}

OpenUploadFate fateOf(const SurveyedUpload &upload, const JanitorRules &rules, const QDateTime &now)
{
    const QDateTime last = upload.lastActive();
    const qint64 idleSeconds = last.isValid() ? last.secsTo(now) : 0;  // never old without a time
    if (upload.state && isHeld(*upload.state, now))
        return OpenUploadFate::Running;
    if (upload.state) {
        const bool isTooOld = idleSeconds > upload.state->keepHours * hourSeconds;
        const bool isSettled = rules.isSettled && rules.isSettled(upload);
        return isTooOld || isSettled ? OpenUploadFate::Expired : OpenUploadFate::Resumable;
    }
    const bool isOld = rules.orphanDays > 0 && idleSeconds > rules.orphanDays * daySeconds;
    return isOld ? OpenUploadFate::Orphan : OpenUploadFate::Unknown;
}

void sweepUploads(ObjectStore &store, const JanitorRules &rules, QObject *context,
                  Handler<JanitorReport> handler)
{
    (new UploadJanitor(store, rules, context, std::move(handler)))->start();
}

UploadJanitor::UploadJanitor(ObjectStore &store, JanitorRules rules, QObject *context,
                             Handler<JanitorReport> handler)
    : QObject(context), m_store(store.share()), m_rules(rules), m_handler(std::move(handler))
{}

UploadJanitor::~UploadJanitor() = default;

void UploadJanitor::start()
{
    assertThread(*this);
    surveyUploads(*m_store, this,
                  [this](const Result<UploadSurvey> &survey) { onSurveyed(survey); });
}

void UploadJanitor::onSurveyed(const Result<UploadSurvey> &survey)
{
    if (!survey)
        return end(survey.error());
    m_now = survey->storeNow;
    for (const SurveyedUpload &upload : survey->uploads) {
        ++m_report.open;
        m_report.openBytes += upload.bytes;
        const OpenUploadFate fate = fateOf(upload, m_rules, m_now);
        m_report.resumable += fate == OpenUploadFate::Resumable ? 1 : 0;
        if (isDoomed(fate))
            m_doomed += upload;
    }
    for (const auto &[key, updated] : survey->looseStates)
        if (updated.secsTo(m_now) > looseAfter)
            m_looseStates += key;
    abortNext();
}

void UploadJanitor::abortNext()
{
    if (m_doomed.isEmpty())
        return removeKeys(*m_store, std::exchange(m_looseStates, {}), this,
                          [this](const Result<QList<QByteArray>> &) { end(m_report); });
    const SurveyedUpload upload = m_doomed.takeFirst();
    m_store->abortUpload(upload.upload.key, upload.upload.uploadId, this,
                         [this, upload](const Outcome &aborted) { onAborted(upload, aborted); });
}

void UploadJanitor::onAborted(const SurveyedUpload &upload, const Outcome &aborted)
{
    const qint64 idleHours = upload.lastActive().secsTo(m_now) / hourSeconds;
    if (aborted) {
        ++m_report.aborted;
        m_report.abortedBytes += upload.bytes;
        qCInfo(lcStore).noquote() << "aborted an unfinished upload of" << escaped(upload.upload.key)
                                  << (upload.state ? "of user " + escaped(upload.state->user)
                                                   : QByteArray("that nobody describes"))
                                  << "begun" << upload.upload.initiated.toString(Qt::ISODate)
                                  << "idle for" << idleHours << "h:" << upload.parts << "parts,"
                                  << upload.bytes << "bytes freed";
        if (!upload.stateKey.isEmpty())
            m_looseStates += upload.stateKey;
    } else {
        ++m_report.failed;
        qCWarning(lcStore).noquote() << "could not abort the unfinished upload of"
                                     << escaped(upload.upload.key) << describe(aborted.error());
    }
    abortNext();
}

void UploadJanitor::end(const Result<JanitorReport> &result)
{
    if (std::exchange(m_isEnded, true))
        return;
    deleteLater();
    std::exchange(m_handler, nullptr)(result);
}

QByteArray lifecycleRule(int days)
{
    return "<LifecycleConfiguration><Rule><ID>cosftp-unfinished-uploads</ID>"
           "<Filter><Prefix></Prefix></Filter><Status>Enabled</Status>"
           "<AbortIncompleteMultipartUpload><DaysAfterInitiation>"
           + QByteArray::number(days)
           + "</DaysAfterInitiation></AbortIncompleteMultipartUpload></Rule>"
             "</LifecycleConfiguration>";
}

}  // namespace cosftp

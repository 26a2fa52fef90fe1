// SPDX-License-Identifier: GPL-3.0-or-later
#include "housekeeper.h"

#include "core/logging.h"
#include "core/thread_check.h"
#include "files/claim_sweep.h"
#include "files/job_recovery.h"
#include "monitor/monitor.h"
#include "store/cos/cos_store.h"
#include "store/http/http_client.h"
#include "transfer/parked_catalogue.h"
#include "transfer/parked_uploads.h"
#include "transfer/upload_janitor.h"

#include <QRandomGenerator>

#include <algorithm>

namespace cosftp {

namespace {

constexpr std::chrono::seconds firstRound{60};
constexpr std::chrono::seconds soon{150};  // longer than a dead owner's journal is respected
constexpr std::chrono::seconds usual{3600};

// Several servers on one bucket should not come at the same moment.
std::chrono::milliseconds jittered(std::chrono::seconds time)
{
    const double share = QRandomGenerator::global()->bounded(0.25);
    return std::chrono::milliseconds(static_cast<qint64>(1000.0 * (1.0 + share))) * time.count();
}

// What nobody may write to is not ours to clean.
bool isWritable(const Settings &settings, const BucketSettings &bucket)
{
    return std::any_of(settings.users.begin(), settings.users.end(), [&](const UserSettings &user) {
        return std::any_of(user.mounts.begin(), user.mounts.end(), [&](const MountSettings &mount) {
            return mount.bucketId == bucket.id && mount.rights.canChange();
        });
    });
}

}  // namespace

Housekeeper::Housekeeper(HttpClient &http, std::shared_ptr<ParkedUploads> parked, KeyGuards guards,
                         std::shared_ptr<Monitor> monitor, QObject *parent)
    : QObject(parent), m_http(http), m_parked(std::move(parked)), m_guards(std::move(guards)),
      m_monitor(std::move(monitor))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Housekeeper::beginRound);
}

Housekeeper::~Housekeeper()
{
    assertThread(*this);
    m_work.reset();
}

void Housekeeper::start()
{
    assertThread(*this);
    m_isStarted = true;
    learn();
}

void Housekeeper::setSettings(std::shared_ptr<const Settings> settings)
{
    assertThread(*this);
    m_settings = std::move(settings);
    const bool isResting = m_isStarted && m_work == nullptr;
    if (isResting && !bucketsToLearn().isEmpty())
        learn();
}

QList<BucketSettings> Housekeeper::bucketsToLearn() const
{
    QList<BucketSettings> buckets;
    std::copy_if(m_settings->buckets.begin(), m_settings->buckets.end(),
                 std::back_inserter(buckets),
                 [this](const BucketSettings &bucket) { return !m_parked->knows(bucket.bucket); });
    return buckets;
}

void Housekeeper::learn()
{
    m_timer.stop();
    m_buckets = bucketsToLearn();
    learnNext();
}

void Housekeeper::visit(const BucketSettings &bucket)
{
    m_bucket = bucket;
    m_store = makeCosStore(m_bucket, m_http);
    m_work = std::make_unique<QObject>();
}

// A bucket that cannot be asked now is asked by who needs it.
void Housekeeper::learnNext()
{
    m_work.reset();
    m_store.reset();
    if (m_buckets.isEmpty())
        return m_timer.start(jittered(firstRound));
    visit(m_buckets.takeFirst());
    (void)m_parked->shallLearn(m_bucket.bucket, {});  // so that nobody else does meanwhile
    ParkedCatalogue::load(
        *m_store, m_parked, m_bucket.bucket, {}, m_work.get(), [this](const Outcome &learned) {
            if (!learned)
                qCInfo(lcServer).noquote()
                    << "bucket" << m_bucket.bucket
                    << "did not tell of interrupted uploads:" << describe(learned.error());
            // Queued: what calls us now must not be destroyed by the next bucket.
            QMetaObject::invokeMethod(this, &Housekeeper::learnNext, Qt::QueuedConnection);
        });
}

void Housekeeper::beginRound()
{
    m_isSomethingLeft = false;
    m_buckets.clear();
    if (m_settings->cleanup.isOn)
        std::copy_if(
            m_settings->buckets.begin(), m_settings->buckets.end(), std::back_inserter(m_buckets),
            [this](const BucketSettings &bucket) { return isWritable(*m_settings, bucket); });
    nextBucket();
}

void Housekeeper::nextBucket()
{
    m_work.reset();
    if (m_buckets.isEmpty())
        return endRound();
    visit(m_buckets.takeFirst());
    recover();
}

void Housekeeper::recover()
{
    RecoveryScope scope;
    scope.bucket = m_bucket.bucket;
    scope.asker.guards = m_guards;
    recoverJobs(*m_store, scope, m_work.get(), [this](const Result<RecoveryReport> &report) {
        if (!report)
            qCInfo(lcServer).noquote()
                << "bucket" << m_bucket.bucket
                << "was not searched for interrupted renames:" << describe(report.error());
        m_isSomethingLeft =
            m_isSomethingLeft || (report && (report->stillOwned > 0 || report->failed > 0));
        forgetClaims();
    });
}

void Housekeeper::forgetClaims()
{
    sweepClaims(*m_store, m_bucket.bucket, m_work.get(), [this](const Result<int> &) { sweep(); });
}

void Housekeeper::sweep()
{
    JanitorRules rules;
    rules.orphanDays = m_settings->cleanup.orphanDays;
    rules.isSettled = [parked = m_parked, bucket = m_bucket.bucket](const SurveyedUpload &upload) {
        return parked->settled().isSettledSince({bucket, upload.state->user, upload.upload.key},
                                                upload.state->base, upload.state->began);
    };
    sweepUploads(*m_store, rules, m_work.get(), [this](const Result<JanitorReport> &report) {
        if (!report)
            qCInfo(lcServer).noquote()
                << "bucket" << m_bucket.bucket
                << "was not searched for unfinished uploads:" << describe(report.error());
        else
            tell(*report);
        m_isSomethingLeft = m_isSomethingLeft || (report && report->failed > 0);
        // Queued: what calls us now must not be destroyed by the next bucket.
        QMetaObject::invokeMethod(this, &Housekeeper::nextBucket, Qt::QueuedConnection);
    });
}

void Housekeeper::tell(const JanitorReport &report)
{
    m_monitor->cleanedUp({m_bucket.bucket, QDateTime::currentDateTimeUtc(), report.open,
                          report.openBytes, report.resumable, report.aborted, report.abortedBytes,
                          report.failed});
    if (report.open > 0)
        qCInfo(lcServer).noquote()
            << "bucket" << m_bucket.bucket << "holds" << report.open << "unfinished uploads with"
            << report.openBytes << "bytes:" << report.resumable << "can be continued,"
            << report.aborted << "were aborted (" << report.abortedBytes << "bytes ),"
            << report.failed << "could not be";
}

void Housekeeper::endRound()
{
    m_store.reset();
    m_timer.start(jittered(m_isSomethingLeft ? soon : usual));
}

}  // namespace cosftp

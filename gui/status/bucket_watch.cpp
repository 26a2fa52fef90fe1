// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/bucket_watch.h"

namespace cosftp {

namespace {

// A key may be good for one folder only: that of the first user who sees the bucket.
QByteArray prefixIn(const Settings &settings, const QString &bucketId)
{
    for (const UserSettings &user : settings.users) {
        for (const MountSettings &mount : user.mounts) {
            if (mount.bucketId == bucketId)
                return mount.prefix;
        }
    }
    return {};
}

}  // namespace

BucketWatch::BucketWatch(ServerLink &link, QObject *parent) : QObject(parent), m_link(link)
{
    connect(&m_link, &ServerLink::settingsChanged, this, &BucketWatch::takeSettings);
    connect(&m_timer, &QTimer::timeout, this, &BucketWatch::checkNow);
    m_timer.start(interval);
    takeSettings();
}

BucketWatch::~BucketWatch() = default;

void BucketWatch::takeSettings()
{
    const QList<BucketSettings> buckets = m_link.settings().loaded.settings.buckets;
    QMap<QString, Watched> watched;
    QStringList order;
    QStringList fresh;
    for (const BucketSettings &bucket : buckets) {
        order += bucket.id;
        if (m_watched.contains(bucket.id) && m_watched[bucket.id].settings == bucket) {
            watched.insert(bucket.id, m_watched[bucket.id]);
            continue;
        }
        Watched added;
        added.settings = bucket;
        added.health.id = bucket.id;
        added.health.name = QString::fromUtf8(bucket.bucket);
        watched.insert(bucket.id, added);
        fresh += bucket.id;
    }
    m_order = order;
    m_watched = watched;
    for (const QString &id : fresh)
        check(id);
    Q_EMIT changed();
}

QList<BucketHealth> BucketWatch::buckets() const
{
    QList<BucketHealth> list;
    for (const QString &id : m_order)
        list += m_watched[id].health;
    return list;
}

void BucketWatch::checkNow()
{
    for (const QString &id : std::as_const(m_order))
        check(id);
}

void BucketWatch::check(const QString &id)
{
    Watched &watched = m_watched[id];
    if (watched.running)
        return;
    watched.running = std::make_shared<QObject>();
    watched.found = {};
    if (watched.health.state == BucketHealth::State::Unknown)
        watched.health.state = BucketHealth::State::Checking;
    m_link.probeBucket(
        watched.settings, prefixIn(m_link.settings().loaded.settings, id), true,
        watched.running.get(), [this, id](const ProbeStep &step) { onStep(id, step); },
        [this, id] { onFinished(id); });
    Q_EMIT changed();
}

void BucketWatch::onStep(const QString &id, const ProbeStep &step)
{
    BucketHealth &found = m_watched[id].found;
    if (step.kind == ProbeStep::Kind::Reach)
        found.milliseconds = step.milliseconds;
    // A file that was renamed or removed between being listed and being read is no fault.
    if (step.kind == ProbeStep::Kind::Download
        && step.problem.startsWith(QLatin1String("NoSuchKey")))
        return;
    // The first step that fails is the cause of the others.
    if (step.verdict != ProbeStep::Verdict::Failed || found.state == BucketHealth::State::Failed)
        return;
    found.state = BucketHealth::State::Failed;
    found.problem = step.problem;
    found.advice = step.advice;
}

void BucketWatch::onFinished(const QString &id)
{
    Watched &watched = m_watched[id];
    if (watched.found.state != BucketHealth::State::Failed)
        watched.found.state = BucketHealth::State::Reachable;
    watched.found.id = watched.health.id;
    watched.found.name = watched.health.name;
    watched.found.checked = QDateTime::currentDateTimeUtc();
    watched.health = watched.found;
    // A context must not die in a call that is made for it.
    QTimer::singleShot(0, this, [finished = std::exchange(watched.running, nullptr)] {});
    Q_EMIT changed();
}

}  // namespace cosftp

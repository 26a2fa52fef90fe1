// SPDX-License-Identifier: GPL-3.0-or-later
#include "worker.h"

#include "core/logging.h"
#include "core/openssl.h"
#include "core/thread_check.h"
#include "files/quota_count.h"
#include "ftp/refused_input.h"
#include "ftp/session.h"
#include "housekeeper.h"
#include "net/proxy_reader.h"
#include "store/cos/cos_store.h"
#include "transfer/parked_news.h"

#include <utility>

namespace cosftp {

namespace {
constexpr qsizetype mostNewcomers = 256;  // a balancer sends its header at once
constexpr std::chrono::milliseconds backgroundPoll{20};
// A store that is out of reach shall not keep a server from stopping.
constexpr std::chrono::milliseconds backgroundPatience{15'000};
}  // namespace

Worker::Worker(SessionServices shared) : m_services(std::move(shared))
{
    m_services.mountsFor = [this](const UserSettings &user) { return mountsFor(user); };
    m_services.countQuota = [this](const UserSettings &user) { countQuota(user); };
}

Worker::~Worker()
{
    assertThread(*this);
    const OpensslThread used;
    m_housekeeper.reset();
    qDeleteAll(m_sessions);
    m_sessions.clear();
    // What outlives sessions ends before the stores, and while OpenSSL may be used in this thread.
    qDeleteAll(findChildren<ParkedNews *>(Qt::FindDirectChildrenOnly));
    qDeleteAll(findChildren<RefusedInput *>(Qt::FindDirectChildrenOnly));
}

void Worker::adopt(qintptr descriptor, quint64 sessionId, Entrance entrance)
{
    assertThread(*this);
    Descriptor connection(static_cast<int>(descriptor));
    if (m_isDraining)
        return;
    const QHostAddress peer = peerOf(connection.get()).address;
    if (m_services.settings->network.proxyNetworks.contains(peer))
        readHeader(std::move(connection), {sessionId, entrance});
    else
        begin(std::move(connection), {sessionId, entrance}, std::nullopt);
}

void Worker::readHeader(Descriptor connection, const Newcomer &newcomer)
{
    const Endpoint balancer = peerOf(connection.get());
    if (m_newcomers.size() >= mostNewcomers) {
        ProxyReader *oldest = m_newcomers.takeFirst();
        qCWarning(lcNet) << "too many connections of load balancers wait for their PROXY header:"
                         << "the oldest one is closed";
        delete oldest;
    }
    auto *reader = new ProxyReader(std::move(connection), this);
    m_newcomers += reader;
    connect(reader, &ProxyReader::finished, this,
            [this, reader, newcomer](const ConnectionEnds &ends) {
                m_newcomers.removeOne(reader);
                reader->deleteLater();
                begin(reader->takeConnection(), newcomer, ends);
            });
    connect(reader, &ProxyReader::failed, this, [this, reader, balancer](const QString &why) {
        m_newcomers.removeOne(reader);
        reader->deleteLater();
        qCWarning(lcNet).noquote() << "connection of" << balancer.toString() << "closed:" << why;
    });
}

// Before the session starts: who may come in is a question of the client's address.
void Worker::begin(Descriptor connection, const Newcomer &newcomer,
                   const std::optional<ConnectionEnds> &ends)
{
    auto *session = new Session(connection.release(), newcomer.sessionId, m_services, this);
    if (ends)
        session->control().setEnds(ends->peer, ends->local);
    m_sessions += session;
    connect(session, &Session::ended, this, [this, session] { sessionEnded(session); });
    session->start(newcomer.entrance);
}

void Worker::keepHouse()
{
    assertThread(*this);
    if (m_isDraining)
        return;
    m_housekeeper = std::make_unique<Housekeeper>(http(), m_services.parked, m_services.guards,
                                                  m_services.monitor, nullptr);
    m_housekeeper->setSettings(m_services.settings);
    m_housekeeper->start();
}

void Worker::sessionEnded(Session *session)
{
    m_sessions.removeOne(session);
    session->deleteLater();
    // Behind the deletion of the session, whose jobs may still use a store.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_sessions.isEmpty())
                m_retired.clear();
        },
        Qt::QueuedConnection);
    reportIfIdle();
}

bool Worker::OwnedStore::useKeyOf(const BucketSettings &next)
{
    if (next == bucket)
        return true;
    BucketSettings withNewKey = bucket;
    withNewKey.credentials = next.credentials;
    if (next != withNewKey)
        return false;
    bucket = next;
    store->useCredentials(next.credentials);
    return true;
}

void Worker::apply(const std::shared_ptr<const Settings> &settings)
{
    assertThread(*this);
    m_services.settings = settings;
    if (m_housekeeper != nullptr)
        m_housekeeper->setSettings(settings);
    stopCounting();
    std::vector<OwnedStore> kept;
    for (OwnedStore &owned : m_stores) {
        const BucketSettings *bucket = settings->bucket(owned.bucket.id);
        if (bucket != nullptr && owned.useKeyOf(*bucket))
            kept.push_back(std::move(owned));
        else
            m_retired.push_back(std::move(owned.store));
    }
    m_stores = std::move(kept);
    for (Session *session : QList<Session *>(m_sessions))
        session->settingsChanged();
}

void Worker::drain()
{
    assertThread(*this);
    m_isDraining = true;
    qDeleteAll(std::exchange(m_newcomers, {}));
    m_housekeeper.reset();
    stopCounting();
    for (Session *session : QList<Session *>(m_sessions))
        session->endGently("The server stops; come back later.");
    reportIfIdle();
}

void Worker::endAll()
{
    assertThread(*this);
    for (Session *session : QList<Session *>(m_sessions))
        session->endNow("The server stops; come back later.");
    reportIfIdle();
}

void Worker::closeSessions(const QSet<quint64> &sessionIds)
{
    assertThread(*this);
    for (Session *session : QList<Session *>(m_sessions))
        if (sessionIds.contains(session->id()))
            session->endNow("The administrator ended this session.");
}

void Worker::abortTransfers(const QSet<quint64> &transferIds)
{
    assertThread(*this);
    for (Session *session : QList<Session *>(m_sessions))
        session->abortTransfers(transferIds);
}

// Aborts of unfinished uploads are under way when the last session is gone: they are waited for,
// also while they pause before another try.
void Worker::reportIfIdle()
{
    if (!m_isDraining || !m_sessions.isEmpty())
        return;
    if (m_http != nullptr && m_http->isBusy() && mayWaitForStore())
        return QTimer::singleShot(backgroundPoll, this, &Worker::reportIfIdle);
    if (!std::exchange(m_isIdleReported, true))
        Q_EMIT idle();
}

HttpClient &Worker::http()
{
    assertThread(*this);
    if (m_http == nullptr)
        m_http = std::make_unique<HttpClient>();
    return *m_http;
}

bool Worker::mayWaitForStore()
{
    if (!m_waitingForStore.isValid())
        m_waitingForStore.start();
    if (!m_waitingForStore.hasExpired(backgroundPatience.count()))
        return true;
    qCWarning(lcServer)
        << "the store does not answer: an unfinished upload may be left in a bucket";
    return false;
}

ObjectStore *Worker::storeFor(const QString &bucketId)
{
    for (const OwnedStore &owned : m_stores)
        if (owned.bucket.id == bucketId)
            return owned.store.get();
    const BucketSettings *bucket = m_services.settings->bucket(bucketId);
    if (bucket == nullptr)
        return nullptr;
    m_stores.push_back(
        {*bucket, std::make_unique<CosStore>(*bucket, http(), m_services.storeOptions)});
    return m_stores.back().store.get();
}

QList<Mount> Worker::mountsFor(const UserSettings &user)
{
    assertThread(*this);
    QList<Mount> mounts;
    for (const MountSettings &settings : user.mounts) {
        const Result<VirtualPath> at = VirtualPath().resolved(settings.path);
        ObjectStore *store = storeFor(settings.bucketId);
        if (!at || store == nullptr) {
            qCCritical(lcServer) << "mount without bucket:" << settings.bucketId;
            continue;
        }
        Mount mount;
        mount.at = *at;
        mount.store = store;
        mount.bucket = m_services.settings->bucket(settings.bucketId)->bucket;
        mount.prefix = settings.prefix;
        mount.rights = settings.rights;
        mounts += mount;
    }
    return mounts;
}

void Worker::countQuota(const UserSettings &user)
{
    assertThread(*this);
    if (m_isDraining || !m_services.quotas->beginCount(user.name))
        return;
    (new QuotaCount(m_services.quotas, user.name, mountsFor(user), this))->start();
}

// The stores that are being counted in may go now; the next session begins again.
void Worker::stopCounting() { qDeleteAll(findChildren<QuotaCount *>(Qt::FindDirectChildrenOnly)); }

}  // namespace cosftp

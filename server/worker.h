// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ftp/services.h"
#include "net/descriptor.h"
#include "net/proxy_header.h"
#include "store/http/http_client.h"

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QSet>

#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace cosftp {

class CosStore;
class Housekeeper;
class ProxyReader;
class Session;

/// One worker thread: its sessions, its connections to the store. Made anywhere, moved into its
/// thread, and from then on only called there. Workers share nothing that changes but the
/// thread-safe members of SessionServices.
class Worker final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Worker)

public:
    explicit Worker(SessionServices shared);
    ~Worker() override;

    /// A new connection, owned from now on. One from a load balancer has to say first whom it
    /// brings.
    void adopt(qintptr descriptor, quint64 sessionId, Entrance entrance);
    /// New settings: stores whose bucket changed are renewed, sessions are told.
    void apply(const std::shared_ptr<const Settings> &settings);
    /// No new sessions; idle ones end now, busy ones when they have finished. idle() follows.
    void drain();
    /// This worker keeps the buckets clean; one of the pool does.
    void keepHouse();
    /// Ends what still runs, for a stop whose grace time is over. idle() follows.
    void endAll();
    void closeSessions(const QSet<quint64> &sessionIds);
    void abortTransfers(const QSet<quint64> &transferIds);

Q_SIGNALS:
    /// After drain(): no session is left and nothing that was promised to the store is under way.
    /// Once.
    void idle();

private:
    /// How a connection goes on that a load balancer brought.
    struct Newcomer
    {
        quint64 sessionId = 0;
        Entrance entrance = Entrance::Explicit;
    };
    void readHeader(Descriptor connection, const Newcomer &newcomer);
    void begin(Descriptor connection, const Newcomer &newcomer,
               const std::optional<ConnectionEnds> &ends);
    HttpClient &http();
    ObjectStore *storeFor(const QString &bucketId);
    [[nodiscard]] QList<Mount> mountsFor(const UserSettings &user);
    void countQuota(const UserSettings &user);
    void stopCounting();
    void sessionEnded(Session *session);
    void reportIfIdle();
    bool mayWaitForStore();

    struct OwnedStore
    {
        BucketSettings bucket;
        std::unique_ptr<CosStore> store;

        /// Only the key is another one: what runs goes on, and uses it from now on.
        bool useKeyOf(const BucketSettings &next);
    };

    SessionServices m_services;
    std::unique_ptr<HttpClient> m_http;  // made in the worker's thread, on first use
    std::vector<OwnedStore> m_stores;
    std::vector<std::unique_ptr<ObjectStore>>
        m_retired;  // of old settings, while sessions may use them
    QList<Session *> m_sessions;
    QList<ProxyReader *> m_newcomers;            // that have not said yet whom they bring
    std::unique_ptr<Housekeeper> m_housekeeper;  // after the client that it uses
    QElapsedTimer m_waitingForStore;             // runs once only calls of the background are left
    bool m_isDraining = false;
    bool m_isIdleReported = false;  // the pool counts its idle workers
};

}  // namespace cosftp

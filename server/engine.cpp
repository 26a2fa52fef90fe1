// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine.h"

#include "certificate_watch.h"
#include "core/logging.h"
#include "core/thread_check.h"
#include "descriptor_limit.h"
#include "listeners.h"
#include "net/shared_port.h"
#include "settings/settings_changes.h"
#include "tls_setup.h"
#include "worker_pool.h"

#include <QThread>
#include <QTimer>

#include <algorithm>

namespace cosftp {

namespace {

int workersFor(const Settings &settings)
{
    return settings.network.workerThreads > 0 ? settings.network.workerThreads
                                              : std::max(1, QThread::idealThreadCount());
}

// Of what folder jobs hold, beside the memory of the parts; one alone may have more.
qint64 folderBytesFor(const Settings &settings)
{
    constexpr qint64 leastBytes = 32LL * 1024 * 1024;
    return std::max(leastBytes, settings.limits.memoryBudgetBytes / 4);
}

qint64 partsFor(const Settings &settings)
{
    // A far store gives each request 20 MB/s or less, on a machine with few cores as well.
    constexpr int least = 16;
    constexpr int perCore = 4;
    return settings.limits.uploadThreads > 0
               ? settings.limits.uploadThreads
               : std::max(least, perCore * QThread::idealThreadCount());
}

// As many as the settings allow, or as the process can open.
int connectionsFor(const Settings &settings)
{
    return connectionsWithin(
        {settings.limits.maxConnections, partsFor(settings), workersFor(settings)});
}

// What a running server cannot change stays as it is, so that the server and its settings agree:
// where it listens, and how many threads it has. These are the rows of the settings table that say
// OnRestart.
Settings withListenerOf(const Settings &running, Settings next)
{
    next.network.listenAddress = running.network.listenAddress;
    next.network.listenPort = running.network.listenPort;
    next.network.moreListeners = running.network.moreListeners;
    next.network.singlePassivePort = running.network.singlePassivePort;
    next.network.workerThreads = running.network.workerThreads;
    next.tls.hasImplicitPort = running.tls.hasImplicitPort;
    next.tls.implicitPort = running.tls.implicitPort;
    return next;
}

}  // namespace

ApplyReport applyReport(const Settings &from, const Settings &to)
{
    ApplyReport report;
    for (const ChangedSetting &change : settingsChanges(from, to)) {
        const QString name =
            change.key.isEmpty() ? change.section : change.section + QLatin1Char('/') + change.key;
        (change.apply == Apply::Now ? report.appliedNow : report.needsRestart) += name;
    }
    return report;
}

class Engine::Private
{
public:
    void useNetwork(const Settings &next);
    Outcome loadTls(const Settings &next);
    void renewTls();
    void countWhatWaits();
    void tearDown();

    Settings settings;
    SessionServices services;
    std::unique_ptr<WorkerPool> pool;
    Listeners listeners;
    QTimer graceTimer;
    CertificateWatch certificates;
    QString certificateFault;  // said already
    bool isStopping = false;
};

Engine::Engine(QObject *parent) : QObject(parent), d(std::make_unique<Private>())
{
    d->graceTimer.setSingleShot(true);
    connect(&d->certificates, &CertificateWatch::changed, this, [this] { d->renewTls(); });
    connect(&d->graceTimer, &QTimer::timeout, this, [this] {
        qCWarning(lcServer) << "the grace time is over: ending the transfers that still run";
        d->pool->endAll();
    });
}

Engine::~Engine()
{
    assertThread(*this);
    d->tearDown();
}

void Engine::setStoreOptions(const CosOptions &options)
{
    assertThread(*this);
    d->services.storeOptions = options;
}

Outcome Engine::start(const Settings &settings)
{
    assertThread(*this);
    Q_ASSERT(!isRunning());
    d->settings = settings;
    d->isStopping = false;
    d->services.settings = std::make_shared<const Settings>(settings);
    d->services.users = std::make_shared<UserDirectory>(settings.users);
    d->services.gate = std::make_shared<AccessGate>(settings);
    d->services.passivePorts = std::make_shared<PassivePorts>(settings.network.passivePorts);
    d->services.masquerade = std::make_shared<AnnouncedAddresses>(settings.network);
    d->services.ownPorts = std::make_shared<OwnPorts>();
    d->services.sharedPort.reset();
    if (settings.network.singlePassivePort != 0)
        d->services.sharedPort = std::make_shared<SharedPort>();
    d->useNetwork(settings);
    d->services.connections = std::make_shared<ConnectionCounter>(connectionsFor(settings));
    d->services.monitor = std::make_shared<Monitor>();
    d->services.parked = std::make_shared<ParkedUploads>(d->services.storeOptions.learnAgainAfter);
    d->services.running = std::make_shared<RunningUploads>();
    d->services.guards = {};
    d->services.tls = std::make_shared<CurrentTls>();
    d->services.isAccepting = std::make_shared<std::atomic<bool>>(true);
    d->services.speeds = std::make_shared<SpeedLimitBook>();
    d->services.quotas = std::make_shared<QuotaBook>();
    d->countWhatWaits();
    d->services.budgets.memory = SharedBudget::create(settings.limits.memoryBudgetBytes);
    d->services.budgets.partsInFlight = SharedBudget::create(partsFor(settings));
    d->services.budgets.folders = SharedBudget::create(folderBytesFor(settings));
    d->pool = std::make_unique<WorkerPool>(d->services, workersFor(settings));
    connect(d->pool.get(), &WorkerPool::idle, this, [this] {
        d->tearDown();
        Q_EMIT stopped();
    });
    Outcome ready = d->loadTls(settings);
    if (ready)
        ready = d->listeners.open(d->services, *d->pool);
    if (!ready)
        d->tearDown();
    return ready;
}

// Fails without a change if the certificates cannot be used.
Outcome Engine::Private::loadTls(const Settings &next)
{
    const Result<std::shared_ptr<const TlsContext>> context =
        tlsContextFor(next, services.tls->get());
    if (!context)
        return context.error();
    services.tls->set(*context);
    certificates.watch(next.tls);
    certificateFault.clear();
    return Done{};
}

// The certificate files may have changed. Between a certificate and its key they do not fit.
void Engine::Private::renewTls()
{
    const Outcome loaded = loadTls(settings);
    const QString fault = loaded ? QString() : loaded.error().detail;
    if (std::exchange(certificateFault, fault) != fault && !loaded)
        qCWarning(lcServer).noquote()
            << "the certificate files have changed and cannot be used, the old ones stay in force:"
            << fault;
}

// Parts that lie in the bucket until their owner goes on count to the quota as files do.
void Engine::Private::countWhatWaits()
{
    const auto count = [book = services.quotas](const QByteArray &user, const QByteArray &uploadId,
                                                qint64 bytes, int objects) {
        book->noteParked(user, uploadId, bytes, objects);
    };
    const auto forget = [book = services.quotas](const QByteArray &user,
                                                 const QByteArray &uploadId) {
        book->forgetParked(user, uploadId);
    };
    ParkedUploads *parked = services.parked.get();
    QObject::connect(parked, &ParkedUploads::waits, parked, count, Qt::DirectConnection);
    QObject::connect(parked, &ParkedUploads::left, parked, forget, Qt::DirectConnection);
}

// Of the network settings what takes effect at once, and is not read from the settings themselves.
void Engine::Private::useNetwork(const Settings &next)
{
    services.passivePorts->setRange(next.network.passivePorts);
    if (services.sharedPort != nullptr)
        services.sharedPort->setBalancers(next.network.proxiesData ? next.network.proxyNetworks
                                                                   : NetworkList());
}

void Engine::Private::tearDown()
{
    graceTimer.stop();
    certificates.stop();
    listeners.close();
    pool.reset();
}

ApplyReport Engine::apply(const Settings &settings)
{
    assertThread(*this);
    const ApplyReport report = applyReport(d->settings, settings);
    if (!isRunning()) {
        d->settings = settings;
        return report;
    }
    Settings next = withListenerOf(d->settings, settings);
    if (const Outcome loaded = d->loadTls(next); !loaded) {
        qCCritical(lcServer).noquote()
            << "the new [TLS] settings cannot be used, the old ones stay in force:"
            << loaded.error().detail;
        next.tls = d->settings.tls;
    }
    d->settings = next;
    d->services.settings = std::make_shared<const Settings>(next);
    d->services.users->setUsers(next.users);
    d->services.gate->apply(next);
    d->services.masquerade->apply(next.network);
    d->useNetwork(next);
    d->services.connections->setLimit(connectionsFor(next));
    d->services.budgets.memory->setTotal(next.limits.memoryBudgetBytes);
    d->services.budgets.partsInFlight->setTotal(partsFor(next));
    d->services.budgets.folders->setTotal(folderBytesFor(next));
    if (d->pool)
        d->pool->apply(d->services.settings);
    return report;
}

void Engine::stop()
{
    assertThread(*this);
    if (!isRunning() || std::exchange(d->isStopping, true))
        return;
    d->listeners.closeToClients();
    d->graceTimer.start(d->settings.timeouts.shutdownGrace);
    d->pool->drain();
}

bool Engine::isRunning() const
{
    assertThread(*this);
    return d->pool != nullptr;
}

QString Engine::addressText() const { return textOf(d->listeners.address()); }

quint16 Engine::port() const { return d->listeners.address().port; }

QString Engine::implicitAddressText() const
{
    return implicitPort() == 0 ? QString() : textOf(d->listeners.implicitAddress());
}

quint16 Engine::singlePassivePort() const
{
    return isRunning() && d->services.sharedPort ? d->services.sharedPort->port() : quint16{0};
}

quint16 Engine::implicitPort() const { return d->listeners.implicitAddress().port; }

QStringList Engine::moreAddresses() const { return d->listeners.moreAddresses(); }

QByteArray Engine::certificateFingerprint() const
{
    const auto context = d->services.tls ? d->services.tls->get() : nullptr;
    return context != nullptr ? context->facts().fingerprint : QByteArray();
}

MonitorSnapshot Engine::snapshot() const
{
    assertThread(*this);
    if (!d->services.monitor)
        return {};
    MonitorSnapshot snapshot = d->services.monitor->snapshot();
    snapshot.bans = d->services.gate->bans().bans();
    snapshot.quotas = d->services.quotas->records();
    return snapshot;
}

EngineStatus Engine::status() const
{
    assertThread(*this);
    EngineStatus status;
    if (!isRunning())
        return status;
    status.isRunning = true;
    status.isAccepting = *d->services.isAccepting && !d->isStopping;
    status.address = addressText();
    if (const QHostAddress passive = d->services.masquerade->current(); !passive.isNull())
        status.passiveAddress = passive.toString();
    status.memoryUsedBytes = d->services.budgets.memory->used();
    status.memoryBudgetBytes = d->services.budgets.memory->total();
    return status;
}

QList<DialogueLine> Engine::dialogue(quint64 sessionId) const
{
    assertThread(*this);
    return d->services.monitor ? d->services.monitor->dialogue(sessionId) : QList<DialogueLine>();
}

void Engine::setAccepting(bool isAccepting)
{
    assertThread(*this);
    if (!isRunning() || d->services.isAccepting->exchange(isAccepting) == isAccepting)
        return;
    qCInfo(lcServer) << (isAccepting ? "new clients are accepted again"
                                     : "paused: new clients are sent away");
}

void Engine::closeSessions(const QList<quint64> &sessionIds)
{
    assertThread(*this);
    if (isRunning())
        d->pool->closeSessions(sessionIds);
}

void Engine::abortTransfers(const QList<quint64> &transferIds)
{
    assertThread(*this);
    if (isRunning())
        d->pool->abortTransfers(transferIds);
}

void Engine::unban(const QStringList &addresses)
{
    assertThread(*this);
    if (d->services.gate)
        d->services.gate->bans().lift(addresses);
}

}  // namespace cosftp

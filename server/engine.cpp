// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine.h"

#include "core/logging.h"
#include "net/endpoint.h"
#include "net/listener.h"
#include "settings/settings_changes.h"
#include "worker_pool.h"

#include <QThread>
#include <QTimer>

namespace cosftp {

namespace {

int workersFor(const Settings &settings)
{
    return settings.network.workerThreads > 0 ? settings.network.workerThreads
                                              : std::max(1, QThread::idealThreadCount());
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

// What a running server cannot change stays as it is, so that the server and its settings agree:
// where it listens, and how many threads it has. These are the rows of the settings table that say
// OnRestart.
Settings withListenerOf(const Settings &running, Settings next)
{
    next.network.listenAddress = running.network.listenAddress;
    next.network.listenPort = running.network.listenPort;
    next.network.workerThreads = running.network.workerThreads;
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
    Outcome listen(const Settings &settings);
    void stopListening();
    void tearDown();

    Settings settings;
    SessionServices services;
    QThread acceptThread;
    Listener *listener = nullptr;  // lives in acceptThread
    std::unique_ptr<WorkerPool> pool;
    QTimer graceTimer;
    Endpoint address;
    bool isStopping = false;
};

Engine::Engine(QObject *parent) : QObject(parent), d(std::make_unique<Private>())
{
    d->graceTimer.setSingleShot(true);
    d->acceptThread.setObjectName(QStringLiteral("listener"));
    connect(&d->graceTimer, &QTimer::timeout, this, [this] {
        qCWarning(lcServer) << "the grace time is over: ending the transfers that still run";
        d->pool->endAll();
    });
}

Engine::~Engine() { d->tearDown(); }

void Engine::setStoreOptions(const CosOptions &options) { d->services.storeOptions = options; }

Outcome Engine::start(const Settings &settings)
{
    Q_ASSERT(!isRunning());
    d->settings = settings;
    d->isStopping = false;
    d->services.settings = std::make_shared<const Settings>(settings);
    d->services.users = std::make_shared<UserDirectory>(settings.users);
    d->services.passivePorts = std::make_shared<PassivePorts>(settings.network.passivePorts);
    d->services.masquerade =
        std::make_shared<MasqueradeAddress>(settings.network.masqueradeAddress);
    d->services.connections = std::make_shared<ConnectionCounter>(settings.limits.maxConnections);
    d->services.monitor = std::make_shared<Monitor>();
    d->services.parked = std::make_shared<ParkedUploads>();
    d->services.isAccepting = std::make_shared<std::atomic<bool>>(true);
    d->services.budgets.memory = SharedBudget::create(settings.limits.memoryBudgetBytes);
    d->services.budgets.partsInFlight = SharedBudget::create(partsFor(settings));
    d->pool = std::make_unique<WorkerPool>(d->services, workersFor(settings));
    connect(d->pool.get(), &WorkerPool::idle, this, [this] {
        d->tearDown();
        Q_EMIT stopped();
    });
    const Outcome listening = d->listen(settings);
    if (!listening)
        d->tearDown();
    return listening;
}

// The listener is born in its thread, because a QTcpServer belongs to the thread that listens.
Outcome Engine::Private::listen(const Settings &next)
{
    acceptThread.start();
    listener = new Listener;
    listener->moveToThread(&acceptThread);
    QObject::connect(&acceptThread, &QThread::finished, listener, &QObject::deleteLater);
    QObject::connect(listener, &Listener::accepted, listener,
                     [workers = pool.get()](qintptr descriptor) { workers->dispatch(descriptor); });
    const QHostAddress wanted = next.network.listenAddress.isEmpty()
                                    ? QHostAddress(QHostAddress::Any)
                                    : QHostAddress(next.network.listenAddress);
    QString error;
    QMetaObject::invokeMethod(
        listener,
        [&] {
            if (listener->listen(wanted, next.network.listenPort))
                address = {listener->serverAddress(), listener->serverPort()};
            else
                error = listener->errorString();
        },
        Qt::BlockingQueuedConnection);
    if (!error.isEmpty())
        return Failure::of(Failure::Code::Busy, QStringLiteral("cannot listen on %1 port %2: %3")
                                                    .arg(next.network.listenAddress.isEmpty()
                                                             ? QStringLiteral("all addresses")
                                                             : next.network.listenAddress)
                                                    .arg(next.network.listenPort)
                                                    .arg(error));
    return Done{};
}

void Engine::Private::stopListening()
{
    if (!acceptThread.isRunning())
        return;
    acceptThread.quit();
    acceptThread.wait();
    listener = nullptr;
}

void Engine::Private::tearDown()
{
    graceTimer.stop();
    stopListening();
    pool.reset();
    address = {};
}

ApplyReport Engine::apply(const Settings &settings)
{
    const ApplyReport report = applyReport(d->settings, settings);
    if (!isRunning()) {
        d->settings = settings;
        return report;
    }
    const Settings next = withListenerOf(d->settings, settings);
    d->settings = next;
    d->services.settings = std::make_shared<const Settings>(next);
    d->services.users->setUsers(next.users);
    d->services.passivePorts->setRange(next.network.passivePorts);
    d->services.masquerade->setAnnounced(next.network.masqueradeAddress);
    d->services.connections->setLimit(next.limits.maxConnections);
    d->services.budgets.memory->setTotal(next.limits.memoryBudgetBytes);
    d->services.budgets.partsInFlight->setTotal(partsFor(next));
    if (d->pool)
        d->pool->apply(d->services.settings);
    return report;
}

void Engine::stop()
{
    if (!isRunning() || std::exchange(d->isStopping, true))
        return;
    d->stopListening();
    d->graceTimer.start(d->settings.timeouts.shutdownGrace);
    d->pool->drain();
}

bool Engine::isRunning() const { return d->pool != nullptr; }

QString Engine::addressText() const
{
    const bool isAny = d->address.address == QHostAddress(QHostAddress::Any);
    return isAny ? QStringLiteral("0.0.0.0:%1").arg(d->address.port) : d->address.toString();
}

quint16 Engine::port() const { return d->address.port; }

MonitorSnapshot Engine::snapshot() const
{
    return d->services.monitor ? d->services.monitor->snapshot() : MonitorSnapshot();
}

EngineStatus Engine::status() const
{
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
    return d->services.monitor ? d->services.monitor->dialogue(sessionId) : QList<DialogueLine>();
}

void Engine::setAccepting(bool isAccepting)
{
    if (!isRunning() || d->services.isAccepting->exchange(isAccepting) == isAccepting)
        return;
    qCInfo(lcServer) << (isAccepting ? "new clients are accepted again"
                                     : "paused: new clients are sent away");
}

void Engine::closeSessions(const QList<quint64> &sessionIds)
{
    if (isRunning())
        d->pool->closeSessions(sessionIds);
}

void Engine::abortTransfers(const QList<quint64> &transferIds)
{
    if (isRunning())
        d->pool->abortTransfers(transferIds);
}

}  // namespace cosftp

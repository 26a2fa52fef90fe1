// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/small_server.h"

#include "files/job_recovery.h"
#include "transfer/parked_catalogue.h"

namespace cosftp::test {

namespace {

constexpr qint64 mib = 1024 * 1024;
constexpr int mostWallErrorSeconds = 7200;
constexpr qint64 usPerSecond = 1'000'000;

UserSettings user(const char *name, Rights rights)
{
    MountSettings mount;
    mount.bucketId = QStringLiteral("main");
    mount.rights = rights;
    UserSettings settings;
    settings.name = name;
    settings.password = "secret";
    settings.mounts = {mount};
    return settings;
}

}  // namespace

QList<UserSettings> historyUsers()
{
    Rights withoutOverwrite = Rights::all();
    withoutOverwrite.canOverwrite = false;
    return {user("ann", Rights::all()), user("bob", Rights::all()), user("guest", withoutOverwrite),
            user("judge", Rights::of(true, false, false))};
}

void shapeForHistory(Settings &settings)
{
    settings.users = historyUsers();
    settings.network.passivePorts = {0, 0};
    settings.limits.maxConnections = 0;
    settings.limits.minPartBytes = mib;
    settings.timeouts.nameWait = std::chrono::seconds(10);
    settings.timeouts.takeOver = std::chrono::seconds(2);
    settings.timeouts.partRetry = std::chrono::seconds(2);
    settings.timeouts.dataStall = std::chrono::seconds(40);
    settings.security.banAfter = 0;
}

SmallServer::SmallServer(Surroundings &surroundings, quint32 seed, FarStore::NoteTrouble note)
    : m_surroundings(surroundings), m_random(seed), m_note(std::move(note)),
      m_wallErrorUs(m_random.bounded(-mostWallErrorSeconds, mostWallErrorSeconds) * usPerSecond)
{}

SmallServer::~SmallServer() { kill(); }

std::shared_ptr<FarStore> SmallServer::newStore()
{
    auto store = std::make_shared<FarStore>(m_surroundings, m_random.generate(), m_note);
    store->setWeather(m_weather);
    store->setWallError(m_wallErrorUs);
    return store;
}

void SmallServer::setWeather(const Weather &weather)
{
    m_weather = weather;
    if (m_store != nullptr)
        m_store->setWeather(weather);
}

SessionServices SmallServer::freshServices()
{
    auto settings = std::make_shared<Settings>();
    shapeForHistory(*settings);
    SessionServices services;
    services.settings = settings;
    services.users = std::make_shared<UserDirectory>(settings->users);
    services.gate = std::make_shared<AccessGate>(*settings);
    services.passivePorts = std::make_shared<PassivePorts>(settings->network.passivePorts);
    services.masquerade = std::make_shared<AnnouncedAddresses>(settings->network);
    services.connections = std::make_shared<ConnectionCounter>(0);
    services.monitor = std::make_shared<Monitor>();
    services.isAccepting = std::make_shared<std::atomic<bool>>(true);
    services.speeds = std::make_shared<SpeedLimitBook>();
    services.quotas = std::make_shared<QuotaBook>();
    services.ownPorts = std::make_shared<OwnPorts>();
    services.tls = std::make_shared<CurrentTls>();
    services.budgets.memory = SharedBudget::create(6 * mib);  // parts of 1 MiB and a bit
    services.budgets.partsInFlight = SharedBudget::create(4);
    services.parked = std::make_shared<ParkedUploads>();
    services.running = std::make_shared<RunningUploads>();
    services.countQuota = [](const UserSettings &) {};
    services.mountsFor = [this](const UserSettings &who) { return mountsFor(who); };
    return services;
}

QList<Mount> SmallServer::mountsFor(const UserSettings &who) const
{
    Mount mount;
    mount.store = m_store.get();
    mount.bucket = historyBucket;
    mount.rights = who.mounts.first().rights;
    return {mount};
}

void SmallServer::start()
{
    m_process = std::make_unique<QObject>();
    m_store = newStore();
    m_services = freshServices();
    ParkedCatalogue::load(*m_store, m_services.parked, historyBucket, {}, m_process.get(),
                          [](const Outcome &) {});
    listen(QHostAddress::Any);
}

void SmallServer::kill()
{
    if (!isRunning())
        return;
    close();
    m_store->kill();
    for (const auto &store : std::as_const(m_retired))
        store->kill();
    qDeleteAll(findChildren<Session *>(Qt::FindDirectChildrenOnly));
    m_sessionCount = 0;
    m_process.reset();
    m_services = {};
    m_retired.clear();
    m_store.reset();
}

void SmallServer::reload()
{
    auto settings = std::make_shared<Settings>(*m_services.settings);
    settings->timeouts.idle = std::chrono::seconds(m_random.bounded(200, 400));
    m_services.settings = settings;
    m_retired += std::exchange(m_store, newStore());
    const auto sessions = findChildren<Session *>(Qt::FindDirectChildrenOnly);
    for (Session *session : sessions)
        session->settingsChanged();
    dropRetired();
}

void SmallServer::dropRetired()
{
    if (m_sessionCount == 0)
        m_retired.clear();
}

void SmallServer::incomingConnection(qintptr descriptor)
{
    auto *session = new Session(descriptor, m_nextSession++, m_services, this);
    ++m_sessionCount;
    connect(session, &Session::ended, this, [this, session] {
        --m_sessionCount;
        session->deleteLater();
        dropRetired();
    });
    session->start();
}

void SmallServer::mend(std::function<void()> done)
{
    recoverJobs(*m_store, {}, m_process.get(),
                [done = std::move(done)](const Result<RecoveryReport> &) { done(); });
}

}  // namespace cosftp::test

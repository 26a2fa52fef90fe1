// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/model_world.h"

#include "transfer/parked_catalogue.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QTimer>

namespace cosftp::test {

namespace {

constexpr qint64 mib = 1024 * 1024;
constexpr const char *bucketName = "model-1250000000";

Settings worldSettings()
{
    MountSettings mount;
    mount.bucketId = QStringLiteral("main");
    mount.rights = Rights::all();
    UserSettings user;
    user.name = "user";
    user.password = "secret";
    user.mounts = {mount};
    UserSettings stranger = user;
    stranger.name = "stranger";
    Settings settings;
    settings.users = {user, stranger};
    settings.network.passivePorts = {0, 0};
    settings.limits.maxConnections = 0;
    settings.timeouts.nameWait = std::chrono::seconds(1);  // who is silent here stays silent
    return settings;
}

}  // namespace

bool until(const std::function<bool()> &isTrue)
{
    QTimer wake;  // for what changes without an event
    wake.start(std::chrono::milliseconds(5));
    const QDeadlineTimer deadline(std::chrono::seconds(20));
    while (!isTrue()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

ModelServer::ModelServer(FakeStore &store) : m_store(store)
{
    const Settings settings = worldSettings();
    m_services.settings = std::make_shared<const Settings>(settings);
    m_services.users = std::make_shared<UserDirectory>(settings.users);
    m_services.gate = std::make_shared<AccessGate>(settings);
    m_services.passivePorts = std::make_shared<PassivePorts>(settings.network.passivePorts);
    m_services.masquerade = std::make_shared<AnnouncedAddresses>(settings.network);
    m_services.connections = std::make_shared<ConnectionCounter>(0);
    m_services.monitor = std::make_shared<Monitor>();
    m_services.isAccepting = std::make_shared<std::atomic<bool>>(true);
    m_services.speeds = std::make_shared<SpeedLimitBook>();
    m_services.quotas = std::make_shared<QuotaBook>();
    m_services.ownPorts = std::make_shared<OwnPorts>();
    m_services.tls = std::make_shared<CurrentTls>();
    m_services.budgets.memory = SharedBudget::create(3 * mib);  // parts of 1 MiB and a bit
    m_services.budgets.partsInFlight = SharedBudget::create(4);
    m_services.parked = std::make_shared<ParkedUploads>();
    m_services.running = std::make_shared<RunningUploads>();
    m_services.countQuota = [](const UserSettings &) {};
    m_services.mountsFor = [this](const UserSettings &) {
        Mount mount;
        mount.store = &m_store;
        mount.bucket = bucketName;
        mount.rights = Rights::all();
        return QList<Mount>{mount};
    };
    restart();
    listen(QHostAddress::LocalHost);
}

ModelServer::~ModelServer()
{
    close();
    qDeleteAll(findChildren<Session *>(Qt::FindDirectChildrenOnly));
}

void ModelServer::incomingConnection(qintptr descriptor)
{
    auto *session = new Session(descriptor, m_nextSession++, m_services, this);
    ++m_sessionCount;
    connect(session, &Session::ended, this, [this, session] {
        --m_sessionCount;
        session->deleteLater();
    });
    session->start();
}

void ModelServer::restart()
{
    m_services.parked = std::make_shared<ParkedUploads>();
    m_services.running = std::make_shared<RunningUploads>();
    bool isDone = false;
    ParkedCatalogue::load(m_store, m_services.parked, bucketName, {}, this,
                          [&isDone](const Outcome &) { isDone = true; });
    until([&isDone] { return isDone; });
}

bool ModelServer::knowsKept() const { return m_services.parked->knows(bucketName); }

World::World(int servers)
{
    for (int number = 0; number < servers; ++number)
        m_servers.push_back(std::make_unique<ModelServer>(m_store));
}

bool World::settle(int sessionsLeft)
{
    return until([this, sessionsLeft] {
        int sessions = 0;
        for (const auto &server : m_servers)
            sessions += server->sessions();
        return sessions <= sessionsLeft && m_store.isQuiet();
    });
}

}  // namespace cosftp::test

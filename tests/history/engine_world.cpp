// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/engine_world.h"

#include "history/small_server.h"
#include "localcos/faults.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace cosftp::test {

namespace {

constexpr qint64 ms = 1000;
constexpr qint64 second = 1000 * ms;

QString folderTemplate()
{
    const QString memory = QStringLiteral("/dev/shm");
    const QString base = QFileInfo(memory).isWritable() ? memory : QDir::tempPath();
    return base + QStringLiteral("/cosftp-history-XXXXXX");
}

localcos::ServerOptions storeOptions(const QString &folder)
{
    localcos::ServerOptions options;
    options.dataDirectory = folder;
    options.buckets = {historyBucket};
    options.secretId = "AKIDtest";
    options.secretKey = "TopSecretOfTheTests";
    options.isStrict = true;
    return options;
}

}  // namespace

EngineWorld::EngineWorld(quint32 seed, int servers)
    : m_random(seed), m_folder(folderTemplate()),
      m_store(std::make_unique<localcos::Server>(storeOptions(m_folder.path()))),
      m_engines(static_cast<std::size_t>(servers))
{
    if (!m_store->start())
        return;
    BucketSettings bucket;
    bucket.id = QStringLiteral("main");
    bucket.bucket = historyBucket;
    bucket.protocol = "http";
    bucket.endpoint = "127.0.0.1:" + QByteArray::number(m_store->port());
    bucket.credentials.secretId = "AKIDtest";
    bucket.credentials.secretKey = "TopSecretOfTheTests";
    shapeForHistory(m_settings);
    m_settings.buckets = {bucket};
    m_settings.network.listenAddress = QStringLiteral("127.0.0.1");
    m_settings.network.listenPort = 0;
    m_settings.timeouts.shutdownGrace = std::chrono::seconds(1);
    m_settings.cleanup.isOn = false;
    for (int server = 0; server < servers; ++server)
        start(server);
}

EngineWorld::~EngineWorld() = default;

void EngineWorld::start(int server)
{
    auto engine = std::make_unique<Engine>();
    if (const Outcome started = engine->start(m_settings); !started)
        return qWarning("%s", qPrintable(describe(started.error())));
    at(server) = std::move(engine);
}

quint16 EngineWorld::port(int server) const
{
    const auto &engine = m_engines.at(static_cast<std::size_t>(server));
    return engine == nullptr ? quint16(0) : engine->port();
}

qint64 EngineWorld::windowUs() const { return second; }

void EngineWorld::begin(const SegmentPlan &plan, Recorder &recorder)
{
    m_recorder = &recorder;
    m_segment = std::make_unique<QObject>();
    m_hasFaults = plan.faultIn > 0;
    m_store->faults().setLatency(std::chrono::milliseconds(m_random.bounded(1, 15)));
    if (m_hasFaults)
        planFaults(plan.faultIn);
    for (int kill = 0; kill < plan.kills; ++kill)
        planKill();
    for (int reload = 0; reload < plan.reloads; ++reload)
        planReload();
}

void EngineWorld::planFaults(int faultIn)
{
    m_timeline.after(faultIn * 2 * ms, m_segment.get(), [this, faultIn] {
        addFault();
        planFaults(faultIn);
    });
}

void EngineWorld::addFault()
{
    using Kind = localcos::Fault::Kind;
    const QList<Kind> kinds{Kind::ErrorAnswer,    Kind::ErrorAnswer, Kind::ResetBeforeAnswer,
                            Kind::ResetAfterWork, Kind::ResetInBody, Kind::NoRequestId,
                            Kind::Portal};
    localcos::Fault fault;
    fault.kind = kinds.at(m_random.bounded(kinds.size()));
    fault.skip = m_random.bounded(4);
    fault.times = m_random.bounded(4) == 0 ? 4 : 1;
    fault.afterBytes = m_random.bounded(20'000);
    if (m_random.bounded(3) == 0) {
        fault.status = 403;
        fault.code = "AccessDenied";
    }
    m_store->faults().add(fault);
}

void EngineWorld::planKill()
{
    m_timeline.after(m_random.bounded(2 * second), m_segment.get(), [this] {
        const int server = m_random.bounded(servers());
        if (at(server) == nullptr)
            return;
        m_recorder->note(server, "stopped at once", true);
        at(server).reset();
        m_recorder->note(server, "stopped", true);
        m_timeline.after(m_random.bounded(second), m_segment.get(),
                         [this, server] { start(server); });
    });
}

void EngineWorld::planReload()
{
    m_timeline.after(m_random.bounded(2 * second), m_segment.get(), [this] {
        m_settings.timeouts.idle = std::chrono::seconds(m_random.bounded(200, 400));
        m_settings.buckets.first().region = "r" + QByteArray::number(m_random.bounded(1000));
        for (const auto &engine : m_engines)
            if (engine != nullptr)
                engine->apply(m_settings);
    });
}

// Nothing is mended here: that would take two minutes. Segments with kills rename no folders.
bool EngineWorld::comeToRest(bool)
{
    m_segment.reset();
    m_store->faults().clear();
    for (int server = 0; server < servers(); ++server)
        if (at(server) == nullptr)
            start(server);
    return m_timeline.until([this] {
        return std::all_of(m_engines.begin(), m_engines.end(), [](const auto &engine) {
            return engine->snapshot().sessions.isEmpty();
        });
    }) && m_timeline.pass(second);
}

}  // namespace cosftp::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/small_world.h"

#include <algorithm>

namespace cosftp::test {

namespace {

constexpr qint64 ms = 1000;
constexpr qint64 second = 1000 * ms;
/// Whoever mends believes for so long that the owner of a journal or a claim lives.
constexpr qint64 ownersLeaseUs = 130 * second;

}  // namespace

SmallWorld::SmallWorld(quint32 seed, int servers) : m_random(seed)
{
    for (int server = 0; server < servers; ++server) {
        const auto note = [this, server](const QByteArray &what) {
            if (m_recorder != nullptr)
                m_recorder->note(server, what);
        };
        m_servers.push_back(
            std::make_unique<SmallServer>(m_surroundings, m_random.generate(), note));
        m_servers.back()->start();
    }
}

// What a dead server still has under way ends before the bucket does.
SmallWorld::~SmallWorld()
{
    m_segment.reset();
    m_recorder = nullptr;
    for (const auto &server : m_servers)
        server->kill();
    m_timeline.until([this] { return m_surroundings.underWay == 0; });
    m_timeline.pass(10 * second);
}

quint16 SmallWorld::port(int server) const
{
    return m_servers.at(static_cast<std::size_t>(server))->serverPort();
}

qint64 SmallWorld::wallErrorUs(int server) const
{
    return m_servers.at(static_cast<std::size_t>(server))->wallErrorUs();
}

qint64 SmallWorld::windowUs() const
{
    constexpr int ways = 25;
    return m_weather.mostUs * ways;
}

void SmallWorld::begin(const SegmentPlan &plan, Recorder &recorder)
{
    m_recorder = &recorder;
    m_segment = std::make_unique<QObject>();
    m_weather = {};
    m_weather.faultIn = plan.faultIn;
    if (plan.isSlow)
        m_weather.mostUs = 60 * ms;
    for (const auto &server : m_servers)
        server->setWeather(m_weather);
    for (int kill = 0; kill < plan.kills; ++kill)
        planKill();
    for (int reload = 0; reload < plan.reloads; ++reload)
        planReload();
}

void SmallWorld::planKill()
{
    m_timeline.after(m_random.bounded(3 * second), m_segment.get(), [this] {
        const int server = m_random.bounded(servers());
        if (!at(server).isRunning())
            return;
        m_recorder->note(server, "killed", true);
        at(server).kill();
        m_timeline.after(
            m_random.bounded(2 * second), m_segment.get(), [this, server] { restart(server); },
            at(server).wallErrorUs());
    });
}

void SmallWorld::restart(int server)
{
    if (at(server).isRunning())
        return;
    m_recorder->note(server, "started again");
    at(server).start();
}

void SmallWorld::planReload()
{
    m_timeline.after(m_random.bounded(3 * second), m_segment.get(), [this] {
        const int server = m_random.bounded(servers());
        if (at(server).isRunning())
            at(server).reload();
    });
}

bool SmallWorld::isQuiet() const
{
    return m_surroundings.underWay == 0 && m_bucket.isIdle()
           && std::none_of(m_servers.begin(), m_servers.end(),
                           [](const auto &server) { return server->hasSessions(); });
}

bool SmallWorld::comeToRest(bool mustMend)
{
    m_segment.reset();
    for (int server = 0; server < servers(); ++server) {
        restart(server);
        at(server).setWeather({});
    }
    const bool isAtRest = m_timeline.until([this] { return isQuiet(); }) && m_timeline.pass(second);
    return isAtRest && (!mustMend || mend());
}

// All at once, as servers do that do not know of each other.
bool SmallWorld::mend()
{
    m_timeline.pass(ownersLeaseUs);
    int mending = servers();
    for (int server = 0; server < servers(); ++server)
        at(server).mend([&mending] { --mending; });
    return m_timeline.until([&mending] { return mending == 0; })
           && m_timeline.until([this] { return isQuiet(); });
}

}  // namespace cosftp::test

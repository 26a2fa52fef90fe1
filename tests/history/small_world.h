// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/small_server.h"
#include "history/stage.h"

#include <vector>

namespace cosftp::test {

/// One to three servers over a bucket in memory, in one thread and in virtual time.
class SmallWorld final : public Stage
{
public:
    SmallWorld(quint32 seed, int servers);
    ~SmallWorld() override;

    Timeline &timeline() override { return m_timeline; }
    [[nodiscard]] int servers() const override { return static_cast<int>(m_servers.size()); }
    [[nodiscard]] quint16 port(int server) const override;
    [[nodiscard]] qint64 wallErrorUs(int server) const override;
    [[nodiscard]] qint64 windowUs() const override;
    void setLie(Lie lie) { m_surroundings.lie = lie; }
    void begin(const SegmentPlan &plan, Recorder &recorder) override;
    bool comeToRest(bool mustMend) override;

private:
    SmallServer &at(int server) { return *m_servers.at(static_cast<std::size_t>(server)); }
    void planKill();
    void planReload();
    void restart(int server);
    [[nodiscard]] bool isQuiet() const;
    bool mend();

    VirtualTimeline m_timeline;
    FakeStore m_bucket;
    Surroundings m_surroundings{m_bucket, m_timeline};
    QRandomGenerator m_random;
    Weather m_weather;
    std::vector<std::unique_ptr<SmallServer>> m_servers;
    std::unique_ptr<QObject> m_segment;  ///< What is planned dies with it.
    Recorder *m_recorder = nullptr;
};

}  // namespace cosftp::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine.h"
#include "history/stage.h"
#include "localcos/server.h"

#include <QRandomGenerator>
#include <QTemporaryDir>

#include <vector>

namespace cosftp::test {

/// Whole servers with their threads over the embedded store, in real time: for what only threads
/// and HTTP can do. A kill is a stop without grace.
class EngineWorld final : public Stage
{
public:
    EngineWorld(quint32 seed, int servers);
    ~EngineWorld() override;

    Timeline &timeline() override { return m_timeline; }
    [[nodiscard]] int servers() const override { return static_cast<int>(m_engines.size()); }
    [[nodiscard]] quint16 port(int server) const override;
    [[nodiscard]] qint64 wallErrorUs(int) const override { return 0; }
    [[nodiscard]] qint64 windowUs() const override;
    [[nodiscard]] bool hasUnseenFaults() const override { return m_hasFaults; }
    void begin(const SegmentPlan &plan, Recorder &recorder) override;
    bool comeToRest(bool mustMend) override;

private:
    std::unique_ptr<Engine> &at(int server)
    {
        return m_engines.at(static_cast<std::size_t>(server));
    }
    void start(int server);
    void planFaults(int faultIn);
    void addFault();
    void planKill();
    void planReload();

    RealTimeline m_timeline;
    QRandomGenerator m_random;
    QTemporaryDir m_folder;
    std::unique_ptr<localcos::Server> m_store;
    Settings m_settings;
    std::vector<std::unique_ptr<Engine>> m_engines;
    std::unique_ptr<QObject> m_segment;
    Recorder *m_recorder = nullptr;
    bool m_hasFaults = false;
};

}  // namespace cosftp::test

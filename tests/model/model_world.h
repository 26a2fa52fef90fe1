// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ftp/session.h"
#include "support/fake_store.h"

#include <QTcpServer>

#include <functional>

namespace cosftp::test {

/// Runs the event loop until it is true; false after twenty seconds.
bool until(const std::function<bool()> &isTrue);

/// Sessions of the real server over a bucket in memory, in this thread: what an engine's worker is,
/// without threads and HTTP.
class World final : public QTcpServer
{
    Q_OBJECT

public:
    World();
    ~World() override;

    FakeStore &store() { return m_store; }
    [[nodiscard]] const FakeStore &bucket() const { return m_store; }
    [[nodiscard]] int sessionCount() const { return m_sessionCount; }
    /// Waits until nobody waits for the store and vanished clients' sessions are gone.
    bool settle(int sessionsLeft);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    FakeStore m_store;
    SessionServices m_services;
    int m_sessionCount = 0;
    quint64 m_nextSession = 1;
};

}  // namespace cosftp::test

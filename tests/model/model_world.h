// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ftp/session.h"
#include "support/fake_store.h"

#include <QTcpServer>

#include <functional>
#include <memory>
#include <vector>

namespace cosftp::test {

/// Runs the event loop until it is true; false after twenty seconds.
bool until(const std::function<bool()> &isTrue);

/// Sessions of the real server over a bucket in memory, in this thread: what an engine's worker is,
/// without threads and HTTP. Users "user" and "stranger" see the whole bucket.
class ModelServer final : public QTcpServer
{
    Q_OBJECT

public:
    explicit ModelServer(FakeStore &store);
    ~ModelServer() override;

    [[nodiscard]] int sessions() const { return m_sessionCount; }
    /// What a new process knows: what it learns from the bucket when it starts.
    void restart();
    /// It could learn all, then or later.
    [[nodiscard]] bool knowsKept() const;

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    FakeStore &m_store;
    SessionServices m_services;
    int m_sessionCount = 0;
    quint64 m_nextSession = 1;
};

/// A bucket, and one server or two in front of it that know nothing of each other.
class World
{
public:
    explicit World(int servers);

    FakeStore &store() { return m_store; }
    [[nodiscard]] const FakeStore &bucket() const { return m_store; }
    [[nodiscard]] ModelServer &server(int number)
    {
        return *m_servers.at(static_cast<std::size_t>(number));
    }
    [[nodiscard]] int servers() const { return static_cast<int>(m_servers.size()); }
    /// Waits until nothing is asked of the store and vanished clients' sessions are gone; else
    /// false.
    bool settle(int sessionsLeft);

private:
    FakeStore m_store;
    std::vector<std::unique_ptr<ModelServer>> m_servers;
};

}  // namespace cosftp::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ftp/session.h"
#include "history/far_store.h"

#include <QTcpServer>

namespace cosftp::test {

constexpr const char *historyBucket = "history-1250000000";

/// The users of all servers: "ann" and "bob" may do everything, "guest" may not replace files,
/// "judge" reads what is there.
QList<UserSettings> historyUsers();
/// Parts of 1 MiB, and servers that do not wait long for each other.
void shapeForHistory(Settings &settings);

/// Sessions of the real server over the bucket, in this thread: what an engine is, without threads
/// and HTTP. It can be killed like a process, and comes back knowing what the bucket tells.
class SmallServer final : public QTcpServer
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SmallServer)

public:
    SmallServer(Surroundings &surroundings, quint32 seed, FarStore::NoteTrouble note);
    ~SmallServer() override;

    void start();
    void kill();
    /// New settings, and with them a new store; the old one goes with the last session.
    void reload();
    [[nodiscard]] bool isRunning() const { return m_process != nullptr; }
    [[nodiscard]] qint64 wallErrorUs() const { return m_wallErrorUs; }
    [[nodiscard]] bool hasSessions() const { return m_sessionCount > 0; }
    void setWeather(const Weather &weather);
    /// What the housekeeper does: folder renames that nobody ended are mended.
    void mend(std::function<void()> done);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    [[nodiscard]] SessionServices freshServices();
    [[nodiscard]] QList<Mount> mountsFor(const UserSettings &user) const;
    std::shared_ptr<FarStore> newStore();
    void dropRetired();

    Surroundings &m_surroundings;
    QRandomGenerator m_random;
    FarStore::NoteTrouble m_note;
    Weather m_weather;
    qint64 m_wallErrorUs;
    std::shared_ptr<FarStore> m_store;
    QList<std::shared_ptr<FarStore>> m_retired;
    SessionServices m_services;
    std::unique_ptr<QObject> m_process;  ///< What dies with it.
    int m_sessionCount = 0;
    quint64 m_nextSession = 1;
};

}  // namespace cosftp::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "monitor/records.h"
#include "settings/settings.h"

#include <QObject>

#include <memory>

namespace cosftp {

struct CosOptions;

/// What apply() did with a changed settings value.
struct ApplyReport
{
    QStringList appliedNow;    ///< "section/key" of what took effect.
    QStringList needsRestart;  ///< "section/key" of what takes effect at the next start only.
};

/// What the engine as a whole is doing.
struct EngineStatus
{
    bool isRunning = false;
    bool isAccepting = false;    ///< New clients are served; false while paused and while stopping.
    QString address;             ///< As addressText().
    QString passiveAddress;      ///< Told to clients in PASV; empty: the address they came to.
    qint64 memoryUsedBytes = 0;  ///< Part buffers that are out.
    qint64 memoryBudgetBytes = 0;  ///< All part buffers together.
    bool operator==(const EngineStatus &) const = default;
};

/// What a running engine would do with changed settings: see Engine::apply().
ApplyReport applyReport(const Settings &from, const Settings &to);

/// The FTP server, and the only door to it. Owns the listener's thread, the workers and everything
/// behind them; the thread that made it is free, and needs an event loop. Nothing outside ever
/// touches a session: snapshot() gives values.
class Engine : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Engine)

public:
    explicit Engine(QObject *parent = nullptr);
    ~Engine() override;  ///< Stops at once if stop() was not called.

    /// Before start(): how often and how long the store is asked again, for tests.
    void setStoreOptions(const CosOptions &options);
    /// Listens and accepts clients. Fails with Code::Busy if one of the addresses and ports cannot
    /// be had, and says which; nothing runs then.
    Outcome start(const Settings &settings);
    /// Takes changed, valid settings while sessions go on. Sessions of removed users end.
    /// On a stopped engine it only tells what differs.
    ApplyReport apply(const Settings &settings);
    /// Takes no more clients, lets transfers finish for the grace time of the settings, ends the
    /// rest. stopped() follows.
    void stop();

    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] QString
    addressText() const;  ///< "127.0.0.1:2121"; all addresses: "0.0.0.0:2121".
    [[nodiscard]] quint16 port() const;
    [[nodiscard]] QString implicitAddressText() const;  ///< Of implicit FTPS; empty: none.
    [[nodiscard]] quint16 implicitPort() const;         ///< 0: none.
    /// Where it listens for data connections, if that is one port for everybody; 0: it is not.
    [[nodiscard]] quint16 singlePassivePort() const;
    /// Where it listens for clients besides these two: "ftp://127.0.0.1:2121", "ftps://[::1]:990",
    /// in the order of the settings.
    [[nodiscard]] QStringList moreAddresses() const;
    /// SHA-256 of the certificate that new sessions get; empty without FTPS.
    [[nodiscard]] QByteArray certificateFingerprint() const;
    [[nodiscard]] MonitorSnapshot snapshot() const;
    [[nodiscard]] EngineStatus status() const;
    [[nodiscard]] QList<DialogueLine> dialogue(quint64 sessionId) const;

    /// Paused: new clients are greeted with 421; sessions that exist go on. Stays through apply();
    /// start() begins with accepting.
    void setAccepting(bool isAccepting);
    /// Ends sessions at once, each with 421; unknown ids are ignored. Their uploads publish
    /// nothing, unless the client had sent everything and the store was being asked to publish.
    void closeSessions(const QList<quint64> &sessionIds);
    /// Ends transfers with 426; their sessions go on. Uploads publish nothing, as above.
    void abortTransfers(const QList<quint64> &transferIds);
    /// Ends the bans of these addresses (snapshot().bans) at once.
    void unban(const QStringList &addresses);

Q_SIGNALS:
    void stopped();

private:
    class Private;
    std::unique_ptr<Private> d;
};

}  // namespace cosftp

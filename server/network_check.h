// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <memory>

class QTcpSocket;

namespace cosftp {

/// One thing about the server's network that can be tried on its own machine.
struct NetworkStep
{
    enum class Kind { Listens, PassivePorts, Announced };
    enum class Verdict { Passed, Doubtful, Failed, Skipped };
    enum class Finding {
        Greeted,     ///< A client was greeted.
        Refused,     ///< It answers, and takes no clients now: paused or full.
        NoAnswer,    ///< Nothing answered in time; `error` says what the system told.
        NotRunning,  ///< There is no server that could answer.
        AnyPort,     ///< The system chooses the passive ports.
        PortsFree,  ///< `free` of `tried` could be taken or are our own; `taken` names some others.
        NothingSet,   ///< No address is announced: clients are told the one they came to.
        Literal,      ///< An address is announced, which needs no look-up.
        NameKnown,    ///< The announced name has `addresses`.
        NameUnknown,  ///< It has none that PASV can tell.
    };
    Kind kind = Kind::Listens;
    Verdict verdict = Verdict::Skipped;
    Finding finding = Finding::NotRunning;
    int milliseconds = 0;
    QString address;        ///< That was tried: "127.0.0.1:2121", "ftp.example.com".
    QStringList addresses;  ///< Of the announced name.
    int tried = 0;
    int free = 0;
    QList<quint16> taken;  ///< The first few.
    QString error;         ///< The system's words.
    bool operator==(const NetworkStep &) const = default;
};

/// Tries what can be tried of the network without leaving the machine: that the server answers at
/// its port, that the passive ports are free, that the announced name has an address. Each step is
/// told as it ends. Lives in one thread, blocks nothing; destroying it stops it.
class NetworkCheck final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NetworkCheck)

public:
    /// `address`: where the server listens, as Engine::addressText() says; empty: it does not run.
    NetworkCheck(const NetworkSettings &network, const QString &address, QObject *parent = nullptr);
    ~NetworkCheck() override;

    /// The one passive port at which the server that runs listens itself; 0: none.
    void setOwnPassivePort(quint16 port) { m_ownPassivePort = port; }
    void start();
    /// For tests: how long a greeting is waited for.
    void setPatience(std::chrono::milliseconds patience) { m_patience.setInterval(patience); }

Q_SIGNALS:
    void stepDone(const cosftp::NetworkStep &step);
    void finished();

private:
    void greet();
    void onGreeting();
    void onNoAnswer(const QString &error);
    void tryPorts();
    void trySomePorts();
    void lookUp();
    void begin(NetworkStep::Kind kind);
    void end(NetworkStep::Verdict verdict, NetworkStep::Finding finding);

    NetworkSettings m_network;
    QString m_address;
    NetworkStep m_step;
    qint64 m_begun = 0;  ///< Of the steady clock, milliseconds.
    quint16 m_ownPassivePort = 0;
    PortRange m_ports;  ///< To be tried.
    int m_nextPort = 0;
    QTimer m_patience;
    std::unique_ptr<QTcpSocket> m_client;
};

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "net/shortage.h"

#include <QTcpServer>
#include <QTimer>

#include <chrono>
#include <functional>
#include <utility>

class QSocketNotifier;

namespace cosftp {

/// Accepts control connections and passes the bare descriptor on; makes no socket object. Whoever
/// receives accepted() owns the descriptor. Never stops: out of descriptors or memory it pauses
/// and tries again. QTcpServer only binds here: it remembers the first error of a socket for ever,
/// "nothing to accept" too, so it does not notice a later shortage and tries again without end.
class Listener final : public QTcpServer
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Listener)

public:
    explicit Listener(QObject *parent = nullptr,
                      std::chrono::milliseconds pause = std::chrono::milliseconds(500));
    ~Listener() override;

    /// An empty address: all, IPv4 and IPv6. Port 0: any free one. Invalid for text that is no
    /// address, Busy if the system refuses.
    Outcome listenOn(const QString &address, quint16 port);
    void stopListening();
    /// Asked before each accept: true while those who were accepted are more than can be taken care
    /// of; the next ones wait in the system's queue.
    void setBrake(std::function<bool()> isBehind) { m_isBehind = std::move(isBehind); }

Q_SIGNALS:
    void accepted(qintptr descriptor);

private:
    void acceptAll();
    void pause(int error);

    QSocketNotifier *m_notifier = nullptr;
    QTimer m_pauseTimer;
    std::chrono::milliseconds m_pause;
    std::function<bool()> m_isBehind;
    Shortage m_shortage;
};

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QTcpServer>

#include <chrono>

namespace cosftp {

/// Accepts control connections and passes the bare descriptor on; makes no socket object. Whoever
/// receives accepted() owns the descriptor. Never stops: out of descriptors or memory it pauses
/// and tries again.
class Listener final : public QTcpServer
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Listener)

public:
    explicit Listener(QObject *parent = nullptr,
                      std::chrono::milliseconds pause = std::chrono::seconds(1));
    ~Listener() override = default;

    /// An empty address: all, IPv4 and IPv6. Port 0: any free one. Invalid for text that is no
    /// address, Busy if the system refuses.
    Outcome listenOn(const QString &address, quint16 port);

Q_SIGNALS:
    void accepted(qintptr descriptor);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void onAcceptError(QAbstractSocket::SocketError error);

    std::chrono::milliseconds m_pause;
    bool m_hasComplained = false;
};

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/awaited_endpoint.h"

class QSocketNotifier;

namespace cosftp {

/// A listening socket of its own until the right peer came. Not a QTcpServer: that one would take
/// more connections than the one that is wanted.
class PassiveEndpoint final : public AwaitedEndpoint
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PassiveEndpoint)

public:
    PassiveEndpoint(Descriptor listener, const DataPeers &peers, std::chrono::milliseconds unused,
                    QObject *parent);
    ~PassiveEndpoint() override;

private:
    void look() override { onIncoming(); }
    void stopWaiting() override;
    void onIncoming();
    void onAccepted(Descriptor connection, const Endpoint &peer);
    void readHeader(Descriptor connection, const Endpoint &balancer);
    void drop(const Endpoint &peer);
    void pauseListening(int error);

    Descriptor m_listener;
    QSocketNotifier *m_notifier;
    DataPeers m_peers;
    int m_strangers = 0;
    int m_headersAwaited = 0;
};

}  // namespace cosftp

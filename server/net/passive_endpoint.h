// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/data_endpoint.h"
#include "net/descriptor.h"

#include <QTimer>

class QSocketNotifier;

namespace cosftp {

/// One PASV or EPSV: a listening socket until the right peer came. Runs in its session's thread.
/// Not a QTcpServer: that one would take more connections than the one that is wanted.
class PassiveEndpoint final : public DataEndpoint
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PassiveEndpoint)

public:
    PassiveEndpoint(Descriptor listener, const QHostAddress &peer, std::chrono::milliseconds unused,
                    QObject *parent);
    ~PassiveEndpoint() override;

    void connectChannel(std::chrono::milliseconds timeout) override;

private:
    enum class Step {
        Listening,  // nobody came, nobody asked
        Held,       // the peer came early
        Awaited,    // connectChannel() was called, the peer did not come yet
        Expired,    // nobody asked in time
        Ended
    };

    void onIncoming();
    void onTimeout();
    bool isExpected(const Endpoint &peer);
    void take(Descriptor connection);
    void handOver();
    void fail(Failure::Code code, const QString &detail);
    void pauseListening();
    void closeListener();

    Descriptor m_listener;
    Descriptor m_connection;
    bool m_hasEndedEarly = false;  // before the transfer was asked for
    QSocketNotifier *m_notifier;
    QTimer m_timer;  // first for the listener nobody uses, then for the peer that does not come
    QHostAddress m_peer;
    int m_strangers = 0;
    Step m_step = Step::Listening;
};

}  // namespace cosftp

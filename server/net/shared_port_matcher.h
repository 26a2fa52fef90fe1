// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/proxy_header.h"
#include "net/shared_port.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QTimer>

#include <vector>

namespace cosftp {

/// Finds out whose data connection it is that came to the one passive port, in the thread of that
/// port's listener. Who waits alone for connections from the peer's address gets it at once. Of
/// several, a client that goes on with the TLS session of its control connection gets its own, and
/// one in clear is the only one in clear. A connection that nobody waits for is closed, and so is
/// one that could be for several.
class SharedPortMatcher final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SharedPortMatcher)

public:
    SharedPortMatcher(std::shared_ptr<SharedPort> port, QObject *parent);
    ~SharedPortMatcher() override;

    /// Owns the descriptor from now on.
    void receive(qintptr descriptor);

private:
    struct Arrival
    {
        Descriptor connection;
        Endpoint peer;
        QDeadlineTimer greeting;  // until then a client under TLS may have begun
        QDeadlineTimer end;
    };

    void readHeader(Descriptor connection);
    void begin(Descriptor connection, const Endpoint &peer);
    /// False: it is not decided yet.
    bool settle(Arrival &arrival);
    void onTick();

    std::shared_ptr<SharedPort> m_port;
    QTimer *m_tick;  // looks again at those that are not decided
    std::vector<Arrival> m_arrivals;
};

}  // namespace cosftp

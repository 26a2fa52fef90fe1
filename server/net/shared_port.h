// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/data_endpoint.h"
#include "net/tls_stream.h"

#include <QMutex>

#include <optional>
#include <vector>

namespace cosftp {

class SharedPortEndpoint;

/// Who waits for a connection to the one passive port of everybody. Thread-safe: sessions wait in
/// their threads, and the port's listener asks in its own.
class SharedPort
{
public:
    struct Wish
    {
        DataPeers peers;
        std::optional<TlsSetup> tls;  ///< The data connection is going to be encrypted.
    };
    struct Waiting
    {
        quint64 id = 0;
        std::optional<TlsSetup> tls;
    };

    void setPort(quint16 port);
    [[nodiscard]] quint16 port() const;  ///< 0: there is none.
    /// Connections from there begin with a PROXY header.
    void setBalancers(const NetworkList &networks);
    [[nodiscard]] bool isBalancer(const QHostAddress &peer) const;

    /// `owner` waits once: what it waited for before is forgotten. The endpoint is told in its own
    /// thread; remove() it before it dies. 0: somebody waits already whose connection could not be
    /// told from this one, both in clear from one address.
    quint64 add(SharedPortEndpoint *endpoint, const QObject *owner, const Wish &wish);
    void remove(quint64 id);
    /// Oldest first, at most one of them in clear. Who waits for just this address comes before
    /// those who take anyone.
    [[nodiscard]] QList<Waiting> waitingFor(const QHostAddress &peer) const;
    /// Gives the connection to the one with this id, who waits no more then; closes it if he has
    /// gone meanwhile.
    void handOver(quint64 id, Descriptor connection);

private:
    struct Entry
    {
        quint64 id = 0;
        SharedPortEndpoint *endpoint = nullptr;
        const QObject *owner = nullptr;
        Wish wish;
    };
    static bool areAlike(const Wish &one, const Wish &other);

    mutable QMutex m_mutex;
    std::vector<Entry> m_entries;
    NetworkList m_balancers;
    quint64 m_lastId = 0;
    quint16 m_port = 0;
};

}  // namespace cosftp

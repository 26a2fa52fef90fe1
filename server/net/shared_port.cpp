// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/shared_port.h"

#include "net/shared_port_endpoint.h"

#include <QMutexLocker>

#include <algorithm>

namespace cosftp {

void SharedPort::setPort(quint16 port)
{
    const QMutexLocker lock(&m_mutex);
    m_port = port;
}

quint16 SharedPort::port() const
{
    const QMutexLocker lock(&m_mutex);
    return m_port;
}

void SharedPort::setBalancers(const NetworkList &networks)
{
    const QMutexLocker lock(&m_mutex);
    m_balancers = networks;
}

bool SharedPort::isBalancer(const QHostAddress &peer) const
{
    const QMutexLocker lock(&m_mutex);
    return m_balancers.contains(peer);
}

quint64 SharedPort::add(SharedPortEndpoint *endpoint, const QObject *owner, const Wish &wish)
{
    const QMutexLocker lock(&m_mutex);
    std::erase_if(m_entries, [owner](const Entry &entry) { return entry.owner == owner; });
    if (std::any_of(m_entries.begin(), m_entries.end(),
                    [&wish](const Entry &entry) { return areAlike(entry.wish, wish); }))
        return 0;
    m_entries.push_back({++m_lastId, endpoint, owner, wish});
    return m_lastId;
}

// Nothing in a connection in clear says whose it is but the address that it comes from.
bool SharedPort::areAlike(const Wish &one, const Wish &other)
{
    if (one.tls || other.tls)
        return false;
    const bool takeAnyone = one.peers.isAnyone && other.peers.isAnyone;
    const bool areBehindRelays = !one.peers.relays.isEmpty() && !other.peers.relays.isEmpty();
    return takeAnyone || areBehindRelays || isSameAddress(one.peers.control, other.peers.control);
}

void SharedPort::remove(quint64 id)
{
    const QMutexLocker lock(&m_mutex);
    std::erase_if(m_entries, [id](const Entry &entry) { return entry.id == id; });
}

QList<SharedPort::Waiting> SharedPort::waitingFor(const QHostAddress &peer) const
{
    const QMutexLocker lock(&m_mutex);
    QList<Waiting> named;
    QList<Waiting> others;
    for (const Entry &entry : m_entries) {
        if (isSameAddress(entry.wish.peers.control, peer))
            named += {entry.id, entry.wish.tls};
        else if (entry.wish.peers.accepts(peer))
            others += {entry.id, entry.wish.tls};
    }
    return named.isEmpty() ? others : named;
}

// An endpoint cannot die meanwhile: it would have to remove() itself first.
void SharedPort::handOver(quint64 id, Descriptor connection)
{
    const auto held = std::make_shared<Descriptor>(std::move(connection));
    const QMutexLocker lock(&m_mutex);
    const auto entry = std::find_if(m_entries.begin(), m_entries.end(),
                                    [id](const Entry &each) { return each.id == id; });
    if (entry == m_entries.end())
        return;
    QMetaObject::invokeMethod(
        entry->endpoint, [endpoint = entry->endpoint, held] { endpoint->arrive(std::move(*held)); },
        Qt::QueuedConnection);
    m_entries.erase(entry);
}

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/connection_counter.h"

#include <QMutexLocker>
#include <QObject>

#include <algorithm>

namespace cosftp {

namespace {
constexpr int limitWithoutOne = 2048;  // only for the guests' share
constexpr int fewGuests = 16;          // small servers need no shares
}  // namespace

int ConnectionCounter::mostGuests() const
{
    const int limit = m_limit > 0 ? m_limit : limitWithoutOne;
    return std::max(limit / 2, std::min(limit, fewGuests));
}

std::optional<ConnectionCounter::Lease> ConnectionCounter::take()
{
    const QMutexLocker lock(&m_mutex);
    if (isFull() && !letOneGo(mostCrowded()))
        return std::nullopt;
    return add({});
}

std::optional<ConnectionCounter::Lease> ConnectionCounter::takeGuest(const Guest &guest)
{
    const QMutexLocker lock(&m_mutex);
    makeRoom(guest.network);
    if (isFull() && !letOneGo(mostCrowded()))
        return std::nullopt;
    Entry entry;
    entry.guest = guest;
    entry.place = {false, ++m_lastGuest, m_lastId + 1};
    sitDown(entry);
    return add(std::move(entry));
}

// Under the lock, like all below.
ConnectionCounter::Lease ConnectionCounter::add(Entry entry)
{
    m_entries.insert(++m_lastId, std::move(entry));
    return {shared_from_this(), m_lastId};
}

ConnectionCounter::Entry *ConnectionCounter::find(quint64 id)
{
    const auto found = m_entries.find(id);
    return found == m_entries.end() ? nullptr : &*found;
}

// Before another guest of this network sits down.
void ConnectionCounter::makeRoom(const QByteArray &network)
{
    const int most = mostGuests();
    const int ofNetwork = std::max(most / 2, std::min(most, fewGuests));
    const auto guests = m_networks.constFind(network);
    if (guests != m_networks.constEnd() && static_cast<int>(guests->size()) >= ofNetwork)
        letOneGo(network);
    else if (m_guests >= most)
        letOneGo(mostCrowded());
}

bool ConnectionCounter::letOneGo(const QByteArray &network)
{
    const auto guests = m_networks.constFind(network);
    if (guests == m_networks.constEnd())
        return false;
    const quint64 id = guests->begin()->id;
    Entry &chosen = m_entries[id];
    // Its lease finds nothing to give back. The session lives: it would have had to release first.
    QMetaObject::invokeMethod(chosen.guest.context, chosen.guest.letGo, Qt::QueuedConnection);
    standUp(chosen, Kind::Member);
    m_entries.remove(id);
    return true;
}

QByteArray ConnectionCounter::mostCrowded() const
{
    const auto most = std::max_element(
        m_networks.begin(), m_networks.end(),
        [](const auto &left, const auto &right) { return left.size() < right.size(); });
    return most == m_networks.end() ? QByteArray() : most.key();
}

void ConnectionCounter::sitDown(Entry &entry)
{
    entry.kind = Kind::Guest;
    ++m_guests;
    m_networks[entry.guest.network].insert(entry.place);
}

void ConnectionCounter::standUp(Entry &entry, Kind kind)
{
    if (std::exchange(entry.kind, kind) != Kind::Guest)
        return;
    --m_guests;
    const auto guests = m_networks.find(entry.guest.network);
    guests->erase(entry.place);
    if (guests->empty())
        m_networks.erase(guests);
}

void ConnectionCounter::setLimit(int limit)
{
    const QMutexLocker lock(&m_mutex);
    m_limit = limit;
}

int ConnectionCounter::count() const
{
    const QMutexLocker lock(&m_mutex);
    return static_cast<int>(m_entries.size());
}

int ConnectionCounter::guests() const
{
    const QMutexLocker lock(&m_mutex);
    return m_guests;
}

void ConnectionCounter::Lease::noteSpoken()
{
    const QMutexLocker lock(&m_counter->m_mutex);
    Entry *entry = m_counter->find(m_id);
    if (entry == nullptr)
        return;
    const bool isGuest = entry->kind == Kind::Guest;
    if (isGuest)
        m_counter->standUp(*entry, Kind::Member);
    entry->place.hasSpoken = true;
    if (isGuest)
        m_counter->sitDown(*entry);
}

void ConnectionCounter::Lease::beginCheck()
{
    const QMutexLocker lock(&m_counter->m_mutex);
    if (Entry *entry = m_counter->find(m_id))
        m_counter->standUp(*entry, Kind::Checked);
}

// A wrong password: a guest again, with the time that he has sat before.
void ConnectionCounter::Lease::endCheck()
{
    const QMutexLocker lock(&m_counter->m_mutex);
    Entry *entry = m_counter->find(m_id);
    if (entry == nullptr || entry->kind != Kind::Checked)
        return;
    m_counter->makeRoom(QByteArray(entry->guest.network));
    m_counter->sitDown(*m_counter->find(m_id));
}

bool ConnectionCounter::Lease::becomeMember()
{
    const QMutexLocker lock(&m_counter->m_mutex);
    Entry *entry = m_counter->find(m_id);
    if (entry == nullptr)
        return false;
    m_counter->standUp(*entry, Kind::Member);
    return true;
}

void ConnectionCounter::Lease::becomeGuest()
{
    const QMutexLocker lock(&m_counter->m_mutex);
    Entry *entry = m_counter->find(m_id);
    if (entry == nullptr || entry->kind != Kind::Member)
        return;
    m_counter->makeRoom(QByteArray(entry->guest.network));
    entry = m_counter->find(m_id);  // another one was removed
    entry->place.since = ++m_counter->m_lastGuest;
    m_counter->sitDown(*entry);
}

void ConnectionCounter::Lease::release()
{
    const std::shared_ptr<ConnectionCounter> counter = std::exchange(m_counter, nullptr);
    if (counter == nullptr)
        return;
    const QMutexLocker lock(&counter->m_mutex);
    if (Entry *entry = counter->find(m_id)) {
        counter->standUp(*entry, Kind::Member);
        counter->m_entries.remove(m_id);
    }
}

}  // namespace cosftp

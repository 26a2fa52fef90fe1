// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QMutex>

#include <compare>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <utility>

class QObject;

namespace cosftp {

/// Sessions and data connections of the process, counted together against one limit. Who has not
/// logged in is a guest: guests may have half of the limit, and those of one network half of that.
/// Where there is no room for another one, the guest goes who says nothing, of the network that has
/// most of them, and sits for longest: so a newcomer who logs in at once comes in through any crowd
/// of silent ones, and users who are in always find room for their data connections. Thread-safe.
class ConnectionCounter : public std::enable_shared_from_this<ConnectionCounter>
{
public:
    /// One connection; counted until it dies or is let go.
    class Lease
    {
    public:
        ~Lease() { release(); }
        Lease(const Lease &) = delete;
        Lease &operator=(const Lease &) = delete;
        Lease(Lease &&other) noexcept : m_counter(std::move(other.m_counter)), m_id(other.m_id) {}
        Lease &operator=(Lease &&other) noexcept
        {
            if (this != &other) {
                release();
                m_counter = std::move(other.m_counter);
                m_id = other.m_id;
            }
            return *this;
        }

        /// The guest has sent something: silent ones go first.
        void noteSpoken();
        /// A password is being checked: who waits for that is no guest meanwhile.
        void beginCheck();
        void endCheck();
        /// Logged in. False: the guest was let go a moment ago.
        bool becomeMember();
        /// USER again, or REIN.
        void becomeGuest();

    private:
        friend class ConnectionCounter;
        Lease(std::shared_ptr<ConnectionCounter> counter, quint64 id)
            : m_counter(std::move(counter)), m_id(id)
        {}
        void release();

        std::shared_ptr<ConnectionCounter> m_counter;
        quint64 m_id = 0;
    };

    /// Who has just connected. `letGo` is called in the thread of `context`, which has to outlive
    /// the lease.
    struct Guest
    {
        QByteArray network;
        QObject *context = nullptr;
        std::function<void()> letGo;
    };

    /// `limit` 0: no limit; guests are limited all the same.
    explicit ConnectionCounter(int limit) : m_limit(limit) {}

    /// A data connection of a user who is in. Nothing when the limit is reached by those who are.
    std::optional<Lease> take();
    /// A session. Nothing when the limit is reached and nobody can be let go.
    std::optional<Lease> takeGuest(const Guest &guest);
    void setLimit(int limit);
    [[nodiscard]] int count() const;
    [[nodiscard]] int guests() const;  ///< Without those whose password is being checked.

private:
    enum class Kind { Member, Guest, Checked };
    /// Who goes first.
    struct Place
    {
        bool hasSpoken = false;
        quint64 since = 0;  ///< Counts up with each guest.
        quint64 id = 0;
        auto operator<=>(const Place &) const = default;
    };
    struct Entry
    {
        Kind kind = Kind::Member;
        Guest guest;
        Place place;
    };

    [[nodiscard]] int mostGuests() const;
    [[nodiscard]] bool isFull() const { return m_limit > 0 && m_entries.size() >= m_limit; }
    [[nodiscard]] QByteArray mostCrowded() const;
    Entry *find(quint64 id);
    Lease add(Entry entry);
    void makeRoom(const QByteArray &network);
    bool letOneGo(const QByteArray &network);
    void sitDown(Entry &entry);
    void standUp(Entry &entry, Kind kind);

    mutable QMutex m_mutex;
    QHash<quint64, Entry> m_entries;
    QHash<QByteArray, std::set<Place>> m_networks;  // the guests of each
    int m_guests = 0;
    quint64 m_lastId = 0;
    quint64 m_lastGuest = 0;
    int m_limit;
};

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>

namespace cosftp {

/// Who uses which request slot. A slot stands for one QNetworkAccessManager, which opens six
/// connections per host and queues what is above; so no slot is given more than six requests per
/// host. The fullest slot with room is taken first, so that connections of the others expire.
/// Plain book-keeping: knows no sockets.
class SlotBook
{
public:
    static constexpr int connectionsPerHost = 6;

    explicit SlotBook(int limit) : m_limit(limit) {}

    /// The slot for one more request to `host`, or -1 when all are busy.
    int take(const QByteArray &host);
    void giveBack(int slot, const QByteArray &host);
    [[nodiscard]] int load(int slot) const { return m_slots[slot].total; }
    [[nodiscard]] int size() const { return static_cast<int>(m_slots.size()); }

private:
    struct Slot
    {
        QHash<QByteArray, int> inFlight;
        int total = 0;
    };
    QList<Slot> m_slots;
    int m_limit;
};

}  // namespace cosftp

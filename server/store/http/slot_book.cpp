// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/http/slot_book.h"

namespace cosftp {

int SlotBook::take(const QByteArray &host)
{
    int best = -1;
    for (int i = 0; i < size(); ++i) {
        const bool hasRoom = m_slots[i].inFlight.value(host) < connectionsPerHost;
        if (hasRoom && (best < 0 || m_slots[i].total > m_slots[best].total))
            best = i;
    }
    if (best < 0) {
        if (size() >= m_limit)
            return -1;
        best = size();
        m_slots.emplaceBack();
    }
    ++m_slots[best].inFlight[host];
    ++m_slots[best].total;
    return best;
}

void SlotBook::giveBack(int slot, const QByteArray &host)
{
    Slot &entry = m_slots[slot];
    --entry.total;
    if (--entry.inFlight[host] == 0)
        entry.inFlight.remove(host);
}

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/descriptor.h"

#include <QHash>
#include <QSocketNotifier>

#include <array>
#include <span>

struct epoll_event;

namespace cosftp {

/// The socket notifiers of one thread in one epoll set. Part of EpollDispatcher.
class NotifierSet
{
public:
    NotifierSet();

    /// Watches `descriptor` for input under data 0, which no notifier has.
    void watch(int descriptor);
    void add(QSocketNotifier *notifier);
    void remove(QSocketNotifier *notifier);

    /// Waits; the part of `events` that was filled. `timeoutMs` as for epoll_wait(2).
    [[nodiscard]] std::span<const epoll_event> wait(std::span<epoll_event> events,
                                                    int timeoutMs) const;
    /// Sends each notifier its event; how many. What a nested event loop has seen is left out:
    /// the kernel reports again what is still true.
    int deliver(std::span<const epoll_event> events);

private:
    static constexpr size_t typeCount = 3;  // QSocketNotifier::Read, Write, Exception

    struct Record
    {
        std::array<QSocketNotifier *, typeCount> notifiers{};
        quint32 serial = 0;  // in the event's data: events of an earlier owner of the number differ
        quint32 mask = 0;    // what the kernel was told
    };

    void apply(int descriptor, Record &record, bool isForced);
    bool tell(int descriptor, const Record &record, quint32 mask, bool isNew) const;
    bool deliverOne(int descriptor, quint32 serial, size_t type);

    Descriptor m_epoll;
    QHash<int, Record> m_records;
    quint32 m_nextSerial = 1;
    quint64 m_deliveries = 0;  // counts calls of deliver(), nested ones too
};

}  // namespace cosftp

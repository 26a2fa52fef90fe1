// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractEventDispatcher>
#include <QHash>
#include <QMultiHash>

#include <chrono>
#include <optional>
#include <set>
#include <utility>

namespace cosftp {

/// The timers of one thread, ordered by when they are due. Part of EpollDispatcher. A timer whose
/// event is being delivered is not in the order, so that a nested event loop neither delivers it
/// again nor wakes up for it.
class TimerQueue
{
public:
    using Clock = std::chrono::steady_clock;

    void add(int id, std::chrono::milliseconds interval, Qt::TimerType type, QObject *object);
    bool remove(int id);
    bool removeAll(QObject *object);
    [[nodiscard]] QList<QAbstractEventDispatcher::TimerInfo> timersOf(QObject *object) const;

    /// How long the first one still has; nothing without timers.
    [[nodiscard]] std::optional<Clock::duration> untilNext() const;
    /// Nothing for an unknown timer, 0 for one that is due.
    [[nodiscard]] std::optional<std::chrono::milliseconds> remaining(int id) const;

    /// Sends a QTimerEvent for each timer that is due now, once. Returns how many had an interval:
    /// a timer without one is always due and would make "until nothing happens" endless.
    int deliverDue();

private:
    using Order = std::pair<Clock::time_point, int>;

    struct Timer
    {
        std::chrono::milliseconds interval{};
        Qt::TimerType type = Qt::CoarseTimer;
        QObject *object = nullptr;
        Clock::time_point nominal;  // when it should be, counted from its start: no drift
        Clock::time_point due;      // what a coarse timer makes of that
        quint64 serial = 0;         // tells timers apart that had the same id one after the other
        bool isBeingDelivered = false;
    };

    bool deliver(int id, quint64 serial);
    static Clock::time_point dueFor(const Timer &timer);
    static void advance(Timer &timer);

    QHash<int, Timer> m_timers;
    QMultiHash<QObject *, int> m_byObject;
    std::set<Order> m_order;
    quint64 m_nextSerial = 0;
};

}  // namespace cosftp

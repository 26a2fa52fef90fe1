// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/timer_queue.h"

#include <QCoreApplication>
#include <QTimerEvent>
#include <QVarLengthArray>

#include <algorithm>
#include <bit>

namespace cosftp {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

// Coarse timers may be 5 % late, very coarse ones a second. They end on common beats, so that a
// thousand sessions' timers wake the thread once and not a thousand times.
milliseconds beatOf(milliseconds interval, Qt::TimerType type)
{
    constexpr int toleratedPart = 20;
    if (interval == 0ms)
        return 0ms;
    switch (type) {
    case Qt::PreciseTimer:
        return 0ms;
    case Qt::CoarseTimer:
        break;
    case Qt::VeryCoarseTimer:
        return 1000ms;
    }
    const auto tolerated = static_cast<quint64>(interval.count() / toleratedPart);
    return milliseconds(static_cast<qint64>(std::bit_floor(tolerated)));
}

}  // namespace

TimerQueue::Clock::time_point TimerQueue::dueFor(const Timer &timer)
{
    const Clock::duration beat = beatOf(timer.interval, timer.type);
    if (beat == 0ms)
        return timer.nominal;
    const Clock::duration late = timer.nominal.time_since_epoch() % beat;
    return late == 0ms ? timer.nominal : timer.nominal + (beat - late);
}

// As the stock dispatchers do: a timer that missed its next time starts anew from now.
void TimerQueue::advance(Timer &timer)
{
    const Clock::time_point now = Clock::now();
    timer.nominal += timer.interval;
    if (timer.nominal < now)
        timer.nominal = now + timer.interval;
    timer.due = dueFor(timer);
}

void TimerQueue::add(int id, milliseconds interval, Qt::TimerType type, QObject *object)
{
    Timer timer{interval, type, object, Clock::now() + interval, {}, m_nextSerial++};
    timer.due = dueFor(timer);
    m_order.emplace(timer.due, id);
    m_byObject.insert(object, id);
    m_timers.insert(id, timer);
}

bool TimerQueue::remove(int id)
{
    const auto timer = m_timers.constFind(id);
    if (timer == m_timers.cend())
        return false;
    m_order.erase({timer->due, id});
    m_byObject.remove(timer->object, id);
    m_timers.erase(timer);
    return true;
}

bool TimerQueue::removeAll(QObject *object)
{
    const QList<int> ids = m_byObject.values(object);
    for (const int id : ids)
        remove(id);
    return !ids.isEmpty();
}

QList<QAbstractEventDispatcher::TimerInfo> TimerQueue::timersOf(QObject *object) const
{
    QList<QAbstractEventDispatcher::TimerInfo> result;
    for (const int id : m_byObject.values(object)) {
        const Timer &timer = *m_timers.constFind(id);
        result.emplaceBack(id, static_cast<int>(timer.interval.count()), timer.type);
    }
    return result;
}

std::optional<TimerQueue::Clock::duration> TimerQueue::untilNext() const
{
    if (m_order.empty())
        return std::nullopt;
    return std::max<Clock::duration>(0ns, m_order.begin()->first - Clock::now());
}

std::optional<milliseconds> TimerQueue::remaining(int id) const
{
    const auto timer = m_timers.constFind(id);
    if (timer == m_timers.cend())
        return std::nullopt;
    return std::max(0ms, std::chrono::ceil<milliseconds>(timer->due - Clock::now()));
}

int TimerQueue::deliverDue()
{
    // A list of who is due now: events may add, remove and restart timers, and a timer without an
    // interval is due again at once.
    const Clock::time_point now = Clock::now();
    QVarLengthArray<std::pair<int, quint64>, 64> due;
    for (auto entry = m_order.cbegin(); entry != m_order.cend() && entry->first <= now; ++entry)
        due.append({entry->second, m_timers.constFind(entry->second)->serial});
    int delivered = 0;
    for (const auto &[id, serial] : due)
        delivered += deliver(id, serial) ? 1 : 0;
    return delivered;
}

// Whether it was sent and had an interval.
bool TimerQueue::deliver(int id, quint64 serial)
{
    const auto timer = m_timers.find(id);
    const bool isSame = timer != m_timers.end() && timer->serial == serial;
    // A nested event loop in an earlier event may have delivered it, or be just about it.
    if (!isSame || timer->isBeingDelivered || timer->due > Clock::now())
        return false;
    const bool hasInterval = timer->interval > 0ms;
    QObject *const object = timer->object;
    m_order.erase({timer->due, id});
    advance(*timer);
    timer->isBeingDelivered = true;

    QTimerEvent event(id);
    QCoreApplication::sendEvent(object, &event);

    const auto after = m_timers.find(id);  // it may be gone, or another one of that id
    if (after != m_timers.end() && after->serial == serial) {
        after->isBeingDelivered = false;
        m_order.emplace(after->due, id);
    }
    return hasInterval;
}

}  // namespace cosftp

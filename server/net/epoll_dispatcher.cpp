// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/epoll_dispatcher.h"

#include "core/thread_check.h"
#include "net/notifier_set.h"
#include "net/timer_queue.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <limits>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

namespace cosftp {

namespace {

constexpr size_t eventsPerTurn = 256;

// Rounded up: waking early would mean to wait again.
int epollTimeout(TimerQueue::Clock::duration duration)
{
    const auto ms = std::chrono::ceil<std::chrono::milliseconds>(duration).count();
    return static_cast<int>(std::min<qint64>(ms, std::numeric_limits<int>::max()));
}

}  // namespace

class EpollDispatcher::Private
{
public:
    Private();

    void wake();
    [[nodiscard]] int timeoutFor(bool canWait, bool withTimers) const;
    // Both return how many events there were; being woken is one, since it stands for posted ones.
    int waitForSockets(int timeoutMs);
    int waitWithoutSockets(int timeoutMs);

    std::atomic<bool> isInterrupted = false;
    TimerQueue timers;
    NotifierSet notifiers;

private:
    void takeWakeUp();

    Descriptor m_wakeUp;
    std::atomic<bool> m_isWoken = false;
};

EpollDispatcher::Private::Private() : m_wakeUp(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    if (!m_wakeUp.isValid())
        qFatal("eventfd: %s", std::strerror(errno));
    notifiers.watch(m_wakeUp.get());
}

// Many events posted to a busy thread cost one system call.
void EpollDispatcher::Private::wake()
{
    if (!m_isWoken.exchange(true))
        ::eventfd_write(m_wakeUp.get(), 1);
}

// In this order: a wake-up between the two lines is not lost, because posted events are sent at the
// start of the next turn anyway, and those after the second line write again.
void EpollDispatcher::Private::takeWakeUp()
{
    eventfd_t count = 0;
    ::eventfd_read(m_wakeUp.get(), &count);
    m_isWoken.store(false);
}

int EpollDispatcher::Private::timeoutFor(bool canWait, bool withTimers) const
{
    if (!canWait)
        return 0;
    const auto next = withTimers ? timers.untilNext() : std::nullopt;
    return next ? epollTimeout(*next) : -1;
}

int EpollDispatcher::Private::waitForSockets(int timeoutMs)
{
    std::array<epoll_event, eventsPerTurn> space;  // NOLINT: filled by the kernel
    const std::span<const epoll_event> events = notifiers.wait(space, timeoutMs);
    const bool isWakeUp = std::any_of(events.begin(), events.end(),
                                      [](const epoll_event &event) { return event.data.u64 == 0; });
    if (isWakeUp)
        takeWakeUp();
    return notifiers.deliver(events) + (isWakeUp ? 1 : 0);
}

// Sockets that are ready would end every wait at once.
int EpollDispatcher::Private::waitWithoutSockets(int timeoutMs)
{
    pollfd waiting{m_wakeUp.get(), POLLIN, 0};
    if (::poll(&waiting, 1, timeoutMs) <= 0)
        return 0;
    takeWakeUp();
    return 1;
}

EpollDispatcher::EpollDispatcher(QObject *parent)
    : QAbstractEventDispatcher(parent), d(std::make_unique<Private>())
{}

EpollDispatcher::~EpollDispatcher() = default;

bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    assertThread(*this);
    d->isInterrupted.store(false);
    Q_EMIT awake();
    QCoreApplication::sendPostedEvents();

    const bool withTimers = !flags.testFlag(QEventLoop::X11ExcludeTimers);
    const bool withSockets = !flags.testFlag(QEventLoop::ExcludeSocketNotifiers);
    const bool canWait = flags.testFlag(QEventLoop::WaitForMoreEvents) && !d->isInterrupted.load();
    if (canWait)
        Q_EMIT aboutToBlock();
    if (d->isInterrupted.load())
        return false;

    const int timeoutMs = d->timeoutFor(canWait, withTimers);
    int delivered = withSockets ? d->waitForSockets(timeoutMs) : d->waitWithoutSockets(timeoutMs);
    if (withTimers)
        delivered += d->timers.deliverDue();
    return delivered > 0;
}

void EpollDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    assertThread(*this);
    d->notifiers.add(notifier);
}

void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    assertThread(*this);
    d->notifiers.remove(notifier);
}

void EpollDispatcher::registerTimer(int timerId, qint64 interval, Qt::TimerType timerType,
                                    QObject *object)
{
    assertThread(*this);
    d->timers.add(timerId, std::chrono::milliseconds(interval), timerType, object);
}

bool EpollDispatcher::unregisterTimer(int timerId)
{
    assertThread(*this);
    return d->timers.remove(timerId);
}

bool EpollDispatcher::unregisterTimers(QObject *object)
{
    assertThread(*this);
    return d->timers.removeAll(object);
}

QList<QAbstractEventDispatcher::TimerInfo> EpollDispatcher::registeredTimers(QObject *object) const
{
    assertThread(*this);
    return d->timers.timersOf(object);
}

int EpollDispatcher::remainingTime(int timerId)
{
    assertThread(*this);
    const auto remaining = d->timers.remaining(timerId);
    return remaining ? static_cast<int>(remaining->count()) : -1;
}

void EpollDispatcher::wakeUp() { d->wake(); }

void EpollDispatcher::interrupt()
{
    d->isInterrupted.store(true);
    wakeUp();
}

}  // namespace cosftp

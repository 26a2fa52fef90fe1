// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/timeline.h"

#include "history/virtual_clock.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <thread>

namespace cosftp::test {

namespace {

constexpr qint64 second = 1'000'000;
constexpr qint64 patienceUs = 180 * second;
constexpr qint64 smallLeapUs = 2000;
constexpr qint64 largeLeapUs = 200'000;
constexpr std::chrono::microseconds othersTurn{100};
constexpr int mostTurns = 100'000;

qint64 steadyUs()
{
    using namespace std::chrono;
    return duration_cast<microseconds>(steady_clock::now().time_since_epoch()).count();
}

}  // namespace

bool Timeline::pass(qint64 us)
{
    const qint64 end = nowUs() + us;
    return until([this, end] { return nowUs() >= end; });
}

VirtualTimeline::VirtualTimeline() { VirtualClock::begin(); }
VirtualTimeline::~VirtualTimeline() { VirtualClock::end(); }

qint64 VirtualTimeline::nowUs() const { return VirtualClock::elapsedUs(); }

void VirtualTimeline::after(qint64 us, QObject *context, std::function<void()> action,
                            qint64 wallErrorUs)
{
    m_plans.emplace(nowUs() + us,
                    Plan{context != nullptr, context, std::move(action), wallErrorUs});
}

// Everything that can be done at this moment: sockets over loopback carry bytes at once.
bool VirtualTimeline::settle()
{
    QAbstractEventDispatcher *dispatcher = QAbstractEventDispatcher::instance();
    int turns = 0;
    while (turns < mostTurns && dispatcher->processEvents(QEventLoop::AllEvents))
        ++turns;
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    return turns > 0;
}

// The next plan, or a leap for the timers of the server, which are not known here. The leaps grow
// while nothing happens. Other threads have their turn then.
void VirtualTimeline::step()
{
    if (settle())
        m_leapUs = smallLeapUs;
    const auto next = m_plans.begin();
    const qint64 leap =
        next == m_plans.end() ? m_leapUs : std::min(next->first - nowUs(), m_leapUs);
    if (next == m_plans.end())
        std::this_thread::sleep_for(othersTurn);
    VirtualClock::advance(std::max<qint64>(leap, 0));
    if (next == m_plans.end() || next->first > nowUs()) {
        m_leapUs = std::min(m_leapUs * 2, largeLeapUs);
        return;
    }
    m_leapUs = smallLeapUs;
    const Plan plan = std::move(next->second);
    m_plans.erase(next);
    VirtualClock::setWallError(plan.wallErrorUs);
    if (!plan.hasContext || plan.context != nullptr)
        plan.action();
}

bool VirtualTimeline::until(const std::function<bool()> &isTrue)
{
    const qint64 end = nowUs() + patienceUs;
    m_leapUs = smallLeapUs;
    settle();
    while (!isTrue()) {
        if (nowUs() > end)
            return false;
        step();
    }
    settle();
    return true;
}

RealTimeline::RealTimeline() : m_beginUs(steadyUs()) {}

qint64 RealTimeline::nowUs() const { return steadyUs() - m_beginUs; }

void RealTimeline::after(qint64 us, QObject *context, std::function<void()> action,
                         qint64 /*wallErrorUs*/)
{
    QTimer::singleShot(std::chrono::milliseconds(us / 1000), Qt::PreciseTimer,
                       context == nullptr ? &m_self : context, std::move(action));
}

bool RealTimeline::until(const std::function<bool()> &isTrue)
{
    QTimer wake;
    wake.start(std::chrono::milliseconds(2));
    const QDeadlineTimer deadline(std::chrono::microseconds{patienceUs});
    while (!isTrue()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

}  // namespace cosftp::test

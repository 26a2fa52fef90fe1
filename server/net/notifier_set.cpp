// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/notifier_set.h"

#include "core/logging.h"

#include <QCoreApplication>
#include <QEvent>

#include <cerrno>
#include <cstring>
#include <sys/epoll.h>

namespace cosftp {

namespace {

// By QSocketNotifier::Type: what the kernel is asked for, and what counts as that event.
constexpr std::array<quint32, 3> wanted = {EPOLLIN, EPOLLOUT, EPOLLPRI};

bool concerns(quint32 events, size_t type)
{
    return (events & (wanted.at(type) | EPOLLERR | EPOLLHUP)) != 0;
}

quint64 dataFor(int descriptor, quint32 serial)
{
    return (static_cast<quint64>(serial) << 32) | static_cast<quint32>(descriptor);
}

}  // namespace

NotifierSet::NotifierSet() : m_epoll(::epoll_create1(EPOLL_CLOEXEC))
{
    if (!m_epoll.isValid())
        qFatal("epoll_create1: %s", std::strerror(errno));
}

void NotifierSet::watch(int descriptor)
{
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = 0;
    if (::epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, descriptor, &event) != 0)
        qFatal("epoll_ctl: %s", std::strerror(errno));
}

void NotifierSet::add(QSocketNotifier *notifier)
{
    const int descriptor = static_cast<int>(notifier->socket());
    const auto type = static_cast<size_t>(notifier->type());
    Record &record = m_records[descriptor];
    if (record.serial == 0)
        record.serial = m_nextSerial++;
    // Somebody closed the socket before its notifier, and the number came back.
    const bool isSecond = record.notifiers.at(type) != nullptr;
    if (isSecond)
        qCWarning(lcNet) << "two socket notifiers of one type for descriptor" << descriptor;
    record.notifiers.at(type) = notifier;
    apply(descriptor, record, isSecond);
}

void NotifierSet::remove(QSocketNotifier *notifier)
{
    const int descriptor = static_cast<int>(notifier->socket());
    const auto type = static_cast<size_t>(notifier->type());
    const auto record = m_records.find(descriptor);
    if (record == m_records.end() || record->notifiers.at(type) != notifier)
        return;
    record->notifiers.at(type) = nullptr;
    apply(descriptor, *record, false);
    if (record->notifiers == decltype(record->notifiers){})
        m_records.erase(record);
}

void NotifierSet::apply(int descriptor, Record &record, bool isForced)
{
    quint32 mask = 0;
    for (size_t type = 0; type < typeCount; ++type)
        mask |= record.notifiers.at(type) != nullptr ? wanted.at(type) : 0;
    if (mask == record.mask && !isForced)
        return;
    // The kernel forgets a descriptor when it is closed, hence both attempts.
    const bool isNew = record.mask == 0;
    if (!tell(descriptor, record, mask, isNew) && mask != 0
        && !tell(descriptor, record, mask, !isNew))
        qCWarning(lcNet) << "cannot watch descriptor" << descriptor << std::strerror(errno);
    record.mask = mask;
}

bool NotifierSet::tell(int descriptor, const Record &record, quint32 mask, bool isNew) const
{
    epoll_event event{};
    event.events = mask;
    event.data.u64 = dataFor(descriptor, record.serial);
    const int change = isNew ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
    const int operation = mask == 0 ? EPOLL_CTL_DEL : change;
    return ::epoll_ctl(m_epoll.get(), operation, descriptor, &event) == 0;
}

std::span<const epoll_event> NotifierSet::wait(std::span<epoll_event> events, int timeoutMs) const
{
    const int count =
        ::epoll_wait(m_epoll.get(), events.data(), static_cast<int>(events.size()), timeoutMs);
    return events.first(count > 0 ? static_cast<size_t>(count) : 0);  // EINTR is a wake-up
}

int NotifierSet::deliver(std::span<const epoll_event> events)
{
    const quint64 mine = ++m_deliveries;
    int delivered = 0;
    for (const epoll_event &event : events) {
        const auto descriptor = static_cast<int>(event.data.u64 & 0xffffffffU);
        const auto serial = static_cast<quint32>(event.data.u64 >> 32);
        for (size_t type = 0; type < typeCount; ++type) {
            if (mine != m_deliveries)
                return delivered;
            if (concerns(event.events, type) && deliverOne(descriptor, serial, type))
                ++delivered;
        }
    }
    return delivered;
}

// Looked up each time: the events before may have removed this notifier, or closed its socket and
// given the number to another one.
bool NotifierSet::deliverOne(int descriptor, quint32 serial, size_t type)
{
    const auto record = m_records.constFind(descriptor);
    if (record == m_records.cend() || record->serial != serial)
        return false;
    QSocketNotifier *const notifier = record->notifiers.at(type);
    if (notifier == nullptr)
        return false;
    QEvent event(QEvent::SockAct);
    QCoreApplication::sendEvent(notifier, &event);
    return true;
}

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/awaited_endpoint.h"

#include "core/thread_check.h"

#include <QSocketNotifier>

#include <cerrno>
#include <sys/socket.h>
#include <utility>

namespace cosftp {

namespace {

// Held before the transfer command: bytes may wait in it, and an end behind them or alone. An empty
// file is sent like that, and who only reads may half-close first. A reset is another thing.
bool isBroken(int descriptor)
{
    char byte = 0;
    const ssize_t count = ::recv(descriptor, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return count < 0 && errno != EAGAIN;
}

}  // namespace

AwaitedEndpoint::AwaitedEndpoint(std::chrono::milliseconds unused, QObject *parent)
    : DataEndpoint(parent)
{
    connect(&m_timer, &QTimer::timeout, this, &AwaitedEndpoint::onTimeout);
    m_timer.setSingleShot(true);
    m_timer.start(unused);
}

AwaitedEndpoint::~AwaitedEndpoint()
{
    delete m_watch;  // before its descriptor is closed
}

void AwaitedEndpoint::connectChannel(std::chrono::milliseconds timeout)
{
    assertThread(*this);
    m_timer.stop();
    delete std::exchange(m_watch, nullptr);
    m_isInputRefused = false;
    if (m_step == Step::Open)
        look();  // who came before the command is looked at before the command
    if (m_step == Step::Open) {
        m_step = Step::Awaited;
        m_timer.start(timeout);
        return;
    }
    Q_ASSERT(m_step == Step::Held || m_step == Step::Expired);
    m_isBroken = m_step == Step::Held && isBroken(m_connection.get());
    QMetaObject::invokeMethod(this, &AwaitedEndpoint::handOver, Qt::QueuedConnection);
}

void AwaitedEndpoint::take(Descriptor connection)
{
    assertThread(*this);
    if (!isWaiting())
        return;
    stopWaiting();
    m_connection = std::move(connection);
    if (m_step == Step::Awaited) {
        m_timer.stop();
        m_step = Step::Ended;
        Q_EMIT connected(new Channel(m_connection.release()));
    } else {
        m_step = Step::Held;
        watchInput();
    }
}

void AwaitedEndpoint::refuseInput()
{
    assertThread(*this);
    m_isInputRefused = true;
    watchInput();
}

void AwaitedEndpoint::watchInput()
{
    if (m_step != Step::Held || !m_isInputRefused || m_watch != nullptr)
        return;
    m_watch = new QSocketNotifier(m_connection.get(), QSocketNotifier::Read, this);
    connect(m_watch, &QSocketNotifier::activated, this, &AwaitedEndpoint::onRefusedInput);
}

// An end alone is nothing that somebody has to take; it is told to the next transfer.
void AwaitedEndpoint::onRefusedInput()
{
    char byte = 0;
    const ssize_t count = ::recv(m_connection.get(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    m_watch->setEnabled(false);
    if (count <= 0)
        return;
    m_timer.stop();
    m_step = Step::Ended;
    Q_EMIT inputRefused(new Channel(m_connection.release()));
}

void AwaitedEndpoint::handOver()
{
    if (m_step == Step::Expired)
        return fail(Failure::Code::Timeout, QStringLiteral("the passive port was closed unused"));
    if (m_step != Step::Held)
        return;
    if (m_isBroken)
        return fail(Failure::Code::Network,
                    QStringLiteral("the data connection was reset before the transfer"));
    m_step = Step::Ended;
    Q_EMIT connected(new Channel(m_connection.release()));
}

void AwaitedEndpoint::onTimeout()
{
    if (m_step == Step::Awaited)
        return fail(Failure::Code::Timeout, m_trouble.isEmpty()
                                                ? QStringLiteral("nobody came to the passive port")
                                                : m_trouble);
    m_step = Step::Expired;
    delete std::exchange(m_watch, nullptr);
    stopWaiting();
    m_connection.close();
}

void AwaitedEndpoint::fail(Failure::Code code, const QString &detail)
{
    m_step = Step::Ended;
    stopWaiting();
    m_connection.close();
    Q_EMIT failed(Failure::of(code, detail));
}

}  // namespace cosftp

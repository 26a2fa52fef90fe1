// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/listener.h"

#include "core/thread_check.h"

#include <QNetworkProxy>
#include <QPointer>
#include <QSocketNotifier>

#include <cerrno>
#include <sys/socket.h>

namespace cosftp {

namespace {
constexpr std::chrono::milliseconds brakeTime{2};
}  // namespace

Listener::Listener(QObject *parent, std::chrono::milliseconds pause)
    : QTcpServer(parent), m_pauseTimer(this), m_pause(pause),
      m_shortage("cannot accept connections for now")
{
    constexpr int backlog = 1024;  // Qt's 50 drops connections when a thousand cameras start.
    setListenBacklogSize(backlog);
    setProxy(QNetworkProxy::NoProxy);
    m_pauseTimer.setSingleShot(true);
    connect(&m_pauseTimer, &QTimer::timeout, this, &Listener::acceptAll);
}

Listener::~Listener() { stopListening(); }

Outcome Listener::listenOn(const QString &address, quint16 port)
{
    assertThread(*this);
    const QHostAddress host =
        address.isEmpty() ? QHostAddress(QHostAddress::Any) : QHostAddress(address);
    if (host.isNull())
        return Failure::of(Failure::Code::Invalid,
                           QStringLiteral("not an IP address: %1").arg(address));
    if (!listen(host, port))
        return Failure::of(
            Failure::Code::Busy,
            QStringLiteral("%1 port %2: %3")
                .arg(address.isEmpty() ? QStringLiteral("all addresses") : host.toString())
                .arg(port)
                .arg(errorString()));
    pauseAccepting();  // QTcpServer's own notifier
    m_notifier = new QSocketNotifier(socketDescriptor(), QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &Listener::acceptAll);
    return Done{};
}

void Listener::stopListening()
{
    assertThread(*this);
    m_pauseTimer.stop();
    delete std::exchange(m_notifier, nullptr);  // before its descriptor is closed
    close();
}

void Listener::acceptAll()
{
    assertThread(*this);
    constexpr int atOnce = 256;  // then the event loop has its turn
    const QPointer<Listener> self(this);
    for (int count = 0; count < atOnce && self && m_notifier != nullptr; ++count) {
        if (m_isBehind && m_isBehind()) {
            m_notifier->setEnabled(false);
            return m_pauseTimer.start(brakeTime);
        }
        const int descriptor = ::accept4(static_cast<int>(socketDescriptor()), nullptr, nullptr,
                                         SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (descriptor >= 0) {
            m_shortage.noteEnough();
            Q_EMIT accepted(descriptor);
        } else if (errno == EAGAIN) {
            break;
        } else if (isShortage(errno)) {
            return pause(errno);
        }
        // Anything else concerns a connection that died in the queue (accept(2)).
    }
    if (self && m_notifier != nullptr)
        m_notifier->setEnabled(true);
}

// The connections stay in the queue, and the notifier would fire for ever.
void Listener::pause(int error)
{
    m_shortage.note(error);
    m_notifier->setEnabled(false);
    m_pauseTimer.start(m_pause);
}

}  // namespace cosftp

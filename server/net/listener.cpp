// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/listener.h"

#include "core/logging.h"
#include "core/thread_check.h"

#include <QNetworkProxy>
#include <QTimer>

namespace cosftp {

using namespace std::chrono_literals;

Listener::Listener(QObject *parent, std::chrono::milliseconds pause)
    : QTcpServer(parent), m_pause(pause)
{
    constexpr int backlog = 1024;  // Qt's 50 drops connections when a thousand cameras start.
    setListenBacklogSize(backlog);
    setProxy(QNetworkProxy::NoProxy);
    connect(this, &QTcpServer::acceptError, this, &Listener::onAcceptError);
}

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
    return Done{};
}

void Listener::incomingConnection(qintptr descriptor)
{
    assertThread(*this);
    m_hasComplained = false;
    Q_EMIT accepted(descriptor);
}

// QTcpServer has paused itself. A connection that died in the queue concerns nobody else; without
// descriptors, however, the notifier would fire for ever.
void Listener::onAcceptError(QAbstractSocket::SocketError error)
{
    const bool isShort = error == QAbstractSocket::SocketResourceError;
    if (isShort && !std::exchange(m_hasComplained, true))
        qCWarning(lcNet).noquote() << "cannot accept connections for now:" << errorString();
    QTimer::singleShot(isShort ? m_pause : 0ms, this, &QTcpServer::resumeAccepting);
}

}  // namespace cosftp

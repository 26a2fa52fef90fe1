// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/proxy_reader.h"

#include "core/thread_check.h"

#include <QSocketNotifier>

#include <array>
#include <cerrno>
#include <sys/socket.h>

namespace cosftp {

ProxyReader::ProxyReader(Descriptor connection, QObject *parent, std::chrono::milliseconds patience)
    : QObject(parent), m_connection(std::move(connection)),
      m_notifier(new QSocketNotifier(m_connection.get(), QSocketNotifier::Read, this))
{
    connect(m_notifier, &QSocketNotifier::activated, this, &ProxyReader::onReadable);
    connect(&m_timer, &QTimer::timeout, this,
            [this] { fail(QStringLiteral("no PROXY header came in time")); });
    m_timer.setSingleShot(true);
    m_timer.start(patience);
}

// Before the descriptor is closed: its number may belong to another socket at once.
ProxyReader::~ProxyReader()
{
    assertThread(*this);
    m_notifier->setEnabled(false);
}

// Looked at first, because what lies behind the header is not ours to take.
void ProxyReader::onReadable()
{
    std::array<char, maxProxyHeaderBytes> buffer{};
    const auto room = buffer.size() - static_cast<size_t>(m_bytes.size());
    const ssize_t count = ::recv(m_connection.get(), buffer.data(), room, MSG_PEEK | MSG_DONTWAIT);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (count <= 0)
        return fail(QStringLiteral("the connection was closed before its PROXY header"));
    const QByteArray seen = m_bytes + QByteArray(buffer.data(), static_cast<qsizetype>(count));
    const Result<std::optional<ProxyHeader>> parsed = parseProxyHeader(seen);
    if (!parsed)
        return fail(parsed.error().detail);
    const std::optional<ProxyHeader> &header = *parsed;
    const qsizetype taken = (header ? header->sizeBytes : seen.size()) - m_bytes.size();
    if (::recv(m_connection.get(), buffer.data(), static_cast<size_t>(taken), MSG_DONTWAIT)
        != taken)
        return fail(QStringLiteral("the connection broke"));
    m_bytes = seen;
    if (header)
        finish(*header);
}

void ProxyReader::finish(const ProxyHeader &header)
{
    m_timer.stop();
    m_notifier->setEnabled(false);
    const int socket = m_connection.get();
    Q_EMIT finished(header.ends.value_or(ConnectionEnds{peerOf(socket), localOf(socket)}));
}

void ProxyReader::fail(const QString &why)
{
    m_timer.stop();
    m_notifier->setEnabled(false);
    m_connection.close();
    Q_EMIT failed(why);
}

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/tls_ftp_client.h"

#include "net/endpoint.h"

#include <QRegularExpression>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>

namespace cosftp::test {

namespace {

Descriptor connectTo(quint16 port)
{
    const SocketAddress target = socketAddress({QHostAddress(QHostAddress::LocalHost), port});
    Descriptor socket(::socket(target.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (::connect(socket.get(), target.get(), target.length) != 0)
        socket.close();
    return socket;
}

}  // namespace

TlsFtpClient::TlsFtpClient(quint16 port, const TlsWish &wish, bool isImplicit)
    : m_port(port), m_wish(wish), m_socket(connectTo(port))
{
    if (!isImplicit || secure())
        m_greeting = readReply();
}

TlsFtpClient &TlsFtpClient::loggedIn(const QByteArray &user, const QByteArray &password)
{
    if (m_tls == nullptr) {
        send("AUTH TLS");
        secure();
    }
    for (const QByteArray &line : {QByteArray("PBSZ 0"), QByteArray("PROT P"), "USER " + user,
                                   "PASS " + password, QByteArray("TYPE I")})
        send(line);
    return *this;
}

bool TlsFtpClient::secure()
{
    m_tls = std::make_unique<TlsPeer>(std::move(m_socket), m_wish);
    return m_tls->handshake();
}

bool TlsFtpClient::unsecure()
{
    const bool isEnded = m_tls->take() == QByteArray();
    m_tls->sendCloseNotify();
    m_socket = m_tls->takeSocket();
    ::fcntl(m_socket.get(), F_SETFL, ::fcntl(m_socket.get(), F_GETFL) & ~O_NONBLOCK);
    m_tls.reset();
    return isEnded;
}

ClientReply TlsFtpClient::send(const QByteArray &line)
{
    sendRaw(line + "\r\n");
    return readReply();
}

void TlsFtpClient::sendRaw(const QByteArray &bytes)
{
    if (m_tls != nullptr)
        m_tls->put(bytes);
    else
        ::send(m_socket.get(), bytes.constData(), size_t(bytes.size()), MSG_NOSIGNAL);
}

// False at the end of the line, whatever it was like.
bool TlsFtpClient::receive()
{
    if (m_tls != nullptr) {
        const std::optional<QByteArray> bytes = m_tls->take();
        m_buffer += bytes.value_or(QByteArray());
        return bytes && !bytes->isEmpty();
    }
    char bytes[4096];
    pollfd waiting{m_socket.get(), POLLIN, 0};
    if (::poll(&waiting, 1, FtpClient::deadlineMs) != 1)
        return false;
    const ssize_t count = ::recv(m_socket.get(), bytes, sizeof(bytes), 0);
    m_buffer.append(bytes, std::max<ssize_t>(count, 0));
    return count > 0;
}

QByteArray TlsFtpClient::readLine()
{
    while (!m_buffer.contains('\n'))
        if (!receive())
            return {};
    const qsizetype end = m_buffer.indexOf('\n') + 1;
    const QByteArray line = m_buffer.first(end);
    m_buffer.remove(0, end);
    return line;
}

ClientReply TlsFtpClient::readReply()
{
    return replyFrom([this] { return readLine(); });
}

std::unique_ptr<TlsPeer> TlsFtpClient::openData(bool resumes)
{
    static const QRegularExpression pattern(QStringLiteral(R"(\(\|\|\|(\d+)\|\))"));
    const QRegularExpressionMatch match = pattern.match(QString::fromUtf8(send("EPSV").text));
    if (!match.hasMatch())
        return nullptr;
    TlsWish wish = m_wish;
    const TlsSession session = resumes && m_tls != nullptr ? m_tls->session() : nullptr;
    wish.session = session.get();
    return std::make_unique<TlsPeer>(connectTo(match.captured(1).toUShort()), wish);
}

ClientReply TlsFtpClient::store(const QByteArray &path, const QByteArray &bytes, Ending ending)
{
    const std::unique_ptr<TlsPeer> data = openData();
    if (!data)
        return {};
    const ClientReply preliminary = send("STOR " + path);
    if (preliminary.code != 150)
        return preliminary;
    if (!data->handshake() || !data->put(bytes))
        return readReply();
    switch (ending) {
    case Ending::CloseNotify:
        data->sendCloseNotify();
        data->close();
        break;
    case Ending::Fin:
        data->sendFin();
        break;
    case Ending::Reset:
        data->reset();
        break;
    }
    return readReply();
}

ClientReply TlsFtpClient::retrieve(const QByteArray &command, QByteArray *bytes, bool resumes)
{
    const std::unique_ptr<TlsPeer> data = openData(resumes);
    if (!data)
        return {};
    const ClientReply preliminary = send(command);
    if (preliminary.code != 150)
        return preliminary;
    if (data->handshake())
        *bytes = data->takeAll().value_or("no close_notify");
    return readReply();
}

bool TlsFtpClient::waitForClose()
{
    while (receive()) {}
    return true;
}

void TlsFtpClient::reset()
{
    if (m_tls != nullptr)
        m_tls->reset();
}

}  // namespace cosftp::test

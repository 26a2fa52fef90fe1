// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ftp_client.h"

#include <QDeadlineTimer>
#include <QHostAddress>
#include <QRegularExpression>

#include <sys/socket.h>

namespace cosftp::test {

ClientReply replyFrom(const std::function<QByteArray()> &nextLine)
{
    ClientReply reply;
    QByteArray line = nextLine();
    const QByteArray code = line.left(3);
    while (!line.isEmpty()) {
        line.chop(line.endsWith("\r\n") ? 2 : 1);
        reply.lines += line;
        if (line.startsWith(code + ' ')) {
            reply.code = code.toInt();
            break;
        }
        line = nextLine();
    }
    reply.text = reply.lines.join('\n');
    return reply;
}

FtpClient::FtpClient(quint16 port, const QString &host, const QByteArray &preface,
                     const QString &from)
    : m_from(from)
{
    if (!m_from.isEmpty())
        m_control.bind(QHostAddress(m_from));
    m_control.connectToHost(host, port);
    if (m_control.waitForConnected(deadlineMs)) {
        m_control.setSocketOption(QAbstractSocket::LowDelayOption, 1);
        writeAll(m_control, preface);
        m_greeting = readReply();
    }
}

FtpClient::~FtpClient() = default;

FtpClient &FtpClient::loggedIn(const QByteArray &user, const QByteArray &password)
{
    send("USER " + user);
    send("PASS " + password);
    send("TYPE I");
    return *this;
}

ClientReply FtpClient::send(const QByteArray &line)
{
    sendRaw(line + "\r\n");
    return readReply();
}

void FtpClient::sendRaw(const QByteArray &bytes) { writeAll(m_control, bytes); }

QByteArray FtpClient::readLine()
{
    const QDeadlineTimer deadline(deadlineMs);
    while (!m_control.canReadLine()) {
        const bool canCome = m_control.state() == QAbstractSocket::ConnectedState;
        if (!canCome || !m_control.waitForReadyRead(static_cast<int>(deadline.remainingTime())))
            if (!m_control.canReadLine())
                return {};
    }
    return m_control.readLine();
}

ClientReply FtpClient::readReply()
{
    return replyFrom([this] { return readLine(); });
}

std::unique_ptr<QTcpSocket> FtpClient::openData()
{
    const ClientReply reply = send("EPSV");
    static const QRegularExpression pattern(QStringLiteral(R"(\(\|\|\|(\d+)\|\))"));
    const QRegularExpressionMatch match = pattern.match(QString::fromUtf8(reply.text));
    if (reply.code != 229 || !match.hasMatch())
        return nullptr;
    auto data = std::make_unique<QTcpSocket>();
    if (!m_from.isEmpty())
        data->bind(QHostAddress(m_from));
    data->connectToHost(m_control.peerAddress(), match.captured(1).toUShort());
    return data->waitForConnected(deadlineMs) ? std::move(data) : nullptr;
}

ClientReply FtpClient::store(const QByteArray &path, const QByteArray &bytes)
{
    const std::unique_ptr<QTcpSocket> data = openData();
    if (!data)
        return {};
    const ClientReply preliminary = send("STOR " + path);
    if (preliminary.code != 150)
        return preliminary;
    writeAll(*data, bytes);
    data->disconnectFromHost();
    if (data->state() != QAbstractSocket::UnconnectedState)
        data->waitForDisconnected(deadlineMs);
    return readReply();
}

ClientReply FtpClient::retrieve(const QByteArray &command, QByteArray *bytes)
{
    const std::unique_ptr<QTcpSocket> data = openData();
    if (!data)
        return {};
    const ClientReply preliminary = send(command);
    if (preliminary.code != 150)
        return preliminary;
    *bytes = readAll(*data);
    return readReply();
}

QByteArray FtpClient::readAll(QTcpSocket &data)
{
    QByteArray bytes;
    while (data.waitForReadyRead(deadlineMs))
        bytes += data.readAll();
    return bytes + data.readAll();
}

bool FtpClient::writeAll(QTcpSocket &socket, const QByteArray &bytes)
{
    socket.write(bytes);
    while (socket.bytesToWrite() > 0)
        if (!socket.waitForBytesWritten(deadlineMs))
            return false;
    return true;
}

void FtpClient::reset() { resetSocket(m_control); }

void FtpClient::close()
{
    m_control.disconnectFromHost();
    if (m_control.state() != QAbstractSocket::UnconnectedState)
        m_control.waitForDisconnected(deadlineMs);
}

bool FtpClient::waitForClose()
{
    return m_control.state() == QAbstractSocket::UnconnectedState
           || m_control.waitForDisconnected(deadlineMs);
}

void resetSocket(QTcpSocket &socket)
{
    const linger hard{1, 0};
    ::setsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &hard,
                 sizeof hard);
    socket.abort();
}

}  // namespace cosftp::test

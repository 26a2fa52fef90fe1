// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/scripted_server.h"

#include <QHostAddress>
#include <QTcpSocket>

#include <memory>
#include <sys/socket.h>

namespace cosftp {

namespace {

// Discards what is unsent and sends RST, as a machine that vanished does.
void reset(QTcpSocket *socket)
{
    const linger now{1, 0};
    setsockopt(static_cast<int>(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &now,
               sizeof now);
    socket->abort();
}

SeenRequest parsedHead(const QByteArray &head)
{
    SeenRequest request;
    QList<QByteArray> lines = head.split('\n');
    const QList<QByteArray> words = lines.takeFirst().trimmed().split(' ');
    request.method = words.value(0);
    request.target = words.value(1);
    for (const QByteArray &line : std::as_const(lines)) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            request.headers +=
                NamedValue{line.first(colon).toLower(), line.sliced(colon + 1).trimmed()};
    }
    return request;
}

}  // namespace

QByteArray SeenRequest::header(const QByteArray &name) const
{
    for (const NamedValue &entry : headers)
        if (entry.name == name)
            return entry.value;
    return {};
}

Reaction answerOf(int status, const QByteArray &body, const NamedValues &headers)
{
    QByteArray bytes = "HTTP/1.1 " + QByteArray::number(status) + " X\r\n";
    bool hasLength = false;
    for (const NamedValue &header : headers) {
        bytes += header.name + ": " + header.value + "\r\n";
        hasLength = hasLength || header.name == "Content-Length";
    }
    if (!hasLength && status != 204)
        bytes += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    return {bytes + "x-cos-request-id: id-1\r\n\r\n" + body, Reaction::End::Keep};
}

Reaction errorOf(int status, const QByteArray &code, const NamedValues &headers)
{
    return answerOf(status,
                    "<?xml version='1.0' encoding='utf-8' ?>\n<Error>\n\t<Code>" + code
                        + "</Code>\n\t<Message>told to</Message>\n</Error>\n",
                    headers);
}

ScriptedServer::ScriptedServer()
{
    isEarly = [](const SeenRequest &) { return false; };
    otherwise = [](const SeenRequest &) { return errorOf(501, "NotImplemented"); };
    connect(this, &QTcpServer::newConnection, this, &ScriptedServer::onConnection);
    if (!listen(QHostAddress::LocalHost, 0))
        qFatal("no port on the loopback interface");
}

QByteArray ScriptedServer::hostAndPort() const
{
    return "127.0.0.1:" + QByteArray::number(serverPort());
}

qint64 ScriptedServer::bytesUnsent() const
{
    qint64 bytes = 0;
    for (const QTcpSocket *socket : findChildren<QTcpSocket *>())
        bytes += socket->bytesToWrite();
    return bytes;
}

void ScriptedServer::onConnection()
{
    QTcpSocket *socket = nextPendingConnection();
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    auto connection = std::make_shared<Connection>();
    connect(socket, &QTcpSocket::readyRead, this,
            [this, socket, connection] { onData(socket, *connection); });
    connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
        ++connectionsClosed;
        socket->deleteLater();
    });
}

void ScriptedServer::onData(QTcpSocket *socket, Connection &connection)
{
    if (connection.isDeaf)
        return;
    connection.unread += socket->readAll();
    while (!connection.isDeaf && takeRequest(socket, connection)) {}
}

bool ScriptedServer::takeRequest(QTcpSocket *socket, Connection &connection)
{
    const qsizetype headEnd = connection.unread.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return false;
    SeenRequest request = parsedHead(connection.unread.first(headEnd));
    const qsizetype length = request.header("content-length").toLongLong();
    const qsizetype total = headEnd + 4 + length;
    if (connection.unread.size() < total && !isEarly(request))
        return false;
    request.body = connection.unread.mid(headEnd + 4, length);
    connection.unread = connection.unread.mid(total);
    seen += request;
    carryOut(socket, connection, nextReaction(request));
    return true;
}

Reaction ScriptedServer::nextReaction(const SeenRequest &request)
{
    return reactions.isEmpty() ? otherwise(request) : reactions.takeFirst();
}

void ScriptedServer::carryOut(QTcpSocket *socket, Connection &connection, const Reaction &reaction)
{
    socket->write(reaction.bytes);
    socket->flush();
    connection.isDeaf = reaction.end != Reaction::End::Keep;
    switch (reaction.end) {
    case Reaction::End::Keep:
        break;
    case Reaction::End::Close:
        socket->disconnectFromHost();
        break;
    case Reaction::End::Reset:
        reset(socket);
        break;
    case Reaction::End::Hold:
        socket->setReadBufferSize(1);  // the kernel's buffers fill up and the sender has to stop
        break;
    }
}

}  // namespace cosftp

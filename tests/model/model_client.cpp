// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/model_client.h"

#include "model/model_world.h"
#include "support/ftp_client.h"

namespace cosftp::test {

namespace {

bool isClosed(const QTcpSocket &socket)
{
    return socket.state() == QAbstractSocket::UnconnectedState;
}

bool connectTo(QTcpSocket &socket, quint16 port)
{
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    const bool isConnected = until(
        [&] { return socket.state() == QAbstractSocket::ConnectedState || isClosed(socket); });
    socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    return isConnected && !isClosed(socket);
}

}  // namespace

ModelClient::ModelClient(quint16 port)
{
    if (!connectTo(m_control, port) || readReply().code != 220)
        return;
    send("USER user");
    m_isLoggedIn = send("PASS secret").code == 230 && send("TYPE I").code == 200;
}

ModelClient::~ModelClient() { m_control.abort(); }

Answer ModelClient::send(const QByteArray &line)
{
    m_control.write(line + "\r\n");
    return readReply();
}

Answer ModelClient::readReply()
{
    QByteArray line;
    do {
        until([this] { return m_control.canReadLine() || isClosed(m_control); });
        line = m_control.readLine().trimmed();
    } while (!line.isEmpty()
             && (line.size() < 4 || line.at(3) != ' ' || line.left(3).toInt() == 0));
    return {line.left(3).toInt(), line};
}

std::unique_ptr<QTcpSocket> ModelClient::openData()
{
    const Answer answer = send("EPSV");
    const qsizetype bar = answer.text.indexOf("|||");
    const qsizetype end = answer.text.indexOf('|', bar + 3);
    auto data = std::make_unique<QTcpSocket>();
    const bool isOpen =
        answer.code == 229 && connectTo(*data, answer.text.mid(bar + 3, end - bar - 3).toUShort());
    return isOpen ? std::move(data) : nullptr;
}

Answer ModelClient::store(const QByteArray &command, const QByteArray &bytes, Ending ending)
{
    const std::unique_ptr<QTcpSocket> data = openData();
    if (!data)
        return {};
    const Answer preliminary = send(command);
    if (preliminary.code != 150)
        return preliminary;
    data->write(ending == Ending::Whole ? bytes : bytes.first(bytes.size() / 2));
    switch (ending) {
    case Ending::Whole:
        data->disconnectFromHost();
        return readReply();
    case Ending::Abort: {
        const Answer answer = send("ABOR");
        readReply();
        return answer;
    }
    case Ending::ResetData:
        until([&] { return data->bytesToWrite() == 0 || isClosed(*data); });
        resetSocket(*data);
        return readReply();
    case Ending::ResetControl:
        resetSocket(m_control);
        m_isGone = true;
        return {};
    }
    return {};
}

Received ModelClient::retrieve(const QByteArray &command, bool isAborted)
{
    Received received;
    const std::unique_ptr<QTcpSocket> data = openData();
    if (!data)
        return received;
    received.answer = send(command);
    if (received.answer.code != 150)
        return received;
    if (isAborted) {
        received.answer = send("ABOR");
        readReply();
        return received;
    }
    until([&] {
        received.bytes += data->readAll();
        return isClosed(*data);
    });
    received.bytes += data->readAll();
    received.answer = readReply();
    return received;
}

}  // namespace cosftp::test

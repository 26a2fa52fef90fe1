// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/model_client.h"

#include "model/model_world.h"
#include "support/ftp_client.h"

namespace cosftp::test {

namespace {

constexpr int preliminaryCode = 150;

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

ModelClient::ModelClient(quint16 port, const QByteArray &user)
{
    if (!connectTo(m_control, port) || readReply().code != 220)
        return;
    send("USER " + user);
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
    for (;;) {
        const bool hasEnded =
            until([this] { return m_control.canReadLine() || isClosed(m_control); });
        if (!hasEnded)
            return {0, "nothing, for twenty seconds"};
        const QByteArray line = m_control.readLine().trimmed();
        if (line.isEmpty())
            return {0, "the end of the control connection"};
        if (line.size() >= 4 && line.at(3) == ' ' && line.left(3).toInt() > 0)
            return {line.left(3).toInt(), line};
    }
}

bool ModelClient::openData()
{
    const Answer answer = send("EPSV");
    const qsizetype bar = answer.text.indexOf("|||");
    const qsizetype end = answer.text.indexOf('|', bar + 3);
    m_data = std::make_unique<QTcpSocket>();
    return answer.code == 229
           && connectTo(*m_data, answer.text.mid(bar + 3, end - bar - 3).toUShort());
}

Answer ModelClient::begin(const QByteArray &command)
{
    if (!openData())
        return {0, "no data connection"};
    return send(command);
}

// The reply to the transfer, then the one to ABOR itself.
Answer ModelClient::abort()
{
    const Answer answer = send("ABOR");
    readReply();
    return answer;
}

Answer ModelClient::store(const QByteArray &command, const QByteArray &bytes, Ending ending)
{
    const Answer preliminary = begin(command);
    if (preliminary.code != preliminaryCode)
        return preliminary;
    m_data->write(ending == Ending::Whole ? bytes : bytes.first(bytes.size() / 2));
    const Answer answer = end(ending);
    m_data.reset();
    return answer;
}

Answer ModelClient::end(Ending ending)
{
    const auto isSent = [this] { return m_data->bytesToWrite() == 0 || isClosed(*m_data); };
    switch (ending) {
    case Ending::Whole:
        m_data->disconnectFromHost();
        return readReply();
    case Ending::Abort:
        return abort();
    case Ending::ResetData:
        if (!until(isSent))
            return {0, "bytes are not taken"};
        resetSocket(*m_data);
        return readReply();
    case Ending::ResetControl:
        if (!until(isSent))
            return {0, "bytes are not taken"};
        resetSocket(m_control);
        m_isGone = true;
        return {};
    }
    return {};
}

Answer ModelClient::storeUntilSilence(const QByteArray &command, const QByteArray &bytes)
{
    const Answer preliminary = begin(command);
    if (preliminary.code != preliminaryCode)
        return preliminary;
    m_data->write(bytes);
    if (!until([this] { return m_data->bytesToWrite() == 0 || isClosed(*m_data); }))
        return {0, "bytes are not taken"};
    return preliminary;
}

Received ModelClient::retrieve(const QByteArray &command, bool isAborted)
{
    Received received;
    received.answer = begin(command);
    if (received.answer.code != preliminaryCode)
        return received;
    if (isAborted) {
        received.answer = abort();
        return received;
    }
    const bool hasEnded = until([&] {
        received.bytes += m_data->readAll();
        return isClosed(*m_data);
    });
    received.bytes += m_data->readAll();
    received.answer = hasEnded ? readReply() : Answer{0, "a data connection that does not end"};
    m_data.reset();
    return received;
}

}  // namespace cosftp::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/history_client.h"

#include "support/ftp_client.h"

#include <algorithm>

namespace cosftp::test {

namespace {

QHostAddress loopback(int address)
{
    return QHostAddress(QStringLiteral("127.0.0.%1").arg(address));
}

}  // namespace

HistoryClient::HistoryClient(Timeline &timeline, quint16 port, int address, qint64 wallErrorUs)
    : m_timeline(timeline), m_address(address), m_wallErrorUs(wallErrorUs)
{
    connect(&m_control, &QTcpSocket::readyRead, this, &HistoryClient::onControlReadable);
    connect(&m_control, &QTcpSocket::disconnected, this, &HistoryClient::onControlLost);
    connect(&m_control, &QTcpSocket::errorOccurred, this, &HistoryClient::onControlLost);
    m_control.bind(loopback(address));
    m_control.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    m_control.setSocketOption(QAbstractSocket::LowDelayOption, 1);
}

HistoryClient::~HistoryClient()
{
    m_handler = nullptr;
    m_control.disconnect(this);
    m_control.abort();
}

void HistoryClient::logIn(const QByteArray &user, Handler handler)
{
    m_user = user;
    m_handler = std::move(handler);
    if (m_isLost)
        finish({});
}

void HistoryClient::ask(const QByteArray &line, Handler handler)
{
    m_handler = std::move(handler);
    m_heard = {};
    if (m_isLost)
        return finish({});
    m_step = Step::Line;
    m_control.write(line + "\r\n");
}

void HistoryClient::send(const Upload &upload, Handler handler)
{
    m_isUpload = true;
    m_upload = upload;
    m_sent = 0;
    ask("EPSV", std::move(handler));
    if (!m_isLost)
        m_step = Step::DataPort;
}

void HistoryClient::fetch(const QByteArray &line, Handler handler)
{
    m_isUpload = false;
    m_upload.line = line;
    ask("EPSV", std::move(handler));
    if (!m_isLost)
        m_step = Step::DataPort;
}

void HistoryClient::hangUp()
{
    m_handler = nullptr;
    m_isLost = true;
    m_control.write("QUIT\r\n");
    m_control.disconnectFromHost();
}

// --- Replies

void HistoryClient::onControlReadable()
{
    while (m_control.canReadLine()) {
        const QByteArray line = m_control.readLine().trimmed();
        if (line.size() >= 4 && line.at(3) == ' ' && line.left(3).toInt() > 0)
            onReply(line.left(3).toInt(), line);
    }
}

void HistoryClient::onControlLost()
{
    if (std::exchange(m_isLost, true))
        return;
    dropData();
    finish({0, "the end of the line", m_heard.bytes, m_heard.isBegun});
}

void HistoryClient::onReply(int code, const QByteArray &line)
{
    const auto next = [this](Step step, const QByteArray &command) {
        m_step = step;
        m_control.write(command + "\r\n");
    };
    switch (m_step) {
    case Step::Greeting:
        return code == 220 ? next(Step::User, "USER " + m_user) : finish({code, line, {}, false});
    case Step::User:
        return next(Step::Pass, "PASS secret");
    case Step::Pass:
        return code == 230 ? next(Step::Type, "TYPE I") : finish({code, line, {}, false});
    case Step::Type:
        return finish({230, line, {}, false});
    case Step::Line:
        return finish({code, line, {}, false});
    case Step::DataPort:
        return code == 229 ? onDataPort(line) : finish({code, line, {}, false});
    case Step::Begin:
        if (code != 150)
            return finish({code, line, {}, false});
        m_step = Step::Moving;
        m_heard.isBegun = true;
        return m_isUpload ? sendPiece() : onData();
    case Step::Moving:
    case Step::AbortEnd:
        m_heard.code = m_heard.code == 0 ? code : m_heard.code;
        m_heard.text = m_heard.text.isEmpty() ? line : m_heard.text;
        if (m_step == Step::AbortEnd && !std::exchange(m_isAnswered, true))
            return;  // the reply to ABOR itself comes behind
        m_isAnswered = true;
        return endTransfer();
    case Step::Idle:
        return;
    }
}

void HistoryClient::finish(const Heard &heard)
{
    m_step = Step::Idle;
    if (const Handler handler = std::exchange(m_handler, nullptr))
        handler(heard);
}

// --- Data

void HistoryClient::onDataPort(const QByteArray &line)
{
    const qsizetype bar = line.indexOf("|||");
    const qsizetype end = line.indexOf('|', bar + 3);
    dropData();
    m_isDataDone = m_isAnswered = false;
    m_data = std::make_unique<QTcpSocket>();
    connect(m_data.get(), &QTcpSocket::readyRead, this, &HistoryClient::onData);
    connect(m_data.get(), &QTcpSocket::disconnected, this, &HistoryClient::onDataClosed);
    connect(m_data.get(), &QTcpSocket::errorOccurred, this, &HistoryClient::onDataClosed);
    m_data->bind(loopback(m_address));
    m_data->connectToHost(QHostAddress(QHostAddress::LocalHost),
                          line.mid(bar + 3, end - bar - 3).toUShort());
    m_step = Step::Begin;
    m_control.write(m_upload.line + "\r\n");
}

void HistoryClient::onData()
{
    if (m_data != nullptr && m_data->isOpen() && !m_isUpload)
        m_heard.bytes += m_data->readAll();
}

void HistoryClient::onDataClosed()
{
    onData();
    m_isDataDone = true;
    if (m_step == Step::Moving)
        endTransfer();
}

// A download has ended when both its bytes and its reply are there.
void HistoryClient::endTransfer()
{
    const bool isDone = m_isAnswered && (m_isUpload || m_isDataDone || m_heard.code >= 400);
    if (!isDone)
        return;
    dropData();
    finish(std::exchange(m_heard, {}));
}

// Its end is not that of the next one.
void HistoryClient::dropData()
{
    if (m_data == nullptr)
        return;
    m_data->disconnect(this);
    m_data.release()->deleteLater();
}

void HistoryClient::sendPiece()
{
    if (m_step != Step::Moving || m_data == nullptr || m_isDataDone)
        return;
    const bool isWhole = m_upload.ending == Ending::Whole;
    const qint64 end = isWhole ? m_upload.bytes.size() : m_upload.sentBytes;
    const qint64 count = std::min(m_upload.pieceBytes, end - m_sent);
    m_data->write(m_upload.bytes.constData() + m_sent, count);
    m_sent += count;
    if (m_sent == end)
        return isWhole ? m_data->disconnectFromHost() : breakOff();
    m_timeline.after(
        m_upload.pauseUs, m_data.get(), [this] { sendPiece(); }, m_wallErrorUs);
}

void HistoryClient::breakOff()
{
    m_data->flush();
    switch (m_upload.ending) {
    case Ending::Whole:
        return;
    case Ending::Abort:
        m_step = Step::AbortEnd;
        m_control.write("ABOR\r\n");
        return;
    case Ending::ResetData:
        m_data->disconnect(this);
        return resetSocket(*m_data);
    case Ending::Vanish:
        m_data->disconnect(this);
        m_control.disconnect(this);
        resetSocket(*m_data);
        resetSocket(m_control);
        m_isLost = true;
        return finish({0, "gone", {}, true});
    case Ending::Silence:
        m_control.disconnect(this);
        m_data->disconnect(this);
        m_isLost = true;
        return finish({0, "silent", {}, true});
    }
}

}  // namespace cosftp::test

// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of one name in many hands share: who else there is, and uploads that stand in the
// middle.
#pragma once

#include "support/server_fixture.h"

#include <QTest>

namespace cosftp::test {

inline constexpr qsizetype mib = 1024 * 1024;

/// A server, and all others who may touch the same name.
class House
{
public:
    explicit House(const ServerFixture::Change &change = {}, const CosOptions &options = {})
        : server(
            [&change](Settings &settings) {
                UserSettings other = settings.users.first();
                other.name = "other";
                settings.users += other;
                if (change)
                    change(settings);
            },
            options)
    {}

    /// `who`: one of those that addOthers() names.
    [[nodiscard]] std::unique_ptr<FtpClient> client(const QByteArray &who)
    {
        if (who == "another server")
            return ServerFixture::clientOf(second());
        return server.client(who == "another user" ? "other" : "rw",
                             who == "another address" ? QStringLiteral("127.0.0.2") : QString());
    }
    /// A server beside the first one, over the same bucket; runs since it was first asked for.
    Engine &second()
    {
        if (m_second == nullptr)
            m_second = server.secondServer();
        return *m_second;
    }

    ServerFixture server;

private:
    std::unique_ptr<Engine> m_second;
};

inline void addOthers()
{
    QTest::addColumn<QByteArray>("who");
    for (const char *who : {"another session", "another user", "another server"})
        QTest::newRow(who) << QByteArray(who);
}

/// Without a row for other users: the same user, wherever he comes from.
inline void addOwnSessions()
{
    QTest::addColumn<QByteArray>("who");
    for (const char *who : {"another session", "another address", "another server"})
        QTest::newRow(who) << QByteArray(who);
}

inline QByteArray content(FtpClient &client, const QByteArray &path)
{
    QByteArray bytes;
    const ClientReply reply = client.retrieve("RETR " + path, &bytes);
    return reply.code == 226 ? bytes : "reply " + QByteArray::number(reply.code);
}

/// The finished object, as a user sees it who owns no uploads; "reply 550" if there is none.
inline QByteArray published(const ServerFixture &server, const QByteArray &path)
{
    return content(*server.client("ro"), path);
}

inline qint64 sizeOf(FtpClient &client, const QByteArray &path)
{
    const ClientReply reply = client.send("SIZE " + path);
    return reply.code == 213 ? reply.text.mid(4).toLongLong() : -1;
}

inline QByteArray namesIn(FtpClient &client, const QByteArray &folder)
{
    QByteArray text;
    return client.retrieve("NLST " + folder, &text).code == 226 ? text : QByteArray("failed");
}

/// The command with these bytes; the final reply, or the one that refused.
inline ClientReply sendAll(FtpClient &client, const QByteArray &command, const QByteArray &bytes)
{
    const auto data = client.openData();
    const ClientReply preliminary = client.send(command);
    if (preliminary.code != 150 || data == nullptr)
        return preliminary;
    FtpClient::writeAll(*data, bytes);
    data->disconnectFromHost();
    if (data->state() != QAbstractSocket::UnconnectedState)
        data->waitForDisconnected(FtpClient::deadlineMs);
    return client.readReply();
}

/// REST and the command.
inline ClientReply sendFrom(FtpClient &client, qint64 offset, const QByteArray &command,
                            const QByteArray &bytes)
{
    const ClientReply rest = client.send("REST " + QByteArray::number(offset));
    return rest.code == 350 ? sendAll(client, command, bytes) : rest;
}

/// An upload that has begun and stands in the middle until it is told what to do.
class RunningUpload
{
public:
    RunningUpload(std::unique_ptr<FtpClient> client, const QByteArray &command,
                  const QByteArray &bytes)
        : m_client(std::move(client)), m_data(m_client->openData())
    {
        m_hasBegun =
            m_data != nullptr && m_client->send(command).code == 150 && send(bytes) && hasArrived();
    }

    /// The server has all bytes so far.
    [[nodiscard]] bool hasBegun() const { return m_hasBegun; }
    bool send(const QByteArray &bytes)
    {
        m_sent += bytes.size();
        return FtpClient::writeAll(*m_data, bytes);
    }
    ClientReply finish()
    {
        m_data->disconnectFromHost();
        return m_client->readReply();
    }
    /// The data connection alone goes down; what the server says of it.
    ClientReply breakOffData()
    {
        resetSocket(*m_data);
        return m_client->readReply();
    }
    /// The session, when nothing is being sent.
    [[nodiscard]] FtpClient &client() { return *m_client; }
    /// As a line does that goes down.
    void breakOff()
    {
        resetSocket(*m_data);
        m_client->reset();
    }

private:
    bool hasArrived()
    {
        const QByteArray sign = QByteArray::number(m_sent) + " bytes";
        return QTest::qWaitFor([&] { return m_client->send("STAT").text.contains(sign); },
                               FtpClient::deadlineMs);
    }

    std::unique_ptr<FtpClient> m_client;
    std::unique_ptr<QTcpSocket> m_data;
    qint64 m_sent = 0;
    bool m_hasBegun = false;
};

/// For questions that take their time: QTRY_COMPARE counts its tries, not the seconds.
inline bool eventually(const std::function<bool()> &isSo)
{
    constexpr int patienceMs = 15'000;
    return QTest::qWaitFor(isSo, patienceMs);
}

/// No transfer runs or is being put aside.
inline bool isIdle(const Engine &engine)
{
    return QTest::qWaitFor([&engine] { return engine.snapshot().transfers.isEmpty(); },
                           FtpClient::deadlineMs);
}

/// An upload whose line breaks behind these bytes; true when the server has put it aside.
inline bool breaksOff(ServerFixture &server, const QByteArray &command, const QByteArray &bytes,
                      const QByteArray &user = "rw")
{
    RunningUpload upload(server.client(user), command, bytes);
    if (!upload.hasBegun())
        return false;
    upload.breakOff();
    return isIdle(server.engine());
}

/// The next answer lies in the client's socket within a second.
inline bool isAnsweredSoon(FtpClient &client)
{
    constexpr int soonMs = 1000;
    return client.control().bytesAvailable() > 0 || client.control().waitForReadyRead(soonMs);
}

inline localcos::Fault fault(localcos::Fault::Kind kind, const QList<localcos::Verb> &verbs,
                             const QByteArray &keyPart = {}, int times = 1)
{
    localcos::Fault result;
    result.kind = kind;
    result.verbs = verbs;
    result.keyPart = keyPart;
    result.times = times;
    return result;
}

/// The work is done at once and answered late.
inline localcos::Fault lateAnswer(localcos::Verb verb, std::chrono::milliseconds delay,
                                  const QByteArray &keyPart = {})
{
    localcos::Fault result = fault(localcos::Fault::Kind::Stall, {verb}, keyPart);
    result.delay = delay;
    return result;
}

}  // namespace cosftp::test

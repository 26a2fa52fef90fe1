// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of attacks share: a second client that has to be served meanwhile, and an ear for
// the log.
#pragma once

#include "net/raw_peer.h"
#include "support/server_fixture.h"

#include <QElapsedTimer>
#include <QMutex>
#include <QTest>

namespace cosftp::test {

/// A client that does nothing wrong.
class Witness
{
public:
    explicit Witness(const ServerFixture &server) : m_client(server.client()) {}

    /// NOOP and PWD are answered soon, whatever others do to the server.
    [[nodiscard]] bool isServed()
    {
        constexpr qint64 soonMs = 10'000;  // the machine may be busy with the attack itself
        QElapsedTimer watch;
        watch.start();
        const bool isRight =
            m_client->send("NOOP").code == 200 && m_client->send("PWD").code == 257;
        return isRight && watch.elapsed() < soonMs;
    }

private:
    std::unique_ptr<FtpClient> m_client;
};

/// Everything that is logged while this lives.
class LogEar
{
public:
    LogEar()
    {
        lines().clear();
        m_before = qInstallMessageHandler(hear);
    }
    ~LogEar() { qInstallMessageHandler(m_before); }
    Q_DISABLE_COPY_MOVE(LogEar)

    [[nodiscard]] static QStringList heard()
    {
        const QMutexLocker locker(&mutex());
        return lines();
    }
    [[nodiscard]] static bool hasHeard(const QString &part)
    {
        return heard().join(QLatin1Char('\n')).contains(part);
    }

private:
    static void hear(QtMsgType, const QMessageLogContext &, const QString &text)
    {
        const QMutexLocker locker(&mutex());
        lines() += text;
    }
    static QMutex &mutex()
    {
        static QMutex mutex;
        return mutex;
    }
    static QStringList &lines()
    {
        static QStringList lines;
        return lines;
    }

    QtMessageHandler m_before = nullptr;
};

/// A line by bare system calls, past its greeting.
inline Descriptor rawLine(const ServerFixture &server)
{
    Descriptor line = rawpeer::connectTo({rawpeer::loopback, server.port()});
    rawpeer::take(line);
    return line;
}

/// Sends until nothing more is taken for a while, or `most` bytes went; how many did.
inline qint64 sendUntilStuck(const Descriptor &line, const QByteArray &block, qint64 most)
{
    constexpr int stuckMs = 500;
    qint64 sent = 0;
    while (sent < most) {
        pollfd waiting{line.get(), POLLOUT, 0};
        if (::poll(&waiting, 1, stuckMs) != 1)
            break;
        const ssize_t count = ::send(line.get(), block.constData(), size_t(block.size()),
                                     MSG_DONTWAIT | MSG_NOSIGNAL);
        if (count < 0 && errno != EAGAIN)
            break;
        sent += std::max<ssize_t>(count, 0);
    }
    return sent;
}

}  // namespace cosftp::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QTcpSocket>

#include <functional>
#include <memory>

namespace cosftp::test {

/// A reply as the client sees it.
struct ClientReply
{
    int code = 0;     ///< 0: the line ended or nothing came in time.
    QByteArray text;  ///< All lines joined by '\n', codes included.
    QList<QByteArray> lines;
};

/// The reply whose lines are given one after the other, with their ends; an empty one is the end of
/// all.
ClientReply replyFrom(const std::function<QByteArray()> &nextLine);

/// A small blocking FTP client for tests: says exactly what it is told, waits with a deadline for
/// every answer.
class FtpClient
{
public:
    static constexpr int deadlineMs = 90000;

    /// `preface`: sent before the greeting is waited for, as a load balancer does. `from`: the
    /// client's own address for all of its connections, such as "127.0.0.2"; empty: the system's
    /// choice.
    explicit FtpClient(quint16 port, const QString &host = QStringLiteral("127.0.0.1"),
                       const QByteArray &preface = {}, const QString &from = {});
    ~FtpClient();

    /// USER, PASS, TYPE I. Fails the test's expectations by code 0 replies only.
    FtpClient &loggedIn(const QByteArray &user, const QByteArray &password);
    ClientReply greeting() const { return m_greeting; }

    ClientReply send(const QByteArray &line);  ///< Adds CRLF; returns the next reply.
    void sendRaw(const QByteArray &bytes);
    ClientReply readReply();

    /// EPSV and connect; null if that did not work.
    std::unique_ptr<QTcpSocket> openData();
    /// A whole STOR: the final reply, or the one that refused.
    ClientReply store(const QByteArray &path, const QByteArray &bytes);
    /// A whole RETR or listing; the bytes that came land in `bytes`.
    ClientReply retrieve(const QByteArray &command, QByteArray *bytes);
    /// Reads until the other side ends. `wasReset` tells how.
    static QByteArray readAll(QTcpSocket &data);
    static bool writeAll(QTcpSocket &socket, const QByteArray &bytes);

    void reset();  ///< Control connection ends with RST.
    void close();
    bool waitForClose();
    QTcpSocket &control() { return m_control; }

private:
    QByteArray readLine();

    QTcpSocket m_control;
    QString m_from;
    ClientReply m_greeting;
};

/// Ends a connection with RST instead of FIN.
void resetSocket(QTcpSocket &socket);

}  // namespace cosftp::test

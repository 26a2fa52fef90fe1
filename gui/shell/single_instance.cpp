// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/single_instance.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocalServer>
#include <QLocalSocket>
#include <QStandardPaths>

namespace cosftp {

namespace {

constexpr int connectMs = 500;
constexpr std::chrono::seconds patience{5};
constexpr int longestMessageBytes = 64 * 1024;
const QByteArray taken = QByteArrayLiteral("ok\n");

// The path of a profile may be longer than a socket's path may be: its hash is not.
QString socketNameFor(const QString &profile)
{
    const QByteArray hash =
        QCryptographicHash::hash(QDir(profile).absolutePath().toUtf8(), QCryptographicHash::Sha1);
    return QStringLiteral("%1/cosftp-%2")
        .arg(QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation),
             QString::fromLatin1(hash.toHex().left(16)));
}

}  // namespace

SingleInstance::SingleInstance(const QString &profile, QObject *parent)
    : QObject(parent), m_socketName(socketNameFor(profile)),
      m_lock(m_socketName + QStringLiteral(".lock")), m_server(new QLocalServer(this))
{
    m_lock.setStaleLockTime(0);  // a lock is stale when its process has gone, however old it is
    connect(m_server, &QLocalServer::newConnection, this, &SingleInstance::onConnection);
}

SingleInstance::~SingleInstance() = default;

Result<SingleInstance::Role> SingleInstance::claim(const QStringList &arguments)
{
    const QDeadlineTimer deadline(patience);
    do {
        const HandOver result = handOver(arguments);
        if (result == HandOver::Taken)
            return Role::Later;
        // The lock decides between programs that are started at the same moment.
        if (result == HandOver::NobodyThere && m_lock.tryLock(connectMs)) {
            if (const Outcome listening = listen(); !listening)
                return listening.error();
            return Role::First;
        }
        if (m_lock.error() == QLockFile::PermissionError)
            return Failure::of(Failure::Code::Denied,
                               QStringLiteral("cannot write %1.lock").arg(m_socketName));
    } while (!deadline.hasExpired());
    return Failure::of(Failure::Code::Busy,
                       QStringLiteral("cosftp runs already for this profile but does not answer"));
}

SingleInstance::HandOver SingleInstance::handOver(const QStringList &arguments) const
{
    QLocalSocket socket;
    socket.connectToServer(m_socketName);
    if (!socket.waitForConnected(connectMs))
        return HandOver::NobodyThere;
    const QJsonArray words = QJsonArray::fromStringList(arguments);
    socket.write(QJsonDocument(words).toJson(QJsonDocument::Compact) + '\n');
    const QDeadlineTimer deadline(patience);
    while (!socket.canReadLine()) {
        if (!socket.waitForReadyRead(static_cast<int>(deadline.remainingTime())))
            return HandOver::NoAnswer;
    }
    return socket.readLine() == taken ? HandOver::Taken : HandOver::NoAnswer;
}

Outcome SingleInstance::listen()
{
    QLocalServer::removeServer(m_socketName);  // we hold the lock: whoever made it has gone
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    if (m_server->listen(m_socketName))
        return Done{};
    return Failure::of(
        Failure::Code::Denied,
        QStringLiteral("cannot listen on %1: %2").arg(m_socketName, m_server->errorString()));
}

void SingleInstance::onConnection()
{
    while (QLocalSocket *socket = m_server->nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { onLine(socket); });
        if (socket->bytesAvailable() > 0)
            onLine(socket);
    }
}

void SingleInstance::onLine(QLocalSocket *socket)
{
    if (!socket->canReadLine()) {
        if (socket->bytesAvailable() > longestMessageBytes)
            socket->abort();
        return;
    }
    const QJsonDocument message = QJsonDocument::fromJson(socket->readLine());
    if (!message.isArray())
        return socket->abort();
    QStringList arguments;
    const QJsonArray words = message.array();
    for (const QJsonValue &word : words)
        arguments.append(word.toString());
    socket->write(taken);
    socket->flush();  // the arguments may end this program
    socket->disconnectFromServer();
    Q_EMIT argumentsCame(arguments);
}

}  // namespace cosftp

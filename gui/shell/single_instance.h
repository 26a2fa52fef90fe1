// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QLockFile>
#include <QObject>
#include <QStringList>

class QLocalServer;
class QLocalSocket;

namespace cosftp {

/// One program per profile. The first one listens on a socket of the user's; a later one hands its
/// arguments over and ends. A socket left behind by a crash is replaced.
class SingleInstance final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SingleInstance)

public:
    enum class Role { First, Later };

    explicit SingleInstance(const QString &profile, QObject *parent = nullptr);
    ~SingleInstance() override;

    /// Later: the first one has taken `arguments`. Fails with Code::Busy if the first one does not
    /// answer, Code::Denied if neither the socket nor the lock can be made. Blocks for some seconds
    /// at most; meant for the time before the event loop.
    Result<Role> claim(const QStringList &arguments);

    [[nodiscard]] QString socketName() const { return m_socketName; }

Q_SIGNALS:
    void argumentsCame(const QStringList &arguments);

private:
    enum class HandOver { Taken, NobodyThere, NoAnswer };

    [[nodiscard]] HandOver handOver(const QStringList &arguments) const;
    Outcome listen();
    void onConnection();
    void onLine(QLocalSocket *socket);

    QString m_socketName;
    QLockFile m_lock;
    QLocalServer *m_server;
};

}  // namespace cosftp

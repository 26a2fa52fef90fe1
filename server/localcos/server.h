// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <functional>
#include <memory>

namespace cosftp::localcos {

class Faults;
struct Counters;

struct ServerOptions
{
    QString dataDirectory;  ///< Made if it does not exist.
    QString listenAddress = QStringLiteral("127.0.0.1");
    quint16 port = 0;           ///< 0: any free port.
    QList<QByteArray> buckets;  ///< NAME-APPID; made if missing. All with the same key.
    QByteArray secretId;
    QByteArray secretKey;
    QByteArray token;  ///< Not empty: requests must carry it as x-cos-security-token.
    QByteArray region = "local";
    /// Strict signature mode of a bucket: every query parameter and every header of the SDK set
    /// must be signed. Off by default, as on a new bucket: the official Node SDK leaves some out.
    bool isStrict = false;
    bool isDurable =
        false;  ///< Data is on the disk, not only in the system's memory, at the answer.
    qint64 maximumPutBytes = 5LL * 1024 * 1024 * 1024;  ///< PUT, part, copy, append.
    qint64 minimumPartBytes = 1024 * 1024;              ///< All parts but the last.
};

/// A COS endpoint over a folder. Runs in threads of its own; every member may be called from any
/// thread. The destructor stops it and leaves the folder consistent.
class Server
{
public:
    explicit Server(ServerOptions options);
    ~Server();
    Q_DISABLE_COPY_MOVE(Server)

    /// Listens. Fails with Code::Busy if the port is taken, Code::Denied if the folder is not
    /// usable. After stop() it comes back on the same port, with the same objects and faults.
    Outcome start();
    void stop();
    [[nodiscard]] quint16 port() const;
    /// How the server can be made to misbehave, for tests.
    Faults &faults();
    /// Requests served so far, by verb, since the start or the last resetCounters().
    [[nodiscard]] Counters counters() const;
    void resetCounters();
    /// Replaces the clock (Unix seconds) that signatures are judged by.
    void setClock(std::function<qint64()> clock);

private:
    class Private;
    std::unique_ptr<Private> d;
};

}  // namespace cosftp::localcos

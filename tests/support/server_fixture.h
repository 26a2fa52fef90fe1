// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine.h"
#include "localcos/counters.h"
#include "localcos/faults.h"
#include "localcos/server.h"
#include "store/cos/cos_connection.h"
#include "support/ftp_client.h"

#include <QTemporaryDir>

#include <functional>
#include <memory>

class QEventLoop;

namespace cosftp {
class ObjectStore;
}

namespace cosftp::test {

/// The whole server over real sockets: an embedded store on a temporary folder, the engine in front
/// of it on a port that the system chose. Users: "rw" (everything), "ro" (read), "wo" (write, no
/// read), "nodel" (everything but delete), each with the password "secret"; all see the whole
/// bucket.
class ServerFixture
{
public:
    using Change = std::function<void(Settings &)>;

    explicit ServerFixture(const Change &change = {}, const CosOptions &storeOptions = {});
    ~ServerFixture();

    [[nodiscard]] bool isRunning() const { return m_engine.isRunning(); }
    /// `from`: the client's own address, such as "127.0.0.2"; empty: 127.0.0.1.
    [[nodiscard]] std::unique_ptr<FtpClient> client(const QByteArray &user = "rw",
                                                    const QString &from = {}) const;
    [[nodiscard]] static std::unique_ptr<FtpClient>
    clientOf(const Engine &engine, const QByteArray &user = "rw", const QString &from = {});
    [[nodiscard]] std::unique_ptr<FtpClient> stranger() const;  ///< Connected, not logged in.
    [[nodiscard]] quint16 port() const { return m_engine.port(); }

    /// Another server on the same bucket, with the same settings but for `change`.
    [[nodiscard]] std::unique_ptr<Engine> secondServer(const Change &change = {},
                                                       const CosOptions &storeOptions = {}) const;

    Engine &engine() { return m_engine; }
    Settings &settings() { return m_settings; }
    localcos::Server &store() { return *m_store; }
    localcos::Faults &faults() { return m_store->faults(); }
    [[nodiscard]] localcos::Counters counters() const { return m_store->counters(); }
    /// What `action` costs in requests to the store.
    localcos::Counters costOf(const std::function<void()> &action);

    /// Multipart uploads that the bucket still holds.
    [[nodiscard]] qsizetype openUploads() const;
    /// Keys that the bucket holds below a prefix, the server's own included.
    [[nodiscard]] QList<QByteArray> keys(const QByteArray &prefix = {}) const;

    static constexpr auto secretKey = "TopSecretOfTheTests";
    static constexpr auto bucket = "test-1250000000";

private:
    void waitForFirstQuestion();
    /// The bucket as nobody but the test asks it; the loop ends when `ask`'s handler ends it.
    void askStore(const std::function<void(ObjectStore &, QEventLoop &)> &ask) const;

    QTemporaryDir m_folder;  // in memory where there is such a place: tests are not about disks
    std::unique_ptr<localcos::Server> m_store;
    Settings m_settings;
    Engine m_engine;
};

/// Bytes that look random and can be made again.
QByteArray patternBytes(qsizetype size, quint32 seed = 1);

}  // namespace cosftp::test

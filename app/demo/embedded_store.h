// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "settings/settings.h"

#include <memory>

namespace cosftp {

namespace localcos {
class Server;
}

/// A bucket without an account: the embedded store over a folder, for this machine only. Objects
/// and key stay in the folder between two starts; the port is the one of last time if it is free.
class EmbeddedStore
{
public:
    explicit EmbeddedStore(QString folder);
    ~EmbeddedStore();  ///< Stops it.
    Q_DISABLE_COPY_MOVE(EmbeddedStore)

    /// Starts, if it does not run yet, and tells how to reach the bucket. `wantedPort` 0, or one
    /// that is taken: any free port. Fails if the folder cannot be used.
    Result<BucketSettings> start(quint16 wantedPort = 0);
    [[nodiscard]] bool isRunning() const { return m_server != nullptr; }
    [[nodiscard]] const QString &folder() const { return m_folder; }

    /// Before a server with this settings file is started: if the file names the bucket of this
    /// folder, starts the store and, where its port is another one now, changes the file. Does
    /// nothing for other settings, for files with problems and where there is no file.
    Outcome startFor(const QString &settingsFile);

private:
    [[nodiscard]] Result<QByteArray> key() const;

    QString m_folder;
    std::unique_ptr<localcos::Server> m_server;
    BucketSettings m_bucket;
};

}  // namespace cosftp

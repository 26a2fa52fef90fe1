// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "localcos/counters.h"
#include "localcos/faults.h"
#include "localcos/raw_client.h"
#include "localcos/server.h"

#include <QDirIterator>
#include <QTemporaryDir>

#include <functional>
#include <memory>

namespace cosftp::localcos {

inline const QByteArray testBucket = "test-1250000000";
inline const QByteArray testId = "AKIDEXAMPLE";
inline const QByteArray testSecret = "EXAMPLEEXAMPLE";

/// A server over a folder of its own, on a free port.
class ServerFixture
{
public:
    explicit ServerFixture(const std::function<void(ServerOptions &)> &change = {})
    {
        m_options.dataDirectory = m_folder.filePath(QStringLiteral("data"));
        m_options.buckets = {testBucket};
        m_options.secretId = testId;
        m_options.secretKey = testSecret;
        if (change)
            change(m_options);
        restart();
    }

    /// A new server over the same folder.
    void restart()
    {
        m_server.reset();
        m_server = std::make_unique<Server>(m_options);
        const Outcome started = m_server->start();
        if (!started)
            qFatal("%s", qUtf8Printable(started.error().detail));
    }
    Server &server() { return *m_server; }
    Faults &faults() { return m_server->faults(); }
    [[nodiscard]] const ServerOptions &options() const { return m_options; }
    [[nodiscard]] RawClient client() const
    {
        return {m_server->port(), testBucket, testId, testSecret};
    }
    /// How many data files there are.
    [[nodiscard]] qsizetype blobCount() const
    {
        qsizetype count = 0;
        QDirIterator files(m_options.dataDirectory + QStringLiteral("/blobs"), QDir::Files,
                           QDirIterator::Subdirectories);
        for (; files.hasNext(); files.next())
            ++count;
        return count;
    }

private:
    QTemporaryDir m_folder;
    ServerOptions m_options;
    std::unique_ptr<Server> m_server;
};

}  // namespace cosftp::localcos

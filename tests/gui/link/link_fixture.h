// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/engine_link.h"
#include "localcos/server.h"
#include "support/ftp_client.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace cosftp::test {

/// An EngineLink on a settings file of its own, with an embedded store behind it. User "rw",
/// password "secret".
class LinkFixture
{
public:
    explicit LinkFixture(const QByteArray &more = {}, const SecretResolver &resolver = {})
    {
        localcos::ServerOptions options;
        options.dataDirectory = m_folder.filePath(QStringLiteral("bucket"));
        options.buckets = {"test-1250000000"};
        options.secretId = "AKIDtest";
        options.secretKey = "TopSecret";
        m_store = std::make_unique<localcos::Server>(options);
        m_isStoreUp = m_store->start().has_value();
        write(settingsText(more));
        m_link = std::make_unique<EngineLink>(settingsFile(), resolver);
    }

    /// With the key in the file; `key` replaces those lines.
    [[nodiscard]] QByteArray
    settingsText(const QByteArray &more = {},
                 const QByteArray &key = "secret_id = AKIDtest\nsecret_key = TopSecret\n") const
    {
        return "[BUCKET main]\nbucket = test-1250000000\nprotocol = http\nendpoint = 127.0.0.1:"
               + QByteArray::number(m_store->port()) + '\n' + key
               + "\n[USER rw]\npassword = secret\nbucket = main\n\n"
                 "[NETWORK]\nlisten_address = 127.0.0.1\nlisten_port = 0\n"
                 "\n[TIMEOUTS]\nshutdown_grace = 1\n"
               + more;
    }
    bool write(const QByteArray &text) const
    {
        QFile file(settingsFile());
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
    }
    /// As editors do it: a new file takes the place of the old one.
    bool replaceByRename(const QByteArray &text) const
    {
        const QString beside = settingsFile() + QStringLiteral(".new");
        QFile file(beside);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            return false;
        file.close();
        QFile::remove(settingsFile());
        return QFile::rename(beside, settingsFile());
    }
    [[nodiscard]] QByteArray fileText() const
    {
        QFile file(settingsFile());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    [[nodiscard]] QString settingsFile() const
    {
        return m_folder.filePath(QStringLiteral("cosftp.conf"));
    }

    [[nodiscard]] bool isStoreUp() const { return m_isStoreUp; }
    localcos::Server &store() { return *m_store; }
    EngineLink &link() { return *m_link; }
    void closeLink() { m_link.reset(); }

    [[nodiscard]] LinkStatus::State state() const { return m_link->status().state; }
    /// After Running: the port of the FTP server.
    [[nodiscard]] quint16 port() const
    {
        return m_link->status().address.section(QLatin1Char(':'), -1).toUShort();
    }
    [[nodiscard]] std::unique_ptr<FtpClient> client() const
    {
        auto client = std::make_unique<FtpClient>(port());
        client->loggedIn("rw", "secret");
        return client;
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<localcos::Server> m_store;
    std::unique_ptr<EngineLink> m_link;
    bool m_isStoreUp = false;
};

}  // namespace cosftp::test

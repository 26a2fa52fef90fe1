// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo.h"

#include <QRandomGenerator>

namespace cosftp {

namespace {

constexpr auto demoBucket = "demo-1250000000";
constexpr auto demoUser = "demo";
constexpr auto demoPassword = "demo";

// The store listens on the loopback interface for this process only, so its key is made up each
// time.
QByteArray randomKey()
{
    QByteArray key;
    for (int word = 0; word < 4; ++word)
        key += QByteArray::number(QRandomGenerator::system()->generate64(), 16);
    return key;
}

}  // namespace

Outcome Demo::start(const QString &dataDirectory, quint16 ftpPort)
{
    m_dataDirectory = dataDirectory;
    if (m_dataDirectory.isEmpty()) {
        m_temporary = std::make_unique<QTemporaryDir>();
        if (!m_temporary->isValid())
            return Failure::of(Failure::Code::Denied, m_temporary->errorString());
        m_dataDirectory = m_temporary->path();
    }
    localcos::ServerOptions options;
    options.dataDirectory = m_dataDirectory;
    options.buckets = {demoBucket};
    options.secretId = "AKIDdemo";
    options.secretKey = randomKey();
    m_store = std::make_unique<localcos::Server>(options);
    const Outcome started = m_store->start();
    if (!started)
        return started;

    BucketSettings bucket;
    bucket.id = QStringLiteral("demo");
    bucket.bucket = demoBucket;
    bucket.protocol = "http";
    bucket.endpoint = "127.0.0.1:" + QByteArray::number(m_store->port());
    bucket.credentials.secretId = options.secretId;
    bucket.credentials.secretKey = options.secretKey;
    MountSettings mount;
    mount.bucketId = bucket.id;
    mount.rights = {true, true, true};
    UserSettings user;
    user.name = demoUser;
    user.password = demoPassword;
    user.mounts = {mount};
    m_settings.buckets = {bucket};
    m_settings.users = {user};
    m_settings.network.listenAddress = QStringLiteral("127.0.0.1");
    m_settings.network.listenPort = ftpPort;
    m_settings.network.passivePorts = {0, 0};
    return Done{};
}

QString Demo::welcome(quint16 ftpPort) const
{
    return QStringLiteral(
               "COS FTP Server, demo on the embedded store (no account needed, this machine only)\n"
               "  address   127.0.0.1 port %1\n"
               "  user      %2\n"
               "  password  %3\n"
               "  files in  %4\n"
               "Try:\n"
               "  curl -T README.md ftp://%2:%3@127.0.0.1:%1/\n"
               "  curl ftp://%2:%3@127.0.0.1:%1/\n")
        .arg(QString::number(ftpPort), QString::fromLatin1(demoUser),
             QString::fromLatin1(demoPassword), m_dataDirectory);
}

}  // namespace cosftp

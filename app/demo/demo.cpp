// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/demo.h"

namespace cosftp {

namespace {

constexpr auto demoUser = "demo";
constexpr auto demoPassword = "demo";

}  // namespace

Outcome Demo::start(const QString &dataDirectory, quint16 ftpPort)
{
    QString folder = dataDirectory;
    if (folder.isEmpty()) {
        m_temporary = std::make_unique<QTemporaryDir>();
        if (!m_temporary->isValid())
            return Failure::of(Failure::Code::Denied, m_temporary->errorString());
        folder = m_temporary->path();
    }
    m_store = std::make_unique<EmbeddedStore>(folder);
    const Result<BucketSettings> bucket = m_store->start();
    if (!bucket)
        return bucket.error();
    MountSettings mount;
    mount.bucketId = bucket->id;
    mount.rights = Rights::all();
    UserSettings user;
    user.name = demoUser;
    user.password = demoPassword;
    user.mounts = {mount};
    m_settings.buckets = {*bucket};
    m_settings.users = {user};
    m_settings.network.listenAddress = QStringLiteral("127.0.0.1");
    m_settings.network.listenPort = ftpPort;
    m_settings.network.passivePorts = {0, 0};
    m_settings.tls.isOn = true;
    m_settings.tls.ownFolder = folder;
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
               "  curl ftp://%2:%3@127.0.0.1:%1/\n"
               "  curl -k --ssl-reqd ftp://%2:%3@127.0.0.1:%1/   # encrypted\n")
        .arg(QString::number(ftpPort), QString::fromLatin1(demoUser),
             QString::fromLatin1(demoPassword), m_store->folder());
}

}  // namespace cosftp

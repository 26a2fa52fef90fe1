// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/embedded_store.h"

#include "localcos/server.h"
#include "settings/settings_file.h"
#include "settings/settings_save.h"

#include <QDir>
#include <QRandomGenerator>
#include <QSaveFile>

namespace cosftp {

namespace {

constexpr auto bucketId = "demo";
constexpr auto bucketName = "demo-1250000000";
constexpr auto secretId = "AKIDdemo";
constexpr QByteArrayView loopback("127.0.0.1:");

QByteArray randomKey()
{
    QByteArray key;
    for (int word = 0; word < 4; ++word)
        key += QByteArray::number(QRandomGenerator::system()->generate64(), 16);
    return key;
}

bool isEmbedded(const BucketSettings &bucket)
{
    return bucket.bucket == bucketName && bucket.protocol == "http"
           && bucket.endpoint.startsWith(loopback);
}

const BucketSettings *embeddedBucket(const Settings &settings)
{
    for (const BucketSettings &bucket : settings.buckets)
        if (isEmbedded(bucket))
            return &bucket;
    return nullptr;
}

quint16 portOf(const BucketSettings &bucket)
{
    return bucket.endpoint.mid(loopback.size()).toUShort();
}

}  // namespace

EmbeddedStore::EmbeddedStore(QString folder) : m_folder(std::move(folder)) {}

EmbeddedStore::~EmbeddedStore() = default;

Result<BucketSettings> EmbeddedStore::start(quint16 wantedPort)
{
    if (m_server)
        return m_bucket;
    if (!QDir().mkpath(m_folder))
        return Failure::of(Failure::Code::Denied,
                           QStringLiteral("the folder %1 cannot be made").arg(m_folder));
    const Result<QByteArray> secretKey = key();
    if (!secretKey)
        return secretKey.error();
    localcos::ServerOptions options;
    options.dataDirectory = m_folder;
    options.buckets = {bucketName};
    options.secretId = secretId;
    options.secretKey = *secretKey;
    options.port = wantedPort;
    auto server = std::make_unique<localcos::Server>(options);
    Outcome started = server->start();
    if (!started && started.error().code == Failure::Code::Busy && wantedPort != 0) {
        options.port = 0;
        server = std::make_unique<localcos::Server>(options);
        started = server->start();
    }
    if (!started)
        return started.error();
    m_server = std::move(server);
    m_bucket.id = QString::fromLatin1(bucketId);
    m_bucket.bucket = bucketName;
    m_bucket.protocol = "http";
    m_bucket.endpoint = loopback.toByteArray() + QByteArray::number(m_server->port());
    m_bucket.credentials.secretId = secretId;
    m_bucket.credentials.secretKey = *secretKey;
    return m_bucket;
}

Outcome EmbeddedStore::startFor(const QString &settingsFile)
{
    if (!QFile::exists(settingsFile))
        return Done{};
    const LoadedSettings loaded = loadSettings(settingsFile);
    const BucketSettings *named = embeddedBucket(loaded.settings);
    if (!loaded.problems.isEmpty() || named == nullptr)
        return Done{};
    const Result<BucketSettings> bucket = start(portOf(*named));
    if (!bucket)
        return bucket.error();
    if (bucket->endpoint == named->endpoint)
        return Done{};
    return saveSettings(settingsFile,
                        {{QStringLiteral("BUCKET ") + named->id, QStringLiteral("endpoint"),
                          QString::fromLatin1(bucket->endpoint)}});
}

// The store listens on the loopback interface only, but other users of this machine reach that
// too: the key is random and its file is for its owner.
Result<QByteArray> EmbeddedStore::key() const
{
    const QString fileName = m_folder + QStringLiteral("/key");
    QFile old(fileName);
    if (old.open(QIODevice::ReadOnly))
        if (QByteArray key = old.readAll().trimmed(); !key.isEmpty())
            return key;
    QByteArray key = randomKey();
    QSaveFile file(fileName);
    const bool isWritten = file.open(QIODevice::WriteOnly)
                           && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
                           && file.write(key) == key.size() && file.flush() && file.commit();
    if (!isWritten)
        return Failure::of(Failure::Code::Denied,
                           fileName + QStringLiteral(": ") + file.errorString());
    return key;
}

}  // namespace cosftp

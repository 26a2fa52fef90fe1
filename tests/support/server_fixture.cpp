// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/server_fixture.h"

#include "store/cos/cos_store.h"
#include "store/http/http_client.h"

#include <QDir>
#include <QEventLoop>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QTimer>

#include <chrono>

namespace cosftp::test {

namespace {

UserSettings user(const QByteArray &name, Rights rights)
{
    MountSettings mount;
    mount.bucketId = QStringLiteral("main");
    mount.rights = rights;
    UserSettings settings;
    settings.name = name;
    settings.password = "secret";
    settings.mounts = {mount};
    return settings;
}

QString folderTemplate()
{
    const QString memory = QStringLiteral("/dev/shm");
    const QString base = QFileInfo(memory).isWritable() ? memory : QDir::tempPath();
    return base + QStringLiteral("/cosftp-test-XXXXXX");
}

}  // namespace

ServerFixture::ServerFixture(const Change &change, const CosOptions &storeOptions)
    : m_folder(folderTemplate())
{
    localcos::ServerOptions options;
    options.dataDirectory = m_folder.path();
    options.buckets = {bucket};
    options.secretId = "AKIDtest";
    options.secretKey = secretKey;
    options.isStrict = true;
    m_store = std::make_unique<localcos::Server>(options);
    if (!m_store->start())
        return;
    BucketSettings main;
    main.id = QStringLiteral("main");
    main.bucket = bucket;
    main.protocol = "http";
    main.endpoint = "127.0.0.1:" + QByteArray::number(m_store->port());
    main.credentials.secretId = options.secretId;
    main.credentials.secretKey = options.secretKey;
    m_settings.buckets = {main};
    m_settings.users = {
        user("rw", Rights::of(true, true, true)), user("ro", Rights::of(true, false, false)),
        user("wo", Rights::of(false, true, true)), user("nodel", Rights::of(true, true, false))};
    m_settings.network.listenAddress = QStringLiteral("127.0.0.1");
    m_settings.network.listenPort = 0;
    m_settings.network.passivePorts = {0, 0};
    m_settings.timeouts.shutdownGrace = std::chrono::seconds(1);
    m_settings.timeouts.partRetry = std::chrono::seconds(1);
    m_settings.cleanup.isOn = false;  // its requests would be counted as a command's
    if (change)
        change(m_settings);
    // What logins ask would be counted as a command's. The other server of a test does ask.
    CosOptions engineOptions = storeOptions;
    engineOptions.learnAgainAfter = std::chrono::hours(1);
    m_engine.setStoreOptions(engineOptions);
    const Outcome started = m_engine.start(m_settings);
    if (!started)
        qWarning("%s", qPrintable(describe(started.error())));
    else
        waitForFirstQuestion();
}

// What the engine asks the bucket when it starts is not what a test's first command costs.
void ServerFixture::waitForFirstQuestion()
{
    QEventLoop loop;
    QTimer poll;
    QObject::connect(&poll, &QTimer::timeout, &loop, [this, &loop] {
        if (m_store->counters().list > 0)
            loop.quit();
    });
    poll.start(std::chrono::milliseconds(1));
    QTimer::singleShot(std::chrono::seconds(2), &loop, &QEventLoop::quit);
    loop.exec();
}

ServerFixture::~ServerFixture() = default;

std::unique_ptr<FtpClient> ServerFixture::client(const QByteArray &name, const QString &from) const
{
    return clientOf(m_engine, name, from);
}

std::unique_ptr<FtpClient> ServerFixture::clientOf(const Engine &engine, const QByteArray &name,
                                                   const QString &from)
{
    auto client =
        std::make_unique<FtpClient>(engine.port(), QStringLiteral("127.0.0.1"), QByteArray(), from);
    client->loggedIn(name, "secret");
    return client;
}

std::unique_ptr<Engine> ServerFixture::secondServer(const Change &change,
                                                    const CosOptions &storeOptions) const
{
    Settings settings = m_settings;
    if (change)
        change(settings);
    auto engine = std::make_unique<Engine>();
    engine->setStoreOptions(storeOptions);
    const Outcome started = engine->start(settings);
    if (!started)
        qWarning("%s", qPrintable(describe(started.error())));
    return engine;
}

std::unique_ptr<FtpClient> ServerFixture::stranger() const
{
    return std::make_unique<FtpClient>(m_engine.port());
}

localcos::Counters ServerFixture::costOf(const std::function<void()> &action)
{
    m_store->resetCounters();
    action();
    return m_store->counters();
}

// The engine is not asked: what counts is what the bucket says.
void ServerFixture::askStore(const std::function<void(ObjectStore &, QEventLoop &)> &ask) const
{
    HttpClient http;
    BucketSettings asked = m_settings.buckets.first();
    asked.credentials.secretKey = secretKey;
    const std::unique_ptr<ObjectStore> bucketStore = makeCosStore(asked, http);
    QEventLoop loop;
    ask(*bucketStore, loop);
    QTimer::singleShot(FtpClient::deadlineMs, &loop, &QEventLoop::quit);
    loop.exec();
}

qsizetype ServerFixture::openUploads() const
{
    qsizetype count = -1;
    askStore([&count](ObjectStore &store, QEventLoop &loop) {
        store.listUploads({}, {}, {}, &loop, [&](const Result<UploadPage> &page) {
            count = page ? page->uploads.size() : -1;
            loop.quit();
        });
    });
    return count;
}

QList<QByteArray> ServerFixture::keys(const QByteArray &prefix) const
{
    QList<QByteArray> keys;
    askStore([&](ObjectStore &store, QEventLoop &loop) {
        ListRequest request;
        request.prefix = prefix;
        store.list(request, &loop, [&](const Result<ListPage> &page) {
            if (page)
                for (const ObjectInfo &object : page->objects)
                    keys += object.key;
            loop.quit();
        });
    });
    return keys;
}

QByteArray patternBytes(qsizetype size, quint32 seed)
{
    QRandomGenerator generator(seed);
    QByteArray bytes((size + 3) / 4 * 4, Qt::Uninitialized);
    generator.fillRange(reinterpret_cast<quint32 *>(bytes.data()), bytes.size() / 4);
    bytes.truncate(size);
    return bytes;
}

}  // namespace cosftp::test

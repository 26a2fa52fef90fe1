// SPDX-License-Identifier: GPL-3.0-or-later
// Files in an archive class: the client is told, and the restore is asked for where the settings
// say so.
#include "store/cos/cos_store.h"
#include "store/http/http_client.h"
#include "support/server_fixture.h"
#include "support/test_main.h"

#include <QEventLoop>
#include <QTest>

using namespace cosftp;
using namespace cosftp::test;

namespace {

// As another tool would: no FTP client can choose a storage class.
void archive(ServerFixture &server, const QByteArray &key, const QByteArray &bytes)
{
    HttpClient http;
    BucketSettings bucket = server.settings().buckets.first();
    bucket.credentials.secretKey = ServerFixture::secretKey;
    const std::unique_ptr<ObjectStore> store = makeCosStore(bucket, http);
    ObjectAttributes attributes;
    attributes.storageClass = "ARCHIVE";
    QEventLoop loop;
    bool isStored = false;
    store->put(key, bytes, attributes, &loop, [&](const Result<StoredObject> &stored) {
        isStored = bool(stored);
        loop.quit();
    });
    loop.exec();
    QVERIFY(isStored);
}

}  // namespace

class ArchiveTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anArchivedFileIsRefusedWithTheReason()
    {
        ServerFixture server;
        archive(server, "old", "bytes");
        const auto client = server.client();
        QByteArray bytes;
        const ClientReply reply = client->retrieve("RETR old", &bytes);
        QCOMPARE(reply.code, 550);
        QVERIFY2(reply.text.contains("archived"), reply.text.constData());
        QCOMPARE(server.counters().restore, 0);
        QCOMPARE(client->send("SIZE old").text, QByteArray("213 5"));
    }
    void theRestoreIsAskedForWhenTheSettingsSaySo()
    {
        ServerFixture server([](Settings &settings) { settings.limits.restoreArchivedDays = 3; });
        archive(server, "old", "bytes");
        const auto client = server.client();
        QByteArray bytes;
        const ClientReply reply = client->retrieve("RETR old", &bytes);
        QCOMPARE(reply.code, 550);
        QVERIFY2(reply.text.contains("restore was asked for"), reply.text.constData());
        QCOMPARE(server.counters().restore, 1);
        // The embedded store restores at once.
        QCOMPARE(client->retrieve("RETR old", &bytes).code, 226);
        QCOMPARE(bytes, QByteArray("bytes"));
    }
    void aRefusedRestoreIsExplainedAsArchived()
    {
        ServerFixture server([](Settings &settings) { settings.limits.restoreArchivedDays = 3; });
        archive(server, "old", "bytes");
        localcos::Fault denied;
        denied.verbs = {localcos::Verb::Restore};
        denied.status = 403;
        denied.code = "AccessDenied";
        server.faults().add(denied);
        QByteArray bytes;
        const ClientReply reply = server.client()->retrieve("RETR old", &bytes);
        QCOMPARE(reply.code, 550);
        QVERIFY2(reply.text.contains("has to be restored"), reply.text.constData());
    }
    void aRestoreThatIsUnderWayIsNoError()
    {
        ServerFixture server([](Settings &settings) { settings.limits.restoreArchivedDays = 3; });
        archive(server, "old", "bytes");
        localcos::Fault asked;
        asked.verbs = {localcos::Verb::Restore};
        asked.status = 409;
        asked.code = "RestoreAlreadyInProgress";
        server.faults().add(asked);
        QByteArray bytes;
        const ClientReply reply = server.client()->retrieve("RETR old", &bytes);
        QCOMPARE(reply.code, 550);
        QVERIFY2(reply.text.contains("restore was asked for"), reply.text.constData());
    }
};

COSFTP_TEST(ArchiveTest)
#include "archive_test.moc"

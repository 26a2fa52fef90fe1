// SPDX-License-Identifier: GPL-3.0-or-later
#include "localcos/database.h"
#include "localcos/server_fixture.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;
using namespace cosftp::localcos;

/// Access rights of an object's own.
class TestAccess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anObjectFollowsItsBucketUnlessToldOtherwise();
    void rightsAreSetAndReplaced();
    void aListCanBeGivenAsXml();
    void copiesAndNewContentsAreReset();
    void partsGetWhatTheirUploadSaid();
    void nonsenseIsRefused_data();
    void nonsenseIsRefused();
    void bucketsHaveNone();
    void olderFoldersAreOpened();
};

namespace {

RawAnswer access(const RawClient &client, const QByteArray &key)
{
    return client.ask({"GET", key, {{"acl", {}}}, {}, {}});
}

RawAnswer setAccess(const RawClient &client, const QByteArray &key, const NamedValues &headers,
                    const QByteArray &body = {})
{
    return client.ask({"PUT", key, {{"acl", {}}}, headers, body});
}

const QByteArray ownerId = "qcs::cam::uin/1250000000:uin/1250000000";
const QByteArray everybody = "http://cam.qcloud.com/groups/global/AllUsers";

}  // namespace

void TestAccess::anObjectFollowsItsBucketUnlessToldOtherwise()
{
    const ServerFixture fixture;
    const RawClient client = fixture.client();
    QCOMPARE(client.put("a", "x").status, 200);
    QCOMPARE(client.put("b", "x", {{"x-cos-acl", "private"}}).status, 200);
    QCOMPARE(client.put("c", "x", {{"x-cos-acl", "default"}}).status, 200);
    QCOMPARE(access(client, "a").header("x-cos-acl"), "default");
    QCOMPARE(access(client, "c").header("x-cos-acl"), "default");
    QVERIFY(!access(client, "b").has("x-cos-acl"));
    QCOMPARE(access(client, "b").body, access(client, "a").body);
    QCOMPARE(access(client, "a").elements("ID"), (QList<QByteArray>{ownerId, ownerId}));
    QCOMPARE(access(client, "a").elements("Permission"), QList<QByteArray>{"FULL_CONTROL"});
    QCOMPARE(access(client, "none").code(), "NoSuchKey");
}

void TestAccess::rightsAreSetAndReplaced()
{
    const ServerFixture fixture;
    const RawClient client = fixture.client();
    QCOMPARE(client.put("a", "x", {{"x-cos-acl", "private"}}).status, 200);
    QCOMPARE(setAccess(client, "a",
                       {{"x-cos-acl", "public-read"}, {"x-cos-grant-read", "id=\"7\", id=\"7/8\""}})
                 .status,
             200);
    const RawAnswer list = access(client, "a");
    QCOMPARE(list.element("URI"), everybody);
    QCOMPARE(list.elements("Permission"),
             (QList<QByteArray>{"FULL_CONTROL", "READ", "READ", "READ"}));
    QVERIFY(list.elements("ID").contains("qcs::cam::uin/7:uin/8"));
    QCOMPARE(setAccess(client, "a", {{"x-cos-acl", "default"}}).status, 200);
    QCOMPARE(access(client, "a").header("x-cos-acl"), "default");
    QCOMPARE(client.get("a").body, "x");
    QCOMPARE(setAccess(client, "none", {{"x-cos-acl", "private"}}).code(), "NoSuchKey");
}

void TestAccess::aListCanBeGivenAsXml()
{
    const ServerFixture fixture;
    const RawClient client = fixture.client();
    QCOMPARE(
        client
            .put("a", "x", {{"x-cos-acl", "public-read"}, {"x-cos-grant-full-control", "id=\"5\""}})
            .status,
        200);
    const QByteArray list = access(client, "a").body;
    QCOMPARE(client.put("b", "x").status, 200);
    QCOMPARE(setAccess(client, "b", {}, list).status, 200);
    QCOMPARE(access(client, "b").body, list);
    QCOMPARE(setAccess(client, "b", {}, "<Nonsense/>").code(), "MalformedXML");
    QCOMPARE(access(client, "b").body, list);
}

void TestAccess::copiesAndNewContentsAreReset()
{
    const ServerFixture fixture;
    const RawClient client = fixture.client();
    const NamedValues rights{{"x-cos-acl", "private"}};
    QCOMPARE(client.put("a", "x", rights).status, 200);
    const NamedValue source{"x-cos-copy-source", client.copySource("a")};
    QCOMPARE(client.put("b", {}, {source}).status, 200);
    QCOMPARE(access(client, "b").header("x-cos-acl"), "default");
    QCOMPARE(client.put("b", {}, NamedValues{source} + rights).status, 200);
    QVERIFY(!access(client, "b").has("x-cos-acl"));
    QCOMPARE(client.put("a", "y").status, 200);
    QCOMPARE(access(client, "a").header("x-cos-acl"), "default");
}

void TestAccess::partsGetWhatTheirUploadSaid()
{
    const ServerFixture fixture;
    const RawClient client = fixture.client();
    const QByteArray id =
        client.ask({"POST", "a", {{"uploads", {}}}, {{"x-cos-acl", "private"}}, {}})
            .element("UploadId");
    const QByteArray etag =
        client.ask({"PUT", "a", {{"partNumber", "1"}, {"uploadId", id}}, {}, "x"}).header("etag");
    const QByteArray parts = "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>"
                             + etag + "</ETag></Part></CompleteMultipartUpload>";
    QCOMPARE(client.ask({"POST", "a", {{"uploadId", id}}, {}, parts}).status, 200);
    QVERIFY(!access(client, "a").has("x-cos-acl"));
}

void TestAccess::nonsenseIsRefused_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("word") << QByteArray("x-cos-acl") << QByteArray("open");
    QTest::newRow("no list") << QByteArray("x-cos-grant-read") << QByteArray("7");
    QTest::newRow("no account") << QByteArray("x-cos-grant-read") << QByteArray("id=\"\"");
    QTest::newRow("half a list") << QByteArray("x-cos-grant-read") << QByteArray("id=\"7\",");
}

void TestAccess::nonsenseIsRefused()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    const ServerFixture fixture;
    const RawClient client = fixture.client();
    QCOMPARE(client.put("a", "x", {{name, value}}).code(), "InvalidArgument");
    QCOMPARE(client.get("a").status, 404);
}

void TestAccess::bucketsHaveNone()
{
    const ServerFixture fixture;
    QCOMPARE(access(fixture.client(), {}).code(), "MethodNotAllowed");
    QCOMPARE(fixture.client().ask({"DELETE", "a", {{"acl", {}}}, {}, {}}).status, 405);
}

void TestAccess::olderFoldersAreOpened()
{
    ServerFixture fixture;
    QCOMPARE(fixture.client().put("old", "x").status, 200);
    fixture.server().stop();
    {
        Database database;
        const QString file = fixture.options().dataDirectory + QStringLiteral("/index.sqlite");
        QVERIFY(database.open(file, false));
        database.run("ALTER TABLE object DROP COLUMN access");
        database.run("ALTER TABLE upload DROP COLUMN access");
        QVERIFY(!database.hasFailed());
    }
    fixture.restart();
    const RawClient client = fixture.client();
    QCOMPARE(client.get("old").body, "x");
    QCOMPARE(access(client, "old").header("x-cos-acl"), "default");
    QCOMPARE(setAccess(client, "old", {{"x-cos-acl", "private"}}).status, 200);
    QVERIFY(!access(client, "old").has("x-cos-acl"));
}

COSFTP_TEST(TestAccess)
#include "test_access.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "localcos/server_fixture.h"
#include "support/test_main.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <thread>

using namespace cosftp;
using namespace cosftp::localcos;

class TestStorage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void objectsAndUploadsSurviveARestart();
    void strayDataFilesAreSweptAtTheStart();
    void overwritingLeavesNoOldBytes();
    void aSecondServerIsKeptOut();
    void aTakenPortIsBusy();
    void durableServersStoreToo();
    void manyWritersOfOneKeyLeaveOneWholeObject();
    void bytesAreCounted();
};

void TestStorage::objectsAndUploadsSurviveARestart()
{
    ServerFixture fixture;
    const QByteArray body(3000000, 'b');
    QCOMPARE(fixture.client().put("x", body, {{"x-cos-meta-a", "1"}}).status, 200);
    const QByteArray id =
        fixture.client().ask({"POST", "up", {{"uploads", ""}}, {}, {}}).element("UploadId");
    const NamedValues part{{"partNumber", "1"}, {"uploadId", id}};
    QCOMPARE(fixture.client().ask({"PUT", "up", part, {}, "part"}).status, 200);
    fixture.restart();
    QCOMPARE(fixture.client().get("x").body, body);
    QCOMPARE(fixture.client().get("x").header("x-cos-meta-a"), "1");
    const RawAnswer parts = fixture.client().ask({"GET", "up", {{"uploadId", id}}, {}, {}});
    QCOMPARE(parts.elements("PartNumber"), QList<QByteArray>{"1"});
    QCOMPARE(fixture.blobCount(), 2);
}

void TestStorage::strayDataFilesAreSweptAtTheStart()
{
    ServerFixture fixture;
    QCOMPARE(fixture.client().put("x", "kept").status, 200);
    const QString folder = fixture.options().dataDirectory + QStringLiteral("/blobs/00");
    QVERIFY(QDir().mkpath(folder));
    QFile stray(folder + QStringLiteral("/0011"));
    QVERIFY(stray.open(QIODevice::WriteOnly));
    stray.close();
    QCOMPARE(fixture.blobCount(), 2);
    fixture.restart();
    QCOMPARE(fixture.blobCount(), 1);
    QCOMPARE(fixture.client().get("x").body, "kept");
}

void TestStorage::overwritingLeavesNoOldBytes()
{
    const ServerFixture fixture;
    for (int i = 0; i < 5; ++i)
        QCOMPARE(fixture.client().put("x", QByteArray::number(i)).status, 200);
    QCOMPARE(fixture.client().get("x").body, "4");
    QCOMPARE(fixture.blobCount(), 1);
}

void TestStorage::aSecondServerIsKeptOut()
{
    const ServerFixture fixture;
    Server second(fixture.options());
    const Outcome started = second.start();
    QVERIFY(!started);
    QCOMPARE(started.error().code, Failure::Code::Denied);
    QCOMPARE(fixture.client().put("x", "x").status, 200);
}

void TestStorage::aTakenPortIsBusy()
{
    const ServerFixture fixture;
    const QTemporaryDir folder;
    ServerOptions options = fixture.options();
    options.dataDirectory = folder.path();
    options.port = fixture.client().port();
    Server second(options);
    const Outcome started = second.start();
    QVERIFY(!started);
    QCOMPARE(started.error().code, Failure::Code::Busy);
}

void TestStorage::durableServersStoreToo()
{
    ServerFixture fixture([](ServerOptions &options) { options.isDurable = true; });
    QCOMPARE(fixture.client().put("x", "durable").status, 200);
    fixture.restart();
    QCOMPARE(fixture.client().get("x").body, "durable");
}

void TestStorage::manyWritersOfOneKeyLeaveOneWholeObject()
{
    const ServerFixture fixture;
    QList<QByteArray> bodies;
    for (char letter = 'a'; letter < 'i'; ++letter)
        bodies += QByteArray(300000, letter);
    std::vector<std::thread> writers;
    for (const QByteArray &body : std::as_const(bodies))
        writers.emplace_back([&fixture, body] {
            for (int i = 0; i < 5; ++i)
                if (fixture.client().put("x", body).status != 200)
                    qFatal("a write failed");
        });
    for (std::thread &writer : writers)
        writer.join();
    QVERIFY(bodies.contains(fixture.client().get("x").body));
    QCOMPARE(fixture.blobCount(), 1);
}

void TestStorage::bytesAreCounted()
{
    ServerFixture fixture;
    QCOMPARE(fixture.client().put("x", "12345").status, 200);
    QCOMPARE(fixture.client().get("x").body, "12345");
    QCOMPARE(fixture.server().counters().bytesIn, 5);
    QCOMPARE(fixture.server().counters().bytesOut, 5);
    QCOMPARE(fixture.server().counters().requests(), 2);
    fixture.server().resetCounters();
    QCOMPARE(fixture.server().counters().requests(), 0);
}

COSFTP_TEST(TestStorage)
#include "test_storage.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "attack_support.h"
#include "auth/user_directory.h"
#include "support/server_fixture.h"
#include "support/test_main.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

using namespace cosftp;
using namespace cosftp::test;

class ReloadTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRemovedUserIsSentAwayAndOthersStay()
    {
        ServerFixture server;
        const auto removed = server.client("ro");
        const auto stays = server.client("rw");
        server.settings().users.removeAt(1);
        server.engine().apply(server.settings());
        QCOMPARE(removed->readReply().code, 421);
        QVERIFY(removed->waitForClose());
        QCOMPARE(stays->send("PWD").code, 257);
        const auto late = server.stranger();
        late->send("USER ro");
        QCOMPARE(late->send("PASS secret").code, 530);
    }
    void aRemovedUsersUploadIsNotPublished()
    {
        ServerFixture server;
        const auto removed = server.client("nodel");
        const auto data = removed->openData();
        QCOMPARE(removed->send("STOR f").code, 150);
        FtpClient::writeAll(*data, "half");
        server.settings().users.removeAt(3);
        server.engine().apply(server.settings());
        QCOMPARE(removed->readReply().code, 426);
        QCOMPARE(removed->readReply().code, 421);
        QCOMPARE(server.client("rw")->send("SIZE f").code, 550);
    }
    void newUsersAndPasswordsCountAtOnce()
    {
        ServerFixture server;
        UserSettings added = server.settings().users.first();
        added.name = "added";
        server.settings().users += added;
        server.settings().users[0].password = "changed";
        server.engine().apply(server.settings());
        QCOMPARE(server.client("added")->send("PWD").code, 257);
        const auto client = server.stranger();
        client->send("USER rw");
        QCOMPARE(client->send("PASS secret").code, 530);
        client->send("USER rw");
        QCOMPARE(client->send("PASS changed").code, 230);
    }
    void aSessionEndsWithItsPassword()
    {
        ServerFixture server;
        const LogEar ear;
        const auto idle = server.client("rw");
        const auto busy = server.client("rw");
        const auto other = server.client("ro");
        const auto data = busy->openData();
        QCOMPARE(busy->send("STOR f").code, 150);
        server.settings().users[0].password = "changed";
        server.engine().apply(server.settings());
        const ClientReply told = idle->readReply();
        QCOMPARE(told.code, 421);
        QVERIFY2(told.text.contains("password"), told.text.constData());
        QVERIFY(idle->waitForClose());
        QVERIFY(LogEar::hasHeard(QStringLiteral("the password of rw was changed")));
        FtpClient::writeAll(*data, "whole");  // what is under way may finish
        data->disconnectFromHost();
        QCOMPARE(busy->readReply().code, 226);
        QCOMPARE(busy->readReply().code, 421);
        QCOMPARE(other->send("SIZE f").text, QByteArray("213 5"));
    }
    void aHashOfTheSamePasswordEndsNobody()
    {
        ServerFixture server;
        const auto client = server.client("rw");
        const auto other = server.client("ro");
        server.settings().users[0].password = *hashPassword("secret");
        server.settings().users[0].passwordIsHash = true;
        server.settings().users[1].password = *hashPassword("another");
        server.settings().users[1].passwordIsHash = true;
        server.engine().apply(server.settings());
        QCOMPARE(other->readReply().code, 421);
        QCOMPARE(client->send("PWD").code, 257);
        QCOMPARE(server.client("rw")->send("PWD").code, 257);
        QCOMPARE(client->send("PWD").code, 257);
    }
    void aDisabledUserIsSentAway()
    {
        ServerFixture server;
        const LogEar ear;
        const auto client = server.client("rw");
        server.settings().users[0].isEnabled = false;
        server.engine().apply(server.settings());
        QCOMPARE(client->readReply().code, 421);
        QVERIFY(client->waitForClose());
        QVERIFY(LogEar::hasHeard(QStringLiteral("the account rw was disabled")));
    }
    void changedRightsReachARunningSession()
    {
        ServerFixture server;
        const auto client = server.client("rw");
        QCOMPARE(client->store("f", "1").code, 226);
        server.settings().users[0].mounts[0].rights = Rights::of(true, false, false);
        server.engine().apply(server.settings());
        QTRY_COMPARE(client->store("g", "1").code, 550);
        QCOMPARE(client->send("SIZE f").code, 213);
    }
    void aChangedKeyIsUsedAtOnceAlsoByASessionThatRuns()
    {
        ServerFixture server;
        const auto running = server.client("rw");
        QCOMPARE(running->store("f", "1").code, 226);
        server.settings().buckets[0].credentials.secretKey = "wrong";
        server.engine().apply(server.settings());
        QTRY_VERIFY(running->store("f", "2").code >= 400);
        server.settings().buckets[0].credentials.secretKey = ServerFixture::secretKey;
        server.engine().apply(server.settings());
        QTRY_COMPARE(running->store("f", "3").code, 226);
    }
    void whatNeedsARestartIsSaid()
    {
        ServerFixture server;
        const quint16 port = server.port();
        server.settings().network.listenPort = 2121;
        server.settings().limits.maxListEntries = 5;
        const ApplyReport report = server.engine().apply(server.settings());
        QCOMPARE(report.needsRestart, QStringList{QStringLiteral("NETWORK/listen_port")});
        QCOMPARE(report.appliedNow.size(), 1);
        QVERIFY(report.appliedNow.first().contains(QStringLiteral("max_list_file")));
        QCOMPARE(server.port(), port);
        QVERIFY(server.engine().apply(server.settings()).appliedNow.isEmpty());
    }
    void aStopLetsATransferFinish()
    {
        ServerFixture server(
            [](Settings &settings) { settings.timeouts.shutdownGrace = std::chrono::seconds(20); });
        const auto idle = server.client();
        const auto client = server.client();
        const auto data = client->openData();
        QCOMPARE(client->send("STOR f").code, 150);
        QSignalSpy stopped(&server.engine(), &Engine::stopped);
        server.engine().stop();
        QCOMPARE(idle->readReply().code, 421);
        FtpClient::writeAll(*data, "abc");
        data->disconnectFromHost();
        QCOMPARE(client->readReply().code, 226);
        QCOMPARE(client->readReply().code, 421);
        QVERIFY(stopped.count() == 1 || stopped.wait(FtpClient::deadlineMs));
        QVERIFY(!server.engine().isRunning());
    }
    void aStopEndsWhatTakesLongerThanTheGraceTime()
    {
        ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->store("f", "old").code, 226);
        const auto data = client->openData();
        QCOMPARE(client->send("STOR f").code, 150);
        FtpClient::writeAll(*data, patternBytes(20 * 1024 * 1024));
        QSignalSpy stopped(&server.engine(), &Engine::stopped);
        server.engine().stop();
        QVERIFY(stopped.wait(FtpClient::deadlineMs));
        QCOMPARE(client->readReply().code, 426);
        QCOMPARE(client->readReply().code, 421);
        QCOMPARE(server.counters().complete, 0);
        QCOMPARE(server.openUploads(), 1);  // parked, so that the client can go on
        QVERIFY(server.engine().start(server.settings()));
        QByteArray bytes;
        QCOMPARE(server.client()->retrieve("RETR f", &bytes).code, 226);
        QCOMPARE(bytes, QByteArray("old"));
    }
    void aTakenPortIsSaidAndNothingRuns()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        const ServerFixture server(
            [&](Settings &settings) { settings.network.listenPort = other.serverPort(); });
        QVERIFY(!server.isRunning());
    }
    void theSnapshotTellsWhatHappens()
    {
        ServerFixture server;
        const auto client = server.client();
        const auto data = client->openData();
        QCOMPARE(client->send("STOR f").code, 150);
        FtpClient::writeAll(*data, "abc");
        QTRY_COMPARE(server.engine().snapshot().transfers.value(0).bytes, 3);
        const MonitorSnapshot snapshot = server.engine().snapshot();
        QCOMPARE(snapshot.sessions.size(), 1);
        QCOMPARE(snapshot.sessions.first().user, QByteArray("rw"));
        QCOMPARE(snapshot.transfers.first().path, QByteArray("/f"));
        QCOMPARE(snapshot.transfers.first().bucket, QByteArray(ServerFixture::bucket));
        data->disconnectFromHost();
        QCOMPARE(client->readReply().code, 226);
        QCOMPARE(server.engine().snapshot().counters.uploadsDone, 1U);
        QCOMPARE(server.engine().snapshot().counters.bytesIn, 3U);
        client->send("QUIT");
        QTRY_COMPARE(server.engine().snapshot().sessions.size(), 0);
    }
};

COSFTP_TEST(ReloadTest)
#include "reload_test.moc"

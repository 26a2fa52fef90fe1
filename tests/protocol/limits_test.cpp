// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/one_name_support.h"
#include "support/test_main.h"

#include <QTcpSocket>
#include <QTest>

using namespace cosftp;
using namespace cosftp::test;

namespace {

UserSettings &user(Settings &settings) { return settings.users.first(); }

bool waitForCount(const Engine &engine)
{
    return QTest::qWaitFor(
        [&] {
            const QList<QuotaRecord> quotas = engine.snapshot().quotas;
            return !quotas.isEmpty() && quotas.first().isCounted;
        },
        20'000);
}

}  // namespace

/// What limits who: sessions, addresses, days, bans, quotas and speeds.
class LimitsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneUserHasSoManySessions()
    {
        ServerFixture server([](Settings &settings) { user(settings).limits.maxSessions = 1; });
        auto first = server.client();
        const auto second = server.stranger();
        QCOMPARE(second->send("USER rw").code, 331);
        QCOMPARE(second->send("PASS secret").code, 421);
        QCOMPARE(server.client("ro")->send("PWD").code, 257);
        QCOMPARE(first->send("QUIT").code, 221);
        QTRY_COMPARE(server.engine().snapshot().sessions.size(), 0);
        QCOMPARE(server.client()->send("PWD").code, 257);
    }

    void oneAddressHasSoManySessions()
    {
        ServerFixture server(
            [](Settings &settings) { settings.security.maxSessionsPerAddress = 2; });
        const auto first = server.client();
        const auto second = server.stranger();
        QCOMPARE(server.stranger()->greeting().code, 421);
        QCOMPARE(first->send("NOOP").code, 200);
        QVERIFY(server.engine().snapshot().bans.isEmpty());
    }

    void whoMayNotComeLooksLikeAWrongPassword()
    {
        ServerFixture server([](Settings &settings) {
            user(settings).limits.lastDay = QDate(2020, 1, 1);
            settings.users[1].limits.deniedNetworks =
                *NetworkList::fromText(QStringLiteral("127.0.0.0/8"));
        });
        const auto client = server.stranger();
        client->send("USER rw");
        const ClientReply expired = client->send("PASS secret");
        client->send("USER ro");
        const ClientReply elsewhere = client->send("PASS secret");
        const auto other = server.stranger();
        other->send("USER nodel");
        QCOMPARE(expired.text, other->send("PASS wrong").text);
        QCOMPARE(elsewhere.text, expired.text);
    }

    void aDeniedNetworkIsGreetedWith421()
    {
        ServerFixture server([](Settings &settings) {
            settings.security.deniedNetworks = *NetworkList::fromText(QStringLiteral("127.0.0.1"));
        });
        QCOMPARE(server.stranger()->greeting().code, 421);
    }

    void differentWrongPasswordsBanTheAddressUntilItIsLetInAgain()
    {
        ServerFixture server([](Settings &settings) { settings.security.banAfter = 3; });
        const auto running = server.client();
        const auto attacker = server.stranger();
        for (const char *password : {"PASS a", "PASS a", "PASS b"}) {
            attacker->send("USER rw");
            QCOMPARE(attacker->send(password).code, 530);
        }
        QVERIFY(server.engine().snapshot().bans.isEmpty());
        const auto again = server.stranger();
        again->send("USER admin");
        QCOMPARE(again->send("PASS c").code, 530);
        QCOMPARE(server.stranger()->greeting().code, 421);
        QCOMPARE(running->send("NOOP").code, 200);
        const QList<BanRecord> bans = server.engine().snapshot().bans;
        QCOMPARE(bans.size(), 1);
        QCOMPARE(bans[0].names, QList<QByteArray>{"rw"});
        QCOMPARE(bans[0].unknownNames, 1);
        server.engine().unban({bans[0].address});
        QCOMPARE(server.stranger()->greeting().code, 220);
    }

    void aBanHoldsForConnectionsThatWereOpenBefore()
    {
        ServerFixture server([](Settings &settings) { settings.security.banAfter = 3; });
        const auto running = server.client();
        const auto early = server.stranger();
        QCOMPARE(early->send("USER rw").code, 331);
        const auto attacker = server.stranger();
        for (const char *password : {"PASS a", "PASS b", "PASS c"}) {
            attacker->send("USER rw");
            QCOMPARE(attacker->send(password).code, 530);
        }
        QCOMPARE(early->send("PASS secret").code, 421);
        QVERIFY(early->waitForClose());
        QCOMPARE(running->send("NOOP").code, 200);
    }

    void whoOnlyLooksWhetherThePortIsOpenIsNotBanned()
    {
        ServerFixture server([](Settings &settings) {
            settings.security.banAfter = 3;
            settings.tls.hasImplicitPort = true;
            settings.tls.implicitPort = 0;
        });
        for (int look = 0; look < 40; ++look) {
            QTcpSocket socket;
            socket.connectToHost(QHostAddress::LocalHost, server.engine().implicitPort());
            QVERIFY(socket.waitForConnected(FtpClient::deadlineMs));
        }
        QTRY_VERIFY(server.engine().snapshot().sessions.isEmpty());
        QVERIFY(server.engine().snapshot().bans.isEmpty());
        QCOMPARE(server.stranger()->greeting().code, 220);
    }

    void aFullQuotaRefusesWithoutTouchingWhatIsThere()
    {
        ServerFixture server(
            [](Settings &settings) { user(settings).limits.quotaBytes = 100'000; });
        QCOMPARE(server.client()->store("a", patternBytes(60'000)).code, 226);
        QVERIFY(waitForCount(server.engine()));
        const auto client = server.client();
        QCOMPARE(client->store("b", patternBytes(60'000)).code, 552);
        QCOMPARE(client->send("SIZE b").code, 550);
        QCOMPARE(client->store("a", patternBytes(90'000)).code, 226);  // in place of the old one
        QCOMPARE(client->store("a", patternBytes(110'000)).code, 552);
        QCOMPARE(client->send("SIZE a").text, QByteArray("213 90000"));
        QCOMPARE(client->store("c", patternBytes(10'000)).code, 226);
        QCOMPARE(client->store("d", patternBytes(1)).code, 552);
        QCOMPARE(client->send("DELE c").code, 250);
        QCOMPARE(client->store("d", patternBytes(10'000)).code, 226);
        const QuotaRecord record = server.engine().snapshot().quotas.first();
        QCOMPARE(record.bytes, 100'000);
        QCOMPARE(record.objects, 2);
        QCOMPARE(server.openUploads(), 0);
    }

    void whatWaitsInterruptedCountsToTheQuotaOnce()
    {
        ServerFixture server([](Settings &settings) {
            user(settings).limits.quotaBytes = 12 * mib;
            user(settings).limits.quotaObjects = 2;
        });
        QCOMPARE(server.client()->store("a", "1").code, 226);
        QVERIFY(waitForCount(server.engine()));
        RunningUpload(server.client(), "STOR f", patternBytes(9 * mib)).breakOff();
        const auto client = server.client();
        QVERIFY(client->send("TYPE I").code == 200);
        const qint64 kept = sizeOf(*client, "f");
        QVERIFY(kept > 5 * mib);
        QCOMPARE(client->store("b", "1").code, 552);  // f is the second file
        QCOMPARE(client->store("a", patternBytes(8 * mib)).code, 552);
        QCOMPARE(sendFrom(*client, kept, "STOR f", patternBytes(11 * mib - kept)).code, 226);
        RunningUpload(server.client(), "STOR f", patternBytes(9 * mib)).breakOff();
        QVERIFY(sizeOf(*server.client(), "f") > 0);  // waits until it is known what is kept
        QCOMPARE(client->store("a", patternBytes(mib / 2)).code, 552);
        QCOMPARE(client->send("SITE DISCARD f").code, 250);
        QCOMPARE(client->store("a", patternBytes(mib / 2)).code, 226);
    }

    void aQuotaOfFilesCountsFoldersToo()
    {
        ServerFixture server([](Settings &settings) { user(settings).limits.quotaObjects = 2; });
        QCOMPARE(server.client()->send("MKD x").code, 257);
        QVERIFY(waitForCount(server.engine()));
        const auto client = server.client();
        QCOMPARE(client->store("a", "1").code, 226);
        QCOMPARE(client->store("b", "1").code, 552);
        QCOMPARE(client->send("MKD y").code, 552);
        QCOMPARE(client->store("a", "22").code, 226);
        QCOMPARE(client->send("RMD x").code, 250);
        QCOMPARE(client->store("b", "1").code, 226);
    }

    void aSpeedLimitCutsNothing()
    {
        ServerFixture server([](Settings &settings) {
            settings.limits.sessionBandwidth = {2'000'000, 2'000'000};
            user(settings).limits.bandwidth = {1'000'000, 1'000'000};
        });
        const QByteArray body = patternBytes(400'000);
        const auto client = server.client();
        QCOMPARE(client->store("slow", body).code, 226);
        QByteArray back;
        QCOMPARE(client->retrieve("RETR slow", &back).code, 226);
        QVERIFY(back == body);
    }
};

COSFTP_TEST(LimitsTest)
#include "limits_test.moc"

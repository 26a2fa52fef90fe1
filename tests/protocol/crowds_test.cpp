// SPDX-License-Identifier: GPL-3.0-or-later
// Those who connect and do not log in: they keep nobody out.
#include "attack_support.h"
#include "auth/user_directory.h"
#include "support/test_main.h"

using namespace cosftp;
using namespace cosftp::test;

namespace {

constexpr qint64 soonMs = 2000;

/// Connections that say nothing, of a few addresses.
std::vector<Descriptor> silentOnes(const ServerFixture &server, int count,
                                   const QList<QHostAddress> &addresses)
{
    std::vector<Descriptor> lines;
    for (int number = 0; number < count; ++number)
        lines.push_back(rawpeer::connectTo({rawpeer::loopback, server.port()},
                                           addresses.at(number % addresses.size())));
    return lines;
}

QList<QHostAddress> fewAddresses()
{
    QList<QHostAddress> addresses;
    for (int last = 2; last < 6; ++last)
        addresses += QHostAddress(QStringLiteral("127.0.0.%1").arg(last));
    return addresses;
}

/// Logs in, lists and stores; in milliseconds until it was in.
qint64 visit(const ServerFixture &server, const QString &from)
{
    QElapsedTimer watch;
    watch.start();
    const auto client = server.client("rw", from);
    const qint64 took = watch.elapsed();
    QByteArray listing;
    const bool isServed = client->send("PWD").code == 257
                          && client->retrieve("LIST", &listing).code == 226
                          && client->store("f", "1").code == 226;
    return isServed ? took : soonMs * 100;
}

void hashPasswords(Settings &settings)
{
    const QByteArray hash = *hashPassword("secret");
    for (UserSettings &user : settings.users) {
        user.password = hash;
        user.passwordIsHash = true;
    }
}

}  // namespace

class CrowdsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoLogsInComesThroughSixHundredSilentOnes_data()
    {
        QTest::addColumn<QString>("from");
        QTest::newRow("from elsewhere") << QStringLiteral("127.0.0.9");
        QTest::newRow("from behind the same NAT") << QStringLiteral("127.0.0.2");
    }
    void whoLogsInComesThroughSixHundredSilentOnes()
    {
        QFETCH(const QString, from);
        const ServerFixture server;  // 512 connections
        const auto before = server.client();
        const auto silent = silentOnes(server, 600, fewAddresses());
        QByteArray listing;
        QCOMPARE(before->retrieve("LIST", &listing).code, 226);
        QVERIFY(visit(server, from) < soonMs);
        QCOMPARE(before->retrieve("LIST", &listing).code, 226);
    }
    void whoIsSentAwayIsToldWhyAndIsGone()
    {
        ServerFixture server([](Settings &settings) { settings.limits.maxConnections = 64; });
        const auto silent = silentOnes(server, 64, {rawpeer::loopback});  // 16 may stay
        QTRY_COMPARE(server.engine().snapshot().sessions.size(), 16);
        int told = 0;
        for (const Descriptor &line : silent)
            told += rawpeer::takeArrived(line).contains("421 Too many connections that have not")
                        ? 1
                        : 0;
        QCOMPARE(told, 48);
    }
    void usersDataConnectionsFindRoom()
    {
        const ServerFixture server([](Settings &settings) { settings.limits.maxConnections = 12; });
        std::vector<std::unique_ptr<FtpClient>> users;
        for (int number = 0; number < 6; ++number)
            users.push_back(server.client());
        const auto silent = silentOnes(server, 30, fewAddresses());
        std::vector<std::unique_ptr<QTcpSocket>> data;
        for (const auto &user : users) {
            data.push_back(user->openData());
            QCOMPARE(user->send("STOR f").code, 150);
        }
    }
    void aClientOfABalancerIsCountedByItsOwnAddress()
    {
        ServerFixture server([](Settings &settings) {
            settings.limits.maxConnections = 64;
            settings.network.proxyNetworks =
                NetworkList::fromText(QStringLiteral("127.0.0.0/8")).value();
        });
        const QByteArray header = "PROXY TCP4 198.51.100.%1 192.0.2.1 50000 21\r\n";
        FtpClient good(server.port(), QStringLiteral("127.0.0.1"),
                       QByteArray(header).replace("%1", "9"));
        QCOMPARE(good.greeting().code, 220);
        std::vector<Descriptor> silent;
        for (int number = 0; number < 100; ++number) {
            silent.push_back(rawpeer::connectTo({rawpeer::loopback, server.port()}));
            rawpeer::put(silent.back(), QByteArray(header).replace("%1", "7"));
        }
        QTRY_COMPARE(server.engine().snapshot().sessions.size(), 17);
        good.loggedIn("rw", "secret");  // the oldest of all, and not of the crowd
        QCOMPARE(good.send("PWD").code, 257);
    }
    void everyWayToEndGivesThePlaceBack()
    {
        ServerFixture server([](Settings &settings) { settings.limits.maxConnections = 4; });
        for (int round = 0; round < 10; ++round) {
            const auto quits = server.client();
            const auto again = server.client();
            QCOMPARE(again->send("USER ro").code, 331);
            QCOMPARE(again->send("PASS wrong").code, 530);
            auto silent = silentOnes(server, 6, {rawpeer::loopback});
            rawpeer::resetByPeer(silent.back());
            const auto data = quits->openData();
            QVERIFY(data != nullptr);
            QCOMPARE(quits->send("STOR f").code, 150);
            quits->reset();
        }
        QTRY_COMPARE(server.engine().snapshot().sessions.size(), 0);
        std::vector<std::unique_ptr<FtpClient>> users;
        for (int number = 0; number < 4; ++number) {
            users.push_back(server.client());
            QCOMPARE(users.back()->send("PWD").code, 257);
        }
        QCOMPARE(server.stranger()->greeting().code, 421);
    }
    void aFloodOfGuessesKeepsAUserOutForNoLongerThanAMoment()
    {
        const ServerFixture server(hashPasswords);
        std::vector<Descriptor> lines;
        const auto guess = [&](int address, int number) {
            const QHostAddress from(QStringLiteral("127.0.1.%1").arg(address));
            lines.push_back(rawpeer::connectTo({rawpeer::loopback, server.port()}, from));
            rawpeer::put(lines.back(),
                         "USER rw\r\nPASS guess" + QByteArray::number(number) + "\r\n");
        };
        for (int address = 1; address <= 6; ++address)
            guess(address, 0);  // the same for all: one hash
        for (const Descriptor &line : lines) {
            QByteArray said;
            while (!said.contains("\r\n530 "))
                said += rawpeer::take(line).value_or("\r\n530 ");
        }
        for (int number = 1; number <= 60; ++number)
            guess(number % 6 + 1, number);
        // Behind the hashes that run, and perhaps one of the guesses; the guesses are thirty turns.
        QElapsedTimer watch;
        watch.start();
        (void)hashPassword("as slow as the others");
        const qint64 oneHash = watch.restart();
        const auto user = server.client("rw", QStringLiteral("127.0.0.9"));
        QVERIFY2(watch.elapsed() < std::max(soonMs, 8 * oneHash),
                 qPrintable(QString::number(watch.elapsed())));
        QCOMPARE(user->send("PWD").code, 257);
    }
};

COSFTP_TEST(CrowdsTest)
#include "crowds_test.moc"

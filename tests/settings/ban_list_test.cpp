// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/access_gate.h"
#include "auth/ban_list.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;
using namespace std::chrono_literals;

namespace {

const QHostAddress office(QStringLiteral("203.0.113.7"));
const QHostAddress home(QStringLiteral("2001:db8::1"));

/// A list whose clock stands still until it is moved.
struct Fixture
{
    explicit Fixture(int banAfter = 3)
    {
        settings.banAfter = banAfter;
        list.apply(settings);
    }
    void wrong(const QHostAddress &peer, int from, int count, const QByteArray &name = "ann",
               bool isOfUser = true)
    {
        for (int number = from; number < from + count; ++number)
            list.noteWrongLogin(peer, {name, "wrong" + QByteArray::number(number), isOfUser});
    }
    QDateTime now = QDateTime::currentDateTimeUtc();
    SecuritySettings settings;
    BanList list{settings, [this] { return now; }};
};

UserSettings userWith(const UserLimits &limits)
{
    UserSettings user;
    user.name = "ann";
    user.limits = limits;
    return user;
}

}  // namespace

class BanListTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void manyDifferentWrongPasswordsBanTheAddressAlone()
    {
        Fixture fixture;
        fixture.wrong(office, 1, 2);
        QVERIFY(!fixture.list.isBanned(office));
        fixture.wrong(office, 3, 1);
        QVERIFY(fixture.list.isBanned(office));
        QVERIFY(fixture.list.isBanned(QHostAddress(QStringLiteral("::ffff:203.0.113.7"))));
        QVERIFY(!fixture.list.isBanned(home));
    }

    void aDeviceWithAnOldPasswordBansNobody()
    {
        Fixture fixture;
        for (int attempt = 0; attempt < 1000; ++attempt)
            fixture.list.noteWrongLogin(office, {"camera", "old"});
        QVERIFY(!fixture.list.isBanned(office));
    }

    void wrongLoginsAreForgottenAfterTheWindow()
    {
        Fixture fixture;
        fixture.wrong(office, 1, 2);
        fixture.now = fixture.now.addSecs(60LL * fixture.settings.banWindowMinutes + 1);
        fixture.wrong(office, 3, 1);
        QVERIFY(!fixture.list.isBanned(office));
    }

    void aBanEndsByItselfAndByHand()
    {
        Fixture fixture;
        fixture.wrong(office, 1, 3);
        fixture.wrong(home, 1, 3, "bob\nforged");
        const QList<BanRecord> bans = fixture.list.bans();
        QCOMPARE(bans.size(), 2);
        QCOMPARE(bans[1].address, QStringLiteral("203.0.113.7"));
        QCOMPARE(bans[0].names, QList<QByteArray>{"bob?forged"});
        QCOMPARE(bans[1].attempts, 3);
        fixture.list.lift({QStringLiteral("203.0.113.7"), QStringLiteral("192.0.2.1")});
        QVERIFY(!fixture.list.isBanned(office));
        QVERIFY(fixture.list.isBanned(home));
        fixture.now = fixture.now.addSecs(60LL * fixture.settings.banMinutes);
        QVERIFY(!fixture.list.isBanned(home));
        QVERIFY(fixture.list.bans().isEmpty());
    }

    void namesOfNobodyAreCountedAndNotShown()
    {
        Fixture fixture(5);
        fixture.wrong(office, 1, 2);
        fixture.wrong(office, 1, 2, "Secret-Typed-As-Name", false);
        fixture.wrong(office, 3, 1, "another", false);
        const QList<BanRecord> bans = fixture.list.bans();
        QCOMPARE(bans.size(), 1);
        QCOMPARE(bans[0].names, QList<QByteArray>{"ann"});
        QCOMPARE(bans[0].unknownNames, 3);
        QCOMPARE(bans[0].attempts, 5);
    }

    void someAreNeverBanned()
    {
        Fixture fixture;
        fixture.settings.neverBanned = *NetworkList::fromText(QStringLiteral("203.0.113.0/24"));
        fixture.wrong(office, 1, 3);
        QVERIFY(fixture.list.isBanned(office));
        fixture.list.apply(fixture.settings);  // takes effect for bans that exist too
        fixture.wrong(office, 4, 10);
        QVERIFY(!fixture.list.isBanned(office));
        Fixture never(0);
        never.wrong(office, 1, 100);
        QVERIFY(!never.list.isBanned(office));
    }

    void refusalsComeLaterAndLaterForTheAddressAndForTheAccount()
    {
        Fixture fixture(0);
        QCOMPARE(fixture.list.noteWrongLogin(office, {"ann", "a"}), 0ms);
        QCOMPARE(fixture.list.noteWrongLogin(office, {"bob", "a"}), 250ms);
        QCOMPARE(fixture.list.noteWrongLogin(office, {"carl", "a"}), 500ms);
        QCOMPARE(fixture.list.noteWrongLogin(home, {"ann", "b"}), 250ms);
        for (int attempt = 0; attempt < 10; ++attempt)
            fixture.list.noteWrongLogin(home, {"ann", "b"});
        QCOMPARE(fixture.list.noteWrongLogin(home, {"ann", "b"}), 4000ms);
        fixture.list.noteLogin(home, "ann");
        QCOMPARE(fixture.list.noteWrongLogin(home, {"ann", "b"}), 0ms);
    }

    void manyDifferentFailuresOfHandshakesBanToo()
    {
        Fixture fixture(10);
        for (int attempt = 0; attempt < 1000; ++attempt)
            fixture.list.noteFailedHandshake(office, QStringLiteral("unknown ca"));
        for (int way = 1; way < 9; ++way)
            fixture.list.noteFailedHandshake(office, QStringLiteral("way %1").arg(way));
        QVERIFY(!fixture.list.isBanned(office));
        fixture.list.noteFailedHandshake(office, QStringLiteral("no shared cipher"));
        QVERIFY(fixture.list.isBanned(office));
        QCOMPARE(fixture.list.bans()[0].why, BanRecord::Why::FailedHandshakes);
    }

    void aGoodLoginSpeaksForItsAddress()
    {
        Fixture fixture(10);
        for (int way = 0; way < 20; ++way) {
            fixture.list.noteFailedHandshake(office, QStringLiteral("way %1").arg(way));
            if (way == 8)
                fixture.list.noteLogin(office, "ann");
            QVERIFY(way >= 18 || !fixture.list.isBanned(office));
        }
        QVERIFY(fixture.list.isBanned(office));
    }

    void aClientOfIpv6IsItsNetwork()
    {
        Fixture fixture;
        for (int number = 1; number <= 3; ++number)
            fixture.wrong(QHostAddress(QStringLiteral("2001:db8::%1").arg(number)), number, 1);
        QVERIFY(fixture.list.isBanned(QHostAddress(QStringLiteral("2001:db8::ffff:0:0:9"))));
        QVERIFY(!fixture.list.isBanned(QHostAddress(QStringLiteral("2001:db8:0:1::1"))));
        QCOMPARE(fixture.list.bans()[0].address, QStringLiteral("2001:db8::/64"));
        fixture.settings.neverBanned = *NetworkList::fromText(QStringLiteral("2001:db8::7"));
        fixture.list.apply(fixture.settings);
        QVERIFY(!fixture.list.isBanned(QHostAddress(QStringLiteral("2001:db8::7"))));
        QVERIFY(fixture.list.isBanned(home));
        fixture.list.lift({QStringLiteral("2001:db8::/64")});
        QVERIFY(!fixture.list.isBanned(home));
        for (int number = 1; number <= 3; ++number)  // neighbours on one wire are several clients
            fixture.wrong(QHostAddress(QStringLiteral("fe80::%1").arg(number)), number, 1);
        QVERIFY(!fixture.list.isBanned(QHostAddress(QStringLiteral("fe80::1"))));

        Settings settings;
        settings.security.maxSessionsPerAddress = 1;
        const auto gate = std::make_shared<AccessGate>(settings);
        const auto session = gate->enter(home);
        QVERIFY(!session.refusal);
        QVERIFY(gate->enter(QHostAddress(QStringLiteral("2001:db8::2"))).refusal.has_value());
    }

    void sessionsAreCountedPerAddressAndUser()
    {
        Settings settings;
        settings.security.maxSessionsPerAddress = 2;
        settings.security.maxSessionsPerUser = 2;
        const auto gate = std::make_shared<AccessGate>(settings);
        auto first = gate->enter(office);
        auto second = gate->enter(office);
        QVERIFY(!first.refusal && !second.refusal);
        QVERIFY(gate->enter(office).refusal.has_value());
        QVERIFY(!gate->enter(home).refusal);
        first.lease = {};
        QVERIFY(!gate->enter(office).refusal);

        UserLimits own;
        own.maxSessions = 1;
        auto session = gate->admit(userWith(own), office);
        QVERIFY(!session.refusal);
        QVERIFY(!gate->admit(userWith(own), office).refusal->words.isEmpty());
        QVERIFY(!gate->admit(userWith({}), office).refusal);  // the server allows two
    }

    void networksAndDaysHoldWithoutTellingStrangers()
    {
        Settings settings;
        settings.security.deniedNetworks = *NetworkList::fromText(QStringLiteral("2001:db8::/32"));
        const auto gate = std::make_shared<AccessGate>(settings);
        QVERIFY(gate->enter(home).refusal.has_value());
        QVERIFY(!gate->enter(office).refusal);

        UserLimits limits;
        limits.lastDay = QDateTime::currentDateTimeUtc().date();
        QVERIFY(!gate->admit(userWith(limits), office).refusal);
        limits.lastDay = limits.lastDay.addDays(-1);
        QCOMPARE(gate->admit(userWith(limits), office).refusal->words, QByteArray());
        UserLimits inside;
        inside.allowedNetworks = *NetworkList::fromText(QStringLiteral("private"));
        QCOMPARE(gate->admit(userWith(inside), office).refusal->words, QByteArray());
    }
};

COSFTP_TEST(BanListTest)
#include "ban_list_test.moc"

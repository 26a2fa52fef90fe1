// SPDX-License-Identifier: GPL-3.0-or-later
// Attacks on logins and by data connections: 24 to 32 of the list in this folder's README, as far
// as other tests have not got them.
#include "attack_support.h"
#include "auth/user_directory.h"
#include "support/test_main.h"

#include <QLoggingCategory>

using namespace cosftp;
using namespace cosftp::test;

namespace {

/// What follows failed logins is not what is measured here.
void trustThisMachine(Settings &settings)
{
    settings.security.neverBanned = *NetworkList::fromText(QStringLiteral("127.0.0.0/8"));
}

}  // namespace

class AttacksLoginTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // 24
    void nobodyLearnsWhichUsersThereAre()
    {
        const ServerFixture server([](Settings &settings) {
            trustThisMachine(settings);
            settings.users[1].isEnabled = false;
        });
        QList<QByteArray> words;
        for (const QByteArray &login :
             {QByteArray("USER rw\r\nPASS wrong\r\n"), QByteArray("USER nobody\r\nPASS secret\r\n"),
              QByteArray("USER ro\r\nPASS secret\r\n"), QByteArray("USER ro\r\nPASS wrong\r\n")}) {
            const auto client = server.stranger();
            client->sendRaw(login);
            const QByteArray first = client->readReply().text;
            words += first + '\n' + client->readReply().text;
        }
        for (const QByteArray &text : words)
            QCOMPARE(text, words.first());
        QVERIFY(words.first().startsWith("331 "));
    }
    void anUnknownNameCostsTheSameWork()
    {
        const Result<QByteArray> hash = hashPassword("hidden");
        QVERIFY(hash.has_value());
        const ServerFixture server([&](Settings &settings) {
            settings.users[0].password = *hash;
            settings.users[0].passwordIsHash = true;
            settings.security.maxLoginFailures = 100;
            trustThisMachine(settings);
        });
        const auto client = server.stranger();
        // The quickest of some tries: what is above it is the machine's other work.
        const auto quickest = [&](const QByteArray &name) {
            qint64 best = std::numeric_limits<qint64>::max();
            for (int tries = 0; tries < 3; ++tries) {
                client->send("USER " + name);
                QElapsedTimer watch;
                watch.start();
                client->send("PASS wrong" + QByteArray::number(tries));  // else it is remembered
                best = std::min(best, watch.nsecsElapsed());
            }
            return best;
        };
        const qint64 known = quickest("rw");
        const qint64 unknown = quickest("nobody");
        QVERIFY2(unknown > known / 3 && known > unknown / 3,
                 qPrintable(QStringLiteral("%1 ns, %2 ns").arg(known).arg(unknown)));
    }
    // 27
    void passwordsAreNeverLogged()
    {
        QLoggingCategory::setFilterRules(QStringLiteral("cosftp.*.debug=true"));
        {
            const ServerFixture server([](Settings &settings) {
                settings.users[0].password = "Pa%n%s \"ss\" word " + QByteArray(1000, 'w');
            });
            const LogEar ear;
            const auto client = server.stranger();
            QCOMPARE(client->send("USER MistypedSecret").code, 331);
            QCOMPARE(client->send("PASS WrongSecret").code, 530);
            QCOMPARE(client->send("USER rw").code, 331);
            const QByteArray password = "Pa%n%s \"ss\" word " + QByteArray(1000, 'w');
            QCOMPARE(client->send("PASS " + password.chopped(1)).code, 530);
            QCOMPARE(client->send("USER rw").code, 331);
            QCOMPARE(client->send("PASS " + password).code, 230);
            QCOMPARE(client->send("ACCT AccountSecret").code, 202);
            for (const QString &secret :
                 {QStringLiteral("Secret"), QStringLiteral("Pa%n"), QStringLiteral("wwwww")})
                QVERIFY2(!LogEar::hasHeard(secret), qPrintable(secret));
            QVERIFY(LogEar::hasHeard(QStringLiteral("an unknown user")));
            QVERIFY(LogEar::hasHeard(QStringLiteral("PASS ****")));
        }
        QLoggingCategory::setFilterRules(QString());
    }
    void noMistypedPasswordIsShownInTheMonitor()
    {
        ServerFixture server;
        const auto client = server.stranger();
        QCOMPARE(client->send("USER MistypedSecret").code, 331);
        QTRY_COMPARE(server.engine().snapshot().sessions.size(), 1);
        QTRY_COMPARE(server.engine().snapshot().sessions.first().lastCommand,
                     QByteArray("USER ****"));
        const quint64 id = server.engine().snapshot().sessions.first().sessionId;
        for (const DialogueLine &line : server.engine().dialogue(id))
            QVERIFY(!line.text.contains("Mistyped"));
    }
    // 29
    void noDataGoesToTheServerItself()
    {
        const ServerFixture server;
        const auto client = server.client();
        const quint16 own = server.port();
        QCOMPARE(client
                     ->send("PORT 127,0,0,1," + QByteArray::number(own / 256) + ','
                            + QByteArray::number(own % 256))
                     .code,
                 501);
        QCOMPARE(client->send("EPRT |1|127.0.0.1|" + QByteArray::number(own) + '|').code, 501);
        QCOMPARE(client->send("LIST").code, 425);
    }
    // 32
    void aSecondConnectionToADataPortIsRefused()
    {
        const ServerFixture server;
        const auto client = server.client();
        const auto data = client->openData();
        QVERIFY(data != nullptr);
        QTRY_VERIFY(!rawpeer::connectTo({rawpeer::loopback, data->peerPort()}).isValid());
        QCOMPARE(client->send("STOR f").code, 150);
        FtpClient::writeAll(*data, "mine");
        data->disconnectFromHost();
        QCOMPARE(client->readReply().code, 226);
    }
};

COSFTP_TEST(AttacksLoginTest)
#include "attacks_login_test.moc"

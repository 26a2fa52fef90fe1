// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/masquerade_address.h"
#include "support/test_main.h"

#include <QSignalSpy>
#include <QTest>

using namespace cosftp;
using namespace std::chrono_literals;

namespace {

const QHostAddress first(QStringLiteral("203.0.113.1"));
const QHostAddress second(QStringLiteral("203.0.113.2"));
const QHostAddress ipv6(QStringLiteral("2001:db8::1"));
const QHostAddress local(QStringLiteral("192.168.1.5"));
const QHostAddress client(QStringLiteral("198.51.100.7"));

}  // namespace

class TestMasqueradeAddress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_answers.clear(); }
    void aLiteralAddressIsUsedAsItIs_data();
    void aLiteralAddressIsUsedAsItIs();
    void aNameIsResolved();
    void aNameIsResolvedAgainAndChangesAreTold();
    void theLastGoodAnswerStays();
    void ofSeveralAddressesTheOneInUseStays();
    void ipv6AloneMeansTheLocalAddress();
    void anAnswerToAnOldSettingIsIgnored();
    void aClientOnThisMachineGetsTheLocalAddress();
    void theSystemResolvesLocalhost();

private:
    // Keeps the question until the test answers it.
    MasqueradeAddress::Lookup lookup()
    {
        return [this](const QString &name, QObject *, const MasqueradeAddress::Answer &answer) {
            m_names += name;
            m_answers += answer;
        };
    }

    QStringList m_names;
    QList<MasqueradeAddress::Answer> m_answers;
};

void TestMasqueradeAddress::aLiteralAddressIsUsedAsItIs_data()
{
    QTest::addColumn<QString>("announced");
    QTest::addColumn<QHostAddress>("current");
    QTest::newRow("nothing") << QString() << QHostAddress();
    QTest::newRow("blank") << QStringLiteral("  ") << QHostAddress();
    QTest::newRow("IPv4") << QStringLiteral("203.0.113.1") << first;
    QTest::newRow("spaces around") << QStringLiteral(" 203.0.113.1 ") << first;
    QTest::newRow("IPv6") << QStringLiteral("2001:db8::1") << QHostAddress();
    QTest::newRow("0.0.0.0") << QStringLiteral("0.0.0.0") << QHostAddress();
}

void TestMasqueradeAddress::aLiteralAddressIsUsedAsItIs()
{
    QFETCH(QString, announced);
    const MasqueradeAddress address(announced, nullptr, 1ms, lookup());
    QTEST(address.current(), "current");
    QTest::qWait(20);
    QVERIFY(m_answers.isEmpty());
}

void TestMasqueradeAddress::aNameIsResolved()
{
    const MasqueradeAddress address(QStringLiteral("ftp.example.com"), nullptr, 1h, lookup());
    QCOMPARE(m_answers.size(), 1);
    QCOMPARE(m_names.last(), QStringLiteral("ftp.example.com"));
    QCOMPARE(address.current(), QHostAddress());
    QCOMPARE(address.announcedTo(client, local), local);
    m_answers[0]({ipv6, first}, {});
    QCOMPARE(address.current(), first);
    QCOMPARE(address.announcedTo(client, local), first);
}

void TestMasqueradeAddress::aNameIsResolvedAgainAndChangesAreTold()
{
    const MasqueradeAddress address(QStringLiteral("ftp.example.com"), nullptr, 10ms, lookup());
    QSignalSpy changed(&address, &MasqueradeAddress::changed);
    m_answers[0]({first}, {});
    QTRY_VERIFY(m_answers.size() >= 2);
    m_answers[1]({first}, {});
    QCOMPARE(changed.count(), 1);
    QTRY_VERIFY(m_answers.size() >= 3);
    m_answers[2]({second}, {});
    QCOMPARE(changed.count(), 2);
    QCOMPARE(address.current(), second);
}

void TestMasqueradeAddress::theLastGoodAnswerStays()
{
    const MasqueradeAddress address(QStringLiteral("ftp.example.com"), nullptr, 1h, lookup());
    m_answers[0]({first}, {});
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("no such host.*203")));
    m_answers[0]({}, QStringLiteral("no such host"));
    QCOMPARE(address.current(), first);
}

void TestMasqueradeAddress::ofSeveralAddressesTheOneInUseStays()
{
    const MasqueradeAddress address(QStringLiteral("ftp.example.com"), nullptr, 1h, lookup());
    m_answers[0]({first, second}, {});
    m_answers[0]({second, first}, {});
    QCOMPARE(address.current(), first);
}

void TestMasqueradeAddress::ipv6AloneMeansTheLocalAddress()
{
    const MasqueradeAddress address(QStringLiteral("ftp.example.com"), nullptr, 1h, lookup());
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("no IPv4 address")));
    m_answers[0]({ipv6}, {});
    QCOMPARE(address.current(), QHostAddress());
}

void TestMasqueradeAddress::anAnswerToAnOldSettingIsIgnored()
{
    MasqueradeAddress address(QStringLiteral("old.example.com"), nullptr, 1h, lookup());
    address.setAnnounced(QStringLiteral("203.0.113.2"));
    m_answers[0]({first}, {});
    QCOMPARE(address.current(), second);
    address.setAnnounced({});
    QCOMPARE(address.current(), QHostAddress());
}

void TestMasqueradeAddress::aClientOnThisMachineGetsTheLocalAddress()
{
    const MasqueradeAddress address(QStringLiteral("203.0.113.1"));
    const QHostAddress loopback(QHostAddress::LocalHost);
    QCOMPARE(address.announcedTo(loopback, loopback), loopback);
    const QHostAddress mapped(QStringLiteral("::ffff:127.0.0.1"));
    QCOMPARE(address.announcedTo(mapped, mapped), loopback);
    QCOMPARE(address.announcedTo(QHostAddress(QStringLiteral("192.168.1.6")), local), first);
}

void TestMasqueradeAddress::theSystemResolvesLocalhost()
{
    const MasqueradeAddress address(QStringLiteral("localhost"));
    QTRY_COMPARE(address.current(), QHostAddress(QHostAddress::LocalHost));
}

COSFTP_TEST(TestMasqueradeAddress)
#include "test_masquerade_address.moc"

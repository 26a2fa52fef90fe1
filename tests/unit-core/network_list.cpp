// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network_list.h"

#include "support/test_main.h"

#include <QTest>

using namespace cosftp;

class NetworkListTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAddressIsInsideOrNot_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("isInside");
        const auto row = [](const char *text, const char *address, bool isInside) {
            QTest::addRow("%s in %s", address, text)
                << QString::fromLatin1(text) << QString::fromLatin1(address) << isInside;
        };
        row("10.0.0.0/8", "10.255.1.2", true);
        row("10.0.0.0/8", "11.0.0.0", false);
        row("10.0.0.0/8", "::ffff:10.1.1.1", true);
        row("192.0.2.7", "192.0.2.7", true);
        row("192.0.2.7", "192.0.2.8", false);
        row("2001:db8::/32", "2001:db8:1::1", true);
        row("2001:db8::/32", "2001:db9::1", false);
        row("0.0.0.0/0", "2001:db8::1", false);
        row("::/0", "10.1.1.1", false);
        row("0.0.0.0/0, ::/0", "2001:db8::1", true);
        row("private", "172.31.255.255", true);
        row("private", "172.32.0.1", false);
        row("private", "100.64.0.1", true);
        row("private", "fe80::1%eth0", true);
        row("private", "::1", true);
        row("private", "8.8.8.8", false);
        row("", "10.1.1.1", false);
    }
    void anAddressIsInsideOrNot()
    {
        QFETCH(QString, text);
        QFETCH(QString, address);
        QFETCH(bool, isInside);
        const std::optional<NetworkList> list = NetworkList::fromText(text);
        QVERIFY(list.has_value());
        QCOMPARE(list->contains(QHostAddress(address)), isInside);
    }

    void whatIsNoNetworkIsNamed_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("wrong");
        const auto row = [](const char *text, const char *wrong) {
            QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(wrong);
        };
        row("10.0.0.0/8, example.com", "example.com");
        row("10.0.0.0/33", "10.0.0.0/33");
        row("10.1.2.3/8", "10.1.2.3/8");
        row("10.0.0/8", "10.0.0/8");
        row("10.0.0.0/255.0.0.0", "10.0.0.0/255.0.0.0");
        row("10.0.0.0/-1", "10.0.0.0/-1");
        row("2001:db8::1/32", "2001:db8::1/32");
        row("fe80::1%eth0", "fe80::1%eth0");
        row("300.1.1.1", "300.1.1.1");
        row("/", "/");
    }
    void whatIsNoNetworkIsNamed()
    {
        QFETCH(QString, text);
        QString named;
        QVERIFY(!NetworkList::fromText(text, &named).has_value());
        QTEST(named, "wrong");
    }

    void theTextComesBack()
    {
        QCOMPARE(NetworkList::fromText(QStringLiteral(" 10.0.0.0/8 ,private,, 192.0.2.7"))->text(),
                 QStringLiteral("10.0.0.0/8, private, 192.0.2.7"));
    }
};

COSFTP_TEST(NetworkListTest)
#include "network_list.moc"

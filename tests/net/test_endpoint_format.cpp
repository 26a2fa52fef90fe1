// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/data_endpoint.h"
#include "net/endpoint_format.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;

Q_DECLARE_METATYPE(cosftp::ExtendedSyntax)
Q_DECLARE_METATYPE(cosftp::EpsvRequest)

class TestEndpointFormat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void portIsSixNumbers_data();
    void portIsSixNumbers();
    void eprtHasFourDelimiters_data();
    void eprtHasFourDelimiters();
    void epsvNamesAFamilyOrAll_data();
    void epsvNamesAFamilyOrAll();
    void ipv4IsFourDecimalNumbers_data();
    void ipv4IsFourDecimalNumbers();
    void repliesNameAddressAndPort();
    void mappedAddressesAreIpv4();
    void activeTargetsAreTheClientItself_data();
    void activeTargetsAreTheClientItself();
};

void TestEndpointFormat::portIsSixNumbers_data()
{
    QTest::addColumn<QByteArray>("argument");
    QTest::addColumn<QString>("endpoint");  // empty: refused

    const auto row = [](const char *name, const QByteArray &argument, const char *endpoint = "") {
        QTest::newRow(name) << argument << QString::fromLatin1(endpoint);
    };
    row("ordinary", "192,168,1,2,7,208", "192.168.1.2:2000");
    row("highest", "255,255,255,255,255,255", "255.255.255.255:65535");
    row("zeros", "10,0,0,1,4,0", "10.0.0.1:1024");
    row("low port is the check's business", "10,0,0,1,0,21", "10.0.0.1:21");
    row("port 0", "10,0,0,1,0,0");
    row("empty", "");
    row("256", "256,0,0,1,4,1");
    row("256 as port", "10,0,0,1,256,1");
    row("minus one", "-1,0,0,1,4,1");
    row("plus", "+1,0,0,1,4,1");
    row("five numbers", "1,2,3,4,5");
    row("seven numbers", "1,2,3,4,5,6,7");
    row("octal look", "0177,0,0,1,4,1");
    row("leading zero", "10,0,0,01,4,1");
    row("two zeros", "10,0,0,00,4,1");
    row("hexadecimal", "0x7f,0,0,1,4,1");
    row("leading space", " 10,0,0,1,4,1");
    row("space inside", "10, 0,0,1,4,1");
    row("trailing comma", "10,0,0,1,4,1,");
    row("missing number", "10,,0,1,4,1");
    row("no number last", "10,0,0,1,4,");
    row("dots", "10.0.0.1.4.1");
    row("letters", "a,b,c,d,e,f");
    row("NUL", QByteArray("10,0,0,1,4,1\0", 13));
    row("four thousand digits", QByteArray(4000, '1') + ",0,0,1,4,1");
    row("more than 2^32", "4294967306,0,0,1,4,1");
}

void TestEndpointFormat::portIsSixNumbers()
{
    QFETCH(QByteArray, argument);
    QFETCH(QString, endpoint);
    const Result<Endpoint> parsed = parsePort(argument);
    QCOMPARE(parsed.has_value(), !endpoint.isEmpty());
    if (parsed)
        QCOMPARE(parsed->toString(), endpoint);
    else
        QCOMPARE(parsed.error().code, Failure::Code::Invalid);
}

void TestEndpointFormat::eprtHasFourDelimiters_data()
{
    QTest::addColumn<QByteArray>("argument");
    QTest::addColumn<ExtendedSyntax>("syntax");
    QTest::addColumn<QString>("endpoint");

    const auto good = [](const char *name, const QByteArray &argument, const char *endpoint) {
        QTest::newRow(name) << argument << ExtendedSyntax::Ok << QString::fromLatin1(endpoint);
    };
    const auto bad = [](const char *name, const QByteArray &argument,
                        ExtendedSyntax syntax = ExtendedSyntax::Malformed) {
        QTest::newRow(name) << argument << syntax << QString();
    };
    good("IPv4", "|1|132.235.1.2|6275|", "132.235.1.2:6275");
    good("IPv6", "|2|1080::8:800:200C:417A|5282|", "[1080::8:800:200c:417a]:5282");
    good("other delimiter", "!1!10.0.0.1!1024!", "10.0.0.1:1024");
    good("lowest and highest delimiter", "~2~::1~65535~", "[::1]:65535");
    bad("family 3", "|3|10.0.0.1|2000|", ExtendedSyntax::UnsupportedFamily);
    bad("family 0", "|0|10.0.0.1|2000|", ExtendedSyntax::UnsupportedFamily);
    bad("family with a leading zero", "|01|10.0.0.1|2000|");
    bad("no family", "||10.0.0.1|2000|");
    bad("family in words", "|one|10.0.0.1|2000|");
    bad("delimiter 0x80", "\x80"
                          "1\x80"
                          "10.0.0.1\x80"
                          "2000\x80");
    bad("delimiter space", " 1 10.0.0.1 2000 ");
    bad("delimiter DEL", "\x7f"
                         "1\x7f"
                         "10.0.0.1\x7f"
                         "2000\x7f");
    bad("delimiter that occurs in the address", ".1.10.0.0.1.2000.");
    bad("empty", "");
    bad("one delimiter", "|");
    bad("three delimiters only", "|||");
    bad("four delimiters only", "||||");
    bad("five delimiters", "|1|10.0.0.1|2000||");
    bad("missing last", "|1|10.0.0.1|2000");
    bad("something after the last", "|1|10.0.0.1|2000|x");
    bad("IPv6 address as IPv4", "|1|::1|2000|");
    bad("IPv4 address as IPv6", "|2|10.0.0.1|2000|");
    bad("mapped", "|2|::ffff:1.2.3.4|2000|");
    bad("mapped in hexadecimal", "|2|::ffff:102:304|2000|");
    bad("scope", "|2|fe80::1%eth0|2000|");
    bad("brackets", "|2|[::1]|2000|");
    bad("host name", "|1|localhost|2000|");
    bad("octal look", "|1|0177.0.0.1|2000|");
    bad("short IPv4", "|1|127.1|2000|");
    bad("port 0", "|1|10.0.0.1|0|");
    bad("port 70000", "|1|10.0.0.1|70000|");
    bad("port 65536", "|1|10.0.0.1|65536|");
    bad("port -1", "|1|10.0.0.1|-1|");
    bad("no port", "|1|10.0.0.1||");
}

void TestEndpointFormat::eprtHasFourDelimiters()
{
    QFETCH(QByteArray, argument);
    QFETCH(ExtendedSyntax, syntax);
    QFETCH(QString, endpoint);
    const EprtArgument parsed = parseEprt(argument);
    QCOMPARE(parsed.syntax, syntax);
    QCOMPARE(parsed.endpoint.address.isNull(), endpoint.isEmpty());
    if (!endpoint.isEmpty())
        QCOMPARE(parsed.endpoint.toString(), endpoint);
}

void TestEndpointFormat::epsvNamesAFamilyOrAll_data()
{
    QTest::addColumn<QByteArray>("argument");
    QTest::addColumn<EpsvRequest>("request");
    QTest::newRow("nothing") << QByteArray() << EpsvRequest::Any;
    QTest::newRow("1") << QByteArray("1") << EpsvRequest::Ipv4;
    QTest::newRow("2") << QByteArray("2") << EpsvRequest::Ipv6;
    QTest::newRow("ALL") << QByteArray("ALL") << EpsvRequest::All;
    QTest::newRow("all") << QByteArray("all") << EpsvRequest::All;
    QTest::newRow("3") << QByteArray("3") << EpsvRequest::UnsupportedFamily;
    QTest::newRow("0") << QByteArray("0") << EpsvRequest::UnsupportedFamily;
    QTest::newRow("-1") << QByteArray("-1") << EpsvRequest::Malformed;
    QTest::newRow("foo") << QByteArray("foo") << EpsvRequest::Malformed;
    QTest::newRow("ALLx") << QByteArray("ALLx") << EpsvRequest::Malformed;
    QTest::newRow("01") << QByteArray("01") << EpsvRequest::Malformed;
}

void TestEndpointFormat::epsvNamesAFamilyOrAll()
{
    QFETCH(QByteArray, argument);
    QTEST(parseEpsv(argument), "request");
}

void TestEndpointFormat::ipv4IsFourDecimalNumbers_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isGood");
    QTest::newRow("ordinary") << QByteArray("203.0.113.9") << true;
    QTest::newRow("highest") << QByteArray("255.255.255.255") << true;
    QTest::newRow("octal") << QByteArray("0177.0.0.1") << false;
    QTest::newRow("short") << QByteArray("127.1") << false;
    QTest::newRow("one number") << QByteArray("2130706433") << false;
    QTest::newRow("256") << QByteArray("1.2.3.256") << false;
    QTest::newRow("name") << QByteArray("ftp.example.com") << false;
    QTest::newRow("empty") << QByteArray() << false;
}

void TestEndpointFormat::ipv4IsFourDecimalNumbers()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isGood);
    const QHostAddress address = parseIpv4(text);
    QCOMPARE(!address.isNull(), isGood);
    if (isGood)
        QCOMPARE(address.toString().toLatin1(), text);
}

void TestEndpointFormat::repliesNameAddressAndPort()
{
    const QHostAddress address(QStringLiteral("203.0.113.9"));
    QCOMPARE(format227({address, 60001}), "Entering Passive Mode (203,0,113,9,234,97).");
    QCOMPARE(format227({address, 255}), "Entering Passive Mode (203,0,113,9,0,255).");
    QCOMPARE(format227({QHostAddress(QStringLiteral("::ffff:10.1.2.3")), 65535}),
             "Entering Passive Mode (10,1,2,3,255,255).");
    QCOMPARE(format229(60001), "Entering Extended Passive Mode (|||60001|)");
}

void TestEndpointFormat::mappedAddressesAreIpv4()
{
    const QHostAddress mapped(QStringLiteral("::ffff:10.1.2.3"));
    const QHostAddress plain(QStringLiteral("10.1.2.3"));
    QCOMPARE(unmapped(mapped), plain);
    QCOMPARE(unmapped(plain), plain);
    QCOMPARE(unmapped(QHostAddress(QHostAddress::AnyIPv6)), QHostAddress(QHostAddress::AnyIPv6));
    QCOMPARE(unmapped(QHostAddress(QHostAddress::LocalHostIPv6)),
             QHostAddress(QHostAddress::LocalHostIPv6));
    QVERIFY(isSameAddress(mapped, plain));
    QVERIFY(isSameAddress(QHostAddress(QStringLiteral("fe80::1%lo")),
                          QHostAddress(QStringLiteral("fe80::1"))));
    QVERIFY(!isSameAddress(plain, QHostAddress(QStringLiteral("10.1.2.4"))));
    QVERIFY(!isSameAddress({}, {}));
    QCOMPARE(familyNumber(mapped), 1);
    QCOMPARE(familyNumber(QHostAddress(QHostAddress::LocalHostIPv6)), 2);
    QCOMPARE(familyNumber({}), 0);
}

void TestEndpointFormat::activeTargetsAreTheClientItself_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<int>("port");
    QTest::addColumn<QString>("peer");
    QTest::addColumn<bool>("isAllowed");

    const auto row = [](const char *name, const char *target, int port, const char *peer,
                        bool isAllowed) {
        QTest::newRow(name) << QString::fromLatin1(target) << port << QString::fromLatin1(peer)
                            << isAllowed;
    };
    row("the client", "198.51.100.7", 1024, "198.51.100.7", true);
    row("highest port", "198.51.100.7", 65535, "198.51.100.7", true);
    row("the client, seen through a dual socket", "198.51.100.7", 2000, "::ffff:198.51.100.7",
        true);
    row("IPv6", "2001:db8::7", 2000, "2001:db8::7", true);
    row("loopback to itself", "127.0.0.1", 2000, "127.0.0.1", true);
    row("IPv6 loopback to itself", "::1", 2000, "::1", true);
    row("IPv4 without DHCP", "169.254.3.4", 2000, "169.254.3.4", true);
    row("another host", "198.51.100.8", 2000, "198.51.100.7", false);
    row("port 1023", "198.51.100.7", 1023, "198.51.100.7", false);
    row("port 25", "198.51.100.7", 25, "198.51.100.7", false);
    row("port 22", "198.51.100.7", 22, "198.51.100.7", false);
    row("loopback from outside", "127.0.0.1", 2000, "198.51.100.7", false);
    row("other loopback from outside", "127.8.8.8", 2000, "198.51.100.7", false);
    row("IPv6 loopback from outside", "::1", 2000, "2001:db8::7", false);
    row("another loopback address", "127.0.0.2", 2000, "127.0.0.1", false);
    row("0.0.0.0", "0.0.0.0", 2000, "198.51.100.7", false);
    row("0.0.0.0 even from there", "0.0.0.0", 2000, "0.0.0.0", false);
    row("::", "::", 2000, "::", false);
    row("multicast", "224.0.0.1", 2000, "224.0.0.1", false);
    row("IPv6 multicast", "ff02::1", 2000, "ff02::1", false);
    row("broadcast", "255.255.255.255", 2000, "255.255.255.255", false);
    row("link-local with scope", "fe80::1%lo", 2000, "fe80::1%lo", false);
    row("link-local without scope", "fe80::1", 2000, "fe80::1%lo", false);
    row("unknown peer", "198.51.100.7", 2000, "", false);
}

void TestEndpointFormat::activeTargetsAreTheClientItself()
{
    QFETCH(QString, target);
    QFETCH(int, port);
    QFETCH(QString, peer);
    QFETCH(bool, isAllowed);
    const Endpoint endpoint{QHostAddress(target), static_cast<quint16>(port)};
    const Outcome outcome = checkActiveTarget(endpoint, {.control = QHostAddress(peer)});
    QCOMPARE(outcome.has_value(), isAllowed);
    if (!outcome)
        QCOMPARE(outcome.error().code, Failure::Code::Denied);
}

COSFTP_TEST(TestEndpointFormat)
#include "test_endpoint_format.moc"

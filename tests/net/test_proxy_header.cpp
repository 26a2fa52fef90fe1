// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/proxy_header.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;

namespace {

using Parsed = Result<std::optional<ProxyHeader>>;

// Version 2: command and family, then the length and what it counts.
QByteArray block(const QByteArray &kind, const QByteArray &content)
{
    const char length[] = {static_cast<char>(content.size() / 256),
                           static_cast<char>(content.size() % 256)};
    return QByteArray("\r\n\r\n\0\r\nQUIT\n", 12) + kind + QByteArray(length, 2) + content;
}

const QByteArray ipv4Content = QByteArray::fromHex("c6336407c0000201dc040015");
const QByteArray ipv6Content = QByteArray::fromHex("20010db8000000000000000000000007"
                                                   "20010db8000000000000000000000001dc040015");
const QByteArray proxied4 = QByteArray::fromHex("2111");
const QByteArray proxied6 = QByteArray::fromHex("2121");
const QByteArray localCommand = QByteArray::fromHex("2000");

}  // namespace

class TestProxyHeader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void headersAreReadInWholeAndInPieces_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QString>("peer");
        QTest::addColumn<QString>("local");
        const auto row = [](const char *name, const QByteArray &header, const char *peer,
                            const char *local) {
            QTest::newRow(name) << header << QString::fromLatin1(peer)
                                << QString::fromLatin1(local);
        };
        row("a line of IPv4", "PROXY TCP4 198.51.100.7 192.0.2.1 56324 21\r\n",
            "198.51.100.7:56324", "192.0.2.1:21");
        row("a line of IPv6", "PROXY TCP6 2001:db8::7 2001:db8::1 56324 21\r\n",
            "[2001:db8::7]:56324", "[2001:db8::1]:21");
        row("the longest line of IPv6",
            "PROXY TCP6 ffff:ff00:ffff:ffff:ffff:ffff:ffff:fff1 "
            "fe00:ffff:ffff:ffff:ffff:ffff:ffff:ffff 65535 65535\r\n",
            "", "");
        row("a mapped address", "PROXY TCP6 ::ffff:198.51.100.7 ::ffff:192.0.2.1 1 2\r\n",
            "198.51.100.7:1", "192.0.2.1:2");
        row("unknown", "PROXY UNKNOWN\r\n", "", "");
        row("unknown with words", "PROXY UNKNOWN ffff::1 ffff::2 1 2\r\n", "", "");
        row("a block of IPv4", block(proxied4, ipv4Content), "198.51.100.7:56324", "192.0.2.1:21");
        row("a block of IPv6", block(proxied6, ipv6Content), "[2001:db8::7]:56324",
            "[2001:db8::1]:21");
        row("a block with extensions",
            block(proxied4, ipv4Content + QByteArray::fromHex("030004a1b2c3d4") + "more"),
            "198.51.100.7:56324", "192.0.2.1:21");
        row("as long as can be", block(proxied4, ipv4Content + QByteArray(508, 'x')),
            "198.51.100.7:56324", "192.0.2.1:21");
        row("for itself", block(localCommand, {}), "", "");
        row("for itself, with addresses", block(QByteArray::fromHex("2011"), ipv4Content), "", "");
        row("of no family", block(QByteArray::fromHex("2100"), "abc"), "", "");
    }
    void headersAreReadInWholeAndInPieces()
    {
        QFETCH(QByteArray, header);
        QFETCH(QString, peer);
        QFETCH(QString, local);
        if (QByteArray(QTest::currentDataTag()) == "the longest line of IPv6") {
            QCOMPARE(header.size(), 104);
            QVERIFY(!parseProxyHeader(header));  // a multicast address; its length is not the fault
            header.replace("ffff:ff00", "fd00:ff00");
            peer = QStringLiteral("[fd00:ff00:ffff:ffff:ffff:ffff:ffff:fff1]:65535");
            local = QStringLiteral("[fe00:ffff:ffff:ffff:ffff:ffff:ffff:ffff]:65535");
        }
        for (qsizetype size = 0; size < header.size(); ++size) {
            const Parsed part = parseProxyHeader(header.first(size));
            QVERIFY2(part && !part->has_value(), qPrintable(QString::number(size)));
        }
        for (const QByteArray &behind :
             {QByteArray(), QByteArray("USER x\r\n"), QByteArray("\n")}) {
            const Parsed whole = parseProxyHeader(header + behind);
            QVERIFY(whole && whole->has_value());
            const ProxyHeader found = **whole;
            QCOMPARE(found.sizeBytes, header.size());
            QCOMPARE(found.ends ? found.ends->peer.toString() : QString(), peer);
            QCOMPARE(found.ends ? found.ends->local.toString() : QString(), local);
        }
    }
    void whatIsNoHeaderIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        int number = 0;
        for (const QByteArray &bytes : {QByteArray("USER x\r\n"),
                                        QByteArray("proxy TCP4 1.2.3.4 1.2.3.5 1 2\r\n"),
                                        QByteArray("PROXY TCP4 1.2.3.4 1.2.3.5 1 2\n"),
                                        QByteArray("PROXY \n"),
                                        QByteArray("PROXY TCP4 1.2.3.4 1.2.3.5 1\r\n"),
                                        QByteArray("PROXY TCP4 1.2.3.4 1.2.3.5 1 2 3\r\n"),
                                        QByteArray("PROXY TCP4  1.2.3.4 1.2.3.5 1 2\r\n"),
                                        QByteArray("PROXY TCP4 1.2.3.4 1.2.3.5 1 65536\r\n"),
                                        QByteArray("PROXY TCP4 1.2.3.4 1.2.3.5 01 2\r\n"),
                                        QByteArray("PROXY TCP4 1.2.3.4 1.2.3.5 -1 2\r\n"),
                                        QByteArray("PROXY TCP4 1.2.3.4 1.2.3.5 1 \r\n"),
                                        QByteArray("PROXY TCP4 0177.2.3.4 1.2.3.5 1 2\r\n"),
                                        QByteArray("PROXY TCP4 1.2.3 1.2.3.5 1 2\r\n"),
                                        QByteArray("PROXY TCP4 ::1 ::2 1 2\r\n"),
                                        QByteArray("PROXY TCP6 1.2.3.4 ::1 1 2\r\n"),
                                        QByteArray("PROXY TCP6 fe80::1%eth0 ::1 1 2\r\n"),
                                        QByteArray("PROXY TCP4 0.0.0.0 1.2.3.5 1 2\r\n"),
                                        QByteArray("PROXY TCP4 224.0.0.1 1.2.3.5 1 2\r\n"),
                                        QByteArray("PROXY TCP4 1.2.3.4 0.0.0.0 1 2\r\n"),
                                        QByteArray("PROXY TCP6 ::1 ::ffff:0.0.0.0 1 2\r\n"),
                                        QByteArray("PROXY TCP4 1.2.3.4 255.255.255.255 1 2\r\n"),
                                        QByteArray("PROXY UDP4 1.2.3.4 1.2.3.5 1 2\r\n"),
                                        QByteArray("PROXY UNKNOWNS\r\n"),
                                        "PROXY UNKNOWN " + QByteArray(93, 'x'),
                                        "PROXY UNKNOWN " + QByteArray(92, 'x') + "\r\n",
                                        block(QByteArray::fromHex("1111"), ipv4Content),
                                        block(QByteArray::fromHex("2211"), ipv4Content),
                                        block(QByteArray::fromHex("2112"), ipv4Content),
                                        block(QByteArray::fromHex("2131"), QByteArray(216, 'x')),
                                        block(proxied4, ipv4Content.chopped(1)),
                                        block(proxied6, ipv4Content),
                                        block(proxied4, ipv4Content + QByteArray(509, 'x')),
                                        block(proxied4, QByteArray(12, '\0')),
                                        QByteArray("\r\n\r\n\0\r\nQUIX", 11)})
            QTest::addRow("%d", ++number) << bytes;
    }
    void whatIsNoHeaderIsRefused()
    {
        QFETCH(QByteArray, bytes);
        const Parsed parsed = parseProxyHeader(bytes);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().code, Failure::Code::Invalid);
    }
    void whateverComesIsDecidedWithinTheLimit()
    {
        for (const QByteArray &start : {QByteArray("PROXY UNKNOWN "), block(proxied4, {}).first(14),
                                        block(localCommand, {}).first(14)}) {
            const Parsed parsed =
                parseProxyHeader(start + QByteArray(maxProxyHeaderBytes - start.size(), '\x01'));
            QVERIFY(!parsed || parsed->has_value());
        }
    }
};

COSFTP_TEST(TestProxyHeader)
#include "test_proxy_header.moc"

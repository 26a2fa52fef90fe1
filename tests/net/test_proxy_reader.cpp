// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/proxy_reader.h"
#include "net/raw_peer.h"
#include "support/test_main.h"

#include <QSignalSpy>
#include <QTest>

using namespace cosftp;
using namespace std::chrono_literals;

namespace {

const QByteArray header("PROXY TCP4 198.51.100.7 192.0.2.1 56324 21\r\n");

}  // namespace

class TestProxyReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatFollowsTheHeaderIsLeft()
    {
        rawpeer::Pair pair = rawpeer::connectedPair();
        ProxyReader reader(std::move(pair.ours), nullptr);
        ConnectionEnds ends;
        connect(&reader, &ProxyReader::finished, this,
                [&ends](const ConnectionEnds &found) { ends = found; });
        const QSignalSpy finished(&reader, &ProxyReader::finished);
        rawpeer::put(pair.theirs, header + "\x16\x03\x01 and more");
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(ends.peer.toString(), QStringLiteral("198.51.100.7:56324"));
        QCOMPARE(ends.local.toString(), QStringLiteral("192.0.2.1:21"));
        const Descriptor rest = reader.takeConnection();
        QCOMPARE(rawpeer::takeArrived(rest), QByteArray("\x16\x03\x01 and more"));
    }
    void aHeaderMayComeByteByByte()
    {
        rawpeer::Pair pair = rawpeer::connectedPair();
        ProxyReader reader(std::move(pair.ours), nullptr);
        const QSignalSpy finished(&reader, &ProxyReader::finished);
        for (const char byte : header) {
            QCOMPARE(finished.count(), 0);
            rawpeer::put(pair.theirs, QByteArray(1, byte));
            QCoreApplication::processEvents();
        }
        QTRY_COMPARE(finished.count(), 1);
        rawpeer::put(pair.theirs, "x");
        const Descriptor rest = reader.takeConnection();
        QCOMPARE(rawpeer::take(rest), QByteArray("x"));
    }
    void whoeverSpeaksForHimselfIsWhoHeIs()
    {
        rawpeer::Pair pair = rawpeer::connectedPair();
        const ConnectionEnds real{peerOf(pair.ours.get()), localOf(pair.ours.get())};
        ProxyReader reader(std::move(pair.ours), nullptr);
        ConnectionEnds ends;
        connect(&reader, &ProxyReader::finished, this,
                [&ends](const ConnectionEnds &found) { ends = found; });
        rawpeer::put(pair.theirs, "PROXY UNKNOWN\r\n");
        QTRY_VERIFY(ends.peer.port != 0);
        QVERIFY(ends == real);
    }
    void somethingElseOrNothingClosesTheConnection_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("closes");
        QTest::newRow("another protocol") << QByteArray("USER x\r\n") << false;
        QTest::newRow("nothing") << QByteArray() << false;
        QTest::newRow("a half one") << header.chopped(1) << false;
        QTest::newRow("a half one and the end") << header.chopped(1) << true;
    }
    void somethingElseOrNothingClosesTheConnection()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, closes);
        rawpeer::Pair pair = rawpeer::connectedPair();
        ProxyReader reader(std::move(pair.ours), nullptr, 200ms);
        const QSignalSpy finished(&reader, &ProxyReader::finished);
        const QSignalSpy failed(&reader, &ProxyReader::failed);
        rawpeer::put(pair.theirs, bytes);
        if (closes)
            ::shutdown(pair.theirs.get(), SHUT_WR);
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(finished.count(), 0);
        QVERIFY(!reader.takeConnection().isValid());
    }
};

COSFTP_TEST(TestProxyReader)
#include "test_proxy_reader.moc"

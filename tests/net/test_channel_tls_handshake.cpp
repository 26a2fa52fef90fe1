// SPDX-License-Identifier: GPL-3.0-or-later
// Which handshakes a channel makes, and which it refuses.
#include "net/both_dispatchers.h"
#include "net/tls_fixtures.h"
#include "support/test_main.h"

#include <QSignalSpy>
#include <QTest>

using namespace cosftp;
using namespace channels;
using namespace std::chrono_literals;

class TestChannelTlsHandshake : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theHandshakeIsTold_data();
    void theHandshakeIsTold();
    void garbageIsNoHandshake();
    void oldVersionsAreRefused();
    void onlyTheNewestWhereThatIsWanted();
    void anotherProtocolIsRefused();
    void ftpIsChosenAmongProtocols();
    void aSlowHandshakeIsGivenUp();
    void anEndlessHandshakeIsGivenUp();
    void renegotiationIsRefused();
};

void TestChannelTlsHandshake::theHandshakeIsTold_data()
{
    QTest::addColumn<int>("version");
    QTest::newRow("TLSv1.2") << TLS1_2_VERSION;
    QTest::newRow("TLSv1.3") << TLS1_3_VERSION;
}

void TestChannelTlsHandshake::theHandshakeIsTold()
{
    QFETCH(const int, version);
    TlsWish wish;
    wish.version = version;
    const TlsLine line(controlSetup(), wish);
    QSignalSpy secured(line.channel, &Channel::secured);
    QVERIFY(!line.channel->isSecured());
    QVERIFY(line.connect());
    QCOMPARE(secured.count(), 1);
    QCOMPARE(line.channel->tlsFacts().version, QByteArray(QTest::currentDataTag()));
    QCOMPARE(line.peer->version(), QByteArray(QTest::currentDataTag()));
    QVERIFY(!line.channel->tlsFacts().cipher.isEmpty());
    QVERIFY(!line.channel->tlsFacts().isResumed);
}

void TestChannelTlsHandshake::garbageIsNoHandshake()
{
    Line line;
    line.channel->startTls(controlSetup(), 60s);
    QSignalSpy failed(line.channel.get(), &Channel::handshakeFailed);
    QSignalSpy secured(line.channel.get(), &Channel::secured);
    rawpeer::put(line.peer, "GET / HTTP/1.1\r\n\r\n");
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(!failed.first().first().toString().isEmpty());
    QCOMPARE(secured.count(), 0);
    runFor(20ms);
    QCOMPARE(failed.count(), 1);
}

void TestChannelTlsHandshake::oldVersionsAreRefused()
{
    for (const int version : {TLS1_VERSION, TLS1_1_VERSION}) {
        TlsWish wish;
        wish.version = version;
        const TlsLine line(controlSetup(), wish);
        QSignalSpy failed(line.channel, &Channel::handshakeFailed);
        QVERIFY(!line.peer->handshake());
        QTRY_COMPARE(failed.count(), 1);
    }
}

void TestChannelTlsHandshake::onlyTheNewestWhereThatIsWanted()
{
    TlsSettings settings;
    settings.minimumVersion = TlsSettings::Version::Tls13;
    TlsWish wish;
    wish.version = TLS1_2_VERSION;
    QVERIFY(!TlsLine(controlSetup(contextWith(settings)), wish).peer->handshake());
    wish.version = TLS1_3_VERSION;
    QVERIFY(TlsLine(controlSetup(contextWith(settings)), wish).connect());
}

void TestChannelTlsHandshake::anotherProtocolIsRefused()
{
    TlsWish wish;
    wish.protocols = "\x02h2\x08http/1.1";
    const TlsLine line(controlSetup(), wish);
    QSignalSpy failed(line.channel, &Channel::handshakeFailed);
    QVERIFY(!line.peer->handshake());
    QTRY_COMPARE(failed.count(), 1);
}

void TestChannelTlsHandshake::ftpIsChosenAmongProtocols()
{
    TlsWish wish;
    wish.protocols = "\x0fx-filezilla-ftp\x03"
                     "ftp";
    const TlsLine line(controlSetup(), wish);
    QVERIFY(line.connect());
    QCOMPARE(line.peer->protocol(), QByteArray("ftp"));
}

void TestChannelTlsHandshake::aSlowHandshakeIsGivenUp()
{
    Line line;
    QSignalSpy failed(line.channel.get(), &Channel::handshakeFailed);
    line.channel->startTls(controlSetup(), 30ms);
    rawpeer::put(line.peer, QByteArray("\x16\x03\x01", 3));
    QTRY_COMPARE(failed.count(), 1);
}

void TestChannelTlsHandshake::anEndlessHandshakeIsGivenUp()
{
    Line line;
    QSignalSpy failed(line.channel.get(), &Channel::handshakeFailed);
    line.channel->startTls(controlSetup(), 60s);
    // A ClientHello of 16 MiB, in records of 16 KiB.
    QByteArray record("\x16\x03\x01\x40\x00\x01\xff\xff\xff", 9);
    record += QByteArray(16 * 1024 - 4, 'x');
    for (int i = 0; i < 8 && failed.isEmpty(); ++i) {
        ::send(line.peer.get(), record.constData(), size_t(record.size()), MSG_NOSIGNAL);
        runFor(1ms);
    }
    QTRY_COMPARE(failed.count(), 1);
}

void TestChannelTlsHandshake::renegotiationIsRefused()
{
    TlsWish wish;
    wish.version = TLS1_2_VERSION;
    const TlsLine line(controlSetup(), wish);
    QVERIFY(line.connect());
    QByteArray got;
    collectInto(*line.channel, got);
    QVERIFY(!line.peer->renegotiate());
}

COSFTP_TEST_RUN(TestChannelTlsHandshake)
{
    return runOnBothDispatchers<TestChannelTlsHandshake>(count, words);
}

#include "test_channel_tls_handshake.moc"

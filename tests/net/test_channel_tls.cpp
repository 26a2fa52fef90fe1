// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/both_dispatchers.h"
#include "net/tls_fixtures.h"
#include "support/test_main.h"

#include <QSignalSpy>
#include <QTest>

using namespace cosftp;
using namespace channels;
using namespace std::chrono_literals;

class TestChannelTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theHandshakeIsTold_data();
    void theHandshakeIsTold();
    void bytesThatComeWithTheHandshakeAreRead();
    void manyBytesArriveWhole();
    void aReaderThatPausesMissesNothing();
    void aSmallBufferMissesNothing();
    void manyBytesAreSentWhole();
    void repliesAreSentUnderTls();
    void closeNotifyIsFinished();
    void aFinAloneIsUnprotected();
    void aFinAloneIsFinishedWhereThatIsAllowed();
    void aResetIsCut();
    void damagedBytesAreCut();
    void peekingFindsTheEndAndTakesNothing();
    void theEndOfWritingIsSaid();
    void aClosedChannelSaysSo();
    void aResetChannelSaysNothing();
    void whatWasSentIsAwaited();
    void anUploadThatNeverReadsArrivesWhole();
    void garbageIsNoHandshake();
    void oldVersionsAreRefused();
    void onlyTheNewestWhereThatIsWanted();
    void anotherProtocolIsRefused();
    void ftpIsChosenAmongProtocols();
    void aSlowHandshakeIsGivenUp();
    void anEndlessHandshakeIsGivenUp();
    void renegotiationIsRefused();
    void aReceiverMayDeleteTheChannel();
    void clearTextGoesOnBehindCloseNotify();
    void bytesBetweenAreNotTakenForClearText();
    void unreadInputIsSeen();
};

void TestChannelTls::theHandshakeIsTold_data()
{
    QTest::addColumn<int>("version");
    QTest::newRow("TLSv1.2") << TLS1_2_VERSION;
    QTest::newRow("TLSv1.3") << TLS1_3_VERSION;
}

void TestChannelTls::theHandshakeIsTold()
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

// The client's first bytes may lie in TLS's buffer before anybody asks for them.
void TestChannelTls::bytesThatComeWithTheHandshakeAreRead()
{
    const TlsSetup control = controlSetup();
    TlsSetup data = control;
    data.role = TlsSetup::Role::Data;
    const TlsLine line(data);
    QByteArray got;
    collectInto(*line.channel, got);
    QVERIFY(line.peer->handshake());
    QVERIFY(line.peer->put("first"));
    QTRY_COMPARE(got, QByteArray("first"));
}

void TestChannelTls::manyBytesArriveWhole()
{
    TlsSetup data = controlSetup();
    data.role = TlsSetup::Role::Data;
    const TlsLine line(data);
    QVERIFY(line.connect());
    QByteArray got;
    collectInto(*line.channel, got);
    QByteArray sent;
    for (int i = 0; i < 3'000'000; ++i)
        sent += static_cast<char>(i * 7 + i / 1000);
    QVERIFY(line.peer->put(sent));
    line.peer->sendCloseNotify();
    QTRY_COMPARE(line.channel->end(), StreamEnd::Finished);
    QVERIFY(got == sent);
}

void TestChannelTls::aReaderThatPausesMissesNothing()
{
    const TlsLine line;
    QVERIFY(line.connect());
    QByteArray got;
    QVERIFY(line.peer->put(QByteArray(10'000, 'a')));
    char buffer[10];
    QTRY_VERIFY(line.channel->hasUnreadInput());
    QCOMPARE(line.channel->read(buffer, sizeof(buffer)), 10);
    QVERIFY(line.channel->hasUnreadInput());
    runFor(20ms);  // reading is off: the rest lies in TLS's buffer, and nothing is announced
    QSignalSpy readable(line.channel, &Channel::readable);
    runFor(20ms);
    QCOMPARE(readable.count(), 0);
    collectInto(*line.channel, got);
    QTRY_COMPARE(got.size(), 9'990);
}

void TestChannelTls::aSmallBufferMissesNothing()
{
    const TlsLine line;
    QVERIFY(line.connect());
    QByteArray got;
    QObject::connect(line.channel, &Channel::readable, line.channel, [&got, &line] {
        char byte = 0;
        if (line.channel->read(&byte, 1) == 1)
            got += byte;
    });
    line.channel->setReading(true);
    QVERIFY(line.peer->put("one record, one byte a turn"));
    line.peer->sendCloseNotify();
    QTRY_COMPARE(line.channel->end(), StreamEnd::Finished);
    QCOMPARE(got, QByteArray("one record, one byte a turn"));
}

void TestChannelTls::manyBytesAreSentWhole()
{
    const TlsLine line(controlSetup(), {}, true);
    QVERIFY(line.connect());
    QByteArray sent;
    for (int i = 0; i < 1'000'000; ++i)
        sent += static_cast<char>(i * 5 + i / 777);
    qsizetype at = 0;
    const auto pump = [&] {
        while (at < sent.size()) {
            // Pieces of changing size, as a download has them.
            const qint64 wanted = std::min<qint64>(sent.size() - at, 1 + (at * 31) % 70'000);
            const qint64 count = line.channel->write(sent.constData() + at, wanted);
            QVERIFY(count >= 0);
            at += count;
            if (count < wanted)
                return;
        }
        line.channel->finishWriting();
    };
    QObject::connect(line.channel, &Channel::writable, line.channel, pump);
    pump();
    const std::optional<QByteArray> got = line.peer->takeAll();
    QVERIFY(got.has_value());
    QVERIFY(*got == sent);
}

void TestChannelTls::repliesAreSentUnderTls()
{
    const TlsLine line;
    line.channel->send("dropped, not sent in clear\r\n");
    QVERIFY(line.connect());
    line.channel->send("220 Ready.\r\n");
    QCOMPARE(line.peer->take().value_or("nothing"), QByteArray("220 Ready.\r\n"));
}

void TestChannelTls::closeNotifyIsFinished()
{
    const TlsLine line;
    QVERIFY(line.connect());
    QByteArray got;
    collectInto(*line.channel, got);
    QVERIFY(line.peer->put("all"));
    line.peer->sendCloseNotify();
    QTRY_COMPARE(line.channel->end(), StreamEnd::Finished);
    line.peer->reset();  // what comes behind it changes nothing
    runFor(10ms);
    QCOMPARE(line.channel->end(), StreamEnd::Finished);
    QCOMPARE(got, QByteArray("all"));
}

void TestChannelTls::aFinAloneIsUnprotected()
{
    const TlsLine line;
    QVERIFY(line.connect());
    QByteArray got;
    collectInto(*line.channel, got);
    QVERIFY(line.peer->put("a part"));
    line.peer->sendFin();
    QTRY_COMPARE(line.channel->end(), StreamEnd::Unprotected);
    QCOMPARE(got, QByteArray("a part"));
}

void TestChannelTls::aFinAloneIsFinishedWhereThatIsAllowed()
{
    TlsSettings settings;
    settings.needsCloseNotify = false;
    const TlsLine line(controlSetup(contextWith(settings)));
    QVERIFY(line.connect());
    QByteArray got;
    collectInto(*line.channel, got);
    line.peer->sendFin();
    QTRY_COMPARE(line.channel->end(), StreamEnd::Finished);
}

void TestChannelTls::aResetIsCut()
{
    const TlsLine line;
    QVERIFY(line.connect());
    QByteArray got;
    collectInto(*line.channel, got);
    line.peer->reset();
    QTRY_COMPARE(line.channel->end(), StreamEnd::Cut);
}

void TestChannelTls::damagedBytesAreCut()
{
    const TlsLine line;
    QVERIFY(line.connect());
    QByteArray got;
    collectInto(*line.channel, got);
    rawpeer::put(line.peer->socket(), QByteArray("\x17\x03\x03\x00\x20", 5) + QByteArray(32, 'x'));
    QTRY_COMPARE(line.channel->end(), StreamEnd::Cut);
    QCOMPARE(got, QByteArray());
}

void TestChannelTls::peekingFindsTheEndAndTakesNothing()
{
    const TlsLine line;
    QVERIFY(line.connect());
    QCOMPARE(line.channel->peekEnd(), StreamEnd::Open);
    QVERIFY(line.peer->put("ab"));
    line.peer->sendCloseNotify();
    runFor(10ms);
    QCOMPARE(line.channel->peekEnd(), StreamEnd::Open);
    QByteArray got;
    collectInto(*line.channel, got);  // although the socket itself has no more to announce
    QTRY_COMPARE(line.channel->end(), StreamEnd::Finished);
    QCOMPARE(got, QByteArray("ab"));
}

void TestChannelTls::theEndOfWritingIsSaid()
{
    const TlsLine line;
    QVERIFY(line.connect());
    line.channel->send("last");
    line.channel->finishWriting();
    const std::optional<QByteArray> got = line.peer->takeAll();
    QCOMPARE(got.value_or("no close_notify"), QByteArray("last"));
    QCOMPARE(rawpeer::take(line.peer->socket()).value_or("no FIN"), QByteArray());
}

void TestChannelTls::aClosedChannelSaysSo()
{
    const TlsLine line;
    QVERIFY(line.connect());
    line.channel->send("last");
    line.channel->close();
    QCOMPARE(line.peer->takeAll().value_or("no close_notify"), QByteArray("last"));
}

void TestChannelTls::aResetChannelSaysNothing()
{
    const TlsLine line;
    QVERIFY(line.connect());
    line.channel->send("a part");
    line.channel->reset();
    QVERIFY(!line.peer->takeAll().has_value());
}

void TestChannelTls::whatWasSentIsAwaited()
{
    const TlsLine line;
    QVERIFY(line.connect());
    QSignalSpy sent(line.channel, &Channel::sent);
    QSignalSpy broken(line.channel, &Channel::broken);
    fill(*line.channel);
    line.channel->finishWriting();
    line.channel->awaitSent(60s);
    runFor(20ms);
    QCOMPARE(sent.count(), 0);
    QVERIFY(line.peer->takeAll().has_value());
    line.peer->sendCloseNotify();  // the client's answer is no hindrance
    QTRY_COMPARE(sent.count(), 1);
    QCOMPARE(broken.count(), 0);
}

// With tickets, its kernel would answer those unread with a reset, and throw away what it had not
// sent yet.
void TestChannelTls::anUploadThatNeverReadsArrivesWhole()
{
    TlsSetup data = controlSetup();
    data.role = TlsSetup::Role::Data;
    TlsWish wish;
    wish.version = TLS1_3_VERSION;
    const TlsLine line(data, wish);
    QVERIFY(line.peer->handshake());
    QByteArray got;
    collectInto(*line.channel, got);
    const QByteArray sent(5'000'000, 'u');
    QVERIFY(line.peer->put(sent));
    line.peer->sendCloseNotify();
    line.peer->close();
    QTRY_VERIFY(line.channel->end() != StreamEnd::Open);
    QCOMPARE(line.channel->end(), StreamEnd::Finished);
    QCOMPARE(got.size(), sent.size());
}

void TestChannelTls::garbageIsNoHandshake()
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

void TestChannelTls::oldVersionsAreRefused()
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

void TestChannelTls::onlyTheNewestWhereThatIsWanted()
{
    TlsSettings settings;
    settings.minimumVersion = TlsSettings::Version::Tls13;
    TlsWish wish;
    wish.version = TLS1_2_VERSION;
    QVERIFY(!TlsLine(controlSetup(contextWith(settings)), wish).peer->handshake());
    wish.version = TLS1_3_VERSION;
    QVERIFY(TlsLine(controlSetup(contextWith(settings)), wish).connect());
}

void TestChannelTls::anotherProtocolIsRefused()
{
    TlsWish wish;
    wish.protocols = "\x02h2\x08http/1.1";
    const TlsLine line(controlSetup(), wish);
    QSignalSpy failed(line.channel, &Channel::handshakeFailed);
    QVERIFY(!line.peer->handshake());
    QTRY_COMPARE(failed.count(), 1);
}

void TestChannelTls::ftpIsChosenAmongProtocols()
{
    TlsWish wish;
    wish.protocols = "\x0fx-filezilla-ftp\x03"
                     "ftp";
    const TlsLine line(controlSetup(), wish);
    QVERIFY(line.connect());
    QCOMPARE(line.peer->protocol(), QByteArray("ftp"));
}

void TestChannelTls::aSlowHandshakeIsGivenUp()
{
    Line line;
    QSignalSpy failed(line.channel.get(), &Channel::handshakeFailed);
    line.channel->startTls(controlSetup(), 30ms);
    rawpeer::put(line.peer, QByteArray("\x16\x03\x01", 3));
    QTRY_COMPARE(failed.count(), 1);
}

void TestChannelTls::anEndlessHandshakeIsGivenUp()
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

void TestChannelTls::renegotiationIsRefused()
{
    TlsWish wish;
    wish.version = TLS1_2_VERSION;
    const TlsLine line(controlSetup(), wish);
    QVERIFY(line.connect());
    QByteArray got;
    collectInto(*line.channel, got);
    QVERIFY(!line.peer->renegotiate());
}

void TestChannelTls::aReceiverMayDeleteTheChannel()
{
    TlsLine line;
    bool isDeleted = false;
    QObject::connect(line.channel, &Channel::secured, line.channel, [&] {
        line.line.channel.reset();
        isDeleted = true;
    });
    QVERIFY(line.peer->handshake());
    QTRY_VERIFY(isDeleted);
}

void TestChannelTls::clearTextGoesOnBehindCloseNotify()
{
    const TlsLine line;
    QVERIFY(line.connect());
    QByteArray got;
    collectInto(*line.channel, got);
    QSignalSpy ended(line.channel, &Channel::tlsEnded);
    line.channel->send("200 Clear.\r\n");
    line.channel->stopTls();
    QCOMPARE(line.peer->takeAll().value_or("no close_notify"), QByteArray("200 Clear.\r\n"));
    line.peer->sendCloseNotify();
    QTRY_COMPARE(ended.count(), 1);
    QVERIFY(!line.channel->isSecured());
    rawpeer::put(line.peer->socket(), "NOOP\r\n");
    QTRY_COMPARE(got, QByteArray("NOOP\r\n"));
    line.channel->send("200 Here.\r\n");
    QCOMPARE(rawpeer::take(line.peer->socket()).value_or("nothing"), QByteArray("200 Here.\r\n"));
}

void TestChannelTls::bytesBetweenAreNotTakenForClearText()
{
    const TlsLine line;
    QVERIFY(line.connect());
    QByteArray got;
    collectInto(*line.channel, got);
    line.channel->stopTls();
    QVERIFY(line.peer->put("DELE x\r\n"));
    line.peer->sendCloseNotify();
    QTRY_COMPARE(line.channel->end(), StreamEnd::Cut);
    QCOMPARE(got, QByteArray());
}

void TestChannelTls::unreadInputIsSeen()
{
    Line line;
    QVERIFY(!line.channel->hasUnreadInput());
    rawpeer::put(line.peer, "U");
    QTRY_VERIFY(line.channel->hasUnreadInput());
}

COSFTP_TEST_RUN(TestChannelTls) { return runOnBothDispatchers<TestChannelTls>(count, words); }

#include "test_channel_tls.moc"

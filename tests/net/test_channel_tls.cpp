// SPDX-License-Identifier: GPL-3.0-or-later
// A channel under TLS, once the handshake is through: bytes and ends.
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
    void aReceiverMayDeleteTheChannel();
    void clearTextGoesOnBehindCloseNotify();
    void bytesBetweenAreNotTakenForClearText();
    void unreadInputIsSeen();
};

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

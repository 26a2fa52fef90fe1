// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/both_dispatchers.h"
#include "net/channel_fixtures.h"
#include "support/test_main.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace cosftp;
using namespace channels;
using namespace std::chrono_literals;

class TestChannelWriting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWriteTakenInPartIsFollowedByWritable();
    void writableIsNotEmittedWithoutNeed();
    void queuedBytesArriveInOrder();
    void writesDoNotOvertakeQueuedBytes();
    void finComesAfterTheQueue();
    void thePeerMaySendAfterOurFin();
    void writingToAClosedPeerIsBrokenOnce();
    void resetLooksLikeAReset();
    void closingDeliversTheLastReplyDespiteUnreadInput();
    void sentComesAtOnceForASmallTransfer();
    void sentDoesNotWaitForAClientThatKeepsItsEndOpen();
    void sentWaitsForAReaderThatIsSlow();
    void sentIsBrokenWhenThePeerResets();
    void sentIsBrokenWhenThePeerTakesNothing();
    void aPeerThatHalfClosedDoesNotKeepUsAwake();
};

void TestChannelWriting::aWriteTakenInPartIsFollowedByWritable()
{
    const Line line(true);
    const QByteArray taken = fill(*line.channel);
    QSignalSpy writable(line.channel.get(), &Channel::writable);
    QByteArray got;
    QTRY_COMPARE((got += rawpeer::takeArrived(line.peer)).size(), taken.size());
    QTRY_COMPARE(writable.count(), 1);
    QCOMPARE(got, taken);
}

void TestChannelWriting::writableIsNotEmittedWithoutNeed()
{
    const Line line;
    QSignalSpy writable(line.channel.get(), &Channel::writable);
    QCOMPARE(line.channel->write("abc", 3), 3);
    line.channel->send("def");
    runFor(20ms);
    QCOMPARE(writable.count(), 0);
    QCOMPARE(rawpeer::take(line.peer), QByteArray("abcdef"));
}

void TestChannelWriting::queuedBytesArriveInOrder()
{
    const Line line(true);
    QByteArray sent;
    for (int i = 0; i < 600; ++i) {
        const QByteArray part = QByteArray::number(i).rightJustified(1000, '.');
        sent += part;
        line.channel->send(part);
    }
    QVERIFY(line.channel->bytesQueued() > 0);
    QByteArray got;
    QTRY_COMPARE((got += rawpeer::takeArrived(line.peer)).size(), sent.size());
    QCOMPARE(got, sent);
    QCOMPARE(line.channel->bytesQueued(), 0);
}

void TestChannelWriting::writesDoNotOvertakeQueuedBytes()
{
    const Line line(true);
    QSignalSpy writable(line.channel.get(), &Channel::writable);
    const QByteArray queued(600000, 'q');
    line.channel->send(queued);
    QCOMPARE(line.channel->write("w", 1), 0);
    QByteArray got;
    QTRY_VERIFY((got += rawpeer::takeArrived(line.peer), !writable.isEmpty()));
    QCOMPARE(line.channel->write("w", 1), 1);
    QTRY_COMPARE((got += rawpeer::takeArrived(line.peer)).size(), queued.size() + 1);
    QCOMPARE(got, queued + "w");
}

void TestChannelWriting::finComesAfterTheQueue()
{
    const Line line(true);
    QSignalSpy finished(line.channel.get(), &Channel::finishedWriting);
    const QByteArray queued(600000, 'q');
    line.channel->send(queued);
    line.channel->finishWriting();
    QCOMPARE(line.channel->write("late", 4), -1);
    spinOnce();
    QCOMPARE(finished.count(), 0);
    QByteArray got;
    QTRY_VERIFY((got += rawpeer::takeArrived(line.peer), !finished.isEmpty()));
    got += rawpeer::takeAll(line.peer).value();
    QCOMPARE(got, queued);
    QCOMPARE(finished.count(), 1);
}

void TestChannelWriting::thePeerMaySendAfterOurFin()
{
    Line line;
    QByteArray got;
    collectInto(*line.channel, got);
    line.channel->finishWriting();
    QCOMPARE(rawpeer::takeAll(line.peer), QByteArray());
    rawpeer::put(line.peer, "still here");
    QTRY_COMPARE(got, QByteArray("still here"));
    QCOMPARE(line.channel->end(), StreamEnd::Open);
    line.peer.close();
    QTRY_COMPARE(line.channel->end(), StreamEnd::Finished);
}

void TestChannelWriting::writingToAClosedPeerIsBrokenOnce()
{
    Line line;
    QSignalSpy broken(line.channel.get(), &Channel::broken);
    line.peer.close();
    QTRY_COMPARE(line.channel->write("x", 1), -1);
    QCOMPARE(broken.count(), 0);  // not from inside the call
    QTRY_COMPARE(broken.count(), 1);
    line.channel->send("y");
    QCOMPARE(line.channel->write("x", 1), -1);
    runFor(20ms);
    QCOMPARE(broken.count(), 1);
}

void TestChannelWriting::resetLooksLikeAReset()
{
    const Line line;
    line.channel->write("part of a file", 14);
    line.channel->reset();
    QVERIFY(!line.channel->isOpen());
    QCOMPARE(rawpeer::takeAll(line.peer), std::nullopt);
}

void TestChannelWriting::closingDeliversTheLastReplyDespiteUnreadInput()
{
    const Line line;
    rawpeer::put(line.peer, QByteArray(20000, 'n'));
    line.channel->send("421 Bye.\r\n");
    line.channel->close();
    QCOMPARE(rawpeer::takeAll(line.peer), QByteArray("421 Bye.\r\n"));
}

void TestChannelWriting::sentComesAtOnceForASmallTransfer()
{
    Line line;
    QSignalSpy sent(line.channel.get(), &Channel::sent);
    line.channel->write("small", 5);
    line.channel->finishWriting();
    QCOMPARE(rawpeer::takeAll(line.peer), QByteArray("small"));
    line.peer.close();
    line.channel->awaitSent(5s);
    QCOMPARE(sent.count(), 0);
    spinOnce();
    QTRY_COMPARE_WITH_TIMEOUT(sent.count(), 1, 10000);
}

void TestChannelWriting::sentDoesNotWaitForAClientThatKeepsItsEndOpen()
{
    const Line line;
    QSignalSpy sent(line.channel.get(), &Channel::sent);
    QSignalSpy broken(line.channel.get(), &Channel::broken);
    line.channel->write("small", 5);
    line.channel->finishWriting();
    QCOMPARE(rawpeer::takeAll(line.peer), QByteArray("small"));
    line.channel->awaitSent(5s);
    QTRY_COMPARE_WITH_TIMEOUT(sent.count(), 1, 10000);
    QCOMPARE(broken.count(), 0);
}

void TestChannelWriting::sentWaitsForAReaderThatIsSlow()
{
    const Line line(true);
    QSignalSpy sent(line.channel.get(), &Channel::sent);
    const qsizetype taken = fillUntilStuck(*line.channel).size();
    line.channel->finishWriting();
    line.channel->awaitSent(5s);
    runFor(150ms);
    QCOMPARE(sent.count(), 0);
    QCOMPARE(rawpeer::takeAll(line.peer)->size(), taken);
    QTRY_COMPARE(sent.count(), 1);
}

void TestChannelWriting::sentIsBrokenWhenThePeerResets()
{
    Line line(true);
    QSignalSpy sent(line.channel.get(), &Channel::sent);
    QSignalSpy broken(line.channel.get(), &Channel::broken);
    fillUntilStuck(*line.channel);
    line.channel->finishWriting();
    line.channel->awaitSent(5s);
    runFor(5ms);
    line.peer.close();  // with unread bytes: that is a reset
    QTRY_COMPARE(broken.count(), 1);
    QCOMPARE(line.channel->end(), StreamEnd::Cut);
    runFor(60ms);
    QCOMPARE(sent.count(), 0);
    QCOMPARE(broken.count(), 1);
}

void TestChannelWriting::sentIsBrokenWhenThePeerTakesNothing()
{
    const Line line(true);
    QSignalSpy broken(line.channel.get(), &Channel::broken);
    fillUntilStuck(*line.channel);
    line.channel->finishWriting();
    QElapsedTimer clock;
    clock.start();
    line.channel->awaitSent(100ms);
    QTRY_COMPARE(broken.count(), 1);
    QVERIFY(clock.elapsed() >= 100);
    QCOMPARE(line.channel->end(), StreamEnd::Open);
}

void TestChannelWriting::aPeerThatHalfClosedDoesNotKeepUsAwake()
{
    const Line line(true);
    ::shutdown(line.peer.get(), SHUT_WR);
    QSignalSpy sent(line.channel.get(), &Channel::sent);
    fillUntilStuck(*line.channel);
    line.channel->awaitSent(5s);
    int rounds = 0;
    QEventLoop loop;
    QTimer::singleShot(200, &loop, &QEventLoop::quit);
    connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, &loop,
            [&rounds] { ++rounds; });
    loop.exec();
    QVERIFY2(rounds < 100, qPrintable(QString::number(rounds)));
    QCOMPARE(sent.count(), 0);
}

COSFTP_TEST_RUN(TestChannelWriting)
{
    return runOnBothDispatchers<TestChannelWriting>(count, words);
}

#include "test_channel_writing.moc"

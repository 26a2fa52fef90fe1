// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/both_dispatchers.h"
#include "net/channel.h"
#include "net/raw_peer.h"

#include <QAbstractEventDispatcher>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <memory>
#include <netinet/in.h>
#include <netinet/tcp.h>

using namespace cosftp;
using namespace std::chrono_literals;

namespace {

struct Line
{
    explicit Line(bool hasSmallBuffers = false)
    {
        rawpeer::Pair pair = rawpeer::connectedPair();
        if (hasSmallBuffers) {
            rawpeer::shrinkBuffers(pair.ours);
            rawpeer::shrinkBuffers(pair.theirs);
        }
        peer = std::move(pair.theirs);
        channel = std::make_unique<Channel>(pair.ours.release());
    }

    std::unique_ptr<Channel> channel;
    Descriptor peer;
};

// Reads as an upload does: until nothing is left.
void collectInto(Channel &channel, QByteArray &target)
{
    QObject::connect(&channel, &Channel::readable, &channel, [&channel, &target] {
        char buffer[1000];
        while (const qint64 count = channel.read(buffer, sizeof(buffer)))
            target.append(buffer, count);
    });
    channel.setReading(true);
}

// Writes until the kernel takes no more.
QByteArray fill(Channel &channel)
{
    const QByteArray block(65536, 'x');
    QByteArray taken;
    for (;;) {
        const qint64 count = channel.write(block.constData(), block.size());
        taken += block.first(std::max<qint64>(count, 0));
        if (count < block.size())
            return taken;
    }
}

QByteArray fillUntilStuck(Channel &channel)
{
    QByteArray taken;
    for (int quietRounds = 0; quietRounds < 3; ++quietRounds) {
        const QByteArray more = fill(channel);
        taken += more;
        if (!more.isEmpty())
            quietRounds = 0;
        QTest::qWait(10);
    }
    return taken;
}

void spinOnce() { QCoreApplication::processEvents(QEventLoop::AllEvents); }

void runFor(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

}  // namespace

class TestChannel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsBothEnds();
    void mappedAddressesAreIpv4();
    void aFinIsFinished();
    void aResetIsCutAfterTheBytesBeforeIt();
    void aFinFollowedByAResetIsStillFinished();
    void theEndIsToldOnce();
    void peekingFindsTheEndAndTakesNothing();
    void aResetThatPeekingFoundStaysACut();
    void aResetThatWritingFoundStaysACut();
    void bytesWaitUntilReadingIsOn();
    void aWriteTakenInPartIsFollowedByWritable();
    void writableIsNotEmittedWithoutNeed();
    void queuedBytesArriveInOrder();
    void writesDoNotOvertakeQueuedBytes();
    void finComesAfterTheQueue();
    void thePeerMaySendAfterOurFin();
    void writingToAClosedPeerIsBrokenOnce();
    void resetLooksLikeAReset();
    void closingDeliversTheLastReplyDespiteUnreadInput();
    void aReceiverMayDeleteTheChannel_data();
    void aReceiverMayDeleteTheChannel();
    void aReceiverMayCloseTheChannel();
    void aClosedChannelIsSilent();
    void sentComesAtOnceForASmallTransfer();
    void sentDoesNotWaitForAClientThatKeepsItsEndOpen();
    void sentWaitsForAReaderThatIsSlow();
    void sentIsBrokenWhenThePeerResets();
    void sentIsBrokenWhenThePeerTakesNothing();
    void aPeerThatHalfClosedDoesNotKeepUsAwake();
    void keepAliveIsSetInTheKernel();
};

void TestChannel::knowsBothEnds()
{
    const Line line;
    QCOMPARE(line.channel->peer(), localOf(line.peer.get()));
    QCOMPARE(line.channel->local(), peerOf(line.peer.get()));
    QCOMPARE(line.channel->peer().toString(),
             QStringLiteral("127.0.0.1:%1").arg(line.channel->peer().port));
    line.channel->close();
    QCOMPARE(line.channel->peer(), localOf(line.peer.get()));
}

void TestChannel::mappedAddressesAreIpv4()
{
    const Descriptor listener = rawpeer::listenOn(QHostAddress(QHostAddress::AnyIPv6));
    const Endpoint target{rawpeer::loopback, localOf(listener.get()).port};
    const Descriptor client = rawpeer::connectTo(target);
    const Channel channel(::accept(listener.get(), nullptr, nullptr));
    QCOMPARE(channel.peer().address, rawpeer::loopback);
    QCOMPARE(channel.local(), target);
}

void TestChannel::aFinIsFinished()
{
    Line line;
    QByteArray got;
    collectInto(*line.channel, got);
    rawpeer::put(line.peer, QByteArray(5000, 'a'));
    line.peer.close();
    QTRY_COMPARE(line.channel->end(), StreamEnd::Finished);
    QCOMPARE(got, QByteArray(5000, 'a'));
}

void TestChannel::aResetIsCutAfterTheBytesBeforeIt()
{
    Line line;
    QByteArray got;
    rawpeer::put(line.peer, QByteArray(5000, 'a'));
    rawpeer::resetByPeer(line.peer);
    collectInto(*line.channel, got);
    QTRY_COMPARE(line.channel->end(), StreamEnd::Cut);
    QCOMPARE(got, QByteArray(5000, 'a'));
}

void TestChannel::aFinFollowedByAResetIsStillFinished()
{
    Line line;
    ::shutdown(line.peer.get(), SHUT_WR);
    rawpeer::resetByPeer(line.peer);
    QByteArray got;
    collectInto(*line.channel, got);
    QTRY_COMPARE(line.channel->end(), StreamEnd::Finished);
}

void TestChannel::theEndIsToldOnce()
{
    Line line;
    QByteArray got;
    collectInto(*line.channel, got);
    QSignalSpy readable(line.channel.get(), &Channel::readable);
    line.peer.close();
    QTRY_COMPARE(line.channel->end(), StreamEnd::Finished);
    runFor(20ms);
    QCOMPARE(readable.count(), 1);
    line.channel->setReading(true);
    runFor(20ms);
    QCOMPARE(readable.count(), 1);
}

void TestChannel::peekingFindsTheEndAndTakesNothing()
{
    Line line;
    QCOMPARE(line.channel->peekEnd(), StreamEnd::Open);
    rawpeer::put(line.peer, "ab");
    line.peer.close();
    QCOMPARE(line.channel->peekEnd(), StreamEnd::Open);
    char buffer[10];
    QCOMPARE(line.channel->read(buffer, sizeof(buffer)), 2);
    QCOMPARE(line.channel->peekEnd(), StreamEnd::Finished);
    QCOMPARE(line.channel->end(), StreamEnd::Open);
    QCOMPARE(line.channel->read(buffer, sizeof(buffer)), 0);
    QCOMPARE(line.channel->end(), StreamEnd::Finished);
}

void TestChannel::aResetThatPeekingFoundStaysACut()
{
    Line line;
    QSignalSpy readable(line.channel.get(), &Channel::readable);
    rawpeer::resetByPeer(line.peer);
    QTRY_COMPARE(line.channel->peekEnd(), StreamEnd::Cut);
    QCOMPARE(line.channel->peekEnd(), StreamEnd::Cut);
    QByteArray got;
    collectInto(*line.channel, got);
    QTRY_COMPARE(readable.count(), 1);
    QCOMPARE(line.channel->end(), StreamEnd::Cut);
}

void TestChannel::aResetThatWritingFoundStaysACut()
{
    Line line;
    rawpeer::resetByPeer(line.peer);
    QTRY_COMPARE(line.channel->write("x", 1), -1);
    QByteArray got;
    collectInto(*line.channel, got);
    char buffer[10];
    QCOMPARE(line.channel->read(buffer, sizeof(buffer)), 0);
    QCOMPARE(line.channel->end(), StreamEnd::Cut);
}

void TestChannel::bytesWaitUntilReadingIsOn()
{
    Line line;
    QSignalSpy readable(line.channel.get(), &Channel::readable);
    rawpeer::put(line.peer, "ab");
    runFor(20ms);
    QCOMPARE(readable.count(), 0);
    QByteArray got;
    collectInto(*line.channel, got);
    QTRY_COMPARE(got, QByteArray("ab"));
    line.channel->setReading(false);
    rawpeer::put(line.peer, "cd");
    runFor(20ms);
    QCOMPARE(got, QByteArray("ab"));
    line.channel->setReading(true);
    QTRY_COMPARE(got, QByteArray("abcd"));
}

void TestChannel::aWriteTakenInPartIsFollowedByWritable()
{
    const Line line(true);
    const QByteArray taken = fill(*line.channel);
    QSignalSpy writable(line.channel.get(), &Channel::writable);
    QByteArray got;
    QTRY_COMPARE((got += rawpeer::takeArrived(line.peer)).size(), taken.size());
    QTRY_COMPARE(writable.count(), 1);
    QCOMPARE(got, taken);
}

void TestChannel::writableIsNotEmittedWithoutNeed()
{
    const Line line;
    QSignalSpy writable(line.channel.get(), &Channel::writable);
    QCOMPARE(line.channel->write("abc", 3), 3);
    line.channel->send("def");
    runFor(20ms);
    QCOMPARE(writable.count(), 0);
    QCOMPARE(rawpeer::take(line.peer), QByteArray("abcdef"));
}

void TestChannel::queuedBytesArriveInOrder()
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

void TestChannel::writesDoNotOvertakeQueuedBytes()
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

void TestChannel::finComesAfterTheQueue()
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

void TestChannel::thePeerMaySendAfterOurFin()
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

void TestChannel::writingToAClosedPeerIsBrokenOnce()
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

void TestChannel::resetLooksLikeAReset()
{
    const Line line;
    line.channel->write("part of a file", 14);
    line.channel->reset();
    QVERIFY(!line.channel->isOpen());
    QCOMPARE(rawpeer::takeAll(line.peer), std::nullopt);
}

void TestChannel::closingDeliversTheLastReplyDespiteUnreadInput()
{
    const Line line;
    rawpeer::put(line.peer, QByteArray(20000, 'n'));
    line.channel->send("421 Bye.\r\n");
    line.channel->close();
    QCOMPARE(rawpeer::takeAll(line.peer), QByteArray("421 Bye.\r\n"));
}

void TestChannel::aReceiverMayDeleteTheChannel_data()
{
    QTest::addColumn<int>("event");
    QTest::newRow("in readable") << 0;
    QTest::newRow("in writable") << 1;
    QTest::newRow("in broken") << 2;
    QTest::newRow("in finishedWriting") << 3;
    QTest::newRow("in sent") << 4;
}

void TestChannel::aReceiverMayDeleteTheChannel()
{
    QFETCH(int, event);
    Line line(true);
    Channel *const channel = line.channel.get();
    const auto remove = [&line] { line.channel.reset(); };
    connect(channel, &Channel::readable, this, remove);
    connect(channel, &Channel::writable, this, remove);
    connect(channel, &Channel::broken, this, remove);
    connect(channel, &Channel::finishedWriting, this, remove);
    connect(channel, &Channel::sent, this, remove);
    if (event == 0) {
        channel->setReading(true);
        rawpeer::put(line.peer, "x");
    } else if (event == 1) {
        fill(*channel);
        QTRY_VERIFY((rawpeer::takeArrived(line.peer), line.channel == nullptr));
    } else if (event == 2) {
        rawpeer::resetByPeer(line.peer);
        QTRY_COMPARE(channel->write("x", 1), -1);
    } else if (event == 3) {
        channel->finishWriting();
    } else {
        channel->awaitSent(1s);
    }
    QTRY_VERIFY(line.channel == nullptr);
    runFor(5ms);
}

void TestChannel::aReceiverMayCloseTheChannel()
{
    const Line line;
    connect(line.channel.get(), &Channel::readable, line.channel.get(), &Channel::close);
    line.channel->setReading(true);
    rawpeer::put(line.peer, "x");
    QTRY_VERIFY(!line.channel->isOpen());
    QCOMPARE(rawpeer::takeAll(line.peer), QByteArray());
}

void TestChannel::aClosedChannelIsSilent()
{
    Line line(true);
    QSignalSpy broken(line.channel.get(), &Channel::broken);
    QSignalSpy finished(line.channel.get(), &Channel::finishedWriting);
    QSignalSpy sent(line.channel.get(), &Channel::sent);
    line.channel->awaitSent(1s);
    line.channel->finishWriting();
    rawpeer::resetByPeer(line.peer);
    line.channel->close();
    runFor(20ms);
    QCOMPARE(broken.count() + finished.count() + sent.count(), 0);
    QCOMPARE(line.channel->write("x", 1), -1);
    char buffer[1];
    QCOMPARE(line.channel->read(buffer, 1), 0);
    line.channel->setReading(true);
    line.channel->send("x");
    line.channel->reset();
}

void TestChannel::sentComesAtOnceForASmallTransfer()
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
    QTRY_COMPARE_WITH_TIMEOUT(sent.count(), 1, 1000);
}

void TestChannel::sentDoesNotWaitForAClientThatKeepsItsEndOpen()
{
    const Line line;
    QSignalSpy sent(line.channel.get(), &Channel::sent);
    QSignalSpy broken(line.channel.get(), &Channel::broken);
    line.channel->write("small", 5);
    line.channel->finishWriting();
    QCOMPARE(rawpeer::takeAll(line.peer), QByteArray("small"));
    line.channel->awaitSent(5s);
    QTRY_COMPARE_WITH_TIMEOUT(sent.count(), 1, 1000);
    QCOMPARE(broken.count(), 0);
}

void TestChannel::sentWaitsForAReaderThatIsSlow()
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

void TestChannel::sentIsBrokenWhenThePeerResets()
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

void TestChannel::sentIsBrokenWhenThePeerTakesNothing()
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

void TestChannel::aPeerThatHalfClosedDoesNotKeepUsAwake()
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

void TestChannel::keepAliveIsSetInTheKernel()
{
    rawpeer::Pair pair = rawpeer::connectedPair();
    const int fd = pair.ours.get();
    Channel channel(pair.ours.release());
    channel.enableKeepAlive();
    int value = 0;
    socklen_t length = sizeof(value);
    QCOMPARE(::getsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &value, &length), 0);
    QCOMPARE(value, 1);
    QCOMPARE(::getsockopt(fd, IPPROTO_TCP, TCP_KEEPIDLE, &value, &length), 0);
    QCOMPARE(value, 60);
}

int main(int argc, char **argv) { return runOnBothDispatchers<TestChannel>(argc, argv); }

#include "test_channel.moc"

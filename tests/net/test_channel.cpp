// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/both_dispatchers.h"
#include "net/channel_fixtures.h"
#include "support/test_main.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>
#include <netinet/in.h>
#include <netinet/tcp.h>

using namespace cosftp;
using namespace channels;
using namespace std::chrono_literals;

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
    void aReceiverMayDeleteTheChannel_data();
    void aReceiverMayDeleteTheChannel();
    void aReceiverMayCloseTheChannel();
    void aClosedChannelIsSilent();
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

COSFTP_TEST_RUN(TestChannel) { return runOnBothDispatchers<TestChannel>(count, words); }

#include "test_channel.moc"

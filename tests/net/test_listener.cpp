// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/both_dispatchers.h"
#include "net/listener.h"
#include "net/raw_peer.h"
#include "support/test_main.h"

#include <QTest>
#include <QTimer>

#include <vector>

using namespace cosftp;
using namespace std::chrono_literals;

class TestListener : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bothFamiliesReachIt();
    void oneAddressOnly();
    void aBadAddressIsInvalid();
    void aTakenPortIsBusy();
    void fourHundredAtOnceAreAccepted();
    void connectionsThatAreResetAtOnceDoNotStopIt();
    void outOfDescriptorsItPausesAndGoesOn();

private:
    void collect(Listener &listener)
    {
        m_accepted.clear();
        connect(&listener, &Listener::accepted, this, [this](qintptr descriptor) {
            m_accepted.emplace_back(static_cast<int>(descriptor));
        });
    }

    std::vector<Descriptor> m_accepted;
};

void TestListener::bothFamiliesReachIt()
{
    Listener listener;
    collect(listener);
    QVERIFY(listener.listenOn({}, 0));
    const Descriptor ipv4 = rawpeer::connectTo({rawpeer::loopback, listener.serverPort()});
    QTRY_COMPARE(m_accepted.size(), size_t(1));
    QCOMPARE(peerOf(m_accepted.back().get()), localOf(ipv4.get()));
    const QHostAddress loopback6(QHostAddress::LocalHostIPv6);
    const Descriptor ipv6 = rawpeer::connectTo({loopback6, listener.serverPort()});
    QTRY_COMPARE(m_accepted.size(), size_t(2));
    QCOMPARE(peerOf(m_accepted.back().get()), localOf(ipv6.get()));
}

void TestListener::oneAddressOnly()
{
    Listener listener;
    collect(listener);
    QVERIFY(listener.listenOn(QStringLiteral("127.0.0.1"), 0));
    const QHostAddress other(QStringLiteral("127.0.0.2"));
    QVERIFY(!rawpeer::connectTo({other, listener.serverPort()}).isValid());
    const Descriptor client = rawpeer::connectTo({rawpeer::loopback, listener.serverPort()});
    QTRY_COMPARE(m_accepted.size(), size_t(1));
}

void TestListener::aBadAddressIsInvalid()
{
    Listener listener;
    const Outcome outcome = listener.listenOn(QStringLiteral("no.address"), 0);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, Failure::Code::Invalid);
}

void TestListener::aTakenPortIsBusy()
{
    const Descriptor taken = rawpeer::listenOn(rawpeer::loopback);
    Listener listener;
    const Outcome outcome =
        listener.listenOn(QStringLiteral("127.0.0.1"), localOf(taken.get()).port);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, Failure::Code::Busy);
    QVERIFY(outcome.error().detail.contains(QStringLiteral("127.0.0.1")));
}

void TestListener::fourHundredAtOnceAreAccepted()
{
    Listener listener;
    collect(listener);
    QVERIFY(listener.listenOn(QStringLiteral("127.0.0.1"), 0));
    // All before the listener runs: they wait in the kernel's queue.
    std::vector<Descriptor> clients;
    for (int i = 0; i < 400; ++i)
        clients.push_back(rawpeer::connectTo({rawpeer::loopback, listener.serverPort()}));
    QVERIFY(m_accepted.empty());
    QTRY_COMPARE(m_accepted.size(), clients.size());
}

void TestListener::connectionsThatAreResetAtOnceDoNotStopIt()
{
    Listener listener;
    collect(listener);
    QVERIFY(listener.listenOn(QStringLiteral("127.0.0.1"), 0));
    for (int i = 0; i < 50; ++i) {
        Descriptor client = rawpeer::connectTo({rawpeer::loopback, listener.serverPort()});
        rawpeer::resetByPeer(client);
    }
    const Descriptor client = rawpeer::connectTo({rawpeer::loopback, listener.serverPort()});
    QTRY_VERIFY(!m_accepted.empty() && peerOf(m_accepted.back().get()) == localOf(client.get()));
}

void TestListener::outOfDescriptorsItPausesAndGoesOn()
{
    Listener listener(nullptr, 100ms);
    collect(listener);
    QVERIFY(listener.listenOn(QStringLiteral("127.0.0.1"), 0));
    // UBSan looks at a type once, and needs a descriptor for that: event loop, timer and log.
    QVERIFY(turnsWithin(2ms) > 0);
    qInfo().noquote() << listener.serverAddress().toString();
    // One that was accepted before makes a difference to QTcpServer.
    const Descriptor early = rawpeer::connectTo({rawpeer::loopback, listener.serverPort()});
    QTRY_COMPARE(m_accepted.size(), size_t(1));
    const Descriptor first = rawpeer::connectTo({rawpeer::loopback, listener.serverPort()});
    const Descriptor second = rawpeer::connectTo({rawpeer::loopback, listener.serverPort()});
    {
        QTest::ignoreMessage(
            QtWarningMsg, QRegularExpression(
                              QStringLiteral("cannot accept connections.*ulimit -n.*LimitNOFILE")));
        const rawpeer::DescriptorFamine famine;
        const int turns = turnsWithin(250ms);
        QCOMPARE(m_accepted.size(), size_t(1));
        QVERIFY2(turns < 50, qPrintable(QString::number(turns)));
    }
    QTRY_COMPARE(m_accepted.size(), size_t(3));
}

COSFTP_TEST_RUN(TestListener) { return runOnBothDispatchers<TestListener>(count, words); }

#include "test_listener.moc"

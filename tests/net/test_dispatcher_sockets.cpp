// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/both_dispatchers.h"
#include "net/dispatcher_fixtures.h"
#include "support/test_main.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>
#include <vector>

using namespace cosftp;
using namespace dispatching;
using namespace std::chrono_literals;

class TestDispatcherSockets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readAndWriteOnOneSocket();
    void urgentDataIsAnException();
    void aDisabledNotifierIsSilent();
    void aNotifierMayBeDisabledInItsOwnEvent();
    void aNotifierMayBeDeletedInItsOwnEvent();
    void aNotifierMayDeleteAnotherThatIsReady();
    void aNumberThatCameBackGetsNoOldEvent();
    void aSocketClosedBeforeItsNotifierDoesNotHurtItsSuccessor();
    void moreSocketsThanOneTurnTakes();
    void aNestedLoopConsumesEventsOnce();
    void socketsCanBeLeftOutWithoutSpinning();
    void aHangUpIsReadable();
};

void TestDispatcherSockets::readAndWriteOnOneSocket()
{
    const SocketPair pair;
    const auto reader = notifierFor(pair.near);
    const auto writer = notifierFor(pair.near, QSocketNotifier::Write);
    int reads = 0;
    int writes = 0;
    connect(reader.get(), &QSocketNotifier::activated, this, [&] {
        ++reads;
        pair.drain();
    });
    connect(writer.get(), &QSocketNotifier::activated, this, [&] {
        ++writes;
        writer->setEnabled(false);
    });
    QTRY_COMPARE(writes, 1);
    QCOMPARE(reads, 0);
    pair.makeReadable();
    QTRY_COMPARE(reads, 1);
    writer->setEnabled(true);
    pair.makeReadable();
    QTRY_COMPARE(writes, 2);
    QTRY_COMPARE(reads, 2);
}

void TestDispatcherSockets::urgentDataIsAnException()
{
    const rawpeer::Pair pair = rawpeer::connectedPair();
    const auto notifier = notifierFor(pair.ours, QSocketNotifier::Exception);
    int urgent = 0;
    connect(notifier.get(), &QSocketNotifier::activated, this, [&] {
        ++urgent;
        char byte = 0;
        QCOMPARE(::recv(pair.ours.get(), &byte, 1, MSG_OOB), 1);
    });
    rawpeer::put(pair.theirs, "a");
    runFor(10ms);
    QCOMPARE(urgent, 0);
    QCOMPARE(::send(pair.theirs.get(), "!", 1, MSG_OOB), 1);
    QTRY_COMPARE(urgent, 1);
}

void TestDispatcherSockets::aDisabledNotifierIsSilent()
{
    const SocketPair pair;
    const auto notifier = notifierFor(pair.near);
    QSignalSpy activated(notifier.get(), &QSocketNotifier::activated);
    notifier->setEnabled(false);
    pair.makeReadable();
    runFor(10ms);
    QCOMPARE(activated.count(), 0);
    connect(notifier.get(), &QSocketNotifier::activated, this, [&] { pair.drain(); });
    notifier->setEnabled(true);
    QTRY_COMPARE(activated.count(), 1);
}

void TestDispatcherSockets::aNotifierMayBeDisabledInItsOwnEvent()
{
    const SocketPair pair;
    const auto notifier = notifierFor(pair.near);
    int activations = 0;
    connect(notifier.get(), &QSocketNotifier::activated, this, [&] {
        ++activations;
        notifier->setEnabled(false);
    });
    pair.makeReadable();
    QTRY_COMPARE(activations, 1);
    runFor(10ms);
    QCOMPARE(activations, 1);
    notifier->setEnabled(true);
    QTRY_COMPARE(activations, 2);
}

void TestDispatcherSockets::aNotifierMayBeDeletedInItsOwnEvent()
{
    const SocketPair pair;
    auto reader = notifierFor(pair.near);
    auto writer = notifierFor(pair.near, QSocketNotifier::Write);
    int activations = 0;
    const auto removeBoth = [&] {
        ++activations;
        reader.reset();
        writer.reset();
    };
    connect(reader.get(), &QSocketNotifier::activated, this, removeBoth);
    connect(writer.get(), &QSocketNotifier::activated, this, removeBoth);
    pair.makeReadable();
    QTRY_COMPARE(activations, 1);
    runFor(10ms);
    QCOMPARE(activations, 1);
}

void TestDispatcherSockets::aNotifierMayDeleteAnotherThatIsReady()
{
    std::array<SocketPair, 10> pairs;
    std::array<std::unique_ptr<QSocketNotifier>, 10> notifiers;
    int activations = 0;
    for (size_t i = 0; i < pairs.size(); ++i) {
        notifiers[i] = notifierFor(pairs[i].near);
        connect(notifiers[i].get(), &QSocketNotifier::activated, this, [&, i] {
            ++activations;
            for (size_t k = 0; k < pairs.size(); ++k)
                if (k != i)
                    notifiers[k].reset();
            pairs[i].drain();
        });
        pairs[i].makeReadable();
    }
    QTRY_COMPARE(activations, 1);
    runFor(10ms);
    QCOMPARE(activations, 1);
}

void TestDispatcherSockets::aNumberThatCameBackGetsNoOldEvent()
{
    std::array<SocketPair, 2> pairs;
    std::array<std::unique_ptr<QSocketNotifier>, 2> notifiers;
    SocketPair fresh;
    Descriptor reborn;
    std::unique_ptr<QSocketNotifier> freshNotifier;
    int oldActivations = 0;
    int freshActivations = 0;
    const auto replace = [&](size_t other) {
        ++oldActivations;
        const int number = pairs[other].near.get();
        notifiers[other].reset();
        pairs[other].near.close();
        QCOMPARE(::fcntl(fresh.near.get(), F_DUPFD_CLOEXEC, number), number);
        reborn = Descriptor(number);
        freshNotifier = notifierFor(reborn);
        connect(freshNotifier.get(), &QSocketNotifier::activated, this,
                [&freshActivations] { ++freshActivations; });
    };
    for (size_t i = 0; i < 2; ++i) {
        notifiers[i] = notifierFor(pairs[i].near);
        connect(notifiers[i].get(), &QSocketNotifier::activated, this, [&, i] {
            pairs[i].drain();
            replace(1 - i);
        });
        pairs[i].makeReadable();
    }
    QTRY_COMPARE(oldActivations, 1);
    runFor(10ms);
    QCOMPARE(oldActivations, 1);
    QCOMPARE(freshActivations, 0);
    fresh.makeReadable();
    QTRY_VERIFY(freshActivations > 0);
}

void TestDispatcherSockets::aSocketClosedBeforeItsNotifierDoesNotHurtItsSuccessor()
{
    SocketPair old;
    const auto oldNotifier = notifierFor(old.near);
    const int number = old.near.get();
    old.near.close();
    oldNotifier->setEnabled(false);
    SocketPair fresh;
    QCOMPARE(fresh.near.get(), number);
    const auto notifier = notifierFor(fresh.near);
    int activations = 0;
    connect(notifier.get(), &QSocketNotifier::activated, this, [&] {
        ++activations;
        fresh.drain();
    });
    fresh.makeReadable();
    QTRY_COMPARE(activations, 1);
}

void TestDispatcherSockets::moreSocketsThanOneTurnTakes()
{
    constexpr size_t count = 400;
    const std::vector<SocketPair> pairs(count);
    std::vector<std::unique_ptr<QSocketNotifier>> notifiers;
    std::vector<int> activations(count, 0);
    for (size_t i = 0; i < count; ++i) {
        notifiers.push_back(notifierFor(pairs[i].near));
        connect(notifiers[i].get(), &QSocketNotifier::activated, this, [&, i] {
            ++activations[i];
            pairs[i].drain();
        });
        pairs[i].makeReadable();
    }
    const auto isOne = [](int times) { return times == 1; };
    QTRY_VERIFY(std::all_of(activations.begin(), activations.end(), isOne));
    runFor(10ms);
    QVERIFY(std::all_of(activations.begin(), activations.end(), isOne));
}

void TestDispatcherSockets::aNestedLoopConsumesEventsOnce()
{
    std::array<SocketPair, 4> pairs;
    std::array<std::unique_ptr<QSocketNotifier>, 4> notifiers;
    std::array<int, 4> activations{};
    bool isNested = false;
    for (size_t i = 0; i < pairs.size(); ++i) {
        notifiers[i] = notifierFor(pairs[i].near);
        connect(notifiers[i].get(), &QSocketNotifier::activated, this, [&, i] {
            ++activations[i];
            pairs[i].drain();
            if (!std::exchange(isNested, true))
                runFor(20ms);
        });
        pairs[i].makeReadable();
    }
    runFor(50ms);
    QCOMPARE(activations, (std::array{1, 1, 1, 1}));
}

void TestDispatcherSockets::socketsCanBeLeftOutWithoutSpinning()
{
    const SocketPair pair;
    const auto notifier = notifierFor(pair.near);
    int activations = 0;
    connect(notifier.get(), &QSocketNotifier::activated, this, [&] {
        ++activations;
        pair.drain();
    });
    pair.makeReadable();
    QEventLoop loop;
    int turns = 0;
    connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, &loop,
            [&turns] { ++turns; });
    QTimer::singleShot(50ms, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec(QEventLoop::ExcludeSocketNotifiers | QEventLoop::ExcludeUserInputEvents);
    QCOMPARE(activations, 0);
    QVERIFY2(turns < 100, qPrintable(QString::number(turns)));
    QTRY_COMPARE(activations, 1);
}

void TestDispatcherSockets::aHangUpIsReadable()
{
    SocketPair pair;
    const auto notifier = notifierFor(pair.near);
    int activations = 0;
    connect(notifier.get(), &QSocketNotifier::activated, this, [&] {
        ++activations;
        notifier->setEnabled(false);
    });
    pair.far.close();
    QTRY_COMPARE(activations, 1);
    runFor(10ms);
    QCOMPARE(activations, 1);
}

COSFTP_TEST_RUN(TestDispatcherSockets)
{
    return runOnBothDispatchers<TestDispatcherSockets>(count, words);
}

#include "test_dispatcher_sockets.moc"

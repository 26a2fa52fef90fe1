// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/both_dispatchers.h"
#include "net/raw_peer.h"

#include <QAbstractEventDispatcher>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QSocketNotifier>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <array>
#include <functional>
#include <memory>
#include <vector>

using namespace cosftp;
using namespace std::chrono_literals;

namespace {

struct Pair
{
    Pair()
    {
        int ends[2] = {-1, -1};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) != 0)
            qFatal("socketpair");
        near = Descriptor(ends[0]);
        far = Descriptor(ends[1]);
    }
    void makeReadable() const { rawpeer::put(far, "x"); }
    void drain() const { rawpeer::takeArrived(near); }

    Descriptor near;
    Descriptor far;
};

std::unique_ptr<QSocketNotifier> notifierFor(const Descriptor &socket,
                                             QSocketNotifier::Type type = QSocketNotifier::Read)
{
    return std::make_unique<QSocketNotifier>(socket.get(), type);
}

void runFor(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

bool isOurs()
{
    return qobject_cast<EpollDispatcher *>(QAbstractEventDispatcher::instance()) != nullptr;
}

// A thread that has the dispatcher under test.
std::unique_ptr<QThread> newThread()
{
    auto thread = std::make_unique<QThread>();
    if (isOurs())
        thread->setEventDispatcher(new EpollDispatcher);
    return thread;
}

// An object whose timer events are given to a function.
class Ticker final : public QObject
{
public:
    std::function<void(int)> onTick = [](int) {};

protected:
    void timerEvent(QTimerEvent *event) override { onTick(event->timerId()); }
};

}  // namespace

class TestDispatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Timers
    void aSingleTimerFiresOnceAndNotEarly_data();
    void aSingleTimerFiresOnceAndNotEarly();
    void aCoarseTimerIsNearItsTime();
    void aRepeatedTimerDoesNotDrift();
    void aLateTimerDoesNotCatchUpInABurst();
    void zeroTimersShareTheThread();
    void zeroTimersDoNotCountAsEvents();
    void tenThousandTimersFireOnceEach();
    void tenThousandTimersCanBeRemoved();
    void timersFireInOrder();
    void aTimerMayBeKilledInItsOwnEvent();
    void aTimerMayBeRestartedInItsOwnEvent();
    void aTimerMayKillAnotherThatIsDue();
    void anObjectMayDieInItsTimerEvent();
    void aNestedLoopDoesNotDeliverTheSameTimerAgain();
    void anObjectsTimersAreListed();
    void remainingTimeCountsDown();
    // Posted events
    void queuedCallsFromOtherThreadsComeInOrder();
    void callsPostedWhileWaitingAreNotDelayed();
    void wakeUpEndsAWait();
    void interruptEndsAWait();
    void blockingIsAnnounced();
    // Sockets
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
    // Qt's own users of a dispatcher
    void aSocketEchoes();
    void aNetworkRequestIsAnswered();
    void aThreadEndsWhenAskedTo();
    void deferredDeletionHappens();
};

void TestDispatcher::aSingleTimerFiresOnceAndNotEarly_data()
{
    QTest::addColumn<int>("interval");
    QTest::newRow("at once") << 0;
    QTest::newRow("1 ms") << 1;
    QTest::newRow("7 ms") << 7;
    QTest::newRow("60 ms") << 60;
}

void TestDispatcher::aSingleTimerFiresOnceAndNotEarly()
{
    QFETCH(int, interval);
    int fired = 0;
    QElapsedTimer clock;
    qint64 nanoseconds = 0;
    QTimer timer;
    timer.setSingleShot(true);
    timer.setTimerType(Qt::PreciseTimer);
    connect(&timer, &QTimer::timeout, this, [&] {
        ++fired;
        nanoseconds = clock.nsecsElapsed();
    });
    clock.start();
    timer.start(interval);
    QTRY_COMPARE(fired, 1);
    QVERIFY2(nanoseconds >= (interval - 1) * 1'000'000LL, qPrintable(QString::number(nanoseconds)));
    runFor(20ms);
    QCOMPARE(fired, 1);
}

void TestDispatcher::aCoarseTimerIsNearItsTime()
{
    QElapsedTimer clock;
    clock.start();
    QEventLoop loop;
    QTimer::singleShot(400ms, Qt::CoarseTimer, &loop, &QEventLoop::quit);
    loop.exec();
    QVERIFY2(clock.elapsed() >= 380, qPrintable(QString::number(clock.elapsed())));
    QVERIFY2(clock.elapsed() < 600, qPrintable(QString::number(clock.elapsed())));
}

void TestDispatcher::aRepeatedTimerDoesNotDrift()
{
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    int fired = 0;
    QElapsedTimer clock;
    QEventLoop loop;
    connect(&timer, &QTimer::timeout, &loop, [&] {
        QThread::msleep(25);  // busy, but less than the interval
        if (++fired == 8)
            loop.quit();
    });
    clock.start();
    timer.start(40);
    loop.exec();
    QVERIFY(clock.elapsed() >= 8 * 40);
    QVERIFY2(clock.elapsed() < 8 * 40 + 7 * 25, qPrintable(QString::number(clock.elapsed())));
}

void TestDispatcher::aLateTimerDoesNotCatchUpInABurst()
{
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    int fired = 0;
    connect(&timer, &QTimer::timeout, this, [&] { ++fired; });
    timer.start(20);
    QThread::msleep(200);
    QCoreApplication::processEvents();
    QCoreApplication::processEvents();
    QCOMPARE(fired, 1);
    QTRY_VERIFY(fired > 2);
}

void TestDispatcher::zeroTimersShareTheThread()
{
    const Pair pair;
    pair.makeReadable();
    const auto notifier = notifierFor(pair.near);
    int activations = 0;
    connect(notifier.get(), &QSocketNotifier::activated, this, [&] {
        ++activations;
        pair.drain();
    });
    std::array<int, 2> fired{};
    QTimer first;
    QTimer second;
    connect(&first, &QTimer::timeout, this, [&] { ++fired[0]; });
    connect(&second, &QTimer::timeout, this, [&] { ++fired[1]; });
    first.start(0);
    second.start(0);
    bool wasCalled = false;
    QMetaObject::invokeMethod(
        this, [&] { wasCalled = true; }, Qt::QueuedConnection);
    runFor(20ms);
    QVERIFY(fired[0] > 10);
    QVERIFY(std::abs(fired[0] - fired[1]) <= 1);
    QCOMPARE(activations, 1);
    QVERIFY(wasCalled);
}

void TestDispatcher::zeroTimersDoNotCountAsEvents()
{
    QTimer timer;
    int fired = 0;
    connect(&timer, &QTimer::timeout, this, [&] { ++fired; });
    timer.start(0);
    QElapsedTimer clock;
    clock.start();
    QCoreApplication::processEvents(QEventLoop::AllEvents, 3000);
    QVERIFY(clock.elapsed() < 2000);
    QVERIFY(fired > 0);
}

void TestDispatcher::tenThousandTimersFireOnceEach()
{
    constexpr int count = 10'000;
    std::vector<int> fired(count, 0);
    std::vector<std::unique_ptr<Ticker>> tickers;
    int total = 0;
    for (int i = 0; i < count; ++i) {
        auto ticker = std::make_unique<Ticker>();
        ticker->onTick = [&fired, &total, i, raw = ticker.get()](int id) {
            raw->killTimer(id);
            ++fired[size_t(i)];
            ++total;
        };
        ticker->startTimer(std::chrono::milliseconds(i % 100), Qt::PreciseTimer);
        tickers.push_back(std::move(ticker));
    }
    QTRY_COMPARE(total, count);
    QVERIFY(std::all_of(fired.begin(), fired.end(), [](int times) { return times == 1; }));
}

void TestDispatcher::tenThousandTimersCanBeRemoved()
{
    int fired = 0;
    {
        std::vector<std::unique_ptr<Ticker>> tickers;
        for (int i = 0; i < 10'000; ++i) {
            tickers.push_back(std::make_unique<Ticker>());
            tickers.back()->onTick = [&fired](int) { ++fired; };
            tickers.back()->startTimer(1ms);
            tickers.back()->startTimer(0ms);
        }
    }
    runFor(20ms);
    QCOMPARE(fired, 0);
}

void TestDispatcher::timersFireInOrder()
{
    QList<int> order;
    for (const int interval : {30, 10, 20, 0})
        QTimer::singleShot(interval, Qt::PreciseTimer, this,
                           [&order, interval] { order += interval; });
    QTRY_COMPARE(order.size(), 4);
    QCOMPARE(order, (QList<int>{0, 10, 20, 30}));
}

void TestDispatcher::aTimerMayBeKilledInItsOwnEvent()
{
    Ticker ticker;
    int fired = 0;
    ticker.onTick = [&](int id) {
        ++fired;
        ticker.killTimer(id);
    };
    ticker.startTimer(1ms);
    runFor(20ms);
    QCOMPARE(fired, 1);
    QVERIFY(QAbstractEventDispatcher::instance()->registeredTimers(&ticker).isEmpty());
}

void TestDispatcher::aTimerMayBeRestartedInItsOwnEvent()
{
    // The identifier is likely to come back at once.
    Ticker ticker;
    int fired = 0;
    ticker.onTick = [&](int id) {
        ticker.killTimer(id);
        if (++fired < 5)
            ticker.startTimer(1ms);
    };
    ticker.startTimer(1ms);
    QTRY_COMPARE(fired, 5);
    runFor(20ms);
    QCOMPARE(fired, 5);
}

void TestDispatcher::aTimerMayKillAnotherThatIsDue()
{
    Ticker ticker;
    std::array<int, 2> ids{};
    int fired = 0;
    ticker.onTick = [&](int) {
        ++fired;
        ticker.killTimer(ids[0]);
        ticker.killTimer(ids[1]);
    };
    ids[0] = ticker.startTimer(5ms, Qt::PreciseTimer);
    ids[1] = ticker.startTimer(5ms, Qt::PreciseTimer);
    QThread::msleep(10);
    QTRY_COMPARE(fired, 1);
    runFor(20ms);
    QCOMPARE(fired, 1);
}

void TestDispatcher::anObjectMayDieInItsTimerEvent()
{
    auto ticker = std::make_unique<Ticker>();
    int fired = 0;
    ticker->startTimer(1ms);
    ticker->startTimer(1ms);
    // The function dies with its object, so what it needs is copied first.
    ticker->onTick = [&fired, &ticker](int) {
        int &counter = fired;
        ticker.reset();
        ++counter;
    };
    QTRY_COMPARE(fired, 1);
    runFor(20ms);
    QCOMPARE(fired, 1);
}

void TestDispatcher::aNestedLoopDoesNotDeliverTheSameTimerAgain()
{
    Ticker ticker;
    int depth = 0;
    int deepest = 0;
    int fired = 0;
    int others = 0;
    Ticker other;
    other.onTick = [&](int) { ++others; };
    ticker.onTick = [&](int) {
        deepest = std::max(deepest, ++depth);
        if (++fired == 1) {
            const int before = others;
            runFor(60ms);
            others -= before;
        }
        --depth;
    };
    other.startTimer(5ms, Qt::PreciseTimer);
    ticker.startTimer(5ms, Qt::PreciseTimer);
    QTRY_VERIFY(fired >= 3);
    QCOMPARE(deepest, 1);
    QVERIFY(others > 0);
}

void TestDispatcher::anObjectsTimersAreListed()
{
    Ticker ticker;
    const int precise = ticker.startTimer(1s, Qt::PreciseTimer);
    ticker.startTimer(50s, Qt::VeryCoarseTimer);
    const auto timers = QAbstractEventDispatcher::instance()->registeredTimers(&ticker);
    QCOMPARE(timers.size(), 2);
    const bool isFirst = timers.at(0).timerId == precise;
    QCOMPARE(timers.at(isFirst ? 0 : 1).interval, 1000);
    QCOMPARE(timers.at(isFirst ? 0 : 1).timerType, Qt::PreciseTimer);
    QCOMPARE(timers.at(isFirst ? 1 : 0).interval, 50000);
    QCOMPARE(timers.at(isFirst ? 1 : 0).timerType, Qt::VeryCoarseTimer);
    ticker.killTimer(precise);
    QCOMPARE(QAbstractEventDispatcher::instance()->registeredTimers(&ticker).size(), 1);
}

void TestDispatcher::remainingTimeCountsDown()
{
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    QCOMPARE(timer.remainingTime(), -1);
    timer.start(100s);
    QVERIFY(timer.remainingTime() <= 100'000);
    QVERIFY(timer.remainingTime() > 90'000);
    timer.start(1);
    QThread::msleep(5);
    QCOMPARE(timer.remainingTime(), 0);
}

void TestDispatcher::queuedCallsFromOtherThreadsComeInOrder()
{
    constexpr int threads = 4;
    constexpr int calls = 5000;
    std::array<QList<int>, threads> received;
    std::vector<std::unique_ptr<QThread>> senders;
    for (int t = 0; t < threads; ++t) {
        senders.emplace_back(QThread::create([this, t, &received] {
            for (int i = 0; i < calls; ++i)
                QMetaObject::invokeMethod(
                    this, [t, i, &received] { received[size_t(t)] += i; }, Qt::QueuedConnection);
        }));
        senders.back()->start();
    }
    for (const QList<int> &list : received)
        QTRY_COMPARE(list.size(), calls);
    for (const QList<int> &list : received)
        QVERIFY(std::is_sorted(list.begin(), list.end()));
    for (const auto &sender : senders)
        QVERIFY(sender->wait(5000));
}

void TestDispatcher::callsPostedWhileWaitingAreNotDelayed()
{
    // Question and answer between two threads: each waits in its dispatcher for the other.
    const auto thread = newThread();
    QObject remote;
    remote.moveToThread(thread.get());
    thread->start();
    int rounds = 0;
    QEventLoop loop;
    std::function<void()> ask = [&] {
        QMetaObject::invokeMethod(
            &remote,
            [&] {
                QMetaObject::invokeMethod(
                    &loop, [&] { ++rounds == 2000 ? loop.quit() : ask(); }, Qt::QueuedConnection);
            },
            Qt::QueuedConnection);
    };
    QTimer::singleShot(20s, &loop, &QEventLoop::quit);
    ask();
    loop.exec();
    QCOMPARE(rounds, 2000);
    thread->quit();
    QVERIFY(thread->wait(5000));
}

void TestDispatcher::wakeUpEndsAWait()
{
    QAbstractEventDispatcher *const dispatcher = QAbstractEventDispatcher::instance();
    const std::unique_ptr<QThread> waker(QThread::create([dispatcher] {
        QThread::msleep(20);
        dispatcher->wakeUp();
    }));
    QElapsedTimer clock;
    clock.start();
    waker->start();
    while (clock.elapsed() < 15)
        dispatcher->processEvents(QEventLoop::WaitForMoreEvents);
    QVERIFY(waker->wait(5000));
    QVERIFY(clock.elapsed() < 5000);
}

void TestDispatcher::interruptEndsAWait()
{
    QEventLoop loop;
    const std::unique_ptr<QThread> stopper(QThread::create([&loop] {
        QThread::msleep(20);
        loop.exit(7);
    }));
    stopper->start();
    QCOMPARE(loop.exec(), 7);
    QVERIFY(stopper->wait(5000));
}

void TestDispatcher::blockingIsAnnounced()
{
    QAbstractEventDispatcher *const dispatcher = QAbstractEventDispatcher::instance();
    QSignalSpy aboutToBlock(dispatcher, &QAbstractEventDispatcher::aboutToBlock);
    QSignalSpy awake(dispatcher, &QAbstractEventDispatcher::awake);
    QCoreApplication::processEvents();
    QCOMPARE(aboutToBlock.count(), 0);
    runFor(5ms);
    QVERIFY(aboutToBlock.count() > 0);
    QVERIFY(awake.count() > 0);
}

void TestDispatcher::readAndWriteOnOneSocket()
{
    const Pair pair;
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

void TestDispatcher::urgentDataIsAnException()
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

void TestDispatcher::aDisabledNotifierIsSilent()
{
    const Pair pair;
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

void TestDispatcher::aNotifierMayBeDisabledInItsOwnEvent()
{
    const Pair pair;
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

void TestDispatcher::aNotifierMayBeDeletedInItsOwnEvent()
{
    const Pair pair;
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

void TestDispatcher::aNotifierMayDeleteAnotherThatIsReady()
{
    std::array<Pair, 10> pairs;
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

void TestDispatcher::aNumberThatCameBackGetsNoOldEvent()
{
    std::array<Pair, 2> pairs;
    std::array<std::unique_ptr<QSocketNotifier>, 2> notifiers;
    Pair fresh;
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

void TestDispatcher::aSocketClosedBeforeItsNotifierDoesNotHurtItsSuccessor()
{
    Pair old;
    const auto oldNotifier = notifierFor(old.near);
    const int number = old.near.get();
    old.near.close();
    oldNotifier->setEnabled(false);
    Pair fresh;
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

void TestDispatcher::moreSocketsThanOneTurnTakes()
{
    constexpr size_t count = 400;
    const std::vector<Pair> pairs(count);
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

void TestDispatcher::aNestedLoopConsumesEventsOnce()
{
    std::array<Pair, 4> pairs;
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

void TestDispatcher::socketsCanBeLeftOutWithoutSpinning()
{
    const Pair pair;
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

void TestDispatcher::aHangUpIsReadable()
{
    Pair pair;
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

void TestDispatcher::aSocketEchoes()
{
    const auto thread = newThread();
    auto *const server = new QTcpServer;
    server->setProxy(QNetworkProxy::NoProxy);
    connect(server, &QTcpServer::newConnection, server, [server] {
        QTcpSocket *const socket = server->nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket,
                [socket] { socket->write(socket->readAll()); });
    });
    QVERIFY(server->listen(QHostAddress::LocalHost));
    const quint16 port = server->serverPort();
    server->moveToThread(thread.get());
    connect(thread.get(), &QThread::finished, server, &QObject::deleteLater);
    thread->start();

    QTcpSocket client;
    client.setProxy(QNetworkProxy::NoProxy);
    QByteArray sent;
    for (int i = 0; i < 300'000; ++i)
        sent += char(i * 7);
    QByteArray received;
    connect(&client, &QTcpSocket::readyRead, this, [&] { received += client.readAll(); });
    client.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    client.write(sent);
    QTRY_COMPARE(received.size(), sent.size());
    QCOMPARE(received, sent);
    client.disconnectFromHost();
    thread->quit();
    QVERIFY(thread->wait(5000));
}

void TestDispatcher::aNetworkRequestIsAnswered()
{
    QTcpServer server;
    server.setProxy(QNetworkProxy::NoProxy);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const QByteArray body(200'000, 'b');
    connect(&server, &QTcpServer::newConnection, &server, [&] {
        QTcpSocket *const socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket, body] {
            if (socket->readAll().endsWith("\r\n\r\n"))
                socket->write("HTTP/1.1 200 OK\r\nContent-Length: "
                              + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        });
    });
    const QUrl url(QStringLiteral("http://127.0.0.1:%1/").arg(server.serverPort()));
    QByteArray received;
    const auto thread = newThread();
    QObject lives;
    lives.moveToThread(thread.get());
    thread->start();
    QMetaObject::invokeMethod(&lives, [&] {
        auto *const manager = new QNetworkAccessManager;
        manager->setProxy(QNetworkProxy::NoProxy);
        connect(thread.get(), &QThread::finished, manager, &QObject::deleteLater);
        QNetworkReply *const reply = manager->get(QNetworkRequest(url));
        reply->setParent(manager);
        connect(
            reply, &QNetworkReply::finished, this,
            [&received, reply] { received = reply->readAll(); }, Qt::BlockingQueuedConnection);
    });
    QTRY_COMPARE_WITH_TIMEOUT(received.size(), body.size(), 10'000);
    thread->quit();
    QVERIFY(thread->wait(5000));
}

void TestDispatcher::aThreadEndsWhenAskedTo()
{
    for (int i = 0; i < 200; ++i) {
        const auto thread = newThread();
        QObject object;
        object.moveToThread(thread.get());
        thread->start();
        QThread *called = nullptr;
        QMetaObject::invokeMethod(
            &object, [&called] { called = QThread::currentThread(); },
            i % 2 == 0 ? Qt::BlockingQueuedConnection : Qt::QueuedConnection);
        thread->quit();
        QVERIFY(thread->wait(5000));
        if (i % 2 == 0)
            QCOMPARE(called, thread.get());
    }
}

void TestDispatcher::deferredDeletionHappens()
{
    QPointer<QObject> inLoop(new QObject);
    QEventLoop loop;
    QTimer::singleShot(0, &loop, [&] { inLoop->deleteLater(); });
    QTimer::singleShot(20ms, &loop, &QEventLoop::quit);
    loop.exec();
    QVERIFY(inLoop.isNull());
}

int main(int argc, char **argv) { return runOnBothDispatchers<TestDispatcher>(argc, argv); }

#include "test_dispatcher.moc"

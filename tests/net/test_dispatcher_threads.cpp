// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/both_dispatchers.h"
#include "net/dispatcher_fixtures.h"
#include "support/test_main.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QPointer>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QThread>

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <vector>

using namespace cosftp;
using namespace dispatching;
using namespace std::chrono_literals;

namespace {

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

}  // namespace

class TestDispatcherThreads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void queuedCallsFromOtherThreadsComeInOrder();
    void callsPostedWhileWaitingAreNotDelayed();
    void wakeUpEndsAWait();
    void interruptEndsAWait();
    void blockingIsAnnounced();
    void aSocketEchoes();
    void aNetworkRequestIsAnswered();
    void aThreadEndsWhenAskedTo();
    void deferredDeletionHappens();
};

void TestDispatcherThreads::queuedCallsFromOtherThreadsComeInOrder()
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
        QVERIFY(sender->wait(60000));
}

void TestDispatcherThreads::callsPostedWhileWaitingAreNotDelayed()
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
    QVERIFY(thread->wait(60000));
}

void TestDispatcherThreads::wakeUpEndsAWait()
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
    QVERIFY(waker->wait(60000));
    QVERIFY(clock.elapsed() < 30000);
}

void TestDispatcherThreads::interruptEndsAWait()
{
    QEventLoop loop;
    const std::unique_ptr<QThread> stopper(QThread::create([&loop] {
        QThread::msleep(20);
        loop.exit(7);
    }));
    stopper->start();
    QCOMPARE(loop.exec(), 7);
    QVERIFY(stopper->wait(60000));
}

void TestDispatcherThreads::blockingIsAnnounced()
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

void TestDispatcherThreads::aSocketEchoes()
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
    QVERIFY(thread->wait(60000));
}

void TestDispatcherThreads::aNetworkRequestIsAnswered()
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
    QTRY_COMPARE_WITH_TIMEOUT(received.size(), body.size(), 60'000);
    thread->quit();
    QVERIFY(thread->wait(60000));
}

void TestDispatcherThreads::aThreadEndsWhenAskedTo()
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
        QVERIFY(thread->wait(60000));
        if (i % 2 == 0)
            QCOMPARE(called, thread.get());
    }
}

void TestDispatcherThreads::deferredDeletionHappens()
{
    QPointer<QObject> inLoop(new QObject);
    QEventLoop loop;
    QTimer::singleShot(0, &loop, [&] { inLoop->deleteLater(); });
    QTimer::singleShot(20ms, &loop, &QEventLoop::quit);
    loop.exec();
    QVERIFY(inLoop.isNull());
}

COSFTP_TEST_RUN(TestDispatcherThreads)
{
    return runOnBothDispatchers<TestDispatcherThreads>(count, words);
}

#include "test_dispatcher_threads.moc"

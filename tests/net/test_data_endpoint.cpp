// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/both_dispatchers.h"
#include "net/data_endpoint.h"
#include "net/passive_ports.h"
#include "net/raw_peer.h"
#include "support/test_main.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <memory>
#include <optional>

using namespace cosftp;
using namespace std::chrono_literals;

namespace {

const QHostAddress loopback = rawpeer::loopback;
const QHostAddress stranger(QStringLiteral("127.0.0.2"));

std::shared_ptr<PassivePorts> anyPort() { return std::make_shared<PassivePorts>(PortRange{}); }

// One PASV and what came of it.
struct Passive
{
    explicit Passive(std::chrono::milliseconds unused = 10s, const QHostAddress &peer = loopback,
                     const QHostAddress &local = loopback)
    {
        quint16 port = 0;
        endpoint.reset(
            listenForData(anyPort(), local, DataPeers{peer}, unused, nullptr, &port).value());
        target = {unmapped(local), port};
        watch();
    }
    explicit Passive(DataEndpoint *active) : endpoint(active) { watch(); }

    void watch()
    {
        QObject::connect(endpoint.get(), &DataEndpoint::connected, [this](Channel *arrived) {
            ++answers;
            channel.reset(arrived);
        });
        QObject::connect(endpoint.get(), &DataEndpoint::failed, [this](const Failure &reason) {
            ++answers;
            failure = reason.code;
        });
    }

    std::unique_ptr<DataEndpoint> endpoint;
    Endpoint target;
    std::unique_ptr<Channel> channel;
    std::optional<Failure::Code> failure;
    int answers = 0;
};

void runFor(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

// Asks as a stranger, who is not taken for the client.
bool isRefused(const Endpoint &target) { return !rawpeer::connectTo(target, stranger).isValid(); }

}  // namespace

class TestDataEndpoint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aClientThatComesEarlyIsHeldAndItsBytesWait();
    void aClientThatComesLateIsHandedOver();
    void theListenerClosesWithTheFirstConnection();
    void aStrangerIsDroppedAndTheClientStillServed();
    void aFloodOfStrangersDoesNotKeepTheClientOut();
    void aMappedPeerIsTheSamePeer();
    void ipv6Works();
    void onlyTheLocalAddressListens();
    void aClientThatIsResetBeforeTheCommandFails();
    void aClientThatFinishesBeforeTheCommandIsHandedOver();
    void nobodyComingIsATimeout();
    void anUnusedListenerClosesSilently();
    void anUnusedConnectionClosesSilently();
    void askingInTimeStopsTheUnusedTimer();
    void deletingCancels();
    void outOfDescriptorsTheClientWaits();
    void outOfDescriptorsIsToldApartFromBusyPorts();
    void noFreePortIsBusy();
    void portsOfARangeAreUsedAndComeBack();
    void anActiveConnectionComesFromTheControlAddress();
    void nothingIsSentBeforeTheTransferStarts();
    void aRefusedActiveConnectionIsANetworkFailure();
    void anActiveConnectionWithoutAnAnswerTimesOut();
    void anActiveConnectionFromAForeignAddressFails();
    void deletingCancelsAnActiveConnection();
};

void TestDataEndpoint::aClientThatComesEarlyIsHeldAndItsBytesWait()
{
    Passive passive;
    const Descriptor client = rawpeer::connectTo(passive.target);
    rawpeer::put(client, "early");
    runFor(20ms);
    QCOMPARE(passive.answers, 0);
    passive.endpoint->connectChannel(5s);
    QCOMPARE(passive.answers, 0);  // not from inside the call
    QTRY_VERIFY(passive.channel != nullptr);
    char buffer[10];
    QCOMPARE(passive.channel->read(buffer, sizeof(buffer)), 5);
    QCOMPARE(passive.channel->peer(), localOf(client.get()));
    runFor(20ms);
    QCOMPARE(passive.answers, 1);
}

void TestDataEndpoint::aClientThatComesLateIsHandedOver()
{
    Passive passive;
    passive.endpoint->connectChannel(5s);
    runFor(20ms);
    QCOMPARE(passive.answers, 0);
    const Descriptor client = rawpeer::connectTo(passive.target);
    QTRY_VERIFY(passive.channel != nullptr);
    passive.channel->send("hello");
    QCOMPARE(rawpeer::take(client), QByteArray("hello"));
    passive.endpoint.reset();  // the channel lives on
    passive.channel->send("again");
    QCOMPARE(rawpeer::take(client), QByteArray("again"));
}

void TestDataEndpoint::theListenerClosesWithTheFirstConnection()
{
    Passive passive;
    const Descriptor first = rawpeer::connectTo(passive.target);
    const Descriptor second = rawpeer::connectTo(passive.target);  // in the kernel's queue
    passive.endpoint->connectChannel(5s);
    QTRY_VERIFY(passive.channel != nullptr);
    QCOMPARE(passive.channel->peer(), localOf(first.get()));
    QVERIFY(isRefused(passive.target));
    QCOMPARE(rawpeer::take(second), std::nullopt);
}

void TestDataEndpoint::aStrangerIsDroppedAndTheClientStillServed()
{
    Passive passive;
    passive.endpoint->connectChannel(5s);
    const Descriptor intruder = rawpeer::connectTo(passive.target, stranger);
    QVERIFY(intruder.isValid());
    runFor(20ms);
    QCOMPARE(passive.answers, 0);
    QCOMPARE(rawpeer::take(intruder), QByteArray());
    const Descriptor client = rawpeer::connectTo(passive.target);
    QTRY_VERIFY(passive.channel != nullptr);
    QCOMPARE(passive.channel->peer(), localOf(client.get()));
}

void TestDataEndpoint::aFloodOfStrangersDoesNotKeepTheClientOut()
{
    Passive passive;
    passive.endpoint->connectChannel(20s);
    for (int i = 0; i < 50; ++i) {
        const Descriptor intruder = rawpeer::connectTo(passive.target, stranger);
        runFor(3ms);
    }
    const Descriptor client = rawpeer::connectTo(passive.target);
    QTRY_VERIFY(passive.channel != nullptr);
    QCOMPARE(passive.channel->peer(), localOf(client.get()));
}

void TestDataEndpoint::aMappedPeerIsTheSamePeer()
{
    const QHostAddress mapped(QStringLiteral("::ffff:127.0.0.1"));
    Passive passive(10s, mapped, mapped);
    const Descriptor client = rawpeer::connectTo(passive.target);
    passive.endpoint->connectChannel(5s);
    QTRY_VERIFY(passive.channel != nullptr);
    QCOMPARE(passive.channel->peer().address, loopback);
}

void TestDataEndpoint::ipv6Works()
{
    const QHostAddress address(QHostAddress::LocalHostIPv6);
    Passive passive(10s, address, address);
    const Descriptor client = rawpeer::connectTo(passive.target);
    passive.endpoint->connectChannel(5s);
    QTRY_VERIFY(passive.channel != nullptr);
    QCOMPARE(passive.channel->peer().address, address);
}

void TestDataEndpoint::onlyTheLocalAddressListens()
{
    const Passive passive;
    QVERIFY(isRefused({stranger, passive.target.port}));
    QVERIFY(!isRefused(passive.target));
}

void TestDataEndpoint::aClientThatIsResetBeforeTheCommandFails()
{
    Passive passive;
    Descriptor client = rawpeer::connectTo(passive.target);
    runFor(20ms);
    rawpeer::resetByPeer(client);
    client.close();
    runFor(20ms);
    QCOMPARE(passive.answers, 0);
    passive.endpoint->connectChannel(5s);
    QTRY_COMPARE(passive.failure, Failure::Code::Network);
    QCOMPARE(passive.answers, 1);
}

// An empty file, or somebody who only reads.
void TestDataEndpoint::aClientThatFinishesBeforeTheCommandIsHandedOver()
{
    Passive passive;
    const Descriptor client = rawpeer::connectTo(passive.target);
    QCOMPARE(::shutdown(client.get(), SHUT_WR), 0);
    runFor(20ms);
    QCOMPARE(passive.answers, 0);
    passive.endpoint->connectChannel(5s);
    QTRY_VERIFY(passive.channel != nullptr);
    char byte = 0;
    QCOMPARE(passive.channel->read(&byte, 1), 0);
    QCOMPARE(passive.channel->end(), StreamEnd::Finished);
    passive.channel->send("hello");
    QCOMPARE(rawpeer::take(client), QByteArray("hello"));
    QCOMPARE(passive.answers, 1);
}

void TestDataEndpoint::nobodyComingIsATimeout()
{
    Passive passive;
    QElapsedTimer clock;
    clock.start();
    passive.endpoint->connectChannel(60ms);
    QTRY_COMPARE(passive.failure, Failure::Code::Timeout);
    QVERIFY(clock.elapsed() >= 50);
    QVERIFY(isRefused(passive.target));
    QCOMPARE(passive.answers, 1);
}

void TestDataEndpoint::anUnusedListenerClosesSilently()
{
    Passive passive(30ms);
    QTRY_VERIFY(isRefused(passive.target));
    QCOMPARE(passive.answers, 0);
    passive.endpoint->connectChannel(30s);
    QTRY_COMPARE(passive.failure, Failure::Code::Timeout);
    QCOMPARE(passive.answers, 1);
}

void TestDataEndpoint::anUnusedConnectionClosesSilently()
{
    Passive passive(30ms);
    const Descriptor client = rawpeer::connectTo(passive.target);
    runFor(60ms);
    QCOMPARE(rawpeer::take(client), QByteArray());
    QCOMPARE(passive.answers, 0);
    passive.endpoint->connectChannel(30s);
    QTRY_COMPARE(passive.failure, Failure::Code::Timeout);
}

void TestDataEndpoint::askingInTimeStopsTheUnusedTimer()
{
    Passive passive(50ms);
    passive.endpoint->connectChannel(20s);
    runFor(100ms);
    const Descriptor client = rawpeer::connectTo(passive.target);
    QTRY_VERIFY(passive.channel != nullptr);
}

void TestDataEndpoint::deletingCancels()
{
    Passive passive;
    const Descriptor client = rawpeer::connectTo(passive.target);
    runFor(10ms);
    passive.endpoint->connectChannel(5s);
    passive.endpoint.reset();
    runFor(10ms);
    QCOMPARE(passive.answers, 0);
    QCOMPARE(rawpeer::take(client), QByteArray());
    QVERIFY(isRefused(passive.target));
}

void TestDataEndpoint::outOfDescriptorsTheClientWaits()
{
    Passive passive;
    passive.endpoint->connectChannel(20s);
    // UBSan looks at a type once, and needs a descriptor for that: event loop and timer.
    QVERIFY(turnsWithin(2ms) > 0);
    const Descriptor client = rawpeer::connectTo(passive.target);
    {
        const rawpeer::DescriptorFamine famine;
        const int turns = turnsWithin(50ms);
        QVERIFY2(turns < 50, qPrintable(QString::number(turns)));
        QCOMPARE(passive.answers, 0);
    }
    QTRY_VERIFY(passive.channel != nullptr);
}

void TestDataEndpoint::outOfDescriptorsIsToldApartFromBusyPorts()
{
    quint16 given = 0;
    const auto ports = std::make_shared<PassivePorts>(PortRange{0, 0});
    const auto listenOnce = [&] {
        return listenForData(ports, loopback, DataPeers{loopback}, 20s, nullptr, &given);
    };
    delete listenOnce().value();  // UBSan has seen the types then
    Result<DataEndpoint *> result;
    {
        const rawpeer::DescriptorFamine famine;
        result = listenOnce();
    }
    QVERIFY(!result);
    QCOMPARE(result.error().code, Failure::Code::Internal);
    QVERIFY2(result.error().detail.contains(QStringLiteral("ulimit -n")),
             qPrintable(result.error().detail));
}

void TestDataEndpoint::noFreePortIsBusy()
{
    const Descriptor taken = rawpeer::listenOn(loopback);
    const quint16 port = localOf(taken.get()).port;
    quint16 given = 0;
    const Result<DataEndpoint *> result =
        listenForData(std::make_shared<PassivePorts>(PortRange{port, port}), loopback,
                      DataPeers{loopback}, 10s, this, &given);
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().code, Failure::Code::Busy);
}

void TestDataEndpoint::portsOfARangeAreUsedAndComeBack()
{
    // Four neighbours that are free now; another program may take one, so a few starts are tried.
    for (int attempt = 0; attempt < 20; ++attempt) {
        const quint16 first = localOf(rawpeer::listenOn(loopback).get()).port & 0xfffc;
        const auto ports =
            std::make_shared<PassivePorts>(PortRange{first, static_cast<quint16>(first + 3)});
        for (int round = 0; round < 2; ++round) {
            QObject owner;
            QSet<quint16> given;
            quint16 port = 0;
            while (listenForData(ports, loopback, DataPeers{loopback}, 10s, &owner, &port))
                given += port;
            if (given.size() < 4)
                break;
            QVERIFY(given.contains(first) && given.contains(static_cast<quint16>(first + 3)));
            QCOMPARE(given.size(), 4);
            if (round == 1)
                return;
        }
    }
    QFAIL("no four free ports");
}

void TestDataEndpoint::anActiveConnectionComesFromTheControlAddress()
{
    const Descriptor client = rawpeer::listenOn(loopback);
    Passive active(connectForData(localOf(client.get()), {stranger, 0}, nullptr));
    active.endpoint->connectChannel(5s);
    QCOMPARE(active.answers, 0);
    QTRY_VERIFY(active.channel != nullptr);
    const Descriptor accepted(::accept(client.get(), nullptr, nullptr));
    QCOMPARE(peerOf(accepted.get()).address, stranger);
    QCOMPARE(peerOf(accepted.get()), active.channel->local());
    active.channel->send("hello");
    QCOMPARE(rawpeer::take(accepted), QByteArray("hello"));
    QCOMPARE(active.answers, 1);
}

void TestDataEndpoint::nothingIsSentBeforeTheTransferStarts()
{
    const Descriptor client = rawpeer::listenOn(loopback);
    const Passive active(connectForData(localOf(client.get()), {loopback, 0}, nullptr));
    runFor(20ms);
    pollfd waiting{client.get(), POLLIN, 0};
    QCOMPARE(::poll(&waiting, 1, 0), 0);
}

void TestDataEndpoint::aRefusedActiveConnectionIsANetworkFailure()
{
    const Endpoint nobody = localOf(rawpeer::listenOn(loopback).get());
    Passive active(connectForData(nobody, {loopback, 0}, nullptr));
    active.endpoint->connectChannel(5s);
    QCOMPARE(active.answers, 0);
    QTRY_COMPARE(active.failure, Failure::Code::Network);
    QCOMPARE(active.answers, 1);
}

void TestDataEndpoint::anActiveConnectionWithoutAnAnswerTimesOut()
{
    // A full accept queue answers no SYN.
    const SocketAddress name = socketAddress({loopback, 0});
    const Descriptor deaf(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    QCOMPARE(::bind(deaf.get(), name.get(), name.length), 0);
    QCOMPARE(::listen(deaf.get(), 0), 0);
    const Descriptor queued = rawpeer::connectTo(localOf(deaf.get()));
    Passive active(connectForData(localOf(deaf.get()), {loopback, 0}, nullptr));
    active.endpoint->connectChannel(60ms);
    QTRY_COMPARE(active.failure, Failure::Code::Timeout);
    runFor(20ms);
    QCOMPARE(active.answers, 1);
}

void TestDataEndpoint::anActiveConnectionFromAForeignAddressFails()
{
    const Descriptor client = rawpeer::listenOn(loopback);
    const QHostAddress notOurs(QStringLiteral("198.51.100.7"));
    Passive active(connectForData(localOf(client.get()), {notOurs, 0}, nullptr));
    active.endpoint->connectChannel(5s);
    QTRY_COMPARE(active.failure, Failure::Code::Network);
}

void TestDataEndpoint::deletingCancelsAnActiveConnection()
{
    const Descriptor client = rawpeer::listenOn(loopback);
    Passive active(connectForData(localOf(client.get()), {loopback, 0}, nullptr));
    active.endpoint->connectChannel(5s);
    active.endpoint.reset();
    runFor(20ms);
    QCOMPARE(active.answers, 0);
}

COSFTP_TEST_RUN(TestDataEndpoint) { return runOnBothDispatchers<TestDataEndpoint>(count, words); }

#include "test_data_endpoint.moc"

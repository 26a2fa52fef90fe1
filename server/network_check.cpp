// SPDX-License-Identifier: GPL-3.0-or-later
#include "network_check.h"

#include <QHostAddress>
#include <QHostInfo>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>

namespace cosftp {

namespace {

using Kind = NetworkStep::Kind;
using Verdict = NetworkStep::Verdict;
using Finding = NetworkStep::Finding;

constexpr std::chrono::seconds patience{5};
constexpr int portsPerTurn = 50;  // other events have their turn in between
constexpr int namedPorts = 5;

qint64 nowMs()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

// Where a client on this machine reaches a server that listens there.
QHostAddress reachable(const QString &host)
{
    const QHostAddress address(host);
    if (address == QHostAddress(QHostAddress::AnyIPv6))
        return QHostAddress(QHostAddress::LocalHostIPv6);
    if (address.isNull() || address == QHostAddress(QHostAddress::AnyIPv4)
        || address == QHostAddress(QHostAddress::Any))
        return QHostAddress(QHostAddress::LocalHost);
    return address;
}

bool isFree(const QHostAddress &address, int port)
{
    QTcpServer server;
    return server.listen(address, static_cast<quint16>(port));
}

}  // namespace

NetworkCheck::NetworkCheck(const NetworkSettings &network, const QString &address, QObject *parent)
    : QObject(parent), m_network(network), m_address(address)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, [this] { onNoAnswer({}); });
}

NetworkCheck::~NetworkCheck() = default;

void NetworkCheck::start() { greet(); }

void NetworkCheck::begin(Kind kind)
{
    m_step = {};
    m_step.kind = kind;
    m_begun = nowMs();
}

// --- Does it answer? ---

void NetworkCheck::greet()
{
    begin(Kind::Listens);
    if (m_address.isEmpty())
        return end(Verdict::Skipped, Finding::NotRunning);
    QString host = m_address.section(u':', 0, -2);
    host.remove(u'[').remove(u']');
    const quint16 port = m_address.section(u':', -1).toUShort();
    m_step.address = m_address;
    m_client = std::make_unique<QTcpSocket>();
    connect(m_client.get(), &QTcpSocket::readyRead, this, &NetworkCheck::onGreeting);
    connect(m_client.get(), &QTcpSocket::errorOccurred, this,
            [this] { onNoAnswer(m_client->errorString()); });
    m_patience.start();
    m_client->connectToHost(reachable(host), port);
}

void NetworkCheck::onGreeting()
{
    if (!m_client->canReadLine())
        return;
    const QByteArray line = m_client->readLine();
    if (line.startsWith("220"))
        return end(Verdict::Passed, Finding::Greeted);
    if (line.startsWith("421"))
        return end(Verdict::Doubtful, Finding::Refused);
    onNoAnswer({});  // another program
}

void NetworkCheck::onNoAnswer(const QString &error)
{
    m_step.error = error;
    end(Verdict::Failed, Finding::NoAnswer);
}

// --- Are the passive ports free? ---

void NetworkCheck::tryPorts()
{
    begin(Kind::PassivePorts);
    m_ports = m_network.passivePorts;
    if (const quint16 port = m_network.singlePassivePort; port != 0)
        m_ports = {port, port};
    if (m_ports.last == 0)
        return end(Verdict::Passed, Finding::AnyPort);
    m_nextPort = m_ports.first;
    trySomePorts();
}

// Ports that transfers use at this moment are not free either.
void NetworkCheck::trySomePorts()
{
    const int last = m_ports.last;
    const QHostAddress address = m_network.listenAddress.isEmpty()
                                     ? QHostAddress(QHostAddress::Any)
                                     : QHostAddress(m_network.listenAddress);
    const int border = std::min(last + 1, m_nextPort + portsPerTurn);
    for (; m_nextPort < border; ++m_nextPort) {
        ++m_step.tried;
        if (m_nextPort == m_ownPassivePort || isFree(address, m_nextPort))
            ++m_step.free;
        else if (m_step.taken.size() < namedPorts)
            m_step.taken += static_cast<quint16>(m_nextPort);
    }
    if (m_nextPort <= last)
        return QTimer::singleShot(0, this, &NetworkCheck::trySomePorts);
    const Verdict partly = m_step.free == 0 ? Verdict::Failed : Verdict::Doubtful;
    end(m_step.free == m_step.tried ? Verdict::Passed : partly, Finding::PortsFree);
}

// --- Does the announced name have an address? ---

void NetworkCheck::lookUp()
{
    begin(Kind::Announced);
    m_step.address = m_network.masqueradeAddress;
    if (m_step.address.isEmpty())
        return end(Verdict::Passed, Finding::NothingSet);
    if (!QHostAddress(m_step.address).isNull())
        return end(Verdict::Passed, Finding::Literal);
    QHostInfo::lookupHost(m_step.address, this, [this](const QHostInfo &info) {
        bool hasIPv4 = false;
        for (const QHostAddress &address : info.addresses()) {
            m_step.addresses += address.toString();
            hasIPv4 = hasIPv4 || address.protocol() == QAbstractSocket::IPv4Protocol;
        }
        m_step.error = info.error() == QHostInfo::NoError ? QString() : info.errorString();
        end(hasIPv4 ? Verdict::Passed : Verdict::Failed,
            hasIPv4 ? Finding::NameKnown : Finding::NameUnknown);
    });
}

// Queued: whoever listens may destroy the check, and a socket must not die in its own signal.
void NetworkCheck::end(Verdict verdict, Finding finding)
{
    m_patience.stop();
    if (m_client != nullptr) {
        m_client->disconnect(this);
        m_client.release()->deleteLater();
    }
    m_step.verdict = verdict;
    m_step.finding = finding;
    m_step.milliseconds = static_cast<int>(nowMs() - m_begun);
    const auto goOn = [this, done = m_step] {
        QPointer<NetworkCheck> alive(this);
        Q_EMIT stepDone(done);
        if (alive == nullptr)
            return;
        if (done.kind == Kind::Listens)
            tryPorts();
        else if (done.kind == Kind::PassivePorts)
            lookUp();
        else
            Q_EMIT finished();
    };
    QMetaObject::invokeMethod(this, goOn, Qt::QueuedConnection);
}

}  // namespace cosftp

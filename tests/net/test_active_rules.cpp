// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/data_endpoint.h"
#include "net/own_ports.h"
#include "support/test_main.h"

#include <QNetworkInterface>
#include <QTest>

using namespace cosftp;

namespace {

QHostAddress address(const char *text) { return QHostAddress(QString::fromLatin1(text)); }

const QHostAddress client = address("198.51.100.7");

}  // namespace

class TestActiveRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anotherHostIsForFxpOnly()
    {
        const Endpoint other{address("203.0.113.9"), 5000};
        QVERIFY(!checkActiveTarget(other, {.control = client}));
        QVERIFY(checkActiveTarget(other, {.control = client, .allowsFxp = true}));
        QVERIFY(checkActiveTarget({client, 5000}, {.control = client}));
    }
    void fxpLiftsNothingElse_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<int>("port");
        const QList<std::pair<const char *, int>> rows{{"203.0.113.9", 21},
                                                       {"203.0.113.9", 1023},
                                                       {"198.51.100.7", 22},
                                                       {"127.0.0.1", 5000},
                                                       {"10.0.0.1", 5000},
                                                       {"172.16.3.4", 5000},
                                                       {"192.168.1.1", 5000},
                                                       {"169.254.1.1", 5000},
                                                       {"100.64.0.1", 5000},
                                                       {"0.0.0.0", 5000},
                                                       {"224.0.0.1", 5000},
                                                       {"239.255.255.250", 5000},
                                                       {"255.255.255.255", 5000},
                                                       {"::1", 5000},
                                                       {"::", 5000},
                                                       {"::ffff:127.0.0.1", 5000},
                                                       {"::ffff:10.0.0.1", 5000},
                                                       {"fe80::1", 5000},
                                                       {"fd00::1", 5000},
                                                       {"ff02::1", 5000}};
        for (const auto &[target, port] : rows)
            QTest::addRow("%s %d", target, port) << QString::fromLatin1(target) << port;
    }
    void fxpLiftsNothingElse()
    {
        QFETCH(QString, target);
        QFETCH(int, port);
        const Outcome allowed =
            checkActiveTarget({QHostAddress(target), static_cast<quint16>(port)},
                              {.control = client, .allowsFxp = true});
        QVERIFY(!allowed);
        QCOMPARE(allowed.error().code, Failure::Code::Denied);
    }
    void fxpDoesNotReachThisServer()
    {
        const QHostAddress announced = address("203.0.113.80");
        ActiveRules rules{.control = client, .allowsFxp = true};
        QVERIFY(checkActiveTarget({announced, 5000}, rules));
        rules.ownAddresses = {announced};
        QVERIFY(!checkActiveTarget({announced, 5000}, rules));
        for (const QHostAddress &own : QNetworkInterface::allAddresses())
            QVERIFY2(!checkActiveTarget({own, 5000}, rules), qPrintable(own.toString()));
    }
    void ourOwnPortsAreNoTargetsForClientsOnThisMachine()
    {
        OwnPorts own;
        own.add(2121);
        const QHostAddress loopback(QHostAddress::LocalHost);
        const ActiveRules rules{.control = loopback, .ownPorts = &own};
        QVERIFY(!checkActiveTarget({loopback, 2121}, rules));
        QVERIFY(checkActiveTarget({loopback, 2122}, rules));
        // The same number at the client's own machine is the client's.
        QVERIFY(checkActiveTarget({client, 2121}, {.control = client, .ownPorts = &own}));
        own.clear();
        QVERIFY(checkActiveTarget({loopback, 2121}, rules));
    }
    void whoMayComeToAPassivePort()
    {
        const QHostAddress other = address("203.0.113.9");
        DataPeers peers{client};
        QVERIFY(peers.accepts(client));
        QVERIFY(peers.accepts(address("::ffff:198.51.100.7")));
        QVERIFY(!peers.accepts(other));
        peers.relays = NetworkList::fromText(QStringLiteral("203.0.113.0/24")).value();
        QVERIFY(peers.accepts(other));
        QVERIFY(!peers.accepts(address("203.0.114.9")));
        peers.isAnyone = true;
        QVERIFY(peers.accepts(address("203.0.114.9")));
    }
};

COSFTP_TEST(TestActiveRules)
#include "test_active_rules.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/server_fixture.h"
#include "support/test_main.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTest>

using namespace cosftp;
using namespace cosftp::test;

namespace {

// Ten neighbours that are free now, below what the system gives to connections; 0: there are none.
quint16 tenFreePorts()
{
    for (quint16 first = 26000; first < 28000; first += 10) {
        bool areFree = true;
        for (quint16 port = first; port < first + 10; ++port) {
            QTcpServer probe;
            areFree = areFree && probe.listen(QHostAddress::LocalHost, port);
        }
        if (areFree)
            return first;
    }
    return 0;
}

}  // namespace

class NetworksPortsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fortySessionsShareTenPorts()
    {
        const quint16 first = tenFreePorts();
        QVERIFY(first != 0);
        const ServerFixture server([first](Settings &settings) {
            settings.network.passivePorts = {first, static_cast<quint16>(first + 9)};
        });
        std::vector<std::unique_ptr<FtpClient>> clients;
        for (int count = 0; count < 40; ++count)
            clients.push_back(server.client());
        QElapsedTimer time;
        time.start();
        QList<int> codes;
        for (const auto &client : clients)
            codes += client->send("EPSV").code;
        QCOMPARE(codes.count(229), 10);
        QCOMPARE(codes.count(425), 30);
        QVERIFY(time.elapsed() < 10'000);
        for (const auto &client : clients)
            client->send("ABOR");
        // A connection that has come needs its port no more: all forty have one at the same time.
        std::vector<std::unique_ptr<QTcpSocket>> lines;
        for (const auto &client : clients) {
            lines.push_back(openWhenFree(*client));
            QVERIFY(lines.back() != nullptr);
        }
        for (std::size_t at = 0; at < clients.size(); ++at)
            QCOMPARE(clients.at(at)->send("STOR f" + QByteArray::number(at)).code, 150);
        for (std::size_t at = 0; at < clients.size(); ++at) {
            FtpClient::writeAll(*lines.at(at), "x");
            lines.at(at)->disconnectFromHost();
            QCOMPARE(clients.at(at)->readReply().code, 226);
        }
    }
    void aRangeThatWasUsedUpIsUsedAgainAtOnce()
    {
        const quint16 first = tenFreePorts();
        QVERIFY(first != 0);
        const ServerFixture server([first](Settings &settings) {
            settings.network.passivePorts = {first, static_cast<quint16>(first + 9)};
        });
        const auto client = server.client();
        for (int count = 0; count < 30; ++count)
            QCOMPARE(client->store("f", "x").code, 226);
    }

private:
    // The server closes a port when its connection has come, which is a moment after connect().
    static std::unique_ptr<QTcpSocket> openWhenFree(FtpClient &client)
    {
        const QDeadlineTimer deadline(FtpClient::deadlineMs);
        std::unique_ptr<QTcpSocket> line;
        while (line == nullptr && !deadline.hasExpired())
            line = client.openData();
        return line;
    }
};

COSFTP_TEST(NetworksPortsTest)
#include "networks_ports_test.moc"

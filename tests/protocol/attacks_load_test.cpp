// SPDX-License-Identifier: GPL-3.0-or-later
// Attacks by numbers and by bad moments: 19 to 23 of the list in this folder's README.
#include "attack_support.h"
#include "support/test_main.h"

using namespace cosftp;
using namespace cosftp::test;

namespace {

constexpr qint64 mib = 1024 * 1024;

void wantManyDescriptors()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

QByteArray passivePortOf(const ClientReply &reply)
{
    return reply.text.mid(reply.text.indexOf("|||") + 3).chopped(2);
}

}  // namespace

class AttacksLoadTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { wantManyDescriptors(); }

    // 19
    void fiveHundredAtOnceAreServedOrToldSo()
    {
        ServerFixture server([](Settings &settings) { settings.limits.maxConnections = 200; });
        Witness witness(server);
        std::vector<Descriptor> lines;
        for (int count = 0; count < 500; ++count) {
            lines.push_back(rawpeer::connectTo({rawpeer::loopback, server.port()}));
            QVERIFY(lines.back().isValid());
        }
        // Half of the places are for who has not logged in, half of these for one address.
        QTRY_COMPARE(server.engine().snapshot().sessions.size(), 50 + 1);  // and the witness
        int greeted = 0;
        int refused = 0;
        for (const Descriptor &line : lines) {
            const QByteArray words = rawpeer::takeArrived(line);
            greeted += words.startsWith("220 ") ? 1 : 0;
            refused += words.contains("421 ") ? 1 : 0;
        }
        QCOMPARE(greeted, 500);
        QCOMPARE(refused, 450);
        QVERIFY(witness.isServed());
        QCOMPARE(server.stranger()->greeting().code, 220);
        lines.clear();
        QTRY_COMPARE(server.stranger()->greeting().code, 220);
    }
    void connectionsThatAreResetAtOnceDoNoHarm()
    {
        ServerFixture server([](Settings &settings) { settings.limits.maxConnections = 50; });
        Witness witness(server);
        for (int count = 0; count < 500; ++count) {
            Descriptor line = rawpeer::connectTo({rawpeer::loopback, server.port()});
            rawpeer::resetByPeer(line);
        }
        QVERIFY(witness.isServed());
        QTRY_COMPARE(server.engine().snapshot().sessions.size(), 1);
        QCOMPARE(server.client()->send("PWD").code, 257);
    }
    void dataChannelsThatNobodyOpensAreGivenUp()
    {
        const ServerFixture server([](Settings &settings) {
            settings.timeouts.dataConnect = std::chrono::seconds(1);
            settings.network.passivePorts = {25000, 25029};
        });
        Witness witness(server);
        for (int round = 0; round < 2; ++round) {  // the second one needs the ports of the first
            std::vector<std::unique_ptr<FtpClient>> clients;
            for (int count = 0; count < 20; ++count) {
                clients.push_back(server.client());
                QCOMPARE(clients.back()->send("EPSV").code, 229);
                QCOMPARE(clients.back()->send("STOR f").code, 150);
            }
            QVERIFY(witness.isServed());
            for (const auto &client : clients)
                QCOMPARE(client->readReply().code, 425);
            QCOMPARE(clients.front()->send("SIZE f").code, 550);
        }
    }
    // 20
    void tenThousandPassivePortsAreOneAtATime()
    {
        const ServerFixture server([](Settings &settings) {
            settings.network.passivePorts = {25100, 25119};
        });
        Witness witness(server);
        const auto client = server.client();
        constexpr int count = 10'000;
        constexpr int atOnce = 20;
        QByteArray last;
        for (int sent = 0; sent < count; sent += atOnce) {
            client->sendRaw(QByteArray("EPSV\r\n").repeated(atOnce));
            for (int reply = 0; reply < atOnce; ++reply) {
                const ClientReply answer = client->readReply();
                QCOMPARE(answer.code, 229);
                last = passivePortOf(answer);
            }
        }
        int listeners = 0;
        for (quint16 port = 25100; port < 25120; ++port)
            listeners += rawpeer::connectTo({rawpeer::loopback, port}).isValid() ? 1 : 0;
        QCOMPARE(listeners, 1);
        QVERIFY(witness.isServed());
        QByteArray listing;
        QCOMPARE(client->retrieve("LIST", &listing).code, 226);
    }
    void aRangeThatIsUsedUpIs425AndComesBack()
    {
        const ServerFixture server([](Settings &settings) {
            settings.network.passivePorts = {25200, 25204};
        });
        std::vector<std::unique_ptr<FtpClient>> greedy;
        for (int count = 0; count < 5; ++count) {
            greedy.push_back(server.client());
            QCOMPARE(greedy.back()->send("EPSV").code, 229);
        }
        const auto client = server.client();
        for (int tries = 0; tries < 50; ++tries)
            QCOMPARE(client->send("EPSV").code, 425);
        greedy.clear();
        QTRY_COMPARE(client->send("EPSV").code, 229);
    }
    // 21
    void aDownloadThatNobodyReadsIsGivenUp()
    {
        ServerFixture server([](Settings &settings) {
            settings.timeouts.dataStall = std::chrono::seconds(1);
            settings.limits.maxConnections = 3;
        });
        const auto client = server.client();
        QCOMPARE(client->store("big", QByteArray(16 * mib, 'b')).code, 226);
        Witness witness(server);
        for (int round = 0; round < 2; ++round) {  // the slot of the first one is free again
            const QByteArray port = passivePortOf(client->send("EPSV"));
            const Descriptor data = rawpeer::connectTo({rawpeer::loopback, port.toUShort()});
            rawpeer::shrinkBuffers(data);
            QCOMPARE(client->send("RETR big").code, 150);
            QCOMPARE(client->readReply().code, 426);
            QVERIFY(witness.isServed());
        }
    }
    // 22
    void aThousandAborsEachHaveTheirReply()
    {
        const ServerFixture server;
        const auto client = server.client();
        const auto data = client->openData();
        QCOMPARE(client->send("STOR f").code, 150);
        constexpr int count = 1000;
        client->sendRaw(QByteArray("ABOR\r\n").repeated(count));
        QCOMPARE(client->readReply().code, 426);
        QCOMPARE(client->readReply().code, 226);
        for (int reply = 1; reply < count; ++reply)
            QCOMPARE(client->readReply().code, 225);
        QCOMPARE(client->send("PWD").code, 257);
    }
    void aborsThatMeetAnUploadBeingPutAsideHaveTheirReplies()
    {
        ServerFixture server;
        server.faults().setLatency(std::chrono::milliseconds(200));
        const auto client = server.client();
        const auto data = client->openData();
        QCOMPARE(client->send("STOR f").code, 150);
        FtpClient::writeAll(*data, QByteArray(3 * mib, 'x'));
        QTRY_VERIFY(client->send("STAT").text.contains(QByteArray::number(3 * mib)));
        client->sendRaw(QByteArray("ABOR\r\n").repeated(5) + "PWD\r\n");
        QList<int> codes;
        for (int reply = 0; reply < 7; ++reply)
            codes += client->readReply().code;
        QCOMPARE(codes, (QList<int>{426, 226, 225, 225, 225, 225, 257}));
    }
    void aborsAtEveryMomentKeepTheRepliesInOrder_data()
    {
        QTest::addColumn<QByteArray>("command");
        for (const char *command : {"RETR f", "STOR g", "LIST", "MLSD", "HASH f", "STAT /"})
            QTest::newRow(command) << QByteArray(command);
    }
    void aborsAtEveryMomentKeepTheRepliesInOrder()
    {
        QFETCH(const QByteArray, command);
        const ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->store("f", QByteArray(200'000, 'f')).code, 226);
        for (int round = 0; round < 100; ++round) {
            const auto data = round % 3 == 0 ? nullptr : client->openData();
            client->sendRaw(command + "\r\n");
            if (round % 2 == 0)
                client->sendRaw("PWD\r\n");  // waits behind the transfer; ABOR does not
            client->sendRaw("ABOR\r\nREST 7\r\n");
            // Whatever the moment was: at most one 1yz, an end of the command, an end of ABOR.
            QList<int> codes;
            while (!codes.contains(350)) {
                codes += client->readReply().code;
                QVERIFY(codes.last() != 0 && codes.size() < 6);
            }
            codes.removeAll(257);
            codes.removeAll(150);
            QCOMPARE(codes.size(), 3);
            QVERIFY(codes.contains(225) || codes.contains(226));
            QCOMPARE(client->send("REST 0").code, 350);
        }
        QVERIFY(Witness(server).isServed());
    }
    // 23
    void whatEndsInTheMiddleOfATransferFreesEverything_data()
    {
        QTest::addColumn<QByteArray>("ending");
        QTest::newRow("QUIT and the end of the data") << QByteArray("QUIT\r\n");
        QTest::newRow("REIN") << QByteArray("REIN\r\nQUIT\r\n");
        QTest::newRow("USER") << QByteArray("USER ro\r\nQUIT\r\n");
        QTest::newRow("reset") << QByteArray();
    }
    void whatEndsInTheMiddleOfATransferFreesEverything()
    {
        QFETCH(const QByteArray, ending);
        ServerFixture server([](Settings &settings) { settings.limits.maxConnections = 2; });
        for (int round = 0; round < 5; ++round) {
            const auto client = server.client();
            const auto data = client->openData();
            QVERIFY(data != nullptr);
            QCOMPARE(client->send("STOR f").code, 150);
            FtpClient::writeAll(*data, "some");
            if (ending.isEmpty()) {
                client->reset();
            } else {
                client->sendRaw(ending);
                data->disconnectFromHost();
                QVERIFY(client->waitForClose());
            }
            QTRY_COMPARE(server.engine().snapshot().sessions.size(), 0);
            QCOMPARE(server.engine().snapshot().transfers.size(), 0);
        }
        QCOMPARE(server.engine().status().memoryUsedBytes, 0);
        QCOMPARE(server.openUploads(), 0);
    }
};

COSFTP_TEST(AttacksLoadTest)
#include "attacks_load_test.moc"

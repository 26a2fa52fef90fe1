// SPDX-License-Identifier: GPL-3.0-or-later
// Attacks on TLS: 21 and 37 to 41 of the list in this folder's README, as far as other tests have
// not got them.
#include "attack_support.h"
#include "support/test_main.h"
#include "support/tls_ftp_client.h"

using namespace cosftp;
using namespace cosftp::test;

namespace {

void offerTls(Settings &settings) { settings.tls.isOn = true; }

quint16 dataPort(TlsFtpClient &client)
{
    const QByteArray text = client.send("EPSV").text;
    return text.mid(text.indexOf("|||") + 3).chopped(2).toUShort();
}

Descriptor dataLine(TlsFtpClient &client)
{
    return rawpeer::connectTo({rawpeer::loopback, dataPort(client)});
}

}  // namespace

class AttacksTlsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // 21
    void dataConnectionsWithoutAHelloAreGivenUp()
    {
        const ServerFixture server([](Settings &settings) {
            settings.tls.isOn = true;
            settings.timeouts.dataConnect = std::chrono::seconds(1);
        });
        Witness witness(server);
        struct Silent
        {
            std::unique_ptr<TlsFtpClient> client;
            Descriptor data;
        };
        std::vector<Silent> all;
        for (int count = 0; count < 10; ++count) {
            Silent silent{std::make_unique<TlsFtpClient>(server.port()), {}};
            silent.client->loggedIn();
            silent.data = dataLine(*silent.client);
            QCOMPARE(silent.client->send(count % 2 == 0 ? "STOR f" : "LIST").code, 150);
            all.push_back(std::move(silent));
        }
        QVERIFY(witness.isServed());
        for (const Silent &silent : all)
            QCOMPARE(silent.client->readReply().code, 522);
        QCOMPARE(all.front().client->send("SIZE f").code, 550);
    }
    // 37
    void noTicketAllowsEarlyData()
    {
        const ServerFixture server(offerTls);
        TlsWish wish;
        wish.version = TLS1_3_VERSION;
        TlsFtpClient client(server.port(), wish);
        client.loggedIn();
        const TlsSession session = client.tls()->session();
        QVERIFY(session != nullptr);
        QCOMPARE(SSL_SESSION_get_max_early_data(session.get()), quint32{0});
    }
    void oldVersionsEndInNothing_data()
    {
        QTest::addColumn<int>("version");
        QTest::newRow("TLS 1.0") << TLS1_VERSION;
        QTest::newRow("TLS 1.1") << TLS1_1_VERSION;
    }
    void oldVersionsEndInNothing()
    {
        QFETCH(const int, version);
        const ServerFixture server(offerTls);
        TlsWish wish;
        wish.version = version;
        TlsFtpClient client(server.port(), wish);
        QCOMPARE(client.send("AUTH TLS").code, 234);
        QVERIFY(!client.secure());
        QVERIFY(Witness(server).isServed());
    }
    // 38
    void browsersAreRefusedOnDataConnectionsToo()
    {
        const ServerFixture server(offerTls);
        TlsFtpClient client(server.port());
        client.loggedIn();
        TlsWish lured;
        lured.protocols = "\x08http/1.1";
        TlsPeer data(dataLine(client), lured);
        client.sendRaw("STOR f\r\n");
        QVERIFY(!data.handshake());
        QCOMPARE(client.readReply().code, 150);
        QCOMPARE(client.readReply().code, 522);
        QCOMPARE(client.send("SIZE f").code, 550);
    }
    void anHttpRequestUnderTlsIsCutOff()
    {
        const ServerFixture server(offerTls);
        TlsFtpClient client(server.port());
        QCOMPARE(client.send("AUTH TLS").code, 234);
        QVERIFY(client.secure());
        client.sendRaw(
            "GET /?x= HTTP/1.1\r\nHost: x\r\n\r\nUSER rw\r\nPASS secret\r\nMKD evil\r\n");
        QCOMPARE(client.readReply().code, 0);
        QCOMPARE(server.client()->send("CWD evil").code, 550);
    }
    // 39
    void aTicketOfAnotherAccountIsNoResumption()
    {
        const ServerFixture server([](Settings &settings) {
            settings.tls.isOn = true;
            settings.tls.dataSession = TlsSettings::DataSession::Require;
        });
        TlsFtpClient other(server.port());
        other.loggedIn("ro");
        const TlsSession stolen = other.tls()->session();
        QVERIFY(stolen != nullptr);
        TlsFtpClient client(server.port());
        client.loggedIn("rw");
        TlsWish wish;
        wish.session = stolen.get();
        TlsPeer data(dataLine(client), wish);
        client.sendRaw("STOR f\r\n");
        data.handshake();
        QCOMPARE(client.readReply().code, 150);
        QCOMPARE(client.readReply().code, 522);
        QCOMPARE(client.store("f", "content").code, 226);
    }
    // 41
    void anUploadThatNeverReadsIsWholeOrRefused()
    {
        const ServerFixture server(offerTls);
        TlsWish wish;
        wish.version = TLS1_3_VERSION;
        TlsFtpClient client(server.port(), wish);
        client.loggedIn();
        const QByteArray bytes = patternBytes(3 * 1024 * 1024);
        QCOMPARE(client.store("f", bytes).code, 226);
        QByteArray back;
        QCOMPARE(client.retrieve("RETR f", &back).code, 226);
        QVERIFY(back == bytes);
    }
};

COSFTP_TEST(AttacksTlsTest)
#include "attacks_tls_test.moc"

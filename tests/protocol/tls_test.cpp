// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/server_fixture.h"
#include "support/test_main.h"
#include "support/tls_ftp_client.h"

#include <QTest>

#include <poll.h>
#include <sys/socket.h>

using namespace cosftp;
using namespace cosftp::test;

namespace {

void offerTls(Settings &settings) { settings.tls.isOn = true; }

TlsWish wishFor(int version)
{
    TlsWish wish;
    wish.version = version;
    return wish;
}

}  // namespace

class TlsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutTlsNothingOfItIsOffered();
    void theFeaturesNameTls();
    void everyMechanismIsTaken_data();
    void everyMechanismIsTaken();
    void otherMechanismsAreRefused();
    void filesGoBothWays_data();
    void filesGoBothWays();
    void protectionComesBeforeTheLoginOrBehindIt();
    void protWantsPbszAndPbszWantsTls();
    void levelsThatTlsHasNotAreRefused();
    void dataInClearStaysPossible();
    void authUnderTlsIsRefused();
    void authBehindALoginDropsIt();
    void reinKeepsTlsAndForgetsTheProtection();
    void whatCameBehindAuthIsNeverExecuted_data();
    void whatCameBehindAuthIsNeverExecuted();
    void implicitTlsComesBeforeTheGreeting();
    void theImplicitPortSaysNothingInClear();
    void aFailedHandshakeEndsTheSession();
    void manyHalfHandshakesKeepNobodyOut();
    void browsersAreRefused();
    void aDataConnectionWithoutTlsIs522();
    void abortDuringTheHandshakeOfDataIs426();
    void commandsUnderTlsAreTakenTogether();
    void cccIsRefusedUnlessItIsAllowed();
    void cccGoesBackToClearText();
    void listingsEndProperly();
};

void TlsTest::withoutTlsNothingOfItIsOffered()
{
    const ServerFixture server;
    const auto client = server.stranger();
    QVERIFY(!client->send("FEAT").text.contains("AUTH"));
    QCOMPARE(client->send("AUTH TLS").code, 502);
    QCOMPARE(client->send("PBSZ 0").code, 503);
    QCOMPARE(client->send("PROT P").code, 503);
}

void TlsTest::theFeaturesNameTls()
{
    const ServerFixture server(offerTls);
    const ClientReply features = server.stranger()->send("FEAT");
    for (const char *line : {" AUTH TLS", " AUTH SSL", " PBSZ", " PROT"})
        QVERIFY2(features.lines.contains(line), line);
}

void TlsTest::everyMechanismIsTaken_data()
{
    QTest::addColumn<QByteArray>("mechanism");
    for (const char *name : {"TLS", "tls", "TLS-C", "SSL", "TLS-P"})
        QTest::newRow(name) << QByteArray(name);
}

void TlsTest::everyMechanismIsTaken()
{
    QFETCH(const QByteArray, mechanism);
    const ServerFixture server(offerTls);
    TlsFtpClient client(server.port());
    QCOMPARE(client.send("AUTH " + mechanism).code, 234);
    QVERIFY(client.secure());
    QCOMPARE(client.send("NOOP").code, 200);
}

void TlsTest::otherMechanismsAreRefused()
{
    const ServerFixture server(offerTls);
    const auto client = server.stranger();
    QCOMPARE(client->send("AUTH GSSAPI").code, 504);
    QCOMPARE(client->send("ADAT x").code, 502);
    QCOMPARE(client->send("NOOP").code, 200);
}

void TlsTest::filesGoBothWays_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<qsizetype>("size");
    for (const qsizetype size : {0, 1, 16 * 1024, 5 * 1024 * 1024 + 1}) {
        QTest::addRow("TLS 1.2, %lld bytes", qlonglong(size)) << TLS1_2_VERSION << size;
        QTest::addRow("TLS 1.3, %lld bytes", qlonglong(size)) << TLS1_3_VERSION << size;
    }
}

void TlsTest::filesGoBothWays()
{
    QFETCH(const int, version);
    QFETCH(const qsizetype, size);
    const ServerFixture server(offerTls);
    TlsFtpClient client(server.port(), wishFor(version));
    client.loggedIn();
    const QByteArray content = patternBytes(size);
    QCOMPARE(client.store("f", content).code, 226);
    QByteArray back;
    QCOMPARE(client.retrieve("RETR f", &back).code, 226);
    QVERIFY(back == content);
}

// PHP, Ruby and Perl send them first, curl, Python and lftp afterwards.
void TlsTest::protectionComesBeforeTheLoginOrBehindIt()
{
    const ServerFixture server(offerTls);
    for (const bool isFirst : {true, false}) {
        TlsFtpClient client(server.port());
        client.send("AUTH TLS");
        QVERIFY(client.secure());
        const QList<QByteArray> protection{"PBSZ 0", "PROT P"};
        const QList<QByteArray> login{"USER rw", "PASS secret"};
        for (const QByteArray &line : isFirst ? protection + login : login + protection)
            QVERIFY(client.send(line).code / 100 <= 3);
        QByteArray listing;
        QCOMPARE(client.retrieve("LIST", &listing).code, 226);
        QCOMPARE(listing, QByteArray());
    }
}

void TlsTest::protWantsPbszAndPbszWantsTls()
{
    const ServerFixture server(offerTls);
    TlsFtpClient client(server.port());
    QCOMPARE(client.send("PBSZ 0").code, 503);
    QCOMPARE(client.send("PROT P").code, 503);
    client.send("AUTH TLS");
    QVERIFY(client.secure());
    QCOMPARE(client.send("PROT P").code, 503);
    QCOMPARE(client.send("PBSZ x").code, 501);
    QCOMPARE(client.send("PBSZ -1").code, 501);
    const ClientReply size = client.send("PBSZ 16384");
    QCOMPARE(size.code, 200);
    QVERIFY(size.text.contains("PBSZ=0"));
    QCOMPARE(client.send("PROT P").code, 200);
}

void TlsTest::levelsThatTlsHasNotAreRefused()
{
    const ServerFixture server(offerTls);
    TlsFtpClient client(server.port());
    client.loggedIn();
    QVERIFY(client.send("STAT").text.contains("Commands are encrypted: TLSv1."));
    QCOMPARE(client.send("PROT S").code, 536);
    QCOMPARE(client.send("PROT E").code, 536);
    QCOMPARE(client.send("PROT X").code, 504);
    QCOMPARE(client.send("PROT C").code, 200);
    QCOMPARE(client.send("PROT p").code, 200);
}

void TlsTest::dataInClearStaysPossible()
{
    const ServerFixture server(offerTls);
    TlsFtpClient client(server.port());
    client.loggedIn();
    QCOMPARE(client.store("f", "content").code, 226);
    QCOMPARE(client.send("PROT C").code, 200);
    const auto data = client.openData();
    QCOMPARE(client.send("RETR f").code, 150);
    Descriptor socket = data->takeSocket();
    char bytes[16] = {};
    pollfd waiting{socket.get(), POLLIN, 0};
    QCOMPARE(::poll(&waiting, 1, FtpClient::deadlineMs), 1);
    QCOMPARE(::recv(socket.get(), bytes, sizeof(bytes), 0), 7);
    QCOMPARE(QByteArray(bytes), QByteArray("content"));
    QCOMPARE(client.readReply().code, 226);
}

void TlsTest::authUnderTlsIsRefused()
{
    const ServerFixture server(offerTls);
    TlsFtpClient client(server.port());
    client.loggedIn();
    QCOMPARE(client.send("AUTH TLS").code, 503);
    QCOMPARE(client.send("PWD").code, 257);
}

void TlsTest::authBehindALoginDropsIt()
{
    const ServerFixture server(offerTls);
    TlsFtpClient client(server.port());
    client.send("USER rw");
    QCOMPARE(client.send("PASS secret").code, 230);
    QCOMPARE(client.send("AUTH TLS").code, 234);
    QVERIFY(client.secure());
    QCOMPARE(client.send("PWD").code, 530);
    client.send("USER rw");
    QCOMPARE(client.send("PASS secret").code, 230);
}

void TlsTest::reinKeepsTlsAndForgetsTheProtection()
{
    const ServerFixture server(offerTls);
    TlsFtpClient client(server.port());
    client.loggedIn();
    QCOMPARE(client.send("REIN").code, 220);
    QCOMPARE(client.send("PWD").code, 530);
    QCOMPARE(client.send("PROT P").code, 503);
    QCOMPARE(client.send("PBSZ 0").code, 200);
}

void TlsTest::whatCameBehindAuthIsNeverExecuted_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    const QByteArray all = "AUTH TLS\r\nUSER injected\r\n";
    QTest::newRow("in one piece") << all << QByteArray();
    for (qsizetype at = 1; at < all.size(); ++at)
        QTest::addRow("cut at %d", int(at)) << all.first(at) << all.sliced(at);
}

void TlsTest::whatCameBehindAuthIsNeverExecuted()
{
    QFETCH(const QByteArray, first);
    QFETCH(const QByteArray, second);
    const ServerFixture server(offerTls);
    TlsFtpClient client(server.port());
    client.sendRaw(first);
    client.sendRaw(second);
    const ClientReply reply = client.readReply();
    if (reply.code == 503) {
        QCOMPARE(client.readReply().code, 0);  // and closed
        return;
    }
    // It came too late for that: then it is no handshake.
    QCOMPARE(reply.code, 234);
    QVERIFY(!client.secure());
}

void TlsTest::implicitTlsComesBeforeTheGreeting()
{
    ServerFixture server([](Settings &settings) {
        settings.tls.hasImplicitPort = true;
        settings.tls.implicitPort = 0;
    });
    const Engine &engine = server.engine();
    QVERIFY(engine.implicitPort() != 0);
    QVERIFY(engine.implicitPort() != engine.port());
    TlsFtpClient client(engine.implicitPort(), {}, true);
    QCOMPARE(client.greeting().code, 220);
    QCOMPARE(client.tls()->fingerprint(), engine.certificateFingerprint());
    client.loggedIn();
    QCOMPARE(client.store("f", "content").code, 226);
    QCOMPARE(client.send("AUTH TLS").code, 502);
    QCOMPARE(server.stranger()->send("AUTH TLS").code, 502);
}

void TlsTest::theImplicitPortSaysNothingInClear()
{
    ServerFixture server([](Settings &settings) {
        settings.tls.hasImplicitPort = true;
        settings.tls.implicitPort = 0;
        settings.limits.maxConnections = 1;
        settings.timeouts.login = std::chrono::seconds(1);
    });
    const auto first = server.stranger();
    const FtpClient refused(server.engine().implicitPort());
    QCOMPARE(refused.greeting().code, 0);
    first->send("QUIT");
    QVERIFY(first->waitForClose());
    const FtpClient silent(server.engine().implicitPort());
    QCOMPARE(silent.greeting().code, 0);
}

void TlsTest::aFailedHandshakeEndsTheSession()
{
    const ServerFixture server(offerTls);
    const auto client = server.stranger();
    QCOMPARE(client->send("AUTH TLS").code, 234);
    client->sendRaw("USER rw\r\nPASS secret\r\nLIST\r\n");
    QVERIFY(client->waitForClose());
    QCOMPARE(server.client()->send("PWD").code, 257);
}

void TlsTest::manyHalfHandshakesKeepNobodyOut()
{
    const ServerFixture server(offerTls);
    std::vector<std::unique_ptr<TlsFtpClient>> stuck;
    for (int i = 0; i < 200; ++i) {
        stuck.push_back(std::make_unique<TlsFtpClient>(server.port()));
        QCOMPARE(stuck.back()->send("AUTH TLS").code, 234);
        stuck.back()->sendRaw(QByteArray("\x16\x03\x01\x02", 4));
    }
    TlsFtpClient client(server.port());
    client.loggedIn();
    QCOMPARE(client.store("f", "content").code, 226);
}

void TlsTest::browsersAreRefused()
{
    const ServerFixture server(offerTls);
    TlsWish wish;
    wish.protocols = "\x08http/1.1";
    TlsFtpClient lured(server.port(), wish);
    QCOMPARE(lured.send("AUTH TLS").code, 234);
    QVERIFY(!lured.secure());
    TlsFtpClient client(server.port());
    client.loggedIn();
    QCOMPARE(client.send("GET / HTTP/1.1").code, 0);
}

void TlsTest::aDataConnectionWithoutTlsIs522()
{
    const ServerFixture server(offerTls);
    TlsFtpClient client(server.port());
    client.loggedIn();
    const auto data = client.openData();
    QCOMPARE(client.send("STOR f").code, 150);
    const Descriptor socket = data->takeSocket();
    ::send(socket.get(), "in clear", 8, MSG_NOSIGNAL);
    QCOMPARE(client.readReply().code, 522);
    QCOMPARE(client.send("SIZE f").code, 550);
    QCOMPARE(client.store("f", "content").code, 226);
}

void TlsTest::abortDuringTheHandshakeOfDataIs426()
{
    const ServerFixture server(offerTls);
    TlsFtpClient client(server.port());
    client.loggedIn();
    const auto data = client.openData();
    QCOMPARE(client.send("STOR f").code, 150);
    QCOMPARE(client.send("NOOP").code, 200);
    QCOMPARE(client.send("ABOR").code, 426);
    QCOMPARE(client.readReply().code, 226);
    QCOMPARE(client.store("f", "content").code, 226);
}

void TlsTest::commandsUnderTlsAreTakenTogether()
{
    const ServerFixture server(offerTls);
    TlsFtpClient client(server.port());
    client.loggedIn();
    QByteArray lines;
    constexpr int count = 3000;  // more than one read takes out of a record
    for (int i = 0; i < count; ++i)
        lines += "NOOP\r\n";
    client.sendRaw(lines);
    for (int i = 0; i < count; ++i)
        QCOMPARE(client.readReply().code, 200);
}

void TlsTest::cccIsRefusedUnlessItIsAllowed()
{
    const ServerFixture server(offerTls);
    QCOMPARE(server.client()->send("CCC").code, 533);
    TlsFtpClient client(server.port());
    client.loggedIn();
    QCOMPARE(client.send("CCC").code, 534);
    QCOMPARE(client.send("NOOP").code, 200);
}

void TlsTest::cccGoesBackToClearText()
{
    const ServerFixture server([](Settings &settings) {
        settings.tls.isOn = true;
        settings.tls.allowsCcc = true;
    });
    TlsFtpClient client(server.port());
    client.loggedIn();
    QCOMPARE(client.send("CCC").code, 200);
    QVERIFY(client.unsecure());
    QCOMPARE(client.send("PWD").code, 257);
    QCOMPARE(client.store("f", "still encrypted").code, 226);
}

void TlsTest::listingsEndProperly()
{
    const ServerFixture server(offerTls);
    TlsFtpClient client(server.port());
    client.loggedIn();
    QCOMPARE(client.store("name", "x").code, 226);
    QByteArray names;
    QCOMPARE(client.retrieve("NLST", &names).code, 226);
    QCOMPARE(names, QByteArray("name\r\n"));
}

COSFTP_TEST(TlsTest)
#include "tls_test.moc"

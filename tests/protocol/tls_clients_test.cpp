// SPDX-License-Identifier: GPL-3.0-or-later
// TLS as old clients and devices use it: what they take for granted, and what they know.
#include "support/server_fixture.h"
#include "support/test_main.h"
#include "support/tls_ftp_client.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace cosftp;
using namespace cosftp::test;

namespace {

void offerAll(Settings &settings)
{
    settings.tls.isOn = true;
    settings.tls.hasImplicitPort = true;
    settings.tls.implicitPort = 0;
}

TlsWish rsaOnly()
{
    TlsWish wish;
    wish.version = TLS1_2_VERSION;
    wish.ciphers = "ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384:AES128-GCM-SHA256";
    return wish;
}

/// Under TLS and logged in, without a word of PBSZ and PROT; no mechanism: the implicit port.
std::unique_ptr<TlsFtpClient> oldClient(ServerFixture &server, const QByteArray &mechanism)
{
    const bool isImplicit = mechanism.isEmpty();
    auto client = std::make_unique<TlsFtpClient>(
        isImplicit ? server.engine().implicitPort() : server.port(), TlsWish(), isImplicit);
    if (!isImplicit && (client->send("AUTH " + mechanism).code != 234 || !client->secure()))
        return nullptr;
    client->send("USER rw");
    return client->send("PASS secret").code == 230 ? std::move(client) : nullptr;
}

bool isListedUnderTls(TlsFtpClient &client)
{
    QByteArray listing;
    return client.retrieve("LIST", &listing).code == 226 && listing != "no close_notify";
}

bool isListedInClear(TlsFtpClient &client)
{
    const auto data = client.openData();
    if (data == nullptr || client.send("LIST").code != 150)
        return false;
    const Descriptor line = data->takeSocket();
    return client.readReply().code == 226;
}

}  // namespace

class TlsClientsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void dataIsEncryptedForWhomItGoesWithoutSaying_data()
    {
        QTest::addColumn<QByteArray>("mechanism");
        QTest::addColumn<bool>("isImplied");
        QTest::newRow("AUTH SSL") << QByteArray("SSL") << true;
        QTest::newRow("AUTH TLS-P") << QByteArray("tls-p") << true;
        QTest::newRow("implicit FTPS") << QByteArray() << true;
        QTest::newRow("AUTH TLS") << QByteArray("TLS") << false;  // RFC 4217 section 9
        QTest::newRow("AUTH TLS-C") << QByteArray("TLS-C") << false;
    }
    void dataIsEncryptedForWhomItGoesWithoutSaying()
    {
        QFETCH(const QByteArray, mechanism);
        QFETCH(const bool, isImplied);
        ServerFixture server(offerAll);
        const auto client = oldClient(server, mechanism);
        QVERIFY(client != nullptr);
        QVERIFY(isImplied ? isListedUnderTls(*client) : isListedInClear(*client));
        QCOMPARE(client->send("PROT C").code, isImplied ? 200 : 503);  // PBSZ is implied too
        QVERIFY(isListedInClear(*client));
        QCOMPARE(client->send("REIN").code, 220);
        client->send("USER rw");
        QCOMPARE(client->send("PASS secret").code, 230);
        QVERIFY(isImplied ? isListedUnderTls(*client) : isListedInClear(*client));
    }
    void aClientThatKnowsRsaOnlyIsServed()
    {
        ServerFixture server(offerAll);
        TlsFtpClient client(server.port(), rsaOnly());
        client.loggedIn();
        QCOMPARE(client.store("f", "from an old device").code, 226);
        QByteArray back;
        QCOMPARE(client.retrieve("RETR f", &back).code, 226);
        QCOMPARE(back, QByteArray("from an old device"));
        QVERIFY(client.tls()->fingerprint() != server.engine().certificateFingerprint());
    }
    void whoKnowsTheUsualCertificateIsShownIt_data()
    {
        QTest::addColumn<int>("version");
        QTest::addColumn<QByteArray>("ciphers");
        const TlsWish any;
        QTest::newRow("TLS 1.3") << TLS1_3_VERSION << any.ciphers;
        QTest::newRow("TLS 1.2") << TLS1_2_VERSION << any.ciphers;
        QTest::newRow("stronger suites with RSA")
            << TLS1_2_VERSION
            << QByteArray("ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256");
    }
    void whoKnowsTheUsualCertificateIsShownIt()
    {
        QFETCH(const int, version);
        QFETCH(const QByteArray, ciphers);
        ServerFixture server(offerAll);
        TlsWish wish;
        wish.version = version;
        wish.ciphers = ciphers;
        TlsFtpClient client(server.port(), wish);
        client.loggedIn();
        QCOMPARE(client.send("PWD").code, 257);
        QCOMPARE(client.tls()->fingerprint(), server.engine().certificateFingerprint());
    }
    void bothCertificatesAreKept()
    {
        const QTemporaryDir folder;
        const auto inFolder = [&folder](Settings &settings) {
            offerAll(settings);
            settings.tls.ownFolder = folder.path();
        };
        QFile key(folder.filePath(QStringLiteral("tls-key-rsa.pem")));
        QByteArray usual;
        QByteArray forOld;
        for (int start = 0; start < 3; ++start) {
            ServerFixture server(inFolder);
            TlsFtpClient client(server.port(), rsaOnly());
            client.loggedIn();
            QCOMPARE(client.send("PWD").code, 257);
            if (start > 0)
                QCOMPARE(server.engine().certificateFingerprint(), usual);
            if (start == 1)
                QCOMPARE(client.tls()->fingerprint(), forOld);
            usual = server.engine().certificateFingerprint();
            forOld = client.tls()->fingerprint();
            QVERIFY(!(key.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther)));
            if (start == 1)  // as a folder of an older version: the usual one stays
                QVERIFY(key.remove());
        }
    }
    void whereTls13IsDemandedThereIsOneCertificate()
    {
        const QTemporaryDir folder;
        ServerFixture server([&folder](Settings &settings) {
            offerAll(settings);
            settings.tls.minimumVersion = TlsSettings::Version::Tls13;
            settings.tls.ownFolder = folder.path();
        });
        TlsFtpClient client(server.port(), rsaOnly());
        QCOMPARE(client.send("AUTH TLS").code, 234);
        QVERIFY(!client.secure());
        QVERIFY(QFile::exists(folder.filePath(QStringLiteral("tls-key.pem"))));
        QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("tls-key-rsa.pem"))));
    }
};

COSFTP_TEST(TlsClientsTest)
#include "tls_clients_test.moc"

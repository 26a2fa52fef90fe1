// SPDX-License-Identifier: GPL-3.0-or-later
// What the names and dates in certificates mean for sessions.
#include "attack_support.h"
#include "core/certificate.h"
#include "support/test_main.h"
#include "support/tls_ftp_client.h"

#include <QFile>

#include <openssl/pem.h>

using namespace cosftp;
using namespace cosftp::test;

namespace {

using Bio = OpensslPtr<BIO, BIO_free_all>;

Bio bioOf(const QByteArray &pem)
{
    return Bio(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
}

// A certificate of the same name and key whose time was over an hour ago.
CertificatePair expiredPair()
{
    CertificatePair pair = makeSelfSigned({QStringLiteral("old.example")}).value();
    const OpensslPtr<X509, X509_free> certificate(
        PEM_read_bio_X509(bioOf(pair.chain).get(), nullptr, nullptr, nullptr));
    const OpensslPtr<EVP_PKEY, EVP_PKEY_free> key(
        PEM_read_bio_PrivateKey(bioOf(pair.key).get(), nullptr, nullptr, nullptr));
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -7200);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), -3600);
    const Bio out(BIO_new(BIO_s_mem()));
    if (X509_sign(certificate.get(), key.get(), EVP_sha256()) == 0
        || PEM_write_bio_X509(out.get(), certificate.get()) != 1)
        qFatal("a test cannot make its certificate");
    char *text = nullptr;
    const long size = BIO_get_mem_data(out.get(), &text);
    pair.chain = QByteArray(text, size);
    return pair;
}

QByteArray fingerprintOf(const CertificatePair &pair)
{
    return certificateFacts(pair.chain)->fingerprint;
}

/// FTPS with the certificate that lies in a file.
struct Served
{
    explicit Served(const CertificatePair &pair) { put(pair); }
    void put(const CertificatePair &pair) const
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(pair.chain + pair.key) < 0)
            qFatal("a test cannot write its certificate");
    }
    [[nodiscard]] ServerFixture::Change settings() const
    {
        return [file = path](Settings &settings) {
            settings.tls.isOn = true;
            settings.tls.certificate = file;
        };
    }
    QTemporaryDir folder;
    QString path = folder.filePath(QStringLiteral("pair.pem"));
};

TlsWish namedAs(const QByteArray &host)
{
    TlsWish wish;
    wish.host = host;
    return wish;
}

void goByTwoNames(Settings &settings)
{
    settings.tls.isOn = true;
    settings.network.hostNames = {QStringLiteral("ftp.example.com"),
                                  QStringLiteral("other.example.com"),
                                  QStringLiteral("2001:db8::1")};
}

}  // namespace

class CertificatesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Whether to trust it is up to the clients.
    void anExpiredCertificateIsServedAndSaidAloud()
    {
        const LogEar ear;
        const CertificatePair expired = expiredPair();
        const Served files(expired);
        ServerFixture server(files.settings());
        QVERIFY(server.isRunning());
        QVERIFY(LogEar::hasHeard(QStringLiteral("THE CERTIFICATE IS NOT VALID TODAY")));
        TlsFtpClient client(server.port());
        client.loggedIn();
        QCOMPARE(client.tls()->fingerprint(), fingerprintOf(expired));
        QCOMPARE(client.store("f", "1").code, 226);
        // Other changes are not held up by it.
        server.settings().tls.required = TlsNeed::Control;
        server.engine().apply(server.settings());
        QCOMPARE(server.stranger()->send("USER rw").code, 530);
    }
    void anExpiredCertificateDoesNotReplaceAValidOne()
    {
        const CertificatePair valid = makeSelfSigned({QStringLiteral("new.example")}).value();
        const Served files(valid);
        ServerFixture server(files.settings());
        files.put(expiredPair());
        server.engine().apply(server.settings());
        QCOMPARE(server.engine().certificateFingerprint(), fingerprintOf(valid));
    }
    void aValidCertificateReplacesAnExpiredOne()
    {
        const Served files(expiredPair());
        ServerFixture server(files.settings());
        const CertificatePair valid = makeSelfSigned({QStringLiteral("new.example")}).value();
        files.put(valid);
        server.engine().apply(server.settings());
        QCOMPARE(server.engine().certificateFingerprint(), fingerprintOf(valid));
    }

    void hostIsTheNameOfTheHandshake_data()
    {
        QTest::addColumn<QByteArray>("handshake");
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<int>("code");
        const QByteArray ours("ftp.example.com");
        QTest::newRow("the same") << ours << QByteArray("HOST FTP.Example.com") << 220;
        QTest::newRow("another of ours") << ours << QByteArray("HOST other.example.com") << 504;
        QTest::newRow("an address") << ours << QByteArray("HOST [2001:db8::1]") << 504;
        QTest::newRow("nobody's") << ours << QByteArray("HOST example.org") << 504;
        QTest::newRow("none was said") << QByteArray() << QByteArray("HOST ftp.example.com") << 220;
    }
    void hostIsTheNameOfTheHandshake()
    {
        QFETCH(const QByteArray, handshake);
        QFETCH(const QByteArray, line);
        const ServerFixture server(goByTwoNames);
        for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
            TlsWish wish = namedAs(handshake);
            wish.version = version;
            TlsFtpClient client(server.port(), wish);
            QCOMPARE(client.send("AUTH TLS").code, 234);
            QVERIFY(client.secure());
            QTEST(client.send(line).code, "code");
            QCOMPARE(client.send("USER rw").code, 331);
        }
    }
    void beforeTheHandshakeHostIsAnyOfOurNames()
    {
        const ServerFixture server(goByTwoNames);
        TlsFtpClient client(server.port(), namedAs("ftp.example.com"));
        QCOMPARE(client.send("HOST other.example.com").code, 220);
        QCOMPARE(client.send("AUTH TLS").code, 234);
        QVERIFY(client.secure());
        QCOMPARE(client.send("HOST ftp.example.com").code, 220);
    }
};

COSFTP_TEST(CertificatesTest)
#include "certificates_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// What the server demands under TLS: policies, sessions, ends, certificates.
#include "support/server_fixture.h"
#include "support/test_main.h"
#include "support/tls_ftp_client.h"

#include <QFile>
#include <QTest>

using namespace cosftp;
using namespace cosftp::test;

namespace {

using Ending = TlsFtpClient::Ending;

ServerFixture::Change with(const std::function<void(TlsSettings &)> &change)
{
    return [change](Settings &settings) {
        settings.tls.isOn = true;
        change(settings.tls);
    };
}

void writePair(const QString &folder, const CertificatePair &pair)
{
    QFile file(folder + QStringLiteral("/pair.pem"));
    if (!file.open(QIODevice::WriteOnly) || file.write(pair.chain + pair.key) < 0)
        qFatal("a test cannot write its certificate");
}

QByteArray fingerprintOf(const CertificatePair &pair)
{
    return certificateFacts(pair.chain)->fingerprint;
}

CertificatePair pairFor(const char *name)
{
    return makeSelfSigned({QString::fromLatin1(name)}).value();
}

}  // namespace

class TlsPolicyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whereTlsIsDemandedNoUserIsTakenInClear();
    void whereDataHasToBeEncryptedNothingMovesInClear();
    void oneUserMayHaveToEncrypt();
    void dataConnectionsResume_data();
    void dataConnectionsResume();
    void withoutResumptionDataIsTakenByDefault();
    void withoutResumptionDataIsRefusedWhereItIsRequired();
    void aTicketOfAnotherSessionIsRefusedWhereItIsRequired();
    void anUploadWithoutCloseNotifyIsNotPublished();
    void anUploadWithoutCloseNotifyIsTakenWhereThatIsAllowed();
    void aResetUploadIsNotPublished();
    void aNewCertificateIsForNewSessions();
    void aBrokenCertificateLeavesTheOldOne();
    void aRenewedCertificateIsNoticed();
    void theSelfMadeCertificateIsKept();
    void theKeyIsTheOwnersOnly();
    void aCertificateIsTheSecondFactor();
    void aCertificateLogsIn();
};

void TlsPolicyTest::whereTlsIsDemandedNoUserIsTakenInClear()
{
    const ServerFixture server(with([](TlsSettings &tls) { tls.required = TlsNeed::Control; }));
    const auto client = server.stranger();
    QCOMPARE(client->send("USER rw").code, 530);
    QCOMPARE(client->send("PASS secret").code, 503);
    QCOMPARE(client->send("FEAT").code, 211);
    TlsFtpClient secured(server.port());
    secured.loggedIn();
    QCOMPARE(secured.send("PROT C").code, 200);
    QCOMPARE(secured.send("CCC").code, 534);
    QCOMPARE(secured.send("PWD").code, 257);
}

void TlsPolicyTest::whereDataHasToBeEncryptedNothingMovesInClear()
{
    const ServerFixture server(with([](TlsSettings &tls) {
        tls.required = TlsNeed::Both;
        tls.allowsCcc = true;
    }));
    TlsFtpClient client(server.port());
    client.send("AUTH TLS");
    QVERIFY(client.secure());
    client.send("USER rw");
    QCOMPARE(client.send("PASS secret").code, 230);
    for (const char *line : {"LIST", "NLST", "MLSD", "RETR f", "STOR f", "APPE f"}) {
        QVERIFY(client.openData() != nullptr);
        QCOMPARE(client.send(line).code, 521);
    }
    QCOMPARE(client.send("PBSZ 0").code, 200);
    QCOMPARE(client.send("PROT C").code, 534);
    QCOMPARE(client.send("PROT P").code, 200);
    QCOMPARE(client.send("PROT C").code, 534);
    QCOMPARE(client.send("CCC").code, 534);
    QCOMPARE(client.store("f", "content").code, 226);
}

void TlsPolicyTest::oneUserMayHaveToEncrypt()
{
    const ServerFixture server([](Settings &settings) {
        settings.tls.isOn = true;
        settings.users[0].tlsRequired = TlsNeed::Both;
    });
    QCOMPARE(server.stranger()->send("USER rw").code, 530);
    QCOMPARE(server.client("ro")->send("PWD").code, 257);
    TlsFtpClient client(server.port());
    client.loggedIn();
    QCOMPARE(client.send("PROT C").code, 534);
    QCOMPARE(client.store("f", "content").code, 226);
}

void TlsPolicyTest::dataConnectionsResume_data()
{
    QTest::addColumn<int>("version");
    QTest::newRow("TLS 1.2") << TLS1_2_VERSION;
    QTest::newRow("TLS 1.3") << TLS1_3_VERSION;
}

void TlsPolicyTest::dataConnectionsResume()
{
    QFETCH(const int, version);
    const ServerFixture server(
        with([](TlsSettings &tls) { tls.dataSession = TlsSettings::DataSession::Require; }));
    TlsWish wish;
    wish.version = version;
    TlsFtpClient client(server.port(), wish);
    client.loggedIn();
    for (int i = 0; i < 3; ++i) {
        const auto data = client.openData();
        QCOMPARE(client.send("NLST").code, 150);
        QVERIFY(data->handshake());
        QVERIFY(data->isResumed());
        QVERIFY(data->takeAll().has_value());
        QCOMPARE(client.readReply().code, 226);
    }
}

void TlsPolicyTest::withoutResumptionDataIsTakenByDefault()
{
    const ServerFixture server(with([](TlsSettings &) {}));
    TlsFtpClient client(server.port());
    client.loggedIn();
    QByteArray names;
    QCOMPARE(client.retrieve("NLST", &names, false).code, 226);
}

void TlsPolicyTest::withoutResumptionDataIsRefusedWhereItIsRequired()
{
    const ServerFixture server(
        with([](TlsSettings &tls) { tls.dataSession = TlsSettings::DataSession::Require; }));
    TlsFtpClient client(server.port());
    client.loggedIn();
    QByteArray names;
    QCOMPARE(client.retrieve("NLST", &names, false).code, 522);
    QCOMPARE(client.retrieve("NLST", &names).code, 226);
}

void TlsPolicyTest::aTicketOfAnotherSessionIsRefusedWhereItIsRequired()
{
    const ServerFixture server(
        with([](TlsSettings &tls) { tls.dataSession = TlsSettings::DataSession::Require; }));
    TlsFtpClient victim(server.port());
    victim.loggedIn();
    TlsFtpClient thief(server.port());
    thief.loggedIn();
    const TlsSession stolen = thief.tls()->session();
    const auto data = victim.openData();  // its port is what a stranger could have guessed
    TlsWish wish;
    wish.session = stolen.get();
    TlsPeer stranger(data->takeSocket(), wish);
    QCOMPARE(victim.send("NLST").code, 150);
    QVERIFY(stranger.handshake());
    QCOMPARE(victim.readReply().code, 522);
    QCOMPARE(stranger.takeAll().value_or(QByteArray()), QByteArray());
}

void TlsPolicyTest::anUploadWithoutCloseNotifyIsNotPublished()
{
    const ServerFixture server(with([](TlsSettings &) {}));
    TlsFtpClient client(server.port());
    client.loggedIn();
    QCOMPARE(client.store("f", "old").code, 226);
    QCOMPARE(client.store("f", patternBytes(3 * 1024 * 1024), Ending::Fin).code, 426);
    QByteArray back;
    QCOMPARE(client.retrieve("RETR f", &back).code, 550);  // its own upload waits there
    QCOMPARE(server.client("ro")->retrieve("RETR f", &back).code, 226);
    QCOMPARE(back, QByteArray("old"));
    QCOMPARE(server.openUploads(), 1);  // parked, to be gone on with
}

void TlsPolicyTest::anUploadWithoutCloseNotifyIsTakenWhereThatIsAllowed()
{
    const ServerFixture server(with([](TlsSettings &tls) { tls.needsCloseNotify = false; }));
    TlsFtpClient client(server.port());
    client.loggedIn();
    QCOMPARE(client.store("f", "content", Ending::Fin).code, 226);
}

void TlsPolicyTest::aResetUploadIsNotPublished()
{
    const ServerFixture server(with([](TlsSettings &tls) { tls.needsCloseNotify = false; }));
    TlsFtpClient client(server.port());
    client.loggedIn();
    QCOMPARE(client.store("f", patternBytes(3 * 1024 * 1024), Ending::Reset).code, 426);
    QByteArray names;
    QCOMPARE(client.retrieve("RETR f", &names).code, 550);
}

void TlsPolicyTest::aNewCertificateIsForNewSessions()
{
    const QTemporaryDir folder;
    const CertificatePair first = pairFor("first.example");
    const CertificatePair second = pairFor("second.example");
    writePair(folder.path(), first);
    ServerFixture server(with([&folder](TlsSettings &tls) {
        tls.certificate = folder.filePath(QStringLiteral("pair.pem"));
        tls.dataSession = TlsSettings::DataSession::Require;
    }));
    TlsFtpClient before(server.port());
    before.loggedIn();
    QCOMPARE(before.tls()->fingerprint(), fingerprintOf(first));
    writePair(folder.path(), second);
    server.engine().apply(server.settings());
    TlsFtpClient after(server.port());
    after.loggedIn();
    QCOMPARE(after.tls()->fingerprint(), fingerprintOf(second));
    QCOMPARE(before.store("f", "resumed under the old one").code, 226);
    QCOMPARE(after.store("g", "resumed under the new one").code, 226);
}

void TlsPolicyTest::aBrokenCertificateLeavesTheOldOne()
{
    const QTemporaryDir folder;
    const CertificatePair good = pairFor("good.example");
    writePair(folder.path(), good);
    ServerFixture server(with([&folder](TlsSettings &tls) {
        tls.certificate = folder.filePath(QStringLiteral("pair.pem"));
    }));
    writePair(folder.path(), {good.chain, pairFor("other.example").key});
    server.engine().apply(server.settings());
    QCOMPARE(server.engine().certificateFingerprint(), fingerprintOf(good));
    TlsFtpClient client(server.port());
    client.loggedIn();
    QCOMPARE(client.tls()->fingerprint(), fingerprintOf(good));
}

void TlsPolicyTest::aRenewedCertificateIsNoticed()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("pair.pem"));
    writePair(folder.path(), pairFor("first.example"));
    ServerFixture server(with([&file](TlsSettings &tls) { tls.certificate = file; }));
    for (const char *name : {"second.example", "third.example"}) {
        const CertificatePair next = pairFor(name);
        const QTemporaryDir other;
        writePair(other.path(), next);
        QVERIFY(QFile::remove(file));  // as programs do it that renew certificates
        QVERIFY(QFile::copy(other.filePath(QStringLiteral("pair.pem")), file));
        QTRY_COMPARE(server.engine().certificateFingerprint(), fingerprintOf(next));
    }
    const CertificatePair inPlace = pairFor("fourth.example");
    writePair(folder.path(), inPlace);
    QTRY_COMPARE(server.engine().certificateFingerprint(), fingerprintOf(inPlace));
}

void TlsPolicyTest::theSelfMadeCertificateIsKept()
{
    const QTemporaryDir folder;
    const auto change = with([&folder](TlsSettings &tls) { tls.ownFolder = folder.path(); });
    QByteArray first;
    {
        ServerFixture server(change);
        first = server.engine().certificateFingerprint();
    }
    ServerFixture server(change);
    QVERIFY(!first.isEmpty());
    QCOMPARE(server.engine().certificateFingerprint(), first);
}

void TlsPolicyTest::theKeyIsTheOwnersOnly()
{
    const QTemporaryDir folder;
    const ServerFixture server(
        with([&folder](TlsSettings &tls) { tls.ownFolder = folder.path(); }));
    const auto everybody = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther
                           | QFileDevice::WriteOther;
    const QFile key(folder.filePath(QStringLiteral("tls-key.pem")));
    QVERIFY(key.exists());
    QVERIFY(!(key.permissions() & everybody));
}

namespace {

ServerFixture::Change asking(const QTemporaryDir &folder, const CertificatePair &authority,
                             TlsSettings::ClientCertificate rule)
{
    writePair(folder.path(), authority);
    return with([path = folder.filePath(QStringLiteral("pair.pem")), rule](TlsSettings &tls) {
        tls.clientCertificate = rule;
        tls.clientAuthority = path;
    });
}

int passCode(const ServerFixture &server, const TlsWish &wish, const char *password)
{
    TlsFtpClient client(server.port(), wish);
    client.send("AUTH TLS");
    client.secure();
    client.send("USER rw");
    return client.send(QByteArray("PASS ") + password).code;
}

}  // namespace

void TlsPolicyTest::aCertificateIsTheSecondFactor()
{
    const QTemporaryDir folder;
    TlsWish own;
    own.certificate = pairFor("rw");
    const ServerFixture server(
        asking(folder, own.certificate, TlsSettings::ClientCertificate::SecondFactor));
    QCOMPARE(passCode(server, own, "secret"), 230);
    QCOMPARE(passCode(server, own, "wrong"), 530);
    QCOMPARE(passCode(server, {}, "secret"), 530);
    const auto plain = server.stranger();
    plain->send("USER rw");
    QCOMPARE(plain->send("PASS secret").code, 530);
    // A certificate of the right authority and the wrong name.
    TlsFtpClient other(server.port(), own);
    other.send("AUTH TLS");
    QVERIFY(other.secure());
    other.send("USER ro");
    QCOMPARE(other.send("PASS secret").code, 530);
}

void TlsPolicyTest::aCertificateLogsIn()
{
    const QTemporaryDir folder;
    TlsWish own;
    own.certificate = pairFor("rw");
    const ServerFixture server(
        asking(folder, own.certificate, TlsSettings::ClientCertificate::InsteadOfPassword));
    TlsFtpClient client(server.port(), own);
    client.send("AUTH TLS");
    QVERIFY(client.secure());
    QCOMPARE(client.send("USER ro").code, 331);
    QCOMPARE(client.send("PASS secret").code, 230);
    QCOMPARE(client.send("USER rw").code, 232);
    QCOMPARE(client.send("PWD").code, 257);
    QCOMPARE(passCode(server, {}, "secret"), 230);  // the password goes on to do
}

COSFTP_TEST(TlsPolicyTest)
#include "tls_policy_test.moc"

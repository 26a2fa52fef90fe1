// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/certificate.h"

#include "support/test_main.h"

#include <QTemporaryDir>
#include <QTest>

using namespace cosftp;

class CertificateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSelfMadeOneNamesItsServer()
    {
        const Result<CertificatePair> pair = makeSelfSigned(
            {QStringLiteral("ftp.example"), QStringLiteral("192.0.2.7"), QStringLiteral("::1")});
        QVERIFY(pair);
        const Result<CertificateFacts> facts = certificateFacts(pair->chain);
        QVERIFY(facts);
        QCOMPARE(facts->commonName, QStringLiteral("ftp.example"));
        QCOMPARE(facts->names, (QStringList{QStringLiteral("ftp.example"),
                                            QStringLiteral("192.0.2.7"), QStringLiteral("::1")}));
        const QDateTime now = QDateTime::currentDateTimeUtc();
        QVERIFY(facts->validFrom < now);
        QVERIFY(facts->validUntil > now.addYears(9));
        QVERIFY(checkPrivateKey(pair->key));
        QVERIFY(checkKeyMatches(*pair));
    }
    void twoSelfMadeOnesDiffer()
    {
        const CertificatePair one = makeSelfSigned({QStringLiteral("a")}).value();
        const CertificatePair other = makeSelfSigned({QStringLiteral("a")}).value();
        QVERIFY(certificateFacts(one.chain)->fingerprint
                != certificateFacts(other.chain)->fingerprint);
        QVERIFY(!checkKeyMatches({one.chain, other.key}));
    }
    void theFingerprintIsThatOfTheWholeCertificate()
    {
        const QByteArray fingerprint =
            certificateFacts(makeSelfSigned({QStringLiteral("a")})->chain)->fingerprint;
        QCOMPARE(fingerprint.size(), 32 * 3 - 1);
        QCOMPARE(fingerprint.at(2), ':');
    }
    void aLongNameIsNotRefused() { QVERIFY(makeSelfSigned({QString(200, QLatin1Char('a'))})); }
    void whatIsWrongIsSaid_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("words") << QByteArray("not a certificate");
        QTest::newRow("cut") << makeSelfSigned({QStringLiteral("a")})->chain.left(300);
    }
    void whatIsWrongIsSaid()
    {
        QFETCH(const QByteArray, text);
        const Result<CertificateFacts> facts = certificateFacts(text);
        QVERIFY(!facts);
        QVERIFY(facts.error().detail.contains(QStringLiteral("would be right")));
        QVERIFY(checkPrivateKey(text).error().detail.contains(QStringLiteral("would be right")));
    }
    void aPassPhraseIsNotAskedFor()
    {
        const QByteArray encrypted = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIGj\n"
                                     "-----END ENCRYPTED PRIVATE KEY-----\n";
        const Outcome readable = checkPrivateKey(encrypted);
        QVERIFY(!readable);
        QVERIFY(readable.error().detail.contains(QStringLiteral("pass phrase")));
    }
    void onlyFilesAreRead()
    {
        const QTemporaryDir folder;
        QVERIFY(!readPemFile(folder.path()));
        QVERIFY(!readPemFile(folder.filePath(QStringLiteral("none"))));
        QFile large(folder.filePath(QStringLiteral("large")));
        QVERIFY(large.open(QIODevice::WriteOnly) && large.resize(2 * 1024 * 1024));
        QVERIFY(!readPemFile(large.fileName()));
    }
};

COSFTP_TEST(CertificateTest)
#include "certificate.moc"

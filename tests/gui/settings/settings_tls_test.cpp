// SPDX-License-Identifier: GPL-3.0-or-later
// The certificate as the settings show it, and the sections that came with encryption.
#include "core/certificate.h"
#include "gui/settings/settings_bench.h"
#include "settings/certificate_card.h"
#include "settings/settings_search.h"
#include "support/test_main.h"

using namespace cosftp;
using namespace cosftp::test;
using State = CertificateView::State;

namespace {

CertificatePair made()
{
    static const CertificatePair pair =
        *makeSelfSigned({QStringLiteral("ftp.example.com"), QStringLiteral("192.0.2.7")});
    return pair;
}

QString write(const QTemporaryDir &folder, const char *name, const QByteArray &text)
{
    QFile file(folder.filePath(QString::fromLatin1(name)));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        return {};
    return file.fileName();
}

QDateTime now() { return QDateTime::currentDateTimeUtc(); }

TlsSettings switchedOn(const QString &certificate, const QString &key)
{
    TlsSettings tls;
    tls.isOn = true;
    tls.certificate = certificate;
    tls.privateKey = key;
    return tls;
}

}  // namespace

class SettingsTlsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCertificateSaysWhoseItIsAndHowLong()
    {
        const QTemporaryDir folder;
        const TlsSettings tls =
            switchedOn(write(folder, "a.pem", made().chain), write(folder, "a.key", made().key));
        const CertificateView view = certificateView(tls, now());
        QVERIFY(view.state == State::Readable);
        QVERIFY(!view.isSelfMade);
        QVERIFY(view.faults.isEmpty());
        QVERIFY(view.daysLeft > 3000);
        const QString text = certificateText(view).join(u'\n');
        QVERIFY(text.contains(QStringLiteral("Certificate of ftp.example.com")));
        QVERIFY(text.contains(QStringLiteral("192.0.2.7")));
        QVERIFY(certificateView(tls, now().addYears(20)).daysLeft < 0);
    }

    void theServersOwnIsToldApart()
    {
        const QTemporaryDir folder;
        TlsSettings tls = switchedOn({}, {});
        tls.ownFolder = folder.path();
        QVERIFY(certificateView(tls, now()).state == State::WillBeMade);
        write(folder, "tls-certificate.pem", made().chain);
        const CertificateView view = certificateView(tls, now());
        QVERIFY(view.state == State::Readable && view.isSelfMade);
        tls.isOn = false;
        QVERIFY(certificateView(tls, now()).state == State::NotOffered);
    }

    void aKeyOfAnotherCertificateIsAFault()
    {
        const QTemporaryDir folder;
        const CertificatePair other = *makeSelfSigned({QStringLiteral("other.example.com")});
        const TlsSettings tls =
            switchedOn(write(folder, "a.pem", made().chain), write(folder, "b.key", other.key));
        const CertificateView view = certificateView(tls, now());
        QCOMPARE(view.faults.size(), 1);
        QCOMPARE(view.faults.first().key, QStringLiteral("private_key"));
    }

    void thePageShowsTheCertificateThatIsTyped()
    {
        const SettingsBench bench;
        bench.page->open(QStringLiteral("TLS/enabled"));
        auto *text = bench.find<QLabel>("certificateText");
        QVERIFY(text->text().contains(QStringLiteral("Encryption is off")));
        auto *form =
            text->window()->findChild<QWidget *>(QStringLiteral("implicit_port"))->parentWidget();
        form->findChild<QWidget *>(QStringLiteral("enabled"))->findChild<QCheckBox *>()->click();
        bench.type(bench.find<QWidget>("certificate")->findChild<QLineEdit *>(),
                   write(bench.folder, "a.pem", made().chain + made().key));
        QTRY_VERIFY(text->text().contains(QStringLiteral("ftp.example.com")));
        auto *faults = bench.find<QLabel>("certificateFaults");
        QVERIFY(faults->text().isEmpty());
        bench.type("certificate", "/nowhere/at/all.pem");
        QTRY_VERIFY(faults->text().contains(QStringLiteral("cannot be read")));
        QVERIFY(text->text().contains(QStringLiteral("cannot be used")));
    }

    void whatIsAboutAccessIsFoundByWord_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("place");
        QTest::newRow("bans") << QStringLiteral("length of a ban")
                              << QStringLiteral("SECURITY/ban_minutes");
        QTest::newRow("speed") << QStringLiteral("session_upload_speed")
                               << QStringLiteral("LIMITS/session_upload_speed");
        QTest::newRow("proxy") << QStringLiteral("load balancers proxy")
                               << QStringLiteral("NETWORK/proxy_networks");
        QTest::newRow("quota") << QStringLiteral("quota_size") << QStringLiteral("USER/quota_size");
        QTest::newRow("device") << QStringLiteral("camera scanner")
                                << QStringLiteral("USER/profile");
        QTest::newRow("oldest version")
            << QStringLiteral("oldest tls") << QStringLiteral("TLS/minimum_version");
    }
    void whatIsAboutAccessIsFoundByWord()
    {
        QFETCH(const QString, word);
        QFETCH(const QString, place);
        QStringList places;
        for (const FoundSetting &found : findSettings(word))
            places += found.place;
        QVERIFY2(places.contains(place), qPrintable(places.join(u' ')));
        const SettingsBench bench;
        bench.page->open(place);
        QVERIFY(QApplication::focusWidget() != nullptr);
        QTRY_VERIFY(!QApplication::focusWidget()->visibleRegion().isEmpty());
    }
};

COSFTP_TEST(SettingsTlsTest)
#include "settings_tls_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/certificate.h"
#include "settings/settings_delta.h"
#include "settings/settings_save.h"
#include "settings/tls_files.h"
#include "support/test_main.h"

#include <QTemporaryDir>
#include <QTest>

using namespace cosftp;

namespace {

const QByteArray good = "[BUCKET main]\nbucket = b-1\nregion = ap-x\ncredentials = environment\n"
                        "[USER ann]\npassword = SECRET\nbucket = main\n";

LoadedSettings parsed(const QByteArray &text)
{
    return parseSettings(good + text, QStringLiteral("/etc/cosftp/F"));
}

QString onlyProblem(const QByteArray &text)
{
    const LoadedSettings loaded = parsed(text);
    return loaded.problems.size() == 1 ? loaded.problems.first().toString() : QString();
}

QString writtenTo(const QTemporaryDir &folder, const char *name, const QByteArray &text)
{
    QFile file(folder.filePath(QString::fromLatin1(name)));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("a test cannot write");
    return file.fileName();
}

}  // namespace

class SettingsTlsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutTheSectionThereIsNoTls()
    {
        const LoadedSettings loaded = parsed({});
        QVERIFY(loaded.problems.isEmpty());
        QVERIFY(!loaded.settings.tls.isOn);
        QVERIFY(!loaded.settings.tls.hasImplicitPort);
        QVERIFY(loaded.settings.tls.needsCloseNotify);
        QCOMPARE(loaded.settings.tls.dataSession, TlsSettings::DataSession::Prefer);
    }
    void everyKeyIsRead()
    {
        const LoadedSettings loaded =
            parsed("[TLS]\nenabled = yes\ncertificate = a.pem\nprivate_key = /k/b.pem\n"
                   "more_certificates = c.pem, d/e.pem\nminimum_version = 1.3\nimplicit = true\n"
                   "implicit_port = 991\nrequired = both\ndata_session = require\n"
                   "require_close_notify = false\nallow_ccc = true\nclient_certificate = login\n"
                   "client_authority = ca.pem\n");
        QVERIFY2(loaded.problems.isEmpty(),
                 loaded.problems.isEmpty() ? "" : qPrintable(loaded.problems.first().toString()));
        TlsSettings expected;
        expected.isOn = true;
        expected.certificate = QStringLiteral("/etc/cosftp/a.pem");
        expected.privateKey = QStringLiteral("/k/b.pem");
        expected.moreCertificates = QStringLiteral("/etc/cosftp/c.pem,/etc/cosftp/d/e.pem");
        expected.ownFolder = QStringLiteral("/etc/cosftp");
        expected.minimumVersion = TlsSettings::Version::Tls13;
        expected.hasImplicitPort = true;
        expected.implicitPort = 991;
        expected.required = TlsNeed::Both;
        expected.dataSession = TlsSettings::DataSession::Require;
        expected.needsCloseNotify = false;
        expected.allowsCcc = true;
        expected.clientCertificate = TlsSettings::ClientCertificate::InsteadOfPassword;
        expected.clientAuthority = QStringLiteral("/etc/cosftp/ca.pem");
        QVERIFY(loaded.settings.tls == expected);
    }
    void aUserMayHaveToEncrypt()
    {
        QByteArray text = good;
        text.replace("bucket = main\n", "bucket = main\ntls_required = control\n");
        const LoadedSettings with = parseSettings(text + "[TLS]\nenabled = true\n", {});
        QVERIFY(with.problems.isEmpty());
        QCOMPARE(with.settings.users.first().tlsRequired, TlsNeed::Control);
        const LoadedSettings without = parseSettings(text, QStringLiteral("F"));
        QCOMPARE(without.problems.size(), 1);
        QVERIFY(without.problems.first().toString().startsWith(QStringLiteral("F:5: ")));
    }
    void whatDoesNotFitTogetherIsNamed()
    {
        QCOMPARE(onlyProblem("[TLS]\nrequired = both\n"),
                 QStringLiteral("/etc/cosftp/F:9: [TLS] required: encryption is demanded and not "
                                "offered, enabled = true beside it would be right"));
        QCOMPARE(onlyProblem("[TLS]\nimplicit = true\nimplicit_port = 2121\n"),
                 QStringLiteral("/etc/cosftp/F:10: [TLS] implicit_port: the port 2121 is the "
                                "control port too, another port would be right"));
        QCOMPARE(onlyProblem("[TLS]\nimplicit = true\nimplicit_port = 60001\n"),
                 QStringLiteral("/etc/cosftp/F:10: [TLS] implicit_port: the port 60001 lies within "
                                "the passive ports 60000,65535, a port outside of them would be "
                                "right"));
        QVERIFY(
            onlyProblem("[TLS]\nminimum_version = 1.1\n").contains(QLatin1String("1.2 or 1.3")));
    }
    void filesAreLookedAtOnlyIfTheyAreNeeded()
    {
        TlsSettings tls;
        tls.certificate = QStringLiteral("/none");
        QVERIFY(tlsFileFaults(tls, QDateTime::currentDateTimeUtc()).isEmpty());
        tls.isOn = true;
        QCOMPARE(tlsFileFaults(tls, QDateTime::currentDateTimeUtc()).size(), 1);
    }
    void everyFileIsJudged()
    {
        const QTemporaryDir folder;
        const CertificatePair pair = makeSelfSigned({QStringLiteral("a")}).value();
        const CertificatePair other = makeSelfSigned({QStringLiteral("b")}).value();
        TlsSettings tls;
        tls.isOn = true;
        tls.certificate = writtenTo(folder, "chain", pair.chain);
        tls.privateKey = writtenTo(folder, "key", pair.key);
        tls.moreCertificates = writtenTo(folder, "both", other.chain + other.key);
        const QDateTime now = QDateTime::currentDateTimeUtc();
        QVERIFY(tlsFileFaults(tls, now).isEmpty());
        const QList<TlsFileFault> soon = tlsFileFaults(tls, now.addDays(3640));
        QCOMPARE(soon.size(), 2);
        QVERIFY(!soon.first().isGrave);
        for (const int days : {3660, -1}) {  // that is up to the clients
            const QList<TlsFileFault> invalid = tlsFileFaults(tls, now.addDays(days));
            QCOMPARE(invalid.size(), 2);
            QVERIFY(!invalid.first().isGrave);
        }
        writtenTo(folder, "key", other.key);
        const QList<TlsFileFault> wrong = tlsFileFaults(tls, now);
        QCOMPARE(wrong.size(), 1);
        QCOMPARE(wrong.first().key, QStringLiteral("private_key"));
        QVERIFY(wrong.first().isGrave);
    }
    void aChangeIsWrittenToItsSection()
    {
        Settings from = parsed({}).settings;
        Settings to = from;
        to.tls.isOn = true;
        to.users[0].tlsRequired = TlsNeed::Both;
        const QList<SettingsChange> changes = settingsDelta(good, from, to);
        const Result<QByteArray> text = updatedSettings(good, changes);
        QVERIFY(text);
        QVERIFY(text->contains("[TLS]\nenabled = true"));
        QVERIFY(text->contains("tls_required = both"));
    }
};

COSFTP_TEST(SettingsTlsTest)
#include "settings_tls_test.moc"

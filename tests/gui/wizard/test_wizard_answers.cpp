// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_file.h"
#include "support/test_main.h"
#include "wizard/wizard_answers.h"

#include <QSet>
#include <QSignalSpy>
#include <QTest>

using namespace cosftp;

namespace {

const QByteArray hash = "$y$j9T$abcdefghijklmnopqrstuv$"
                        "0123456789012345678901234567890123456789012";

WizardAnswers answers()
{
    WizardAnswers answers = proposedAnswers({});
    answers.bucket.id = QStringLiteral("photos");
    answers.bucket.bucket = "photos-1250000000";
    answers.bucket.region = "ap-guangzhou";
    answers.bucket.credentials.secretId = "AKIDx";
    answers.bucket.credentials.secretKey = "planted-secret";
    answers.userName = "ann";
    return answers;
}

QByteArray textOf(const WizardAnswers &given, const QString &secretEntry = {})
{
    return updatedSettings({}, settingsFor(given, hash, secretEntry)).value();
}

Settings settingsOf(const WizardAnswers &given, const QString &secretEntry = {})
{
    const LoadedSettings loaded =
        parseSettings(textOf(given, secretEntry), QStringLiteral("cosftp.conf"));
    for (const SettingsProblem &problem : loaded.problems)
        qWarning() << problem.toString();
    return loaded.settings;
}

}  // namespace

class TestWizardAnswers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersBecomeSettingsThatSayTheSame()
    {
        WizardAnswers given = answers();
        given.folder = "in/2024/";
        given.rights = Rights::of(true, true, false);
        given.network.masqueradeAddress = QStringLiteral("203.0.113.7");
        given.network.passivePorts = {50000, 50010};
        const Settings settings = settingsOf(given);
        QCOMPARE(settings.buckets, QList<BucketSettings>{given.bucket});
        QCOMPARE(settings.network, given.network);
        const UserSettings user = settings.users.first();
        QCOMPARE(user.name, given.userName);
        QCOMPARE(user.password, hash);
        QVERIFY(user.passwordIsHash);
        QCOMPARE(user.mounts.size(), 1);
        QCOMPARE(user.mounts.first().bucketId, given.bucket.id);
        QCOMPARE(user.mounts.first().prefix, given.folder);
        QCOMPARE(user.mounts.first().rights, given.rights);
    }

    void rightsComeBackAsTheyWereGiven_data()
    {
        QTest::addColumn<bool>("read");
        QTest::addColumn<bool>("write");
        QTest::addColumn<bool>("remove");
        QTest::newRow("all") << true << true << true;
        QTest::newRow("no delete") << true << true << false;
        QTest::newRow("read") << true << false << false;
        QTest::newRow("upload") << false << true << true;
        QTest::newRow("upload, no delete") << false << true << false;
    }

    void rightsComeBackAsTheyWereGiven()
    {
        QFETCH(bool, read);
        QFETCH(bool, write);
        QFETCH(bool, remove);
        WizardAnswers given = answers();
        given.rights = Rights::of(read, write, remove);
        QCOMPARE(settingsOf(given).users.first().mounts.first().rights, given.rights);
    }

    void aKeptSecretDoesNotStandInTheFile()
    {
        const QByteArray text = textOf(answers(), QStringLiteral("bucket/photos"));
        QVERIFY(!text.contains("planted-secret"));
        const CredentialSettings key =
            settingsOf(answers(), QStringLiteral("bucket/photos")).buckets.first().credentials;
        QCOMPARE(key.source, CredentialSettings::Source::Keychain);
        QCOMPARE(key.reference, QStringLiteral("bucket/photos"));
        QCOMPARE(key.secretId, QByteArray("AKIDx"));
    }

    void thePasswordItselfIsNeverWritten()
    {
        WizardAnswers given = answers();
        given.password = "planted-password";
        QVERIFY(!textOf(given).contains("planted-password"));
    }

    void idsAndNamesThatAreTakenAreNotProposed()
    {
        Settings present;
        for (const char *id : {"photos", "photos-2"}) {
            BucketSettings bucket;
            bucket.id = QString::fromLatin1(id);
            present.buckets += bucket;
        }
        UserSettings user;
        user.name = "ftpuser";
        present.users = {user};
        QCOMPARE(freeBucketId("photos-1250000000", present), QStringLiteral("photos-3"));
        QCOMPARE(freeBucketId("other-1250000000", present), QStringLiteral("other"));
        QCOMPARE(proposedAnswers(present).userName, QByteArray("ftpuser2"));
    }

    void generatedPasswordsAreLongAndNeverTheSame()
    {
        QSet<QByteArray> seen;
        for (int round = 0; round < 200; ++round) {
            const QByteArray password = generatedPassword();
            QCOMPARE(password.size(), 19);
            for (const char lookAlike : {'0', 'O', '1', 'l', 'I'})
                QVERIFY(!password.contains(lookAlike));
            seen.insert(password);
        }
        QCOMPARE(seen.size(), 200);
    }

    void theKnownAddressIsTheAnnouncedOneFirst()
    {
        NetworkSettings network;
        QCOMPARE(knownAddress(network), QString());
        network.listenAddress = QStringLiteral("10.0.0.7");
        QCOMPARE(knownAddress(network), QStringLiteral("10.0.0.7"));
        network.masqueradeAddress = QStringLiteral("ftp.example.com");
        QCOMPARE(knownAddress(network), QStringLiteral("ftp.example.com"));
    }
};

COSFTP_TEST(TestWizardAnswers)
#include "test_wizard_answers.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_import.h"
#include "support/test_main.h"

#include <QSignalSpy>
#include <QTest>

using namespace cosftp;
using Fate = ImportedKey::Fate;

namespace {

QByteArray sample(const char *name)
{
    QFile file(QStringLiteral(TEST_DATA_DIR "/settings/") + QLatin1String(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

const ImportedKey *keyFrom(const ImportPlan &plan, const char *from)
{
    for (const ImportedKey &key : plan.keys)
        if (key.from == QLatin1String(from))
            return &key;
    return nullptr;
}

const QByteArray own =
    "# secret_key = OLDKEY\n[BUCKET main]\nbucket = b-1\nregion = ap-x\nsecret_id = PLANTEDID\n"
    "secret_key = PLANTEDKEY # PLANTEDNOTE\n[USER ann]\npassword = PLANTEDPW\nbucket = main\n"
    "[BUCKET role]\nbucket = c-1\nregion = ap-x\ncredentials = cvm_role\n";

}  // namespace

class SettingsImportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstGenerationIsTakenOver()
    {
        const ImportPlan plan =
            planImport(sample("first-generation.conf"), QStringLiteral("v.conf"));
        QVERIFY(plan.problems.isEmpty());
        QCOMPARE(plan.settings.users.size(), 2);
        QCOMPARE(plan.settings.buckets.first().id, QStringLiteral("examplebucket"));
        const ImportedKey *bucket = keyFrom(plan, "[COS_ACCOUNT] cos_bucket");
        QVERIFY(bucket != nullptr);
        QCOMPARE(bucket->to, QStringLiteral("[BUCKET examplebucket] bucket"));
        const ImportedKey *users = keyFrom(plan, "[FTP_ACCOUNT] login_users");
        QVERIFY(users != nullptr);
        QCOMPARE(users->to, QStringLiteral("[USER user1], [USER user2]"));
        QCOMPARE(users->value, QString());
        const ImportedKey *home = keyFrom(plan, "[COS_ACCOUNT] cos_user_home_dir");
        QVERIFY(home != nullptr);
        QCOMPARE(home->fate, Fate::Unused);
    }

    void theSecondGenerationIsTakenOver()
    {
        const ImportPlan plan =
            planImport(sample("second-generation.conf"), QStringLiteral("v.conf"));
        QVERIFY(plan.problems.isEmpty());
        const ImportedKey *password = keyFrom(plan, "[COS_ACCOUNT_1] ftp_login_user_password");
        QVERIFY(password != nullptr);
        QCOMPARE(password->to, QStringLiteral("[USER user1] password"));
        QCOMPARE(password->value, QString());
        const ImportedKey *name = keyFrom(plan, "[COS_ACCOUNT_1] ftp_login_user_name");
        QVERIFY(name != nullptr);
        QCOMPARE(name->to, QStringLiteral("[USER user1]"));
        QVERIFY(plan.text.contains("[BUCKET examplebucket2]"));
        QVERIFY(!plan.text.contains("COS_ACCOUNT"));
        QVERIFY(!plan.settings.users[1].mounts.first().rights.canDelete);
    }

    void whatIsNotKnownIsLeftOutAndTold()
    {
        const QByteArray text = sample("second-generation.conf")
                                + "ftp_banner = hello\n[STRANGE]\nthing = 1\nother = 2\n[EMPTY]\n";
        const ImportPlan plan = planImport(text, QStringLiteral("v.conf"));
        QVERIFY(plan.problems.isEmpty());
        for (const char *from :
             {"[OPTIONAL] ftp_banner", "[STRANGE] thing", "[STRANGE] other", "[EMPTY]"}) {
            const ImportedKey *key = keyFrom(plan, from);
            QVERIFY2(key != nullptr, from);
            QCOMPARE(key->fate, Fate::Ignored);
            QVERIFY(!key->reason.isEmpty());
        }
        QVERIFY(!plan.text.contains("hello"));
        QVERIFY(!plan.text.contains("STRANGE"));
    }

    void aWrongValueIsAProblemWithItsLine()
    {
        const ImportPlan plan =
            planImport("[NETWORK]\nlisten_port = high\n", QStringLiteral("v.conf"));
        QVERIFY(!plan.problems.isEmpty());
        QCOMPARE(plan.problems.first().line, 2);
    }

    void anExportWithoutSecretsSaysWhatToFillIn()
    {
        const Settings settings = parseSettings(own, QStringLiteral("/x")).settings;
        const Result<QByteArray> text = exportedSettings(own, settings, false);
        QVERIFY(text.has_value());
        for (const char *planted : {"PLANTED", "OLDKEY"})
            QVERIFY2(!text->contains(planted), text->constData());
        QVERIFY(text->contains("set COS_MAIN_SECRETID and COS_MAIN_SECRETKEY"));
        QVERIFY(text->contains("[USER ann]: fill in password"));
        QVERIFY(text->contains("credentials = cvm_role"));
        const LoadedSettings loaded = parseSettings(*text + "\n", QStringLiteral("/x"));
        QCOMPARE(loaded.problems.size(), 1);  // only the password, as the comment says
        QCOMPARE(loaded.problems.first().key, QStringLiteral("password"));
    }

    void anExportOfTheOriginalLeavesNoSecretBehind()
    {
        for (const char *name : {"first-generation.conf", "second-generation.conf"}) {
            const QByteArray text = sample(name);
            const Settings settings = parseSettings(text, QStringLiteral("/x")).settings;
            const Result<QByteArray> exported = exportedSettings(text, settings, false);
            QVERIFY(exported.has_value());
            for (const char *secret : {"EXAMPLEKEY", "AKIDEXAMPLE", "pass0", "pass1"})
                QVERIFY2(!exported->contains(secret), exported->constData());
        }
    }

    void anExportWithSecretsHoldsTheKeysOfTheKeychain()
    {
        const QByteArray text =
            "[BUCKET main]\nbucket = b-1\nregion = ap-x\nsecret_id = ID\ncredentials = keychain\n"
            "credentials_ref = bucket/main\n[USER ann]\npassword = PW\nbucket = main\n";
        Settings settings = parseSettings(text, QStringLiteral("/x")).settings;
        settings.buckets[0].credentials = {CredentialSettings::Source::Inline, "ID", "KEY", {}, {}};
        const Result<QByteArray> exported = exportedSettings(text, settings, true);
        QVERIFY(exported.has_value());
        const LoadedSettings loaded = parseSettings(*exported, QStringLiteral("/x"));
        QVERIFY(loaded.problems.isEmpty());
        QCOMPARE(loaded.settings, settings);
    }
};

COSFTP_TEST(SettingsImportTest)
#include "settings_import_test.moc"

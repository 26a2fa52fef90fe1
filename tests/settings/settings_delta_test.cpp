// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/setting_row.h"
#include "settings/settings_delta.h"
#include "settings/settings_file.h"
#include "support/test_main.h"

#include <QSignalSpy>
#include <QTest>

using namespace cosftp;

namespace {

const QByteArray twoUsers = "# ours\n[BUCKET main]\nbucket = b-1\nregion = ap-x  # near\n"
                            "credentials = environment\n\n"
                            "[USER ann]\npassword = one\nbucket = main\n"
                            "mount = /a main x/ R\nmount = /b main y/ RW\n\n"
                            "# about bob\n[USER bob]\npassword = two\nbucket = main\n";

QByteArray sample(const char *name)
{
    QFile file(QStringLiteral(TEST_DATA_DIR "/settings/") + QLatin1String(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Settings meaning(const QByteArray &text)
{
    const LoadedSettings loaded = parseSettings(text, QStringLiteral("/etc/x.conf"));
    if (!loaded.problems.isEmpty())
        qWarning().noquote() << loaded.problems.first().toString() << text;
    return loaded.problems.isEmpty() ? loaded.settings : Settings();
}

QByteArray changed(const QByteArray &text, const Settings &to, const Renames &renames = {})
{
    const Result<QByteArray> result =
        updatedSettings(text, settingsDelta(text, meaning(text), to, renames));
    return result ? *result : QByteArray();
}

// An address is a value for most texts.
QString sampleText(const QString &key)
{
    if (key == QLatin1String("more_listeners"))
        return QStringLiteral("ftp://127.0.0.1:2200");
    if (key == QLatin1String("host_names"))
        return QStringLiteral("ftp.example.com");
    return key == QLatin1String("masquerade_for") ? QStringLiteral("private=127.0.0.1")
                                                  : QStringLiteral("127.0.0.1");
}

}  // namespace

class SettingsDeltaTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSameMeaningChangesNothing_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("ours") << twoUsers;
        QTest::newRow("first generation") << sample("first-generation.conf");
        QTest::newRow("second generation") << sample("second-generation.conf");
    }
    void theSameMeaningChangesNothing()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!meaning(text).users.isEmpty());
        QCOMPARE(settingsDelta(text, meaning(text), meaning(text)), QList<SettingsChange>());
    }

    void everyRowIsWrittenAndReadBack()
    {
        for (const SettingRow<Settings> &row : settingRows()) {
            Settings to = meaning(twoUsers);
            const SettingPlace demand{QStringLiteral("TLS"), QStringLiteral("required")};
            if (row.info.places.first() == demand)
                to.tls.isOn = true;  // what is not offered cannot be demanded
            const QString old = row.write(to);
            const QString other =
                row.info.kind == SettingInfo::Kind::Text ? sampleText(row.info.places.first().key)
                : row.info.kind == SettingInfo::Kind::Ports ? QStringLiteral("50000,50010")
                : row.info.kind == SettingInfo::Kind::Choice
                    ? (row.info.choices.first() == old ? row.info.choices.last()
                                                       : row.info.choices.first())
                : row.info.kind == SettingInfo::Kind::Switch
                    ? (old == QLatin1String("true") ? QStringLiteral("false")
                                                    : QStringLiteral("true"))
                    : QString::number(std::max<qint64>(row.info.minimum, 12));
            const qint64 enough = 64LL * 1024 * 1024;
            const bool isBytes = row.info.kind == SettingInfo::Kind::Bytes;
            QCOMPARE(row.read(isBytes ? QString::number(enough) : other, to), QString());
            const QString wanted = row.write(to);
            QVERIFY2(wanted != old, qPrintable(row.info.places.first().key));
            const QByteArray text = changed(twoUsers, to);
            QVERIFY2(row.write(meaning(text)).endsWith(wanted), text.constData());
        }
    }

    void aValueIsWrittenWhereTheOriginalHasIt()
    {
        const QByteArray text = sample("second-generation.conf");
        Settings to = meaning(text);
        to.network.passivePorts = {50000, 50100};
        to.limits.maxConnections = 7;
        const QByteArray after = changed(text, to);
        QVERIFY(after.contains("passive_port = 50000,50100"));
        QVERIFY(after.contains("max_connection_num  = 7\n"));
        QVERIFY(!after.contains("[LIMITS]"));
        QCOMPARE(meaning(after), to);
    }

    void theDefaultNeedsNoLine()
    {
        const QByteArray text = twoUsers + "[TIMEOUTS]\nidle = 10\n";
        Settings to = meaning(text);
        to.timeouts.idle = TimeoutSettings().idle;
        QVERIFY(!changed(text, to).contains("idle"));
    }

    void bucketsAndUsersComeAndGo()
    {
        Settings to = meaning(twoUsers);
        BucketSettings bucket;
        bucket.id = QStringLiteral("second");
        bucket.bucket = "photos-1250000000";
        bucket.region = "ap-guangzhou";
        bucket.credentials = {
            CredentialSettings::Source::Keychain, "ID", {}, {}, QStringLiteral("bucket/second")};
        to.buckets += bucket;
        to.users.removeFirst();
        UserSettings carl;
        carl.name = "carl 卡";
        carl.password = "$y$j9T$abcdefghijklmnop$0123456789012345678901234567890123456789012";
        carl.passwordIsHash = true;
        carl.isEnabled = false;
        carl.mounts = {{"/", QStringLiteral("second"), "in/", Rights::of(true, true, false)},
                       {"/old", QStringLiteral("main"), {}, Rights::of(true, false, false)}};
        to.users += carl;
        const QByteArray text = changed(twoUsers, to);
        QCOMPARE(meaning(text), to);
        QVERIFY(!text.contains("ann"));
        QVERIFY(text.contains("# about bob\n[USER bob]"));
        QVERIFY(text.contains("mount = /old main / R\n"));
    }

    void mountsAreReplacedTogether()
    {
        Settings to = meaning(twoUsers);
        to.users[0].mounts.removeAt(1);
        to.users[0].mounts[1].prefix = "z/";
        const QByteArray text = changed(twoUsers, to);
        QCOMPARE(meaning(text), to);
        QCOMPARE(text.count("mount ="), 1);
        to.users[0].mounts.removeAt(1);
        QCOMPARE(meaning(changed(text, to)), to);
    }

    void aNewNameKeepsTheCommentsOfTheSection()
    {
        Settings to = meaning(twoUsers);
        to.buckets[0].id = QStringLiteral("archive");
        for (UserSettings &user : to.users)
            for (MountSettings &mount : user.mounts)
                mount.bucketId = QStringLiteral("archive");
        to.users[1].name = "robert";
        const QByteArray text =
            changed(twoUsers, to,
                    {{{QStringLiteral("archive"), QStringLiteral("main")}}, {{"robert", "bob"}}});
        QCOMPARE(meaning(text), to);
        QVERIFY(text.contains("# ours\n[BUCKET archive]\nbucket = b-1\nregion = ap-x  # near\n"));
        QVERIFY(text.contains("# about bob\n[USER robert]"));
    }

    void originalSectionsBecomeOurOwn_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QStringList>("ids");
        QTest::newRow("first generation")
            << sample("first-generation.conf") << QStringList{QStringLiteral("examplebucket")};
        QTest::newRow("second generation")
            << sample("second-generation.conf")
            << QStringList{QStringLiteral("examplebucket1"), QStringLiteral("examplebucket2")};
    }
    void originalSectionsBecomeOurOwn()
    {
        QFETCH(QByteArray, text);
        QFETCH(QStringList, ids);
        QVERIFY(hasOriginalAccounts(text));
        const Settings before = meaning(text);
        const Result<QByteArray> after =
            updatedSettings(text, nativeSections(text, before).changes);
        QVERIFY(after.has_value());
        QVERIFY(!hasOriginalAccounts(*after));
        const Settings own = meaning(*after);
        QCOMPARE(own.network, before.network);
        QCOMPARE(own.users.size(), before.users.size());
        for (qsizetype at = 0; at < own.buckets.size(); ++at) {
            QCOMPARE(own.buckets[at].id, ids[at]);
            QCOMPARE(own.buckets[at].credentials, before.buckets[at].credentials);
        }
        for (qsizetype at = 0; at < own.users.size(); ++at) {
            QCOMPARE(own.users[at].password, before.users[at].password);
            QCOMPARE(own.users[at].mounts.first().rights, before.users[at].mounts.first().rights);
            QVERIFY(own.bucket(own.users[at].mounts.first().bucketId) != nullptr);
        }
    }

    void aNameThatASectionCannotHoldIsRefused()
    {
        Settings to = meaning(twoUsers);
        to.users[1].name = "bob # x";
        QVERIFY(!updatedSettings(
            twoUsers, settingsDelta(twoUsers, meaning(twoUsers), to, {{}, {{"bob # x", "bob"}}})));
    }
};

COSFTP_TEST(SettingsDeltaTest)
#include "settings_delta_test.moc"

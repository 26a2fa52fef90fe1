// SPDX-License-Identifier: GPL-3.0-or-later
// The plain functions behind the settings page.
#include "settings/backup_files.h"
#include "settings/network_hints.h"
#include "settings/password_text.h"
#include "settings/setting_text.h"
#include "settings/settings_draft.h"
#include "settings/settings_search.h"
#include "support/test_main.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace cosftp;

namespace {

bool hints(const Settings &settings, const char *word)
{
    const QStringList found = networkHints(settings, PortRange{32768, 60999});
    return found.join(QLatin1Char('\n')).contains(QLatin1String(word));
}

SettingsDraft draftOf(const QByteArray &text)
{
    SettingsDocument document;
    document.fileName = QStringLiteral("/etc/x.conf");
    document.text = text;
    document.loaded = parseSettings(text, document.fileName);
    return SettingsDraft(document);
}

const QByteArray base = "[BUCKET main]\nbucket = b-1\nregion = ap-x\ncredentials = environment\n"
                        "[USER ann]\npassword = one\nbucket = main\n";

}  // namespace

class SettingsWordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hintsSayWhatIsProbablyNotMeant()
    {
        Settings settings;
        settings.network.passivePorts = {20000, 21000};
        QVERIFY(networkHints(settings, PortRange{32768, 60999}).isEmpty());
        settings.network.passivePorts = {60000, 65535};
        QVERIFY(hints(settings, "overlap"));
        settings.network.passivePorts = {20000, 20009};
        QVERIFY(hints(settings, "few"));
        settings.limits.maxConnections = 10;
        QVERIFY(!hints(settings, "few"));
        settings.network.passivePorts = {0, 0};
        QVERIFY(hints(settings, "firewall"));
        settings.network.listenPort = 21;
        QVERIFY(hints(settings, "1024"));
    }

    void anAnnouncedAddressThatOthersCannotReachIsTold_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("word");
        const auto row = [](const char *address, const char *word) {
            QTest::newRow(address) << QString::fromLatin1(address) << QString::fromLatin1(word);
        };
        row("203.0.113.7", "");
        row("ftp.example.com", "");
        row("10.0.0.1", "private");
        row("172.31.0.1", "private");
        row("192.168.1.1", "private");
        row("100.64.0.1", "private");
        row("fd00::1", "private");
        row("127.0.0.1", "itself");
        row("::1", "itself");
    }
    void anAnnouncedAddressThatOthersCannotReachIsTold()
    {
        QFETCH(QString, address);
        QFETCH(QString, word);
        Settings settings;
        settings.network.passivePorts = {20000, 21000};
        settings.network.masqueradeAddress = address;
        const QString text = networkHints(settings, std::nullopt).join(QLatin1Char('\n'));
        QCOMPARE(text.isEmpty(), word.isEmpty());
        QVERIFY(text.contains(word));
    }

    void theKernelsRangeIsRead()
    {
        QCOMPARE(*parseEphemeralPorts("32768\t60999\n"), (PortRange{32768, 60999}));
        for (const char *text : {"", "1", "9 1", "x y", "1 2 3"})
            QVERIFY(!parseEphemeralPorts(text).has_value());
    }

    void passwordsAreJudgedInWords()
    {
        using S = PasswordStrength;
        QCOMPARE(strengthOf({}, {}), S::None);
        QCOMPARE(strengthOf(QStringLiteral("summer"), {}), S::Weak);
        QCOMPARE(strengthOf(QStringLiteral("aaaaaaaaaaaaaaaaaaaaaaaa"), {}), S::Weak);
        QCOMPARE(strengthOf(QStringLiteral("Xannette-9x!kd02Yq"), QStringLiteral("annette")),
                 S::Weak);
        QCOMPARE(strengthOf(QStringLiteral("kf83hsl29d"), {}), S::Fair);
        const QString generated = generatedUserPassword();
        QCOMPARE(generated.size(), 20);
        QCOMPARE(strengthOf(generated, {}), S::Strong);
        QVERIFY(generated != generatedUserPassword());
        QVERIFY(!strengthText(S::Weak).isEmpty());
    }

    void everySettingIsFoundByItsKey()
    {
        for (const SettingRow<Settings> &row : settingRows()) {
            const QString place = settingText::nativeSection(row.info) + QLatin1Char('/')
                                  + row.info.places.first().key;
            const QList<FoundSetting> found = findSettings(row.info.places.first().key);
            QVERIFY(std::any_of(found.begin(), found.end(), [&place](const FoundSetting &setting) {
                return setting.place == place;
            }));
        }
        QVERIFY(findSettings(QStringLiteral("  ")).isEmpty());
    }

    void fiveBackupsAreKeptAndNoSameOneTwice()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("s.conf"));
        for (const char *text : {"1", "2", "3", "3", "4", "5", "6", "7"})
            QVERIFY(keepBackup(file, text).has_value());
        const QList<BackupFile> backups = backupsOf(file);
        QCOMPARE(backups.size(), 5);
        QFile newest(backups.first().path);
        QFile oldest(backups.last().path);
        QVERIFY(newest.open(QIODevice::ReadOnly) && oldest.open(QIODevice::ReadOnly));
        QCOMPARE(newest.readAll(), QByteArray("7"));
        QCOMPARE(oldest.readAll(), QByteArray("3"));
    }

    void aRenamedBucketTakesItsUsersAlong()
    {
        SettingsDraft draft = draftOf(base);
        draft.setSecret(QStringLiteral("main"), "KEY");
        for (const char *id : {"m", "mo", "more"})
            draft.renameBucket(0, QString::fromLatin1(id));
        QCOMPARE(usersOf(draft.settings(), QStringLiteral("more")),
                 QStringList{QStringLiteral("ann")});
        QVERIFY(draft.secrets().contains(QStringLiteral("more")));
        QVERIFY(draft.problems().isEmpty());
        const Result<QByteArray> text = updatedSettings(base, draft.changes());
        QVERIFY(text.has_value());
        QVERIFY(text->startsWith("[BUCKET more]\nbucket = b-1"));
        for (const char *id : {"m", "main"})
            draft.renameBucket(0, QString::fromLatin1(id));
        draft.forgetSecrets();
        QVERIFY(!draft.isChanged());
        QVERIFY(draft.changes().isEmpty());
    }

    void aDraftGoesOntoAnothersState()
    {
        SettingsDraft draft = draftOf(base);
        draft.settings().timeouts.idle = std::chrono::seconds(7);
        SettingsDocument other = draft.base();
        other.text += "[USER bob]\npassword = two\nbucket = main\n";
        other.revision = "2";
        const SettingsDraft merged = draft.onto(other);
        QCOMPARE(merged.settings().users.size(), 2);
        QCOMPARE(merged.settings().timeouts.idle.count(), 7);
        QCOMPARE(merged.changes().size(), 1);
    }
};

COSFTP_TEST(SettingsWordsTest)
#include "settings_words_test.moc"

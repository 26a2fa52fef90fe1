// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/setting_row.h"
#include "settings/settings_changes.h"
#include "settings/settings_file.h"
#include "settings/settings_save.h"
#include "support/test_main.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace cosftp;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

struct stat statusOf(const QString &path)
{
    struct stat status = {};
    ::stat(path.toLocal8Bit().constData(), &status);
    return status;
}

SettingsChange change(const char *section, const char *key, const char *value)
{
    return {QString::fromUtf8(section), QString::fromUtf8(key), QString::fromUtf8(value)};
}

const QByteArray good = "[BUCKET main]\nbucket = b-1\nregion = ap-x\ncredentials = environment\n"
                        "[USER ann]\npassword = SECRET\nbucket = main\n";

}  // namespace

class SettingsSaveTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // A limit of the file's size is met as a full disk is: some bytes fit.
    void aFullDiskIsNamedAndLeavesTheOldFile()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("s.conf"));
        const QByteArray text = good + QByteArray(5000, '#') + '\n';
        QVERIFY(write(path, text));
        const auto before = std::signal(SIGXFSZ, SIG_IGN);
        rlimit old{};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &old), 0);
        const rlimit small{4096, old.rlim_max};
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
        const Outcome saved = saveSettings(path, {change("LOG", "log_level", "DEBUG")});
        setrlimit(RLIMIT_FSIZE, &old);
        std::signal(SIGXFSZ, before);
        QVERIFY(!saved.has_value());
        QCOMPARE(saved.error().detail, path + QStringLiteral(" cannot be written: File too large"));
        QCOMPARE(contentOf(path), text);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
    }

    void onlyTheValueChanges_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        const auto row = [](const char *name, const char *before, const char *after) {
            QTest::newRow(name) << QByteArray(before) << QByteArray(after);
        };
        row("comment and blanks stay", "# a\n[LOG]\n log_level  =  INFO \t # b\n; c\n",
            "# a\n[LOG]\n log_level  =  DEBUG \t # b\n; c\n");
        row("carriage returns stay", "[LOG]\r\nlog_level=INFO\r\n", "[LOG]\r\nlog_level=DEBUG\r\n");
        row("byte order mark stays", "\xEF\xBB\xBF[LOG]\nlog_level=INFO",
            "\xEF\xBB\xBF[LOG]\nlog_level=DEBUG");
        row("empty value", "[LOG]\nlog_level =   # fill in\n",
            "[LOG]\nlog_level = DEBUG   # fill in\n");
        row("new key goes behind the last", "[LOG]\nlog_dir = x # y\n\n# of the next\n[USER a]\n",
            "[LOG]\nlog_dir = x # y\nlog_level = DEBUG\n\n# of the next\n[USER a]\n");
        row("new key in an empty section", "[LOG]", "[LOG]\nlog_level = DEBUG\n");
        row("new section", "[USER a]\r\nbucket = b",
            "[USER a]\r\nbucket = b\r\n\r\n[LOG]\r\nlog_level = DEBUG\r\n");
        row("empty file", "", "[LOG]\nlog_level = DEBUG\n");
    }
    void onlyTheValueChanges()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        const Result<QByteArray> text =
            updatedSettings(before, {change("LOG", "log_level", "DEBUG")});
        QVERIFY(text.has_value());
        QCOMPARE(*text, after);
    }

    void aKeyCanBeTakenOut()
    {
        const Result<QByteArray> text =
            updatedSettings("[LOG]\nlog_level=INFO # gone\nlog_dir=x\n",
                            {{QStringLiteral("LOG"), QStringLiteral("log_level"), std::nullopt},
                             {QStringLiteral("NONE"), QStringLiteral("x"), std::nullopt}});
        QVERIFY(text.has_value());
        QCOMPARE(*text, QByteArray("[LOG]\nlog_dir=x\n"));
    }

    void aValueThatWouldNotBeReadBackIsRefused_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("isPossible");
        const auto row = [](const char *value, bool isPossible) {
            QTest::newRow(value) << QString::fromUtf8(value) << isPossible;
        };
        row("a#b;c=d", true);
        row("a b", true);
        row("", true);
        row("a #b", true);  // in quotation marks
        row("a\t;b", true);
        row("#a", true);
        row(" a", true);
        row("a ", true);
        row("\"a", true);
        row("a\nb = c", false);
        row("a\x01", false);
    }
    void aValueThatWouldNotBeReadBackIsRefused()
    {
        QFETCH(QString, value);
        QFETCH(bool, isPossible);
        const SettingsChange password{QStringLiteral("USER ann"), QStringLiteral("password"),
                                      value};
        const Result<QByteArray> text = updatedSettings(good, {password});
        QCOMPARE(text.has_value(), isPossible);
        if (!isPossible)
            QCOMPARE(text.error().code, Failure::Code::Invalid);
        else if (!value.isEmpty())
            QCOMPARE(parseSettings(*text, QStringLiteral("F")).settings.users.first().password,
                     value.toUtf8());
    }

    void aNewFileIsForItsOwnerOnly()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.conf"));
        QVERIFY(replaceSettings(path, good).has_value());
        QCOMPARE(contentOf(path), good);
        QCOMPARE(statusOf(path).st_mode & 07777, mode_t(0600));
    }

    void whoCouldReadTheFileStillCan_data()
    {
        QTest::addColumn<int>("mode");
        for (const int mode : {0600, 0640, 0660, 0644, 0400})
            QTest::newRow(qPrintable(QString::number(mode, 8))) << mode;
    }
    void whoCouldReadTheFileStillCan()
    {
        QFETCH(const int, mode);
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.conf"));
        QVERIFY(write(path, good));
        const bool isRoot = ::geteuid() == 0;  // only root can give a file away
        if (isRoot)
            QCOMPARE(::chown(path.toLocal8Bit().constData(), 54321, 54322), 0);
        QCOMPARE(::chmod(path.toLocal8Bit().constData(), static_cast<mode_t>(mode)), 0);
        const Result<QString> backup = backUpSettings(path);
        QVERIFY(saveSettings(path, {change("NETWORK", "listen_port", "2200")}).has_value());
        QCOMPARE(contentOf(path), good + "\n[NETWORK]\nlisten_port = 2200\n");
        QVERIFY(backup.has_value());
        QCOMPARE(*backup, path + QStringLiteral(".bak"));
        QCOMPARE(contentOf(*backup), good);
        QVERIFY(replaceSettings(path, good).has_value());
        for (const QString &file : {path, *backup}) {
            const struct stat now = statusOf(file);
            QCOMPARE(now.st_mode & 07777, static_cast<mode_t>(mode));
            QCOMPARE(now.st_uid, isRoot ? uid_t(54321) : ::geteuid());
            QCOMPARE(now.st_gid, isRoot ? gid_t(54322) : ::getegid());
        }
        QCOMPARE(backUpSettings(path).value(), path + QStringLiteral(".bak.2"));
    }

    void aLinkStaysALink()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.conf"));
        const QString link = folder.filePath(QStringLiteral("link.conf"));
        QVERIFY(write(path, good));
        QVERIFY(QFile::link(path, link));
        QVERIFY(saveSettings(link, {change("NETWORK", "listen_port", "2200")}).has_value());
        QVERIFY(QFileInfo(link).isSymLink());
        QVERIFY(contentOf(path).contains("listen_port = 2200"));
    }

    void theSectionAndKeyThatCountAreChanged()
    {
        const QByteArray twice = "[NETWORK]\nlisten_port=1\nlisten_port=2 # b\n[LOG]\n[NETWORK]\n"
                                 "passive_port=5,6\n";
        const auto changed = [&twice](const SettingsChange &wanted) {
            return updatedSettings(twice, {wanted}).value();
        };
        QCOMPARE(changed(change("NETWORK", "listen_port", "3")),
                 QByteArray(twice).replace("port=2", "port=3"));
        QCOMPARE(changed(change("NETWORK", "passive_port", "7,8")),
                 QByteArray(twice).replace("5,6", "7,8"));
        QCOMPARE(changed({QStringLiteral("NETWORK"), QStringLiteral("listen_port"), std::nullopt}),
                 QByteArray("[NETWORK]\n[LOG]\n[NETWORK]\npassive_port=5,6\n"));
    }

    void changesThatDoNotFitLeaveTheFileAsItIs()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.conf"));
        QVERIFY(write(path, good));
        const Outcome outcome = saveSettings(path, {change("NETWORK", "listen_port", "x")});
        QVERIFY(!outcome.has_value());
        QCOMPARE(outcome.error().detail,
                 path
                     + QStringLiteral(":10: [NETWORK] listen_port: \"x\" is not a number, 0 to "
                                      "65535 would be right"));
        QCOMPARE(contentOf(path), good);
    }

    void theExampleNeedsNothingButKeysAndAPassword()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("cosftpd.conf"));
        QVERIFY(QFile::copy(QStringLiteral(TEST_DATA_DIR "/../../resources/cosftpd.conf.example"),
                            path));
        QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner));
        QCOMPARE(loadSettings(path).problems.size(), 3);
        const QList<SettingsChange> filled{change("BUCKET main", "secret_id", "ID"),
                                           change("BUCKET main", "secret_key", "KEY"),
                                           change("USER ftpuser", "password", "secret")};
        QVERIFY(saveSettings(path, filled).has_value());
        const LoadedSettings loaded = loadSettings(path);
        QCOMPARE(loaded.problems.size(), 0);
        QCOMPARE(loaded.warnings.size(), 0);
        QCOMPARE(loaded.settings.users.first().password, QByteArray("secret"));
    }

    void theExampleShowsOnlyValuesThatLoad()
    {
        QByteArray text =
            contentOf(QStringLiteral(TEST_DATA_DIR "/../../resources/cosftpd.conf.example"));
        QVERIFY(text.contains("secret_id ="));
        text.replace("secret_id = ", "secret_id = ID").replace("secret_key = ", "secret_key = KEY");
        text.replace("password =\n", "password = x\n");
        QStringList problems;
        QByteArray uncommented;
        for (QByteArray line : text.split('\n')) {
            const bool isSetting = line.startsWith("# ") && line.contains(" = ")
                                   && !line.startsWith("# key") && !line.contains("192.0.2.1")
                                   && !line.contains("cvm_role");
            uncommented += (isSetting ? line.mid(2) : line) + '\n';
        }
        for (const SettingsProblem &problem :
             parseSettings(uncommented, QStringLiteral("F")).problems)
            problems += problem.toString();
        QCOMPARE(problems, QStringList());
        QVERIFY(uncommented.contains("\nlog_backup_count = 100"));
    }

    void everySettingRefusesOneBeyondItsLimits()
    {
        int seen = 0;
        for (const SettingRow<Settings> &row : settingRows()) {
            if (row.info.maximum == 0)
                continue;
            ++seen;
            Settings settings;
            QCOMPARE(row.read(QString::number(row.info.minimum), settings), QString());
            QCOMPARE(row.read(QString::number(row.info.maximum), settings), QString());
            const Settings before = settings;
            QVERIFY(!row.read(QString::number(row.info.maximum + 1), settings).isEmpty());
            QVERIFY(!row.read(QString::number(row.info.minimum - 1), settings).isEmpty());
            QVERIFY(settings == before);
        }
        QVERIFY(seen >= 15);
    }

    void everySettingReadsWhatItWrites()
    {
        for (const SettingRow<Settings> &row : settingRows()) {
            const Settings defaults;
            Settings settings;
            QCOMPARE(row.read(row.write(defaults), settings), QString());
            QVERIFY(settings == defaults);
        }
    }

    void theReferenceNamesEverySettingAndNoSecret()
    {
        const QString reference = settingsReference();
        for (const QString &section : knownSections())
            for (const QString &key : knownKeys(section))
                QVERIFY2(reference.contains(QLatin1Char(' ') + key), qPrintable(key));
        QVERIFY(reference.contains(QStringLiteral("default 8 MiB")));
        QVERIFY(reference.contains(QStringLiteral("0 and default: no limit")));
    }

    void changesAreToldWithWhenTheyApply()
    {
        const Settings before = parseSettings(good, QStringLiteral("F")).settings;
        Settings after = before;
        QVERIFY(settingsChanges(before, after).isEmpty());
        after.network.listenPort = 2200;
        after.limits.maxConnections = 7;
        after.users.first().password = "other";
        after.users += UserSettings{"bob", "x", false, true, {}};
        after.buckets.clear();
        const QList<ChangedSetting> expected{
            {QStringLiteral("NETWORK"), QStringLiteral("listen_port"), Apply::OnRestart},
            {QStringLiteral("OPTIONAL"), QStringLiteral("max_connection_num"), Apply::Now},
            {QStringLiteral("BUCKET main"), {}, Apply::Now},
            {QStringLiteral("USER ann"), {}, Apply::Now},
            {QStringLiteral("USER bob"), {}, Apply::Now}};
        QVERIFY(settingsChanges(before, after) == expected);
    }
};

COSFTP_TEST(SettingsSaveTest)
#include "settings_save_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/logging.h"
#include "monitor/log_file.h"
#include "monitor/log_sink.h"
#include "support/test_main.h"

#include <QDir>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace cosftp;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QDateTime at(const QByteArray &time)
{
    return QDateTime::fromString(QString::fromLatin1(time) + QLatin1Char('Z'), Qt::ISODate);
}

LogSettings settingsFor(const QTemporaryDir &folder,
                        LogSettings::RotateUnit unit = LogSettings::RotateUnit::Hours)
{
    LogSettings settings;
    settings.directory = folder.filePath(QStringLiteral("Log"));
    settings.rotateWhen = unit;
    return settings;
}

QStringList filesOf(const LogSettings &settings)
{
    return QDir(settings.directory).entryList(QDir::Files, QDir::Name);
}

int modeOf(const LogSettings &settings, const QString &name)
{
    struct stat facts = {};
    const QByteArray path = QFile::encodeName(settings.directory + QLatin1Char('/') + name);
    return ::stat(path.constData(), &facts) == 0 ? int(facts.st_mode & 07777) : -1;
}

// The lines of the log file that hold a word.
int linesWith(const LogSettings &settings, const QByteArray &word)
{
    flushLog();
    return static_cast<int>(
        contentOf(settings.directory + QStringLiteral("/cosftpd.log")).count(word));
}

}  // namespace

class LogFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup()
    {
        qInstallMessageHandler(nullptr);
        umask(022);
    }

    void aPeriodEndsAtItsBoundary_data()
    {
        QTest::addColumn<LogSettings::RotateUnit>("unit");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QString>("name");
        using Unit = LogSettings::RotateUnit;
        const auto row = [](const char *title, Unit unit, const char *before, const char *after,
                            const char *name) {
            QTest::newRow(title) << unit << QByteArray(before) << QByteArray(after)
                                 << QString::fromLatin1(name);
        };
        row("second", Unit::Seconds, "2026-11-22T09:05:01", "2026-11-22T09:05:02",
            "cosftpd.log.2026-11-22_09-05-01");
        row("minute", Unit::Minutes, "2026-11-22T09:05:59", "2026-11-22T09:06:00",
            "cosftpd.log.2026-11-22_09-05");
        row("hour", Unit::Hours, "2026-11-22T09:59:59", "2026-11-22T10:00:00",
            "cosftpd.log.2026-11-22_09");
        row("day", Unit::Days, "2026-11-22T23:59:59", "2026-11-23T00:00:00",
            "cosftpd.log.2026-11-22");
    }
    void aPeriodEndsAtItsBoundary()
    {
        QFETCH(LogSettings::RotateUnit, unit);
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(QString, name);
        const QTemporaryDir folder;
        const LogSettings settings = settingsFor(folder, unit);
        QDateTime now = at(before);
        LogFile file(settings, [&now] { return now; });
        QVERIFY(file.open().has_value());
        QVERIFY(file.write("one").has_value());
        QVERIFY(file.write("two").has_value());
        QCOMPARE(filesOf(settings), QStringList(QStringLiteral("cosftpd.log")));
        now = at(after);
        QVERIFY(file.write("three").has_value());
        QCOMPARE(filesOf(settings), (QStringList{QStringLiteral("cosftpd.log"), name}));
        QCOMPARE(contentOf(settings.directory + QLatin1Char('/') + name), QByteArray("one\ntwo\n"));
        QCOMPARE(linesWith(settings, "three\n"), 1);
    }

    void theOldestFilesGoAndOthersStay_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("kept");
        QTest::newRow("three") << 3 << 3;
        QTest::newRow("none keeps the newest") << 0 << 1;
        QTest::newRow("more than there are") << 50 << 9;
    }
    void theOldestFilesGoAndOthersStay()
    {
        QFETCH(int, count);
        QFETCH(int, kept);
        const QTemporaryDir folder;
        LogSettings settings = settingsFor(folder, LogSettings::RotateUnit::Days);
        settings.backupCount = count;
        QDateTime now = at("2026-11-20T12:00:00");
        LogFile file(settings, [&now] { return now; });
        QVERIFY(file.open().has_value());
        QFile foreign(settings.directory + QStringLiteral("/cosftpd.log.notes"));
        QVERIFY(foreign.open(QIODevice::WriteOnly));
        for (int day = 0; day < 10; ++day) {
            QVERIFY(file.write(QByteArray::number(day)).has_value());
            now = now.addDays(1);
        }
        const QStringList names = filesOf(settings);
        QCOMPARE(names.size(), kept + 2);
        QVERIFY(names.contains(QStringLiteral("cosftpd.log.notes")));
        QVERIFY(names.contains(QStringLiteral("cosftpd.log.2026-11-28")));
        QCOMPARE(linesWith(settings, "9\n"), 1);
    }

    void aFileOfAnEarlierRunIsPutAsideOnlyWhenItsPeriodIsOver()
    {
        const QTemporaryDir folder;
        const LogSettings settings = settingsFor(folder, LogSettings::RotateUnit::Days);
        QDateTime now = QDateTime::currentDateTimeUtc();
        const QString today = now.toString(QStringLiteral("yyyy-MM-dd"));
        for (int run = 0; run < 2; ++run) {
            LogFile file(settings, [&now] { return now; });
            QVERIFY(file.open().has_value());
            QVERIFY(file.write("line").has_value());
        }
        QCOMPARE(linesWith(settings, "line\n"), 2);
        now = now.addDays(1);
        LogFile file(settings, [&now] { return now; });
        QVERIFY(file.open().has_value());
        QCOMPARE(linesWith(settings, "line\n"), 0);
        QCOMPARE(contentOf(settings.directory + QStringLiteral("/cosftpd.log.") + today),
                 QByteArray("line\nline\n"));
    }

    void withoutRotationOneFileGrows()
    {
        const QTemporaryDir folder;
        LogSettings settings = settingsFor(folder);
        settings.rotates = false;
        QDateTime now = at("2026-11-22T09:00:00");
        LogFile file(settings, [&now] { return now; });
        QVERIFY(file.open().has_value());
        QVERIFY(file.write("a").has_value());
        now = now.addDays(3);
        QVERIFY(file.write("b").has_value());
        QCOMPARE(filesOf(settings), QStringList(QStringLiteral("cosftpd.log")));
    }

    void aFullDiskFailsTheLineAndNothingElse()
    {
        const QTemporaryDir folder;
        const LogSettings settings = settingsFor(folder);
        QVERIFY(QDir().mkpath(settings.directory));
        QVERIFY(QFile::link(QStringLiteral("/dev/full"),
                            settings.directory + QStringLiteral("/cosftpd.log")));
        LogFile file(settings);
        QVERIFY(file.open().has_value());
        const Outcome one = file.write("one");
        QVERIFY(!one.has_value());
        QCOMPARE(one.error().detail,
                 file.path() + QStringLiteral(" cannot be written: No space left on device"));
        QVERIFY(!file.write("two").has_value());
    }

    void filesAreClosedToOthers_data()
    {
        QTest::addColumn<int>("mask");
        QTest::addColumn<int>("mode");
        QTest::newRow("no umask") << 0 << 0640;
        QTest::newRow("the usual one") << 022 << 0640;
        QTest::newRow("a strict one") << 077 << 0600;
    }
    void filesAreClosedToOthers()
    {
        QFETCH(const int, mask);
        QFETCH(const int, mode);
        const QTemporaryDir folder;
        const LogSettings settings = settingsFor(folder, LogSettings::RotateUnit::Days);
        umask(static_cast<mode_t>(mask));
        QDateTime now = at("2026-11-20T12:00:00");
        LogFile file(settings, [&now] { return now; });
        QVERIFY(file.open().has_value());
        QVERIFY(file.write("one").has_value());
        now = now.addDays(1);
        QVERIFY(file.write("two").has_value());
        for (const QString &name : filesOf(settings))
            QCOMPARE(modeOf(settings, name), mode);
        QCOMPARE(filesOf(settings).size(), 2);
    }
    void filesOfAnEarlierRunAreClosedToOthersToo()
    {
        const QTemporaryDir folder;
        const LogSettings settings = settingsFor(folder);
        QVERIFY(QDir().mkpath(settings.directory));
        umask(0);
        for (const char *name : {"cosftpd.log", "cosftpd.log.2026-11-20_09"})
            QVERIFY(QFile(settings.directory + QLatin1Char('/') + QLatin1String(name))
                        .open(QIODevice::WriteOnly));
        LogFile file(settings);
        QVERIFY(file.open().has_value());
        QCOMPARE(modeOf(settings, QStringLiteral("cosftpd.log")), 0640);
        QCOMPARE(modeOf(settings, QStringLiteral("cosftpd.log.2026-11-20_09")), 0640);
    }

    void linesCarryTimeLevelCategoryAndNoControlCharacters()
    {
        const QTemporaryDir folder;
        const LogSettings settings = settingsFor(folder);
        QVERIFY(installLogSink(settings).has_value());
        qCInfo(lcSession).noquote() << "hello\nworld";
        flushLog();
        const QString line =
            QString::fromUtf8(contentOf(settings.directory + QStringLiteral("/cosftpd.log")));
        static const QRegularExpression form(QStringLiteral(
            "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO cosftp\\.session "
            "hello\\?world\n$"));
        QVERIFY2(form.match(line).hasMatch(), qPrintable(line));
    }

    void nothingTurnsALineAround()
    {
        const QTemporaryDir folder;
        const LogSettings settings = settingsFor(folder);
        QVERIFY(installLogSink(settings).has_value());
        qCInfo(lcSession).noquote() << QStringLiteral("stored a\u202egnp.exe\u009b31m\u2028b");
        QCOMPARE(linesWith(settings, "stored a?gnp.exe?31m?b\n"), 1);
    }

    void theLevelDecidesWhatIsLogged_data()
    {
        QTest::addColumn<LogSettings::Level>("level");
        QTest::addColumn<int>("lines");
        QTest::newRow("debug") << LogSettings::Level::Debug << 4;
        QTest::newRow("error") << LogSettings::Level::Error << 1;
        QTest::newRow("warning") << LogSettings::Level::Warning << 2;
        QTest::newRow("info") << LogSettings::Level::Info << 3;
    }
    void theLevelDecidesWhatIsLogged()
    {
        QFETCH(LogSettings::Level, level);
        QFETCH(int, lines);
        const QTemporaryDir folder;
        LogSettings settings = settingsFor(folder);
        settings.level = level;
        QVERIFY(installLogSink(settings).has_value());
        qCDebug(lcStore) << "x";
        qCInfo(lcStore) << "x";
        qCWarning(lcStore) << "x";
        qCCritical(lcStore) << "x";
        QCOMPARE(linesWith(settings, "cosftp.store"), lines);
    }

    void installingAgainOpensTheFileAnew()
    {
        const QTemporaryDir folder;
        const LogSettings settings = settingsFor(folder);
        QVERIFY(installLogSink(settings).has_value());
        qCInfo(lcServer) << "before";
        const QString path = settings.directory + QStringLiteral("/cosftpd.log");
        QVERIFY(QFile::rename(path, path + QStringLiteral(".moved")));
        QVERIFY(installLogSink(settings).has_value());
        qCInfo(lcServer) << "after";
        QCOMPARE(linesWith(settings, "before"), 0);
        QCOMPARE(linesWith(settings, "after"), 1);
    }

    void anObserverSeesWhatPassesTheLevelUntilItIsTakenAway()
    {
        LogSettings settings;
        settings.level = LogSettings::Level::Warning;
        QVERIFY(installLogSink(settings).has_value());
        QList<LogRecord> seen;
        observeLog([&seen](const LogRecord &record) { seen += record; });
        qCInfo(lcTransfer) << "below the level";
        qCWarning(lcTransfer).noquote() << "two\nlines";
        observeLog({});
        qCWarning(lcTransfer) << "unseen";
        QCOMPARE(seen.size(), 1);
        QCOMPARE(seen.first().level, LogSettings::Level::Warning);
        QCOMPARE(seen.first().category, QByteArray("cosftp.transfer"));
        QCOMPARE(seen.first().text, QStringLiteral("two?lines"));
        QVERIFY(seen.first().at.isValid());
    }

    void aFolderThatCannotBeMadeIsAFailure()
    {
        LogSettings settings;
        settings.directory = QStringLiteral("/dev/null/log");
        QVERIFY(!installLogSink(settings).has_value());
    }
};

COSFTP_TEST(LogFileTest)
#include "log_file_test.moc"

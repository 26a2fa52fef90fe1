// SPDX-License-Identifier: GPL-3.0-or-later
// The program itself, started as people start it.
#include "shell/preferences_page.h"
#include "shell/shell.h"
#include "support/test_main.h"
#include "tray/desktop.h"

#include <QCheckBox>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace cosftp;

namespace {

constexpr int longWaitMs = 60'000;

QString profileIn(const QTemporaryDir &folder)
{
    const QString path = folder.filePath(QStringLiteral("profile"));
    QFile file(Profile::at(path).value().settingsFile());
    if (file.open(QIODevice::WriteOnly))
        file.write("[BUCKET main]\nbucket = photos-1250000000\nprotocol = http\n"
                   "endpoint = 127.0.0.1:1\nsecret_id = ID\nsecret_key = KEY\n\n"
                   "[USER ann]\npassword = p\nbucket = main\n\n"
                   "[NETWORK]\nlisten_address = 127.0.0.1\nlisten_port = 0\n");
    return path;
}

/// Starts the program on a profile; -1 if it does not end in time.
int exitStatusOf(const QString &profile, const QStringList &words)
{
    QProcess process;
    process.start(QStringLiteral(COSFTP_PROGRAM),
                  QStringList{QStringLiteral("--profile"), profile} + words);
    return process.waitForFinished(longWaitMs) ? process.exitCode() : -1;
}

}  // namespace

class TestProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        qunsetenv("DISPLAY");
    }

    void aSecondStartEndsWellAndQuitEndsTheFirst()
    {
        const QTemporaryDir folder;
        const QString profile = profileIn(folder);
        QProcess first;
        first.start(QStringLiteral(COSFTP_PROGRAM), {QStringLiteral("--profile"), profile});
        QVERIFY(first.waitForStarted(longWaitMs));
        // Until the first one listens, a second is a first one itself: the log tells.
        QByteArray said;
        QTRY_VERIFY_WITH_TIMEOUT(
            (said += first.readAllStandardError(), said.contains("accepts clients")), longWaitMs);
        QCOMPARE(exitStatusOf(profile, {}), 0);
        QCOMPARE(exitStatusOf(profile, {QStringLiteral("--show")}), 0);
        QCOMPARE(first.state(), QProcess::Running);
        QCOMPARE(exitStatusOf(profile, {QStringLiteral("--quit")}), 0);
        QVERIFY(first.waitForFinished(longWaitMs));
        QCOMPARE(first.exitStatus(), QProcess::NormalExit);
        QCOMPARE(first.exitCode(), 0);
    }

    void optionsThatAreWrongAreRefused()
    {
        const QTemporaryDir folder;
        QVERIFY(exitStatusOf(folder.path(), {QStringLiteral("--no-such-option")}) > 0);
        QCOMPARE(exitStatusOf(folder.path(), {QStringLiteral("--version")}), 0);
        QCOMPARE(exitStatusOf(folder.path(), {QStringLiteral("--help")}), 0);
    }

    void theServerStartsWithTheProgramOnlyIfThatIsWanted()
    {
        const QTemporaryDir folder;
        const Profile profile = Profile::at(profileIn(folder)).value();
        profile.useForWindows();
        {
            Desktop desktop(profile);
            desktop.begin({});
            QTRY_COMPARE_WITH_TIMEOUT(desktop.link().status().state, LinkStatus::State::Running,
                                      longWaitMs);
            auto *starts =
                desktop.shell().window().findChild<QCheckBox *>(QStringLiteral("startsServer"));
            QVERIFY(starts != nullptr && starts->isChecked());
            starts->click();
        }
        Desktop desktop(profile);
        desktop.begin({});
        QCoreApplication::processEvents();
        QCOMPARE(desktop.link().status().state, LinkStatus::State::Stopped);
        desktop.link().start();  // by hand
        QTRY_COMPARE_WITH_TIMEOUT(desktop.link().status().state, LinkStatus::State::Running,
                                  longWaitMs);
    }
};

COSFTP_TEST(TestProgram)
#include "test_program.moc"

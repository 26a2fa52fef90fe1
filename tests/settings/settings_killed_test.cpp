// SPDX-License-Identifier: GPL-3.0-or-later
// The program is killed in the middle of a save: the settings are whole, old or new. The test
// starts itself again as the victim, which saves without end until it is killed.
#include "settings/settings_file.h"
#include "settings/settings_save.h"
#include "support/test_main.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace cosftp;

namespace {

const QByteArray victimWord = "--save-without-end";
constexpr int users = 300;  // some 30 KiB, so that a save takes a while

QByteArray wholeText()
{
    QByteArray text = "[BUCKET main]\nbucket = b-1\nregion = ap-x\ncredentials = environment\n"
                      "[NETWORK]\nlisten_port = 2121\n";
    for (int at = 0; at < users; ++at)
        text += "[USER user" + QByteArray::number(at)
                + "]\npassword = a-rather-long-password-for-a-user\nbucket = main\n";
    return text;
}

int saveWithoutEnd(const QString &path)
{
    constexpr int most = 100'000;  // a victim that is forgotten ends by itself
    for (int round = 0; round < most; ++round) {
        const int port = QRandomGenerator::global()->bounded(3000, 50'000);
        const Outcome saved = saveSettings(
            path,
            {{QStringLiteral("NETWORK"), QStringLiteral("listen_port"), QString::number(port)}});
        if (!saved)
            return 1;
        std::fputs("saved\n", stdout);
        std::fflush(stdout);
    }
    return 0;
}

}  // namespace

class SettingsKilledTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFileIsWholeWheneverTheProgramIsKilled()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("settings.conf"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(wholeText());
        file.close();
        int port = 2121;
        int movedOn = 0;
        for (int round = 0; round < 25; ++round) {
            killAtARandomMoment(path);
            const LoadedSettings loaded = loadSettings(path);
            QVERIFY2(loaded.problems.isEmpty(), "half a file");
            QCOMPARE(loaded.settings.users.size(), users);
            movedOn += loaded.settings.network.listenPort != port ? 1 : 0;
            port = loaded.settings.network.listenPort;
        }
        QVERIFY(movedOn > 5);  // the kills fell between and into saves, not before the first
    }

private:
    static void killAtARandomMoment(const QString &path)
    {
        QProcess victim;
        victim.start(QCoreApplication::applicationFilePath(),
                     {QStringLiteral("SettingsKilledTest"), QString::fromLatin1(victimWord), path});
        QVERIFY(victim.waitForReadyRead(120'000));  // it has saved once
        QElapsedTimer clock;
        const int wait = static_cast<int>(QRandomGenerator::global()->bounded(30'000));
        clock.start();
        while (clock.nsecsElapsed() / 1000 < wait)
            QThread::yieldCurrentThread();
        victim.kill();
        QVERIFY(victim.waitForFinished(120'000));
        QCOMPARE(victim.exitStatus(), QProcess::CrashExit);
    }
};

COSFTP_TEST_RUN(SettingsKilledTest)
{
    QCoreApplication app(count, words);
    if (count == 3 && victimWord == words[1])
        return saveWithoutEnd(QString::fromLocal8Bit(words[2]));
    SettingsKilledTest test;
    return QTest::qExec(&test, count, words);
}
#include "settings_killed_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/autostart.h"
#include "shell/command_line.h"
#include "shell/single_instance.h"
#include "support/test_main.h"

#include <QDir>
#include <QFile>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace cosftp {

class StartTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyOptionIsUnderstood();
    void anUnknownOptionIsNamed_data();
    void anUnknownOptionIsNamed();
    void helpNamesEveryOption();
    void theSecondStartHandsItsArgumentsOver();
    void profilesDoNotMeet();
    void aSocketLeftByACrashIsReplaced();
    void theSocketIsTheUsersAlone();
    void garbageOnTheSocketIsIgnored();
    void autostartIsOffAtFirst();
    void autostartGoesOnAndOff();
    void aMovedProgramIsStale();
    void anEntryThatTheDesktopSwitchedOffIsOff();
    void pathsWithSpecialCharactersSurvive_data();
    void pathsWithSpecialCharactersSurvive();

private:
    [[nodiscard]] Autostart autostart() const;

    QTemporaryDir m_folder;
};

void StartTest::initTestCase()
{
    const QString runtime = m_folder.filePath(QStringLiteral("run"));
    QVERIFY(QDir().mkpath(runtime));
    QVERIFY(QFile::setPermissions(runtime, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    qputenv("XDG_RUNTIME_DIR", runtime.toUtf8());
}

void StartTest::everyOptionIsUnderstood()
{
    const Result<CommandLine> line = parseCommandLine(
        {QStringLiteral("--minimized"), QStringLiteral("--show"), QStringLiteral("--quit"),
         QStringLiteral("--profile"), QStringLiteral("/tmp/x/")});
    QVERIFY(line.has_value());
    QVERIFY(line->startsMinimized && line->shows && line->quits);
    QCOMPARE(line->profile, QStringLiteral("/tmp/x"));
    QCOMPARE(parseCommandLine({QStringLiteral("--help")})->action, CommandLine::Action::ShowHelp);
    QCOMPARE(parseCommandLine({QStringLiteral("--version")})->action,
             CommandLine::Action::ShowVersion);
    QCOMPARE(parseCommandLine({QStringLiteral("--profile=/a")})->profile, QStringLiteral("/a"));
    QCOMPARE(*parseCommandLine({}), CommandLine());
}

void StartTest::anUnknownOptionIsNamed_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("named");
    QTest::newRow("misspelled") << QStringList{QStringLiteral("--minimised")}
                                << QStringLiteral("--minimised");
    QTest::newRow("a word") << QStringList{QStringLiteral("status")} << QStringLiteral("status");
    QTest::newRow("no folder") << QStringList{QStringLiteral("--profile")}
                               << QStringLiteral("--profile");
    QTest::newRow("an option as folder")
        << QStringList{QStringLiteral("--profile"), QStringLiteral("--show")}
        << QStringLiteral("--profile");
}

void StartTest::anUnknownOptionIsNamed()
{
    QFETCH(QStringList, words);
    QFETCH(QString, named);
    const Result<CommandLine> line = parseCommandLine(words);
    QVERIFY(!line);
    QVERIFY(line.error().detail.contains(named));
    QVERIFY(!line.error().detail.contains(u'\n'));
}

void StartTest::helpNamesEveryOption()
{
    for (const auto *option :
         {"--minimized", "--show", "--quit", "--profile", "--version", "--help"})
        QVERIFY(commandLineHelp().contains(QLatin1StringView(option)));
}

void StartTest::theSecondStartHandsItsArgumentsOver()
{
    SingleInstance first(m_folder.filePath(QStringLiteral("profile")));
    QSignalSpy came(&first, &SingleInstance::argumentsCame);
    QCOMPARE(first.claim({}).value(), SingleInstance::Role::First);

    const QStringList words{QStringLiteral("--show"), QStringLiteral("a b\"ü")};
    std::optional<SingleInstance::Role> role;
    const QString profile = m_folder.filePath(QStringLiteral("profile"));
    const std::unique_ptr<QThread> thread(QThread::create([profile, words, &role] {
        SingleInstance second(profile);
        const Result<SingleInstance::Role> claimed = second.claim(words);
        if (claimed)
            role = *claimed;
    }));
    thread->start();
    QTRY_COMPARE(came.count(), 1);
    QTRY_VERIFY(thread->isFinished());
    QVERIFY(role == SingleInstance::Role::Later);
    QCOMPARE(came.first().first().toStringList(), words);
}

void StartTest::profilesDoNotMeet()
{
    SingleInstance one(m_folder.filePath(QStringLiteral("one")));
    SingleInstance other(m_folder.filePath(QStringLiteral("other")));
    QCOMPARE(one.claim({}).value(), SingleInstance::Role::First);
    QCOMPARE(other.claim({}).value(), SingleInstance::Role::First);
}

void StartTest::aSocketLeftByACrashIsReplaced()
{
    SingleInstance first(m_folder.filePath(QStringLiteral("crashed")));
    const QByteArray path = first.socketName().toLocal8Bit();
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    QVERIFY(static_cast<std::size_t>(path.size()) < sizeof address.sun_path);
    std::copy(path.cbegin(), path.cend(), address.sun_path);
    QCOMPARE(::bind(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
    ::close(descriptor);  // as a killed program leaves it: the file is there, nobody listens
    QVERIFY(QFile::exists(first.socketName()));
    QCOMPARE(first.claim({}).value(), SingleInstance::Role::First);
}

void StartTest::theSocketIsTheUsersAlone()
{
    SingleInstance first(m_folder.filePath(QStringLiteral("mine")));
    QCOMPARE(first.claim({}).value(), SingleInstance::Role::First);
    const QFile::Permissions others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QCOMPARE(QFile::permissions(first.socketName()) & others, QFile::Permissions());
}

void StartTest::garbageOnTheSocketIsIgnored()
{
    SingleInstance first(m_folder.filePath(QStringLiteral("garbage")));
    const QSignalSpy came(&first, &SingleInstance::argumentsCame);
    QCOMPARE(first.claim({}).value(), SingleInstance::Role::First);
    QLocalSocket socket;
    socket.connectToServer(first.socketName());
    QVERIFY(socket.waitForConnected());
    socket.write("{\"not\":\"a list\"}\n");
    QTRY_COMPARE(socket.state(), QLocalSocket::UnconnectedState);
    QCOMPARE(came.count(), 0);
}

Autostart StartTest::autostart() const
{
    return Autostart(m_folder.filePath(QStringLiteral("autostart")),
                     {QCoreApplication::applicationFilePath(), QStringLiteral("--profile"),
                      QStringLiteral("/a b")});
}

void StartTest::autostartIsOffAtFirst()
{
    QCOMPARE(autostart().state(), Autostart::State());
    QVERIFY(autostart().disable().has_value());
}

void StartTest::autostartGoesOnAndOff()
{
    QVERIFY(autostart().enable().has_value());
    const Autostart::State state = autostart().state();
    QCOMPARE(state.kind, Autostart::Kind::On);
    QCOMPARE(state.program, QCoreApplication::applicationFilePath());
    QFile file(autostart().fileName());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("\"--profile\" \"/a b\" \"--minimized\"\n"));
    QVERIFY(autostart().disable().has_value());
    QCOMPARE(autostart().state().kind, Autostart::Kind::Off);
    QVERIFY(!QFile::exists(autostart().fileName()));
}

void StartTest::aMovedProgramIsStale()
{
    const QString folder = m_folder.filePath(QStringLiteral("autostart"));
    const Autostart old(folder, {QStringLiteral("/opt/old/cosftp")});
    QVERIFY(old.enable().has_value());
    QCOMPARE(autostart().state().kind, Autostart::Kind::Stale);
    QCOMPARE(autostart().state().program, QStringLiteral("/opt/old/cosftp"));
    QCOMPARE(old.state().kind, Autostart::Kind::Stale);  // its program is not there any more
    QVERIFY(autostart().enable().has_value());
    QCOMPARE(autostart().state().kind, Autostart::Kind::On);
}

void StartTest::anEntryThatTheDesktopSwitchedOffIsOff()
{
    QVERIFY(autostart().enable().has_value());
    QFile file(autostart().fileName());
    QVERIFY(file.open(QIODevice::Append));
    file.write("Hidden=true\n");
    file.close();
    QCOMPARE(autostart().state().kind, Autostart::Kind::Off);
    QVERIFY(autostart().disable().has_value());
}

void StartTest::pathsWithSpecialCharactersSurvive_data()
{
    QTest::addColumn<QString>("path");
    for (const QString &path :
         {QStringLiteral("/usr/bin/cosftp"), QStringLiteral("/home/a b/cosftp"),
          QStringLiteral("/x/100%/$HOME/`y`"), QStringLiteral("/q\"uote/back\\slash")})
        QTest::newRow(qPrintable(path)) << path;
}

void StartTest::pathsWithSpecialCharactersSurvive()
{
    QFETCH(QString, path);
    const QString line = Autostart::execLine({path, QStringLiteral("--minimized")});
    QCOMPARE(Autostart::programOf(line), path);
    QVERIFY(line.endsWith(QStringLiteral(" \"--minimized\"")));
}

COSFTP_TEST(StartTest)

}  // namespace cosftp

#include "start_test.moc"

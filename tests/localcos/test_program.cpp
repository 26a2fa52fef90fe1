// SPDX-License-Identifier: GPL-3.0-or-later
#include "localcos/server_fixture.h"
#include "support/test_main.h"

#include <QProcess>
#include <QTest>

#include <csignal>
#include <thread>

using namespace cosftp;
using namespace cosftp::localcos;

namespace {

constexpr int deadlineMs = 90000;

QStringList arguments(const QString &folder, const QString &listen)
{
    return {QStringLiteral("--listen"), listen,
            QStringLiteral("--data"),   folder,
            QStringLiteral("--bucket"), QString::fromLatin1(testBucket),
            QStringLiteral("--no-sync")};
}

// The program, started, and the port from its one line; 0 if it did not come up.
class Program
{
public:
    explicit Program(const QString &folder, const QString &listen = QStringLiteral("127.0.0.1:0"))
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("COS_SECRETID"), QString::fromLatin1(testId));
        environment.insert(QStringLiteral("COS_SECRETKEY"), QString::fromLatin1(testSecret));
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(LOCALCOS_PROGRAM), arguments(folder, listen));
        if (!process.waitForReadyRead(deadlineMs))
            return;
        line = process.readAllStandardOutput();
        const QByteArray start = "cosftp-localcos ready http=127.0.0.1:";
        if (line.startsWith(start))
            port = line.sliced(start.size()).split(' ').first().toUShort();
    }
    ~Program()
    {
        process.kill();
        process.waitForFinished(deadlineMs);
    }
    Q_DISABLE_COPY_MOVE(Program)
    [[nodiscard]] RawClient client() const { return {port, testBucket, testId, testSecret}; }

    QProcess process;
    QByteArray line;
    quint16 port = 0;
};

}  // namespace

class TestProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itSaysOneLineAndStopsOnSignals_data();
    void itSaysOneLineAndStopsOnSignals();
    void aTakenPortOrFolderIsStatus1();
    void badArgumentsAreStatus2_data();
    void badArgumentsAreStatus2();
    void aKilledServerLeavesEveryObjectWhole();
};

void TestProgram::itSaysOneLineAndStopsOnSignals_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGINT") << SIGINT;
}

void TestProgram::itSaysOneLineAndStopsOnSignals()
{
    QFETCH(int, signal);
    const QTemporaryDir folder;
    Program program(folder.path());
    QCOMPARE(program.line, "cosftp-localcos ready http=127.0.0.1:"
                               + QByteArray::number(program.port) + " bucket=" + testBucket + '\n');
    QCOMPARE(program.client().put("x", "x").status, 200);
    ::kill(static_cast<pid_t>(program.process.processId()), signal);
    QVERIFY(program.process.waitForFinished(deadlineMs));
    QCOMPARE(program.process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(program.process.exitCode(), 0);
    QCOMPARE(program.process.readAllStandardOutput(), QByteArray());
    QCOMPARE(program.process.readAllStandardError(), QByteArray());
}

void TestProgram::aTakenPortOrFolderIsStatus1()
{
    const QTemporaryDir folder;
    const QTemporaryDir other;
    const Program program(folder.path());
    QVERIFY(program.port != 0);
    Program samePort(other.path(), QStringLiteral("127.0.0.1:%1").arg(program.port));
    QVERIFY(samePort.process.state() == QProcess::NotRunning
            || samePort.process.waitForFinished(deadlineMs));
    QCOMPARE(samePort.process.exitCode(), 1);
    QVERIFY(samePort.process.readAllStandardError().contains("cannot listen"));
    Program sameFolder(folder.path());
    QVERIFY(sameFolder.process.state() == QProcess::NotRunning
            || sameFolder.process.waitForFinished(deadlineMs));
    QCOMPARE(sameFolder.process.exitCode(), 1);
    QVERIFY(sameFolder.process.readAllStandardError().contains("uses the folder"));
}

void TestProgram::badArgumentsAreStatus2_data()
{
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<QByteArray>("complaint");
    const auto row = [](const char *name, const char *option, const char *value,
                        const char *complaint) {
        QTest::newRow(name) << QStringList{QString::fromLatin1(option), QString::fromLatin1(value)}
                            << QByteArray(complaint);
    };
    row("bucket without APPID", "--bucket", "name", "--bucket: want NAME-APPID");
    row("address", "--listen", "nowhere", "--listen: want ADDRESS:PORT");
    row("latency", "--latency", "soon", "--latency: want a number");
    row("unknown", "--colour", "red", "colour");
}

void TestProgram::badArgumentsAreStatus2()
{
    QFETCH(QStringList, more);
    QFETCH(QByteArray, complaint);
    const QTemporaryDir folder;
    QProcess process;
    process.start(QStringLiteral(LOCALCOS_PROGRAM),
                  arguments(folder.path(), QStringLiteral("127.0.0.1:0")) + more);
    QVERIFY(process.waitForFinished(deadlineMs));
    QCOMPARE(process.exitCode(), 2);
    QVERIFY(process.readAllStandardError().contains(complaint));
}

void TestProgram::aKilledServerLeavesEveryObjectWhole()
{
    const QTemporaryDir folder;
    const QByteArray a(400000, 'a');
    const QByteArray b(400000, 'b');
    for (int round = 0; round < 5; ++round) {
        Program program(folder.path());
        QVERIFY(program.port != 0);
        const RawClient client = program.client();
        if (round > 0) {
            const QByteArray body = client.get("x").body;
            QVERIFY(body == a || body == b);
        }
        QCOMPARE(client.put("x", a).status, 200);
        std::thread writer([&] {
            while (client.put("x", b).status == 200 && client.put("x", a).status == 200) {}
        });
        for (int i = 0; i < 3 + round; ++i)
            QCOMPARE(client.get("x").body.size(), a.size());
        program.process.kill();
        writer.join();
        program.process.waitForFinished(deadlineMs);
    }
    const Program last(folder.path());
    const RawAnswer got = last.client().get("x");
    QVERIFY(got.body == a || got.body == b);
}

COSFTP_TEST(TestProgram)
#include "test_program.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// What the people who run the server can do to it while it runs, and what it tells them.
#include "support/server_fixture.h"
#include "support/test_main.h"

#include <QSignalSpy>
#include <QTest>

using namespace cosftp;
using namespace cosftp::test;
using localcos::Fault;
using localcos::Verb;

namespace {

constexpr qsizetype mib = 1024 * 1024;

SessionRecord sessionOf(Engine &engine, const QByteArray &user)
{
    for (const SessionRecord &session : engine.snapshot().sessions)
        if (session.user == user)
            return session;
    return {};
}

TransferRecord running(Engine &engine) { return engine.snapshot().transfers.value(0); }
TransferRecord lastEnded(Engine &engine)
{
    const QList<TransferRecord> ended = engine.snapshot().ended;
    return ended.isEmpty() ? TransferRecord() : ended.last();
}

QByteArray textOf(const QList<DialogueLine> &lines)
{
    QByteArray text;
    for (const DialogueLine &line : lines)
        text += (line.isReply ? "< " : "> ") + line.text + '\n';
    return text;
}

/// STOR with some bytes sent and the stream left open.
std::unique_ptr<QTcpSocket> beginUpload(FtpClient &client, const QByteArray &path,
                                        const QByteArray &bytes)
{
    std::unique_ptr<QTcpSocket> data = client.openData();
    if (data == nullptr || client.send("STOR " + path).code != 150
        || !FtpClient::writeAll(*data, bytes))
        return nullptr;
    return data;
}

// Uploads that do not end are aborted instead of being kept for a resume.
void discardInterrupted(Settings &settings)
{
    for (UserSettings &user : settings.users)
        user.interruptedUploads = UserSettings::InterruptedUploads::Discard;
}

}  // namespace

class EngineControlsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPausedServerSendsNewClientsAwayAndKeepsTheOthers()
    {
        ServerFixture server;
        const auto old = server.client();
        server.engine().setAccepting(false);
        QVERIFY(!server.engine().status().isAccepting);
        const auto refused = server.stranger();
        QCOMPARE(refused->greeting().code, 421);
        QVERIFY(refused->waitForClose());
        QCOMPARE(old->store("while-paused", "body").code, 226);
        QCOMPARE(server.engine().snapshot().counters.sessionsOpened, 1U);
        server.engine().setAccepting(true);
        QVERIFY(server.engine().status().isAccepting);
        QCOMPARE(server.client()->send("NOOP").code, 200);
    }

    void aPauseOutlivesChangedSettingsButNotARestart()
    {
        ServerFixture server;
        server.engine().setAccepting(false);
        Settings changed = server.settings();
        changed.timeouts.idle = std::chrono::seconds(77);
        server.engine().apply(changed);
        QVERIFY(!server.engine().status().isAccepting);
        QCOMPARE(server.stranger()->greeting().code, 421);
        QSignalSpy stopped(&server.engine(), &Engine::stopped);
        server.engine().stop();
        QTRY_COMPARE(stopped.count(), 1);
        QVERIFY(server.engine().start(changed).has_value());
        QVERIFY(server.engine().status().isAccepting);
        QCOMPARE(server.stranger()->greeting().code, 220);
    }

    void aClosedSessionGets421AndItsUploadPublishesNothing()
    {
        ServerFixture server;
        const auto other = server.client("ro");
        const auto client = server.client("rw");
        const auto data = beginUpload(*client, "half", patternBytes(3 * mib));
        QVERIFY(data != nullptr);
        QTRY_COMPARE(running(server.engine()).bytes, 3 * mib);
        server.engine().closeSessions({sessionOf(server.engine(), "rw").sessionId, 4711});
        QCOMPARE(client->readReply().code, 426);
        QCOMPARE(client->readReply().code, 421);
        QVERIFY(client->waitForClose());
        QTRY_VERIFY(sessionOf(server.engine(), "rw").sessionId == 0);
        QCOMPARE(other->send("SIZE half").code, 550);
        QVERIFY(!lastEnded(server.engine()).error.isEmpty());
    }

    void anIdleSessionIsClosedAtOnce()
    {
        ServerFixture server;
        const auto client = server.client();
        server.engine().closeSessions({sessionOf(server.engine(), "rw").sessionId});
        QCOMPARE(client->readReply().code, 421);
        QVERIFY(client->waitForClose());
    }

    void anAbortedUploadGets426AndTheSessionGoesOn()
    {
        ServerFixture server(discardInterrupted);
        const auto client = server.client();
        QCOMPARE(client->store("file", "old").code, 226);
        const auto data = beginUpload(*client, "file", patternBytes(2 * mib));
        QVERIFY(data != nullptr);
        QTRY_COMPARE(running(server.engine()).bytes, 2 * mib);
        server.engine().abortTransfers({running(server.engine()).transferId});
        QCOMPARE(client->readReply().code, 426);
        QByteArray content;
        QCOMPARE(client->retrieve("RETR file", &content).code, 226);
        QCOMPARE(content, QByteArray("old"));
        QTRY_COMPARE(server.openUploads(), 0);
    }

    void anAbortedDownloadGets426AndTheSessionGoesOn()
    {
        ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->store("large", patternBytes(24 * mib)).code, 226);
        const auto data = client->openData();
        QVERIFY(data != nullptr);
        data->setReadBufferSize(1024);  // a client that does not read
        QCOMPARE(client->send("RETR large").code, 150);
        QTRY_VERIFY(running(server.engine()).bytes > 0);
        server.engine().abortTransfers({running(server.engine()).transferId});
        QCOMPARE(client->readReply().code, 426);
        QCOMPARE(client->send("NOOP").code, 200);
        QCOMPARE(lastEnded(server.engine()).state, TransferRecord::State::Failed);
    }

    void aTransferTellsWhoseItIsAndWhereItGoes()
    {
        ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->send("ALLO 5000000").code, 200);
        const auto data = beginUpload(*client, "folder/file", patternBytes(1 * mib));
        QVERIFY(data != nullptr);
        QTRY_COMPARE(running(server.engine()).bytes, 1 * mib);
        const TransferRecord record = running(server.engine());
        const SessionRecord session = sessionOf(server.engine(), "rw");
        QCOMPARE(record.user, QByteArray("rw"));
        QCOMPARE(record.peer, session.peer);
        QCOMPARE(record.sessionId, session.sessionId);
        QCOMPARE(record.path, QByteArray("/folder/file"));
        QCOMPARE(record.bucket, QByteArray(ServerFixture::bucket));
        QCOMPARE(record.key, QByteArray("folder/file"));
        QCOMPARE(record.expectedBytes, 5000000);
        QVERIFY(record.lastMoved.isValid());
        QCOMPARE(session.bytesIn, 1 * mib);
        QVERIFY(session.lastActive >= record.lastMoved);
        QTRY_COMPARE(running(server.engine()).waitsFor, TransferRecord::Waiting::Client);
    }

    void aStoreThatHangsIsTheOneThatIsWaitedFor()
    {
        ServerFixture server;
        Fault stall;
        stall.kind = Fault::Kind::Stall;
        stall.verbs = {Verb::PutObject};
        stall.delay = std::chrono::seconds(4);
        server.faults().add(stall);
        const auto client = server.client();
        {
            const auto data = beginUpload(*client, "file", "body");
            QVERIFY(data != nullptr);
        }
        QTRY_COMPARE(running(server.engine()).state, TransferRecord::State::Finishing);
        QTRY_COMPARE(running(server.engine()).waitsFor, TransferRecord::Waiting::Store);
        QCOMPARE(client->readReply().code, 226);
    }

    void aClientThatTakesNothingIsTheOneThatIsWaitedFor()
    {
        ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->store("large", patternBytes(24 * mib)).code, 226);
        const auto data = client->openData();
        QVERIFY(data != nullptr);
        data->setReadBufferSize(1024);
        QCOMPARE(client->send("RETR large").code, 150);
        QTRY_COMPARE(running(server.engine()).waitsFor, TransferRecord::Waiting::Client);
        QCOMPARE(running(server.engine()).expectedBytes, 24 * mib);
    }

    void aFailedTransferSaysWhyAndCarriesTheIdThatTheClientWasTold()
    {
        ServerFixture server;
        Fault denied;
        denied.verbs = {Verb::PutObject};
        denied.times = -1;
        denied.status = 403;
        denied.code = "AccessDenied";
        server.faults().add(denied);
        const auto client = server.client();
        const ClientReply reply = client->store("file", "body");
        QCOMPARE(reply.code, 550);
        const TransferRecord record = lastEnded(server.engine());
        QVERIFY2(record.error.contains(QStringLiteral("AccessDenied")), qPrintable(record.error));
        QVERIFY2(record.error.contains(QStringLiteral("CAM policy")), qPrintable(record.error));
        QVERIFY(!record.errorId.isEmpty());
        QVERIFY2(reply.text.contains('[' + record.errorId + ']'), reply.text.constData());
        QVERIFY(record.ended.isValid());
    }

    void theDialogueShowsBothSidesAndNoPassword()
    {
        ServerFixture server;
        const auto client = server.stranger();
        client->send("USER rw");
        client->send("PASS secret");
        client->send("PAS secret");
        client->send("FEAT");
        client->send("CWD /nowhere");
        const QByteArray text =
            textOf(server.engine().dialogue(sessionOf(server.engine(), "rw").sessionId));
        QVERIFY2(!text.contains("secret"), text.constData());
        QVERIFY2(text.contains("< 220 "), text.constData());
        QVERIFY2(text.contains("> USER rw\n"), text.constData());
        QVERIFY2(text.contains("> PASS ****\n"), text.constData());
        QVERIFY2(text.contains("> PAS ****\n"), text.constData());
        QVERIFY2(text.contains(" lines)\n"), text.constData());
        QVERIFY2(text.contains("> CWD /nowhere\n< 550 "), text.constData());
        QVERIFY(server.engine().dialogue(4711).isEmpty());
    }

    void theStatusTellsAddressesAndMemory()
    {
        ServerFixture server([](Settings &settings) {
            settings.network.masqueradeAddress = QStringLiteral("203.0.113.7");
            settings.limits.memoryBudgetBytes = 40 * mib;
        });
        EngineStatus status = server.engine().status();
        QVERIFY(status.isRunning);
        QVERIFY(status.isAccepting);
        QCOMPARE(status.address, QStringLiteral("127.0.0.1:%1").arg(server.port()));
        QCOMPARE(status.passiveAddress, QStringLiteral("203.0.113.7"));
        QCOMPARE(status.memoryBudgetBytes, 40 * mib);
        QCOMPARE(status.memoryUsedBytes, 0);
        const auto client = server.client();
        const auto data = beginUpload(*client, "file", patternBytes(1 * mib));
        QVERIFY(data != nullptr);
        QTRY_VERIFY(server.engine().status().memoryUsedBytes > 0);
    }

    void aStoppedEngineTakesCallsAndTellsNothing()
    {
        Engine engine;
        engine.setAccepting(false);
        engine.closeSessions({1});
        engine.abortTransfers({1});
        QVERIFY(engine.status() == EngineStatus());
        QVERIFY(engine.dialogue(1).isEmpty());
    }

    // An abort in the pause before its second try was lost when the server stopped.
    void aStopWaitsForAnAbortThatHasToBeTriedAgain()
    {
        ServerFixture server([](Settings &settings) {
            discardInterrupted(settings);
            settings.timeouts.shutdownGrace = std::chrono::seconds(0);
            settings.limits.minPartBytes = 1 * mib;
        });
        Fault busy;
        busy.verbs = {Verb::Abort};
        busy.times = 2;
        server.faults().add(busy);
        const auto client = server.client();
        const auto data = beginUpload(*client, "large", patternBytes(20 * mib));
        QVERIFY(data != nullptr);
        QTRY_VERIFY(server.openUploads() == 1);
        QSignalSpy stopped(&server.engine(), &Engine::stopped);
        server.engine().stop();
        QTRY_COMPARE(stopped.count(), 1);
        QCOMPARE(server.openUploads(), 0);
    }
};

COSFTP_TEST(EngineControlsTest)
#include "engine_controls_test.moc"

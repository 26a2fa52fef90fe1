// SPDX-License-Identifier: GPL-3.0-or-later
// The server inside the desktop program: starting, stopping, watching it, and what it never does to
// the windows.
#include "core/logging.h"
#include "gui/link/link_fixture.h"
#include "gui/turn_watch.h"
#include "support/test_main.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

#include <thread>

using namespace cosftp;
using namespace cosftp::test;
using State = LinkStatus::State;

namespace {

constexpr qsizetype kib = 1024;

/// Uploads files and downloads them again; for a thread of its own.
void load(quint16 port, const QByteArray &name, int files)
{
    FtpClient client(port);
    client.loggedIn("rw", "secret");
    for (int number = 0; number < files; ++number) {
        const QByteArray path = name + QByteArray::number(number);
        client.store(path, QByteArray(64 * kib + number, 'x'));
        QByteArray bytes;
        client.retrieve("RETR " + path, &bytes);
    }
    client.send("QUIT");
}

qint64 bytesOf(const QList<TransferRecord> &transfers, TransferRecord::Direction direction)
{
    qint64 bytes = 0;
    for (const TransferRecord &transfer : transfers)
        if (transfer.direction == direction)
            bytes += transfer.bytes;
    return bytes;
}

}  // namespace

class EngineLinkTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itStartsServesAndStops()
    {
        LinkFixture fixture;
        QVERIFY(fixture.isStoreUp());
        QList<State> states;
        connect(&fixture.link(), &ServerLink::statusChanged, this, [&states, &fixture] {
            if (states.isEmpty() || states.last() != fixture.state())
                states += fixture.state();
        });
        QCOMPARE(fixture.state(), State::Stopped);
        fixture.link().start();
        QCOMPARE(fixture.state(), State::Starting);
        QTRY_COMPARE(fixture.state(), State::Running);
        QVERIFY(fixture.link().status().isAccepting);
        QVERIFY(fixture.link().status().memoryBudgetBytes > 0);
        QCOMPARE(fixture.client()->store("file", "body").code, 226);
        fixture.link().stop();
        QCOMPARE(fixture.state(), State::Stopping);
        QTRY_COMPARE(fixture.state(), State::Stopped);
        QVERIFY(fixture.link().status().address.isEmpty());
        QVERIFY(
            states
            == (QList<State>{State::Starting, State::Running, State::Stopping, State::Stopped}));
        QCOMPARE(fixture.link().snapshot().counters.uploadsDone, 1U);  // stays what it was
    }

    void itStartsAgain()
    {
        LinkFixture fixture;
        for (int round = 0; round < 3; ++round) {
            fixture.link().start();
            QTRY_COMPARE(fixture.state(), State::Running);
            QCOMPARE(fixture.client()->send("NOOP").code, 200);
            fixture.link().stop();
            QTRY_COMPARE(fixture.state(), State::Stopped);
        }
    }

    void aStopWhileItStartsEndsInStopped()
    {
        LinkFixture fixture;
        fixture.link().start();
        fixture.link().stop();
        QTRY_COMPARE(fixture.state(), State::Stopped);
        fixture.link().start();
        QTRY_COMPARE(fixture.state(), State::Running);
    }

    void aTakenPortIsAFailureWithItsNumber()
    {
        LinkFixture fixture;
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        const QByteArray port = QByteArray::number(other.serverPort());
        QVERIFY(fixture.write(
            fixture.settingsText().replace("listen_port = 0", "listen_port = " + port)));
        fixture.link().start();
        QTRY_COMPARE(fixture.state(), State::Failed);
        QVERIFY2(fixture.link().status().problem.contains(QString::fromLatin1(port)),
                 qPrintable(fixture.link().status().problem));
        other.close();
        fixture.link().start();
        QTRY_COMPARE(fixture.state(), State::Running);
        QVERIFY(fixture.link().status().problem.isEmpty());
    }

    void badSettingsAreAFailureWithTheirLine()
    {
        LinkFixture fixture;
        QVERIFY(fixture.write(fixture.settingsText("[LIMITS]\nmax_connection_num = many\n")));
        fixture.link().start();
        QTRY_COMPARE(fixture.state(), State::Failed);
        QVERIFY2(
            fixture.link().status().problem.contains(QStringLiteral("[LIMITS] max_connection_num")),
            qPrintable(fixture.link().status().problem));
    }

    void theSnapshotShowsAnUploadWhileItRuns()
    {
        LinkFixture fixture;
        fixture.link().start();
        QTRY_COMPARE(fixture.state(), State::Running);
        const auto client = fixture.client();
        const auto data = client->openData();
        QVERIFY(data != nullptr);
        QCOMPARE(client->send("STOR file").code, 150);
        QVERIFY(FtpClient::writeAll(*data, QByteArray(100 * kib, 'x')));
        QTRY_COMPARE(fixture.link().snapshot().transfers.value(0).bytes, 100 * kib);
        QCOMPARE(fixture.link().snapshot().sessions.size(), 1);
        QTRY_VERIFY(fixture.link().status().memoryUsedBytes > 0);
        fixture.link().abortTransfers({fixture.link().snapshot().transfers.value(0).transferId});
        QCOMPARE(client->readReply().code, 426);
        QTRY_COMPARE(fixture.link().snapshot().ended.size(), 1);
        fixture.link().closeSessions({fixture.link().snapshot().sessions.value(0).sessionId});
        QCOMPARE(client->readReply().code, 421);
        QTRY_VERIFY(fixture.link().snapshot().sessions.isEmpty());
    }

    void aPauseIsSeenInTheStatus()
    {
        LinkFixture fixture;
        fixture.link().start();
        QTRY_COMPARE(fixture.state(), State::Running);
        fixture.link().setAccepting(false);
        QTRY_VERIFY(!fixture.link().status().isAccepting);
        QCOMPARE(fixture.state(), State::Running);
        QCOMPARE(FtpClient(fixture.port()).greeting().code, 421);
        fixture.link().setAccepting(true);
        QTRY_VERIFY(fixture.link().status().isAccepting);
    }

    void theDialogueComesToWhoAskedUnlessItIsGone()
    {
        LinkFixture fixture;
        fixture.link().start();
        QTRY_COMPARE(fixture.state(), State::Running);
        const auto client = fixture.client();
        QTRY_COMPARE(fixture.link().snapshot().sessions.size(), 1);
        const quint64 id = fixture.link().snapshot().sessions.first().sessionId;
        QList<DialogueLine> lines;
        int answersToNobody = 0;
        const auto take = [&lines](const Result<QList<DialogueLine>> &answer) { lines = *answer; };
        const auto count = [&answersToNobody](const Result<QList<DialogueLine>> &) {
            ++answersToNobody;
        };
        auto gone = std::make_unique<QObject>();
        fixture.link().askDialogue(id, gone.get(), count);
        gone.reset();
        fixture.link().askDialogue(id, this, take);
        QTRY_VERIFY(!lines.isEmpty());
        QCOMPARE(lines.first().text, QByteArray("220 Ready."));
        QCOMPARE(answersToNobody, 0);
    }

    void theLogComesInBatches()
    {
        LinkFixture fixture;
        fixture.link().start();
        QTRY_COMPARE(fixture.state(), State::Running);
        QList<LogRecord> records;
        connect(&fixture.link(), &ServerLink::logged, this,
                [&records](const QList<LogRecord> &batch) { records += batch; });
        constexpr int lines = 500;
        std::thread([] {
            for (int number = 0; number < lines; ++number)
                qCInfo(lcStore).noquote() << "planted" << number;
        }).join();
        const auto planted = [&records] {
            return std::count_if(records.begin(), records.end(), [](const LogRecord &record) {
                return record.text.startsWith(QStringLiteral("planted"));
            });
        };
        QTRY_COMPARE(planted(), lines);
    }

    // What the windows show adds up: the list of transfers, the sessions, the totals.
    void duringALoadSnapshotTransfersAndCountersAgree()
    {
        LinkFixture fixture;
        fixture.link().start();
        QTRY_COMPARE(fixture.state(), State::Running);
        constexpr int clients = 4;
        constexpr int files = 12;
        int disagreements = 0;
        connect(&fixture.link(), &ServerLink::snapshotChanged, this, [&fixture, &disagreements] {
            const MonitorSnapshot now = fixture.link().snapshot();
            const QList<TransferRecord> all = now.transfers + now.ended;
            const quint64 in =
                static_cast<quint64>(bytesOf(all, TransferRecord::Direction::Upload));
            // Bytes of running transfers are read before the totals, never after.
            if (in > now.counters.bytesIn
                || now.counters.uploadsDone + now.counters.uploadsFailed
                           + now.counters.downloadsDone + now.counters.downloadsFailed
                       != static_cast<quint64>(now.ended.size()))
                ++disagreements;
        });
        std::vector<std::thread> threads;
        std::atomic<int> running = clients;
        for (int number = 0; number < clients; ++number)
            threads.emplace_back([&running, port = fixture.port(), number] {
                load(port, "file-" + QByteArray::number(number) + '-', files);
                --running;
            });
        QTRY_COMPARE(running.load(), 0);
        for (std::thread &thread : threads)
            thread.join();
        constexpr quint64 expected = clients * files;
        QTRY_COMPARE(fixture.link().snapshot().counters.downloadsDone, expected);
        const MonitorSnapshot end = fixture.link().snapshot();
        QCOMPARE(end.counters.uploadsDone, expected);
        QCOMPARE(end.counters.sessionsOpened, quint64{clients});
        QCOMPARE(static_cast<quint64>(bytesOf(end.ended, TransferRecord::Direction::Upload)),
                 end.counters.bytesIn);
        QCOMPARE(static_cast<quint64>(bytesOf(end.ended, TransferRecord::Direction::Download)),
                 end.counters.bytesOut);
        QCOMPARE(end.counters.bytesIn, end.counters.bytesOut);
        QVERIFY(end.transfers.isEmpty());
        QCOMPARE(disagreements, 0);
    }

    void theWindowsNeverWaitForTheServer()
    {
        // A quarter of it may be connections of one address that do not log in.
        LinkFixture fixture("[LIMITS]\nmax_connection_num = 1000\n");
        QTest::qWait(0);
        const TurnWatch watch;
        fixture.link().start();
        QTRY_COMPARE(fixture.state(), State::Running);
        std::vector<std::unique_ptr<QTcpSocket>> sockets;
        constexpr int many = 200;
        for (int number = 0; number < many; ++number) {
            sockets.push_back(std::make_unique<QTcpSocket>());
            sockets.back()->connectToHost(QHostAddress::LocalHost, fixture.port());
        }
        QTRY_COMPARE(fixture.link().snapshot().sessions.size(), many);
        fixture.link().stop();
        QTRY_COMPARE(fixture.state(), State::Stopped);
        QVERIFY2(watch.longestMs() < waitLimitMs, qPrintable(QString::number(watch.longestMs())));
    }

    void theNetworkIsTriedWhereTheServerRuns()
    {
        LinkFixture fixture;
        fixture.link().start();
        QTRY_COMPARE(fixture.state(), State::Running);
        QList<NetworkStep> steps;
        bool isFinished = false;
        QObject context;
        fixture.link().checkNetwork(
            &context, [told = &steps](const NetworkStep &step) { *told += step; },
            [finished = &isFinished] { *finished = true; });
        QTRY_VERIFY_WITH_TIMEOUT(isFinished, 30'000);
        QCOMPARE(steps.size(), 3);
        QVERIFY(steps[0].finding == NetworkStep::Finding::Greeted);
        QCOMPARE(steps[1].tried, 65'535 - 60'000 + 1);
    }

    void uploadsThatNobodyEndedAreListedAndAborted()
    {
        LinkFixture fixture;
        fixture.link().start();
        QTRY_COMPARE(fixture.state(), State::Running);
        const BucketSettings bucket = fixture.link().settings().loaded.settings.buckets.first();
        {
            const auto client = fixture.client();
            const auto data = client->openData();
            QCOMPARE(client->send("STOR film.mov").code, 150);
            QVERIFY(FtpClient::writeAll(*data, QByteArray(5 * 1024 * kib, 'x')));
            resetSocket(*data);
            QCOMPARE(client->readReply().code, 426);
        }
        QObject context;
        Result<QList<UnfinishedUpload>> found;
        fixture.link().askUploads(
            bucket, &context, [answer = &found](const Result<QList<UnfinishedUpload>> &uploads) {
                *answer = uploads;
            });
        QTRY_VERIFY_WITH_TIMEOUT(found.has_value(), 30'000);
        QCOMPARE(found->size(), 1);
        QCOMPARE(found->first().key, QByteArray("film.mov"));
        QCOMPARE(found->first().user, QByteArray("rw"));
        QVERIFY(found->first().fate == UnfinishedUpload::Fate::Resumable);
        Result<AbortedUploads> report;
        fixture.link().abortUploads(
            bucket, *found, &context,
            [answer = &report](const Result<AbortedUploads> &aborted) { *answer = aborted; });
        QTRY_VERIFY_WITH_TIMEOUT(report.has_value(), 30'000);
        QCOMPARE(report->aborted, 1);
    }

    void aLinkThatIsDestroyedEndsItsServer()
    {
        LinkFixture fixture;
        fixture.link().start();
        QTRY_COMPARE(fixture.state(), State::Running);
        const auto client = fixture.client();
        fixture.closeLink();
        QVERIFY(client->waitForClose());
    }
};

COSFTP_TEST(EngineLinkTest)
#include "engine_link_test.moc"

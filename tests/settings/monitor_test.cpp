// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/monitor.h"
#include "support/test_main.h"

#include <QSignalSpy>
#include <QTest>

#include <thread>
#include <vector>

using namespace cosftp;

namespace {

SessionRecord session(quint64 id, const char *user)
{
    SessionRecord record;
    record.sessionId = id;
    record.user = user;
    return record;
}

TransferRecord transferOf(TransferRecord::Direction direction)
{
    TransferRecord record;
    record.direction = direction;
    return record;
}

}  // namespace

class MonitorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sessionsComeChangeAndGo()
    {
        Monitor monitor;
        monitor.sessionOpened(session(1, ""));
        monitor.sessionOpened(session(2, ""));
        monitor.sessionChanged(session(1, "ann"));
        monitor.sessionChanged(session(9, "nobody"));
        QVERIFY(monitor.snapshot().sessions
                == (QList<SessionRecord>{session(1, "ann"), session(2, "")}));
        monitor.sessionClosed(1);
        QVERIFY(monitor.snapshot().sessions == QList<SessionRecord>{session(2, "")});
        QCOMPARE(monitor.counters().sessionsOpened, 2U);
    }

    void aTransferIsSeenWhileItRunsAndCountedOnce()
    {
        Monitor monitor;
        const auto transfer =
            monitor.transferStarted(transferOf(TransferRecord::Direction::Upload));
        transfer->addBytes(10);
        transfer->addBytes(5);
        transfer->setPartsInFlight(2);
        transfer->setState(TransferRecord::State::Finishing);
        const TransferRecord running = monitor.snapshot().transfers.value(0);
        QCOMPARE(running.bytes, 15);
        QCOMPARE(running.partsInFlight, 2);
        QCOMPARE(running.state, TransferRecord::State::Finishing);
        monitor.transferEnded(transfer, true);
        monitor.transferEnded(transfer, false);
        const MonitorSnapshot snapshot = monitor.snapshot();
        QVERIFY(snapshot.transfers.isEmpty());
        QCOMPARE(snapshot.ended.size(), 1);
        QCOMPARE(snapshot.ended.first().state, TransferRecord::State::Done);
        QVERIFY(snapshot.counters == (Counters{.uploadsDone = 1, .bytesIn = 15}));
    }

    void failuresAndDownloadsHaveCountersOfTheirOwn()
    {
        Monitor monitor;
        monitor.loginFailed();
        const auto upload = monitor.transferStarted(transferOf(TransferRecord::Direction::Upload));
        const auto first = monitor.transferStarted(transferOf(TransferRecord::Direction::Download));
        const auto second =
            monitor.transferStarted(transferOf(TransferRecord::Direction::Download));
        first->addBytes(7);
        monitor.transferEnded(upload, false);
        monitor.transferEnded(first, true);
        monitor.transferEnded(second, false);
        const Counters expected{.loginsFailed = 1,
                                .uploadsFailed = 1,
                                .downloadsDone = 1,
                                .downloadsFailed = 1,
                                .bytesOut = 7};
        QVERIFY(monitor.counters() == expected);
    }

    void onlyTheLastEndedTransfersAreKept()
    {
        Monitor monitor;
        for (int number = 0; number < 250; ++number)
            monitor.transferEnded(
                monitor.transferStarted(transferOf(TransferRecord::Direction::Upload)), true);
        const QList<TransferRecord> ended = monitor.snapshot().ended;
        QCOMPARE(ended.size(), 200);
        QCOMPARE(ended.last().transferId, 250U);
        QCOMPARE(monitor.counters().uploadsDone, 250U);
    }

    void manyThreadsLoseNoByte()
    {
        constexpr int threadCount = 4;
        constexpr int rounds = 5000;
        Monitor monitor;
        std::vector<std::thread> threads;
        for (int number = 0; number < threadCount; ++number)
            threads.emplace_back([&monitor] {
                const auto transfer =
                    monitor.transferStarted(transferOf(TransferRecord::Direction::Download));
                for (int round = 0; round < rounds; ++round)
                    transfer->addBytes(3);
                monitor.transferEnded(transfer, true);
            });
        for (int round = 0; round < 100; ++round)
            QVERIFY(monitor.snapshot().transfers.size() <= threadCount);
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(monitor.counters().bytesOut, quint64{threadCount} * rounds * 3);
        QCOMPARE(monitor.counters().downloadsDone, quint64{threadCount});
    }

    void aSessionHasTheBytesOfItsEndedAndRunningTransfers()
    {
        Monitor monitor;
        monitor.sessionOpened(session(1, "ann"));
        TransferRecord start = transferOf(TransferRecord::Direction::Upload);
        start.sessionId = 1;
        const auto ended = monitor.transferStarted(start);
        ended->addBytes(10);
        monitor.transferEnded(ended, true);
        monitor.sessionChanged(session(1, "ann"));  // knows nothing of bytes
        monitor.transferStarted(start)->addBytes(5);
        start.direction = TransferRecord::Direction::Download;
        monitor.transferStarted(start)->addBytes(7);
        const SessionRecord record = monitor.snapshot().sessions.value(0);
        QCOMPARE(record.bytesIn, 15);
        QCOMPARE(record.bytesOut, 7);
        QVERIFY(record.lastActive.isValid());
    }

    void anEndedTransferTellsWhenAndWhy()
    {
        Monitor monitor;
        const auto transfer =
            monitor.transferStarted(transferOf(TransferRecord::Direction::Upload));
        QVERIFY(!transfer->record().ended.isValid());
        QVERIFY(!transfer->record().lastMoved.isValid());
        transfer->addBytes(1);
        transfer->setPartsDone(3);
        transfer->setError(QStringLiteral("the cause"), "s1-1");
        transfer->setError(QStringLiteral("a consequence"), "s1-2");
        monitor.transferEnded(transfer, false);
        const TransferRecord record = monitor.snapshot().ended.value(0);
        QCOMPARE(record.error, QStringLiteral("the cause"));
        QCOMPARE(record.errorId, QByteArray("s1-1"));
        QCOMPARE(record.partsDone, 3);
        QVERIFY(record.lastMoved.isValid());
        QVERIFY(record.ended >= record.lastMoved);
    }

    void whoIsWaitedForIsShownOnceNoByteMoves()
    {
        Monitor monitor;
        const auto still = monitor.transferStarted(transferOf(TransferRecord::Direction::Upload));
        still->setWaitsFor(TransferRecord::Waiting::Store);
        QCOMPARE(still->record().waitsFor, TransferRecord::Waiting::Store);
        still->addBytes(1);
        QCOMPARE(still->record().waitsFor, TransferRecord::Waiting::Nobody);
        QTRY_COMPARE(still->record().waitsFor, TransferRecord::Waiting::Store);
        monitor.transferEnded(still, true);
        QCOMPARE(monitor.snapshot().ended.value(0).waitsFor, TransferRecord::Waiting::Nobody);
    }

    void aParkedUploadStaysParked()
    {
        Monitor monitor;
        const auto transfer =
            monitor.transferStarted(transferOf(TransferRecord::Direction::Upload));
        transfer->addBytes(1000);
        transfer->setParked(600);
        monitor.transferEnded(transfer, false);
        QCOMPARE(monitor.snapshot().ended.value(0).state, TransferRecord::State::Parked);
        QCOMPARE(monitor.snapshot().ended.value(0).bytes, 600);  // what is kept, not what came
        QCOMPARE(monitor.counters().bytesIn, 1000U);
        QCOMPARE(monitor.counters().uploadsFailed, 1U);
    }

    void theLastRoundOfCleaningUpIsToldForEachBucket()
    {
        Monitor monitor;
        const QDateTime at = QDateTime::currentDateTimeUtc();
        monitor.cleanedUp({"photos-1", at, 5, 300, 3, 1, 100, 1});
        monitor.cleanedUp({"films-1", at, 0, 0, 0, 0, 0, 0});
        const CleanupRecord later{"photos-1", at.addSecs(3600), 1, 100, 1, 0, 0, 0};
        monitor.cleanedUp(later);
        QCOMPARE(monitor.snapshot().cleanups.size(), 2);
        QCOMPARE(monitor.snapshot().cleanups.value(1), later);
    }

    void aDialogueKeepsItsLastLines()
    {
        Monitor monitor;
        monitor.sessionOpened(session(1, "ann"));
        for (int number = 1; number <= 40; ++number)
            monitor.said(1, number % 2 == 0, QByteArray::number(number));
        monitor.said(2, false, "of a session that is not there");
        const QList<DialogueLine> lines = monitor.dialogue(1);
        QCOMPARE(lines.size(), Monitor::dialogueLines);
        QCOMPARE(lines.first().number, 9U);
        QCOMPARE(lines.last().number, 40U);
        QCOMPARE(lines.last().text, QByteArray("40"));
        QVERIFY(lines.last().isReply);
        QVERIFY(monitor.dialogue(2).isEmpty());
        monitor.sessionClosed(1);
        QVERIFY(monitor.dialogue(1).isEmpty());
    }

    void aDialogueIsReadAsItIs()
    {
        Dialogue dialogue;
        dialogue.add(false, "STOR a\u202egnp.exe\u0085 \x1b[31m");
        QCOMPARE(dialogue.lines().last().text, QByteArray("STOR a?gnp.exe? ?[31m"));
    }
    void aDialogueOfLongLinesStaysSmall()
    {
        Dialogue dialogue;
        qsizetype bytes = 0;
        for (int number = 0; number < 100; ++number)
            dialogue.add(false, QByteArray(8000, 'x'));
        for (const DialogueLine &line : dialogue.lines())
            bytes += line.text.size();
        QVERIFY(bytes <= Dialogue::maxBytes);
        QCOMPARE(dialogue.lines().last().text.size(), Dialogue::maxLineBytes);
        QVERIFY(dialogue.lines().last().text.endsWith("..."));
    }

    void aTransferMayEndAfterTheMonitor()
    {
        std::shared_ptr<TransferProgress> transfer;
        {
            Monitor monitor;
            transfer = monitor.transferStarted(transferOf(TransferRecord::Direction::Upload));
        }
        transfer->addBytes(1);
        QCOMPARE(transfer->record().bytes, 1);
    }
};

COSFTP_TEST(MonitorTest)
#include "monitor_test.moc"

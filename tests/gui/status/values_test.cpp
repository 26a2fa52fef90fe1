// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/connect_help.h"
#include "common/csv.h"
#include "gui/status/samples.h"
#include "status/addresses.h"
#include "status/bucket_watch.h"
#include "status/dialogue_text.h"
#include "status/log_store.h"
#include "status/problems.h"
#include "status/speed_graph.h"
#include "status/speed_meter.h"
#include "status/transfer_text.h"
#include "support/test_main.h"

namespace cosftp::test {

class ValuesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void speedIsThatOfTheLastThreeSeconds();
    void speedFallsToZeroWhenNothingMoves();
    void aCounterThatFallsStartsTheMeterAnew();
    void remainingTimeNeedsASizeAndASpeed();
    void formulasBecomeTextInCsv_data();
    void formulasBecomeTextInCsv();
    void csvQuotesWhatWouldBreakARow();
    void stalledTransfersNameTheSide();
    void endedTransfersAreNeverStalled();
    void aFailureWithoutACauseIsExplainedToo();
    void aReportHoldsWhatIsNeeded();
    void linesThatWereDroppedAreCounted();
    void onlyOnePlaceOfEachLineIsShown();
    void sessionTagsBeginLogLines_data();
    void sessionTagsBeginLogLines();
    void publicAddressesAreTold_data();
    void publicAddressesAreTold();
    void allAddressesAreListedForAWildcard();
    void addressesOfIpv6GetBrackets();
    void connectTextsNameHostPortAndUser();
    void connectTextsEncryptWhereTheServerDoes();
    void aCurlUserCannotLeaveItsQuotes();
    void speedAxisHasRoundNumbers_data();
    void speedAxisHasRoundNumbers();
    void privatePassiveAddressWarnsWhenClientsAreOutside();
    void plainLoginsFromOutsideLeadToEncryption();
    void failedTransfersLeadToTheHistory();
    void logLinesOfFailedTransfersAreNotToldTwice();
};

void ValuesTest::speedIsThatOfTheLastThreeSeconds()
{
    SpeedMeter meter;
    for (qint64 ms = 0; ms <= 10'000; ms += 100)
        meter.add(ms < 5000 ? ms * 10 : 50'000 + (ms - 5000) * 2, ms);
    QCOMPARE(qRound(meter.bytesPerSecond()), 2000);
}

void ValuesTest::speedFallsToZeroWhenNothingMoves()
{
    SpeedMeter meter;
    meter.add(0, 0);
    meter.add(1'000'000, 500);
    QVERIFY(meter.bytesPerSecond() > 0);
    for (qint64 ms = 1000; ms <= 6000; ms += 500)
        meter.add(1'000'000, ms);
    QCOMPARE(meter.bytesPerSecond(), 0.0);
}

void ValuesTest::aCounterThatFallsStartsTheMeterAnew()
{
    SpeedMeter meter;
    meter.add(1000, 0);
    meter.add(2000, 1000);
    meter.add(10, 2000);
    QCOMPARE(meter.bytesPerSecond(), 0.0);
    meter.add(20, 3000);
    QCOMPARE(meter.bytesPerSecond(), 10.0);
}

void ValuesTest::remainingTimeNeedsASizeAndASpeed()
{
    QCOMPARE(remainingSeconds(50, 100, 10), 5);
    QCOMPARE(remainingSeconds(51, 100, 10), 5);
    QCOMPARE(remainingSeconds(50, -1, 10), -1);
    QCOMPARE(remainingSeconds(50, 100, 0), -1);
    QCOMPARE(remainingSeconds(200, 100, 10), 0);
}

void ValuesTest::formulasBecomeTextInCsv_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QByteArray>("written");
    QTest::newRow("equals") << QStringLiteral("=1+1") << QByteArray("'=1+1\r\n");
    QTest::newRow("plus") << QStringLiteral("+cmd|x") << QByteArray("'+cmd|x\r\n");
    QTest::newRow("minus") << QStringLiteral("-2+3") << QByteArray("'-2+3\r\n");
    QTest::newRow("at") << QStringLiteral("@SUM(A1)") << QByteArray("'@SUM(A1)\r\n");
    QTest::newRow("tab") << QStringLiteral("\t=1") << QByteArray("\"'\t=1\"\r\n");
    QTest::newRow("quoted formula") << QStringLiteral("=a\"b") << QByteArray("\"'=a\"\"b\"\r\n");
    QTest::newRow("negative number") << QStringLiteral("-12") << QByteArray("-12\r\n");
    QTest::newRow("plain") << QStringLiteral("/a=b") << QByteArray("/a=b\r\n");
}

void ValuesTest::formulasBecomeTextInCsv()
{
    QFETCH(const QString, field);
    QFETCH(const QByteArray, written);
    QCOMPARE(csv::row({field}), written);
}

void ValuesTest::csvQuotesWhatWouldBreakARow()
{
    QCOMPARE(csv::row({QStringLiteral("a,b"), QStringLiteral("say \"x\""),
                       QStringLiteral("two\nlines"), QString()}),
             QByteArray("\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",\r\n"));
}

void ValuesTest::stalledTransfersNameTheSide()
{
    TransferRecord record = transfer(1);
    record.lastMoved = moment();
    QVERIFY(!isStalled(record, moment(1900)));
    QVERIFY(isStalled(record, moment(3000)));
    record.waitsFor = TransferRecord::Waiting::Client;
    QCOMPARE(TransferText::state(record, moment(3000)), QStringLiteral("stalled: client"));
    record.waitsFor = TransferRecord::Waiting::Store;
    QCOMPARE(TransferText::state(record, moment(3000)), QStringLiteral("stalled: COS"));
    record.state = TransferRecord::State::Finishing;
    QCOMPARE(TransferText::state(record, moment(3000)), QStringLiteral("finishing: COS confirms"));
}

void ValuesTest::endedTransfersAreNeverStalled()
{
    const TransferRecord parked = endedTransfer(1, TransferRecord::State::Parked);
    QVERIFY(!isStalled(parked, moment(60'000)));
    QCOMPARE(TransferText::state(parked, moment(60'000)), QStringLiteral("parked, can be resumed"));
}

void ValuesTest::aFailureWithoutACauseIsExplainedToo()
{
    TransferRecord failed = endedTransfer(1, TransferRecord::State::Failed);
    QVERIFY(TransferText::cause(failed).contains(QStringLiteral("cos:PutObject")));
    failed.error.clear();
    QVERIFY(TransferText::cause(failed).contains(QStringLiteral("Nothing was changed")));
    QVERIFY(TransferText::cause(endedTransfer(1, TransferRecord::State::Done)).isEmpty());
}

void ValuesTest::aReportHoldsWhatIsNeeded()
{
    const QString report = TransferText::report(endedTransfer(7, TransferRecord::State::Failed),
                                                QStringLiteral("1.2.3"));
    for (const char *part : {"1.2.3", "/in/7.jpg", "camera", "examplebucket-1250000000", "in/7.jpg",
                             "cos:PutObject", "s7-1", "1000"})
        QVERIFY2(report.contains(QLatin1String(part)), part);
}

void ValuesTest::linesThatWereDroppedAreCounted()
{
    quint64 last = 2;
    const QStringList lines =
        newDialogueLines({{6, moment(), false, "NOOP"}, {7, moment(), true, "200 OK"}}, last);
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines[0].contains(QLatin1String("3 line")));
    QVERIFY(lines[1].contains(QLatin1String(">  NOOP")));
    QVERIFY(lines[2].contains(QLatin1String("<  200 OK")));
    QCOMPARE(last, 7U);
}

void ValuesTest::onlyOnePlaceOfEachLineIsShown()
{
    quint64 last = 0;
    const QList<DialogueLine> lines{{1, moment(), true, "220 Ready"},
                                    {2, moment(), false, "USER a"}};
    QCOMPARE(newDialogueLines(lines, last).size(), 2);
    QCOMPARE(newDialogueLines(lines, last).size(), 0);
}

void ValuesTest::sessionTagsBeginLogLines_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<quint64>("id");
    QTest::newRow("tag") << QStringLiteral("s12 ended") << quint64(12);
    QTest::newRow("reference") << QStringLiteral("s12-3 user a failed") << quint64(12);
    QTest::newRow("only the tag") << QStringLiteral("s7") << quint64(7);
    QTest::newRow("a word") << QStringLiteral("stopped") << quint64(0);
    QTest::newRow("a word with a number") << QStringLiteral("s3cret text") << quint64(0);
    QTest::newRow("nothing") << QString() << quint64(0);
}

void ValuesTest::sessionTagsBeginLogLines()
{
    QFETCH(const QString, text);
    QFETCH(const quint64, id);
    QCOMPARE(sessionOfLogText(text), id);
}

void ValuesTest::publicAddressesAreTold_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("isPublic");
    QTest::newRow("public") << QStringLiteral("203.0.113.9") << true;
    QTest::newRow("10") << QStringLiteral("10.1.2.3") << false;
    QTest::newRow("172.16") << QStringLiteral("172.31.0.1") << false;
    QTest::newRow("172.32") << QStringLiteral("172.32.0.1") << true;
    QTest::newRow("192.168") << QStringLiteral("192.168.1.1") << false;
    QTest::newRow("shared") << QStringLiteral("100.64.0.1") << false;
    QTest::newRow("loopback") << QStringLiteral("127.0.0.1") << false;
    QTest::newRow("mapped private") << QStringLiteral("::ffff:10.0.0.1") << false;
    QTest::newRow("public IPv6") << QStringLiteral("2606:4700::1") << true;
    QTest::newRow("unique local") << QStringLiteral("fd00::1") << false;
    QTest::newRow("link local") << QStringLiteral("fe80::1") << false;
}

void ValuesTest::publicAddressesAreTold()
{
    QFETCH(const QString, address);
    QFETCH(const bool, isPublic);
    QCOMPARE(isPublicAddress(QHostAddress(address)), isPublic);
}

void ValuesTest::allAddressesAreListedForAWildcard()
{
    const QStringList machine{QStringLiteral("192.168.1.5"), QStringLiteral("2001:db8::5")};
    QCOMPARE(reachableHosts(QStringLiteral("0.0.0.0:2121"), machine), machine);
    QCOMPARE(reachableHosts(QStringLiteral("[::]:2121"), machine), machine);
    QCOMPARE(reachableHosts(QStringLiteral("127.0.0.1:2121"), machine),
             QStringList{QStringLiteral("127.0.0.1")});
    QCOMPARE(reachableHosts(QString(), machine), QStringList());
}

void ValuesTest::addressesOfIpv6GetBrackets()
{
    QCOMPARE(withPort(QStringLiteral("2001:db8::5"), 21), QStringLiteral("[2001:db8::5]:21"));
    QCOMPARE(connectUrl(QStringLiteral("2001:db8::5"), 2121, QStringLiteral("a@b")),
             QStringLiteral("ftp://a%40b@[2001:db8::5]:2121/"));
    QCOMPARE(connectUrl(QStringLiteral("ftp.example.com"), 21, {}),
             QStringLiteral("ftp://ftp.example.com/"));
}

void ValuesTest::connectTextsNameHostPortAndUser()
{
    for (const Client client : connectClients()) {
        const QString text =
            connectText(client, {QStringLiteral("192.0.2.9"), 2121, QStringLiteral("camera")});
        QVERIFY2(text.contains(QLatin1String("192.0.2.9")), qPrintable(clientName(client)));
        QVERIFY2(text.contains(QLatin1String("2121")), qPrintable(clientName(client)));
        QVERIFY2(text.contains(QLatin1String("camera")), qPrintable(clientName(client)));
    }
}

void ValuesTest::aCurlUserCannotLeaveItsQuotes()
{
    const QString text = connectText(
        Client::Curl, {QStringLiteral("192.0.2.9"), 2121, QStringLiteral("it's; reboot")});
    QVERIFY(text.contains(QLatin1String("'it'\\''s; reboot'")));
}

void ValuesTest::connectTextsEncryptWhereTheServerDoes()
{
    ConnectPoint point{QStringLiteral("192.0.2.9"), 2121, QStringLiteral("ann")};
    for (const Client client : connectClients())
        QVERIFY2(!connectText(client, point).contains(QLatin1String("TLS")),
                 qPrintable(clientName(client)));
    point.isEncrypted = true;
    QVERIFY(connectText(Client::FileZilla, point)
                .contains(QLatin1String("Require explicit FTP over TLS")));
    QVERIFY(connectText(Client::WinScp, point).contains(QLatin1String("TLS/SSL Explicit")));
    QVERIFY(connectText(Client::Curl, point).contains(QLatin1String("'ann' --ssl-reqd")));
    QVERIFY(connectText(Client::Explorer, point).contains(QLatin1String("does not encrypt")));
    point.needsEncryption = true;
    const QString explorer = connectText(Client::Explorer, point);
    QVERIFY(explorer.contains(QLatin1String("cannot encrypt")));
    QVERIFY(!explorer.contains(QLatin1String("ftp://")));
}

void ValuesTest::speedAxisHasRoundNumbers_data()
{
    QTest::addColumn<double>("speed");
    QTest::addColumn<double>("end");
    QTest::addColumn<double>("step");
    constexpr double kib = 1024;
    QTest::newRow("nothing") << 0.0 << kib << kib;
    QTest::newRow("900 KiB") << 900 * kib << 1000 * kib << 200 * kib;
    QTest::newRow("3 MiB") << 3 * kib * kib << 3 * kib * kib << kib * kib;
    QTest::newRow("70 MiB") << 70 * kib * kib << 80 * kib * kib << 20 * kib * kib;
}

void ValuesTest::speedAxisHasRoundNumbers()
{
    QFETCH(const double, speed);
    QFETCH(const double, end);
    QFETCH(const double, step);
    const SpeedScale scale = speedScale(speed);
    QCOMPARE(scale.end, end);
    QCOMPARE(scale.step, step);
    QVERIFY(scale.end / scale.step <= 5.0);
}

void ValuesTest::privatePassiveAddressWarnsWhenClientsAreOutside()
{
    LinkStatus status;
    status.passiveAddress = QStringLiteral("192.168.1.5");
    SessionRecord inside = session(1);
    inside.peer = QStringLiteral("192.168.1.77:4000");
    SessionRecord outside = session(2);
    outside.peer = QStringLiteral("198.51.100.7:4000");
    QVERIFY(passiveProblems(status, {}, {inside}).isEmpty());
    const QList<Problem> problems = passiveProblems(status, {}, {inside, outside});
    QCOMPARE(problems.size(), 1);
    QCOMPARE(problems.first().pageId, QStringLiteral("settings"));
    QCOMPARE(problems.first().place, QStringLiteral("network/masquerade_address"));
    status.passiveAddress = QStringLiteral("203.0.113.9");
    QVERIFY(passiveProblems(status, {}, {outside}).isEmpty());
    status.passiveAddress.clear();
    QCOMPARE(passiveProblems(status, {QStringLiteral("10.0.0.4")}, {outside}).size(), 1);
    QVERIFY(passiveProblems(status, {QStringLiteral("203.0.113.9")}, {outside}).isEmpty());
}

void ValuesTest::plainLoginsFromOutsideLeadToEncryption()
{
    SessionRecord outside = session(1);
    outside.peer = QStringLiteral("198.51.100.7:4000");
    outside.tls = "TLSv1.3";
    SessionRecord inside = session(2);
    inside.peer = QStringLiteral("192.168.1.77:4000");
    SessionRecord nobody = session(3, {});
    nobody.peer = QStringLiteral("198.51.100.8:4000");
    QVERIFY(plainLoginProblems({outside, inside, nobody}).isEmpty());
    outside.tls.clear();
    const QList<Problem> problems = plainLoginProblems({outside});
    QCOMPARE(problems.size(), 1);
    QCOMPARE(problems.first().place, QStringLiteral("TLS/required"));
}

void ValuesTest::failedTransfersLeadToTheHistory()
{
    const QList<Problem> problems =
        transferProblems({endedTransfer(1, TransferRecord::State::Failed),
                          endedTransfer(2, TransferRecord::State::Done),
                          endedTransfer(3, TransferRecord::State::Failed)});
    QCOMPARE(problems.size(), 2);
    QVERIFY(problems.first().text.contains(QLatin1String("/in/3.jpg")));
    QCOMPARE(problems.first().pageId, QStringLiteral("history"));
}

void ValuesTest::logLinesOfFailedTransfersAreNotToldTwice()
{
    const QList<TransferRecord> ended{endedTransfer(1, TransferRecord::State::Failed)};
    const QList<LogRecord> records{
        logRecord(QStringLiteral("s1-1 user camera failed"), LogSettings::Level::Warning),
        logRecord(QStringLiteral("cannot resolve"), LogSettings::Level::Warning),
        logRecord(QStringLiteral("all is well"))};
    const QList<Problem> problems = logProblems(records, ended);
    QCOMPARE(problems.size(), 1);
    QCOMPARE(problems.first().text, QStringLiteral("cannot resolve"));
}

}  // namespace cosftp::test

using cosftp::test::ValuesTest;
COSFTP_TEST(ValuesTest)
#include "values_test.moc"

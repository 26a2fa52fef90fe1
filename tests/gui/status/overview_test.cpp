// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/copy_field.h"
#include "gui/fake_link.h"
#include "gui/status/samples.h"
#include "status/address_panel.h"
#include "status/bucket_watch.h"
#include "status/connect_panel.h"
#include "status/overview_page.h"
#include "status/problem_panel.h"
#include "status/speed_graph.h"
#include "support/test_main.h"

#include <QClipboard>
#include <QSignalSpy>

namespace cosftp::test {

namespace {

constexpr auto settingsText = R"([BUCKET photos]
bucket = examplebucket-1250000000
region = ap-guangzhou
secret_id = AKIDEXAMPLE
secret_key = examplekey

[USER camera]
password = long-enough-1
bucket = photos
authority = RW
)";

LinkStatus running()
{
    LinkStatus status;
    status.state = LinkStatus::State::Running;
    status.isAccepting = true;
    status.address = QStringLiteral("192.0.2.9:2121");
    status.memoryUsedBytes = 32LL * 1024 * 1024;
    status.memoryBudgetBytes = 128LL * 1024 * 1024;
    return status;
}

}  // namespace

class OverviewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void anAddressIsCopiedByItsButton();
    void theConnectTextIsOfTheChosenProgram();
    void bucketsAreLookedAtReadingOnly();
    void aBucketThatFailsIsAProblemWithAWayOut();
    void aFileThatIsGoneMeanwhileIsNoFault();
    void aBucketThatFailsIsToldOnce();
    void checkNowLooksAgain();
    void aRemovedBucketIsLookedAtNoMore();
    void failedTransfersAndWarningsAreLastProblems();
    void dismissedProblemsStayAway();
    void speedsFollowTheCountersOfTheServer();

private:
    OwnSettings m_settings;
    std::unique_ptr<FakeLink> m_link;
};

void OverviewTest::init()
{
    QSettings().clear();
    m_link = std::make_unique<FakeLink>();
    m_link->setProbeSteps(
        {{ProbeStep::Kind::Reach, ProbeStep::Verdict::Passed, 23, {}, {}, {}, {}}});
    m_link->setSettingsText(settingsText);
    m_link->setStatus(running());
}

void OverviewTest::anAddressIsCopiedByItsButton()
{
    OverviewPage page(*m_link);
    page.show();
    auto *panel = page.findChild<AddressPanel *>();
    QCOMPARE(panel->addresses(), QStringList{QStringLiteral("192.0.2.9:2121")});
    for (CopyField *field : panel->findChildren<CopyField *>()) {
        if (field->text() == QStringLiteral("192.0.2.9:2121"))
            QTest::mouseClick(field->button(), Qt::LeftButton);
    }
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("192.0.2.9:2121"));
}

void OverviewTest::theConnectTextIsOfTheChosenProgram()
{
    OverviewPage page(*m_link);
    page.show();
    auto *panel = page.findChild<ConnectPanel *>();
    QVERIFY(panel->text().contains(QLatin1String("Site Manager")));
    auto *client = panel->findChild<QComboBox *>(QStringLiteral("client"));
    client->setFocus();
    QTest::keyClick(client, Qt::Key_End);
    QVERIFY(panel->text().contains(QLatin1String("curl --user 'camera' ftp://192.0.2.9:2121/")));
    QTest::mouseClick(panel->findChild<QToolButton *>(QStringLiteral("copyConnect")),
                      Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), panel->text());
}

void OverviewTest::bucketsAreLookedAtReadingOnly()
{
    const BucketWatch watch(*m_link);
    QTRY_COMPARE(watch.buckets().value(0).state, BucketHealth::State::Reachable);
    QCOMPARE(watch.buckets().first().milliseconds, 23);
    QCOMPARE(watch.buckets().first().name, QStringLiteral("examplebucket-1250000000"));
    QCOMPARE(m_link->calls().probes.size(), 1);
    QVERIFY(m_link->calls().probes.first().isReadOnly);
}

void OverviewTest::aBucketThatFailsIsAProblemWithAWayOut()
{
    m_link->setProbeSteps({{ProbeStep::Kind::Reach,
                            ProbeStep::Verdict::Failed,
                            5,
                            QStringLiteral("SignatureDoesNotMatch"),
                            QStringLiteral("secret_key"),
                            QStringLiteral("Check the SecretKey."),
                            {}}});
    OverviewPage page(*m_link);
    page.show();
    auto *panel = page.findChild<ProblemPanel *>();
    QTRY_COMPARE(panel->problems().size(), 1);
    QVERIFY(panel->problems().first().text.contains(QLatin1String("SignatureDoesNotMatch")));
    QSignalSpy wanted(&page, &Page::pageWanted);
    QTest::mouseClick(panel->findChild<QPushButton *>(), Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().at(0).toString(), QStringLiteral("settings"));
    QCOMPARE(wanted.first().at(1).toString(), QStringLiteral("buckets/photos"));
}

void OverviewTest::aFileThatIsGoneMeanwhileIsNoFault()
{
    m_link->setProbeSteps({{ProbeStep::Kind::Reach, ProbeStep::Verdict::Passed, 5, {}, {}, {}, {}},
                           {ProbeStep::Kind::Download,
                            ProbeStep::Verdict::Failed,
                            5,
                            QStringLiteral("NoSuchKey: The specified key does not exist."),
                            {},
                            {},
                            {}}});
    const BucketWatch watch(*m_link);
    QTRY_COMPARE(watch.buckets().value(0).state, BucketHealth::State::Reachable);
}

void OverviewTest::aBucketThatFailsIsToldOnce()
{
    m_link->setProbeSteps({{ProbeStep::Kind::Reach,
                            ProbeStep::Verdict::Failed,
                            5,
                            QStringLiteral("refused"),
                            {},
                            {},
                            {}}});
    OverviewPage page(*m_link);
    page.show();
    m_link->log({logRecord(QStringLiteral("photos head bucket failed: refused"),
                           LogSettings::Level::Warning, "cosftp.store"),
                 logRecord(QStringLiteral("another matter"), LogSettings::Level::Warning)});
    auto *panel = page.findChild<ProblemPanel *>();
    QTRY_COMPARE(panel->problems().size(), 2);
    for (const Problem &problem : panel->problems())
        QVERIFY(!problem.text.startsWith(QStringLiteral("photos ")));
}

void OverviewTest::checkNowLooksAgain()
{
    OverviewPage page(*m_link);
    page.show();
    QTRY_COMPARE(m_link->calls().probes.size(), 1);
    auto *watch = page.findChild<BucketWatch *>();
    QTRY_COMPARE(watch->buckets().first().state, BucketHealth::State::Reachable);
    QTest::mouseClick(page.findChild<QToolButton *>(QStringLiteral("checkBuckets")),
                      Qt::LeftButton);
    QCOMPARE(m_link->calls().probes.size(), 2);
}

void OverviewTest::aRemovedBucketIsLookedAtNoMore()
{
    BucketWatch watch(*m_link);
    m_link->hold();
    watch.checkNow();
    m_link->setSettingsText("");
    QVERIFY(watch.buckets().isEmpty());
    m_link->release();
    QVERIFY(watch.buckets().isEmpty());
}

void OverviewTest::failedTransfersAndWarningsAreLastProblems()
{
    OverviewPage page(*m_link);
    page.show();
    MonitorSnapshot snapshot;
    snapshot.ended = {endedTransfer(1, TransferRecord::State::Failed)};
    m_link->setSnapshot(snapshot);
    m_link->log({logRecord(QStringLiteral("cannot resolve the name"), LogSettings::Level::Warning),
                 logRecord(QStringLiteral("fine"))});
    auto *panel = page.findChild<ProblemPanel *>();
    QTRY_COMPARE(panel->problems().size(), 2);
}

void OverviewTest::dismissedProblemsStayAway()
{
    OverviewPage page(*m_link);
    page.show();
    LogRecord old = logRecord(QStringLiteral("old trouble"), LogSettings::Level::Error);
    old.at = QDateTime::currentDateTimeUtc();
    m_link->log({old});
    auto *panel = page.findChild<ProblemPanel *>();
    QTRY_COMPARE(panel->problems().size(), 1);
    LogRecord later = logRecord(QStringLiteral("new trouble"), LogSettings::Level::Error);
    QTest::mouseClick(page.findChild<QToolButton *>(QStringLiteral("dismiss")), Qt::LeftButton);
    QTRY_COMPARE(panel->problems().size(), 0);
    later.at = QDateTime::currentDateTimeUtc().addSecs(1);
    m_link->log({later});
    QTRY_COMPARE(panel->problems().size(), 1);
    QCOMPARE(panel->problems().first().text, QStringLiteral("new trouble"));
}

void OverviewTest::speedsFollowTheCountersOfTheServer()
{
    OverviewPage page(*m_link);
    page.show();
    MonitorSnapshot snapshot;
    m_link->setSnapshot(snapshot);
    QTRY_VERIFY(page.findChild<SpeedGraph *>()->points() > 0);
    snapshot.counters.bytesIn = 50'000'000;
    m_link->setSnapshot(snapshot);
    QVERIFY(page.uploadSpeed() > 0);
    QCOMPARE(page.downloadSpeed(), 0.0);
    QTRY_VERIFY(page.findChild<SpeedGraph *>()->scale().end >= page.uploadSpeed());
}

}  // namespace cosftp::test

using cosftp::test::OverviewTest;
COSFTP_TEST(OverviewTest)
#include "overview_test.moc"

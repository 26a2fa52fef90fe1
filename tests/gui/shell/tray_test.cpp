// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/language.h"
#include "gui/fake_link.h"
#include "gui/private_settings.h"
#include "shell/activity.h"
#include "shell/notifications.h"
#include "shell/tray.h"
#include "shell/tray_icons.h"
#include "support/test_main.h"

#include <QClipboard>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

namespace cosftp {

using namespace std::chrono_literals;

namespace {

const QList<TrayState> allStates{TrayState::Idle,    TrayState::Transferring,
                                 TrayState::Warning, TrayState::Paused,
                                 TrayState::Stopped, TrayState::Unreachable};

LinkStatus running()
{
    LinkStatus status;
    status.state = LinkStatus::State::Running;
    status.isAccepting = true;
    status.address = QStringLiteral("127.0.0.1:2121");
    return status;
}

TransferRecord upload(quint64 id, TransferRecord::State state)
{
    TransferRecord record;
    record.transferId = id;
    record.path = "/in/picture.jpg";
    record.user = "camera";
    record.state = state;
    record.ended = QDateTime::currentDateTimeUtc();
    record.error =
        state == TransferRecord::State::Failed ? QStringLiteral("No such bucket") : QString();
    return record;
}

QAction *entry(const Tray &tray, const QString &text)
{
    for (QAction *action : tray.menu()->actions()) {
        if (action->text().remove(u'&') == text)
            return action;
    }
    return nullptr;
}

// How many of the 16 x 16 points are covered in one of two icons only.
int differentPoints(const QImage &one, const QImage &other)
{
    int count = 0;
    for (int y = 0; y < 16; ++y) {
        for (int x = 0; x < 16; ++x)
            count += (one.pixelColor(x, y).alpha() > 127) != (other.pixelColor(x, y).alpha() > 127);
    }
    return count;
}

double luminance(const QColor &colour)
{
    const auto linear = [](double part) {
        return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
           + 0.0722 * linear(colour.blueF());
}

// As WCAG 2 defines it; 3 is what it asks for pictures.
double contrast(const QColor &one, const QColor &other)
{
    const double light = std::max(luminance(one), luminance(other));
    return (light + 0.05) / (std::min(luminance(one), luminance(other)) + 0.05);
}

}  // namespace

class TrayTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { language::use(QStringLiteral("en")); }
    void statesDifferInShapeAt16Pixels();
    void iconsAreReadableOnEveryPanelAndAtEverySize_data();
    void iconsAreReadableOnEveryPanelAndAtEverySize();
    void colouredStatesDifferWithoutTheirColour();
    void theStateFollowsTheServer();
    void anOldFailureWarnsNoMore();
    void theToolTipTellsTheNumbers();
    void speedsAreThoseOfTheLastSeconds();
    void theMenuHasWhatPeopleNeed();
    void theMenuSpeaksTheLanguageOfTheProgram();
    void theMenuActs();
    void copyingGivesAnAddressThatWorks();
    void aPanelThatComesLateGetsTheIcon();
    void aPanelThatGoesAndComesGetsANewIcon();
    void twentyUploadsAreTwoMessages();
    void whatWasThereBeforeIsNoNews();
    void switchedOffKindsAreSilent();
    void aBanIsToldOnce();
    void aServerThatFailsIsToldOnce();

private:
    test::PrivateSettings m_settings;
};

void TrayTest::statesDifferInShapeAt16Pixels()
{
    Theme::instance().setMode(Theme::Mode::Light);
    QList<QImage> shapes;
    for (const TrayState state : allStates) {
        const QImage shape = trayIcon(state, Qt::black).pixmap(16, 16).toImage();
        for (const QImage &other : std::as_const(shapes))
            QVERIFY2(differentPoints(shape, other) >= 25,  // a tenth of the icon
                     qPrintable(QString::number(differentPoints(shape, other))));
        shapes.append(shape);
    }
}

void TrayTest::iconsAreReadableOnEveryPanelAndAtEverySize_data()
{
    QTest::addColumn<int>("side");
    QTest::addColumn<double>("scale");
    for (const int side : {16, 22, 24, 32, 48})
        for (const double scale : {1.0, 1.5, 2.0, 3.0})
            QTest::addRow("%d pixels at %d %%", side, int(scale * 100)) << side << scale;
}

// A tenth of the icon at least stands out from the panel, whatever its colour is.
void TrayTest::iconsAreReadableOnEveryPanelAndAtEverySize()
{
    QFETCH(const int, side);
    QFETCH(const double, scale);
    for (const TrayState state : allStates) {
        const QImage icon = trayIcon(state)
                                .pixmap(QSize(side, side), scale)
                                .toImage()
                                .convertToFormat(QImage::Format_ARGB32);
        QVERIFY(icon.width() >= std::min(qRound(side * scale), 128));  // panels ask for no more
        for (const QColor panel : {QColor(0xf2, 0xf2, 0xf2), QColor(0x20, 0x22, 0x25)}) {
            QImage seen(icon.size(), QImage::Format_RGB32);
            seen.fill(panel);
            QPainter painter(&seen);
            painter.drawImage(QRect(QPoint(), icon.size()), icon);
            painter.end();
            int distinct = 0;
            for (int y = 0; y < seen.height(); ++y)
                for (int x = 0; x < seen.width(); ++x)
                    distinct += contrast(seen.pixelColor(x, y), panel) >= 3.0;
            QVERIFY2(distinct * 10 >= icon.width() * icon.height(),
                     qPrintable(QStringLiteral("state %1: %2 points on %3")
                                    .arg(int(state))
                                    .arg(distinct)
                                    .arg(panel.name())));
        }
    }
}

void TrayTest::colouredStatesDifferWithoutTheirColour()
{
    QList<QImage> greys;
    for (const TrayState state : allStates) {
        QImage image(16, 16, QImage::Format_RGB32);
        image.fill(QColor(0x80, 0x80, 0x80));
        QPainter painter(&image);
        painter.drawPixmap(0, 0, trayIcon(state).pixmap(16, 16));
        painter.end();
        const QImage grey = image.convertToFormat(QImage::Format_Grayscale8);
        for (const QImage &other : std::as_const(greys)) {
            int different = 0;
            for (int i = 0; i < 256; ++i)
                different +=
                    std::abs(qGray(grey.pixel(i % 16, i / 16)) - qGray(other.pixel(i % 16, i / 16)))
                    > 40;
            QVERIFY(different >= 25);
        }
        greys.append(grey);
    }
}

void TrayTest::theStateFollowsTheServer()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    MonitorSnapshot snapshot;
    LinkStatus status;
    QVERIFY(activityOf(status, snapshot, now).state == TrayState::Stopped);
    status = running();
    QVERIFY(activityOf(status, snapshot, now).state == TrayState::Idle);
    snapshot.transfers = {upload(1, TransferRecord::State::Receiving)};
    QVERIFY(activityOf(status, snapshot, now).state == TrayState::Transferring);
    QCOMPARE(activityOf(status, snapshot, now).uploads, 1);
    status.isAccepting = false;
    QVERIFY(activityOf(status, snapshot, now).state == TrayState::Paused);
    status.state = LinkStatus::State::Failed;
    QVERIFY(activityOf(status, snapshot, now).state == TrayState::Unreachable);
    QCOMPARE(activityOf(status, snapshot, now).transfers(), 0);
}

void TrayTest::anOldFailureWarnsNoMore()
{
    MonitorSnapshot snapshot;
    snapshot.ended = {upload(1, TransferRecord::State::Failed)};
    const QDateTime ended = snapshot.ended.first().ended;
    QVERIFY(activityOf(running(), snapshot, ended.addSecs(10)).state == TrayState::Warning);
    QVERIFY(activityOf(running(), snapshot, ended.addSecs(3600)).state == TrayState::Idle);
}

void TrayTest::theToolTipTellsTheNumbers()
{
    Activity activity;
    activity.sessions = 2;
    activity.uploads = 1;
    activity.uploadSpeed = 1536;
    const QString text = tooltipText(running(), activity);
    QVERIFY(text.contains(QStringLiteral("Running")));
    QVERIFY(text.contains(QStringLiteral("2 sessions, 1 running transfer\n")));
    QVERIFY(text.contains(QStringLiteral("Up 1.5 KiB/s, down -")));
    LinkStatus failed;
    failed.state = LinkStatus::State::Failed;
    failed.problem = QStringLiteral("Port 21 is taken");
    QVERIFY(tooltipText(failed, {}).contains(QStringLiteral("Port 21 is taken")));
}

void TrayTest::speedsAreThoseOfTheLastSeconds()
{
    SpeedGauge gauge;
    Counters counters;
    gauge.add(counters, 0);
    QCOMPARE(gauge.uploadSpeed(), 0.0);
    counters.bytesIn = 1000;
    gauge.add(counters, 1000);
    QCOMPARE(gauge.uploadSpeed(), 1000.0);
    QCOMPARE(gauge.downloadSpeed(), 0.0);
    for (qint64 second = 2; second <= 6; ++second)
        gauge.add(counters, second * 1000);
    QCOMPARE(gauge.uploadSpeed(), 0.0);
    gauge.add(Counters(), 7000);  // the server was started anew
    QCOMPARE(gauge.uploadSpeed(), 0.0);
}

void TrayTest::theMenuHasWhatPeopleNeed()
{
    Tray tray([] { return false; });
    tray.showServer(running(), {});
    QStringList texts;
    for (const QAction *action : tray.menu()->actions()) {
        if (!action->isSeparator())
            texts.append(action->text().remove(u'&'));
    }
    QCOMPARE(texts,
             QStringList({QStringLiteral("Show window"), QStringLiteral("Sessions..."),
                          QStringLiteral("Transfers..."), QStringLiteral("Pause new connections"),
                          QStringLiteral("Copy server address"), QStringLiteral("Open log"),
                          QStringLiteral("Settings..."), QStringLiteral("Test network..."),
                          QStringLiteral("About"), QStringLiteral("Stop server"),
                          QStringLiteral("Quit")}));
    tray.setWindowVisible(true);
    QVERIFY(entry(tray, QStringLiteral("Hide window")) != nullptr);
    tray.showServer({}, {});
    QVERIFY(entry(tray, QStringLiteral("Start server")) != nullptr);
    QVERIFY(!entry(tray, QStringLiteral("Pause new connections"))->isEnabled());
    QVERIFY(!entry(tray, QStringLiteral("Copy server address"))->isEnabled());
}

void TrayTest::theMenuSpeaksTheLanguageOfTheProgram()
{
    Tray tray([] { return false; });
    tray.showServer(running(), {});
    language::use(QStringLiteral("zh_CN"));
    QCoreApplication::sendPostedEvents();
    for (const QAction *action : tray.menu()->actions())
        QVERIFY2(action->isSeparator() || action->text().at(0).script() == QChar::Script_Han,
                 qPrintable(action->text()));
    language::use(QStringLiteral("en"));
    QCoreApplication::sendPostedEvents();
    QVERIFY(entry(tray, QStringLiteral("Quit")) != nullptr);
}

void TrayTest::theMenuActs()
{
    Tray tray([] { return false; });
    tray.showServer(running(), {});
    QSignalSpy pages(&tray, &Tray::pageWanted);
    QSignalSpy accepting(&tray, &Tray::acceptingWanted);
    const QSignalSpy stops(&tray, &Tray::stopWanted);
    const QSignalSpy quits(&tray, &Tray::quitWanted);
    const QSignalSpy tests(&tray, &Tray::networkTestWanted);
    for (const auto *text : {"Sessions...", "Transfers...", "Open log", "Settings...",
                             "Pause new connections", "Stop server", "Quit", "Test network..."})
        entry(tray, QLatin1StringView(text))->trigger();
    QCOMPARE(pages.count(), 4);
    QCOMPARE(pages.at(1).first().toString(), QStringLiteral("transfers"));
    QCOMPARE(accepting.count(), 1);
    QCOMPARE(accepting.first().first().toBool(), false);
    QCOMPARE(stops.count(), 1);
    QCOMPARE(quits.count(), 1);
    QCOMPARE(tests.count(), 1);
}

void TrayTest::copyingGivesAnAddressThatWorks()
{
    Tray tray([] { return false; });
    tray.showServer(running(), {});
    entry(tray, QStringLiteral("Copy server address"))->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("127.0.0.1:2121"));
    const QString any = copyableAddress(QStringLiteral("0.0.0.0:2121"));
    QVERIFY(any.endsWith(QStringLiteral(":2121")));
    QVERIFY(!any.startsWith(QStringLiteral("0.0.0.0")));
}

void TrayTest::aPanelThatComesLateGetsTheIcon()
{
    bool isThere = false;
    Tray tray([&isThere] { return isThere; });
    QSignalSpy shown(&tray, &Tray::shownChanged);
    QVERIFY(!tray.isShown());
    isThere = true;
    QTRY_VERIFY_WITH_TIMEOUT(tray.isShown(), 5000);  // the promise is five seconds
    QCOMPARE(shown.count(), 1);
}

void TrayTest::aPanelThatGoesAndComesGetsANewIcon()
{
    bool isThere = true;
    Tray tray([&isThere] { return isThere; });
    QSignalSpy shown(&tray, &Tray::shownChanged);
    QVERIFY(tray.isShown());
    isThere = false;
    tray.lookForPanel();
    QVERIFY(!tray.isShown());
    isThere = true;
    tray.lookForPanel();
    QVERIFY(tray.isShown());
    QCOMPARE(shown.count(), 2);
}

void TrayTest::twentyUploadsAreTwoMessages()
{
    test::FakeLink link;
    Notifications notifications(link);
    Preferences preferences;
    preferences.tellsUploads = true;
    notifications.setPreferences(preferences);
    notifications.setPause(50ms);
    QSignalSpy notified(&notifications, &Notifications::notified);
    MonitorSnapshot snapshot;
    link.setSnapshot(snapshot);
    for (quint64 id = 1; id <= 20; ++id) {
        snapshot.ended.append(upload(id, TransferRecord::State::Done));
        link.setSnapshot(snapshot);
    }
    QCOMPARE(notified.count(), 1);
    QTRY_COMPARE(notified.count(), 2);
    const auto last = notified.last().first().value<Notification>();
    QCOMPARE(last.text, QStringLiteral("19 more uploads finished."));
    QCOMPARE(last.pageId, QStringLiteral("history"));
}

void TrayTest::whatWasThereBeforeIsNoNews()
{
    test::FakeLink link;
    Notifications notifications(link);
    const QSignalSpy notified(&notifications, &Notifications::notified);
    MonitorSnapshot snapshot;
    snapshot.ended = {upload(1, TransferRecord::State::Failed)};
    link.setSnapshot(snapshot);
    link.setSnapshot(snapshot);
    QCOMPARE(notified.count(), 0);
}

void TrayTest::switchedOffKindsAreSilent()
{
    test::FakeLink link;
    Notifications notifications(link);
    Preferences preferences;
    preferences.tellsFailures = false;
    notifications.setPreferences(preferences);
    QSignalSpy notified(&notifications, &Notifications::notified);
    link.setSnapshot({});
    MonitorSnapshot snapshot;
    snapshot.ended = {upload(1, TransferRecord::State::Failed)};
    link.setSnapshot(snapshot);
    QCOMPARE(notified.count(), 0);
    preferences.tellsFailures = true;
    notifications.setPreferences(preferences);
    snapshot.ended.append(upload(2, TransferRecord::State::Failed));
    link.setSnapshot(snapshot);
    QCOMPARE(notified.count(), 1);
    const auto told = notified.first().first().value<Notification>();
    QVERIFY(told.text.contains(QStringLiteral("picture.jpg")));
    QVERIFY(told.text.contains(QStringLiteral("No such bucket")));
}

void TrayTest::aBanIsToldOnce()
{
    test::FakeLink link;
    Notifications notifications(link);
    QSignalSpy notified(&notifications, &Notifications::notified);
    BanRecord ban;
    ban.address = QStringLiteral("192.0.2.7");
    ban.attempts = 10;
    MonitorSnapshot snapshot;
    snapshot.bans = {ban};
    link.setSnapshot(snapshot);
    QCOMPARE(notified.count(), 0);  // it was there before
    ban.address = QStringLiteral("192.0.2.8");
    snapshot.bans += ban;
    link.setSnapshot(snapshot);
    link.setSnapshot(snapshot);
    QCOMPARE(notified.count(), 1);
    const auto told = notified.first().first().value<Notification>();
    QVERIFY(told.text.contains(QStringLiteral("192.0.2.8")));
    QCOMPARE(told.pageId, QStringLiteral("bans"));
}

void TrayTest::aServerThatFailsIsToldOnce()
{
    test::FakeLink link;
    const Notifications notifications(link);
    const QSignalSpy notified(&notifications, &Notifications::notified);
    link.setState(LinkStatus::State::Failed, QStringLiteral("Port taken"));
    link.setState(LinkStatus::State::Failed, QStringLiteral("Port taken"));
    QCOMPARE(notified.count(), 1);
}

COSFTP_TEST(TrayTest)

}  // namespace cosftp

#include "tray_test.moc"

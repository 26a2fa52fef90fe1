// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/language.h"
#include "gui/settings/settings_bench.h"
#include "settings/setting_row.h"
#include "settings/setting_text.h"
#include "support/test_main.h"

#include <QPlainTextEdit>
#include <QSignalSpy>

using namespace cosftp;
using namespace cosftp::test;

class SettingsPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRowOfTheTableHasItsField()
    {
        const SettingsBench bench;
        for (const SettingRow<Settings> &row : settingRows()) {
            const QByteArray key = row.info.places.first().key.toLatin1();
            QVERIFY2(bench.find<QWidget>(key.constData()) != nullptr, key.constData());
        }
        for (const SettingRow<AccountDraft> &row : accountRows())
            for (const SettingPlace &place : row.info.places)
                if (place.section == QLatin1String("BUCKET"))
                    QVERIFY(bench.find<QWidget>(place.key.toLatin1().constData()) != nullptr);
    }

    void aValueIsAppliedAndTheOldFileKept()
    {
        const SettingsBench bench;
        bench.page->open(QStringLiteral("timeouts/idle"));
        QVERIFY(!bench.find<QPushButton>("apply")->isEnabled());
        bench.type("idle", "42");
        QVERIFY(bench.find<QPushButton>("apply")->isEnabled());
        bench.click("apply");
        QTRY_VERIFY(bench.text().contains("[TIMEOUTS]\nidle = 42"));
        QTRY_VERIFY(bench.bar()->text().contains(QStringLiteral("In effect now: Idle session")));
        QVERIFY(bench.text().startsWith("# kept"));
        QFile backup(bench.folder.filePath(QStringLiteral("settings.conf.bak-1")));
        QVERIFY(backup.open(QIODevice::ReadOnly));
        QCOMPARE(backup.readAll(), ownSettings);
        QVERIFY((backup.permissions() & (QFile::ReadGroup | QFile::ReadOther)) == 0);
        QVERIFY(!bench.find<QPushButton>("apply")->isEnabled());
    }

    void aBadValueIsToldAsOneTypesAndNotApplied()
    {
        const SettingsBench bench;
        bench.page->open(QStringLiteral("network/listen_port"));
        bench.type("listen_port", "70000");
        QVERIFY(bench.problemAt("listen_port").startsWith(QStringLiteral("Not valid: ")));
        bench.page->open(QStringLiteral("timeouts"));
        bench.click("apply");
        QVERIFY(bench.link.calls().changes.isEmpty());
        QVERIFY(bench.control<QLineEdit>("listen_port")->isVisible());  // its section opened
        QVERIFY(bench.control<QLineEdit>("listen_port")->hasFocus());
        bench.type("listen_port", "2200");
        QCOMPARE(bench.problemAt("listen_port"), QString());
    }

    void whatDoesNotFitTogetherIsToldAtTheField()
    {
        const SettingsBench bench;
        bench.page->open(QStringLiteral("network/listen_port"));
        bench.type("listen_port", "20500");  // within the passive ports
        QTRY_VERIFY(bench.problemAt("listen_port").contains(QStringLiteral("passive")));
        bench.click("ok");
        QVERIFY(bench.link.calls().changes.isEmpty());
    }

    void okAppliesAndLeaves()
    {
        const SettingsBench bench;
        const QSignalSpy left(bench.page.get(), &Page::pageWanted);
        bench.page->open(QStringLiteral("timeouts/login"));
        bench.type("login", "33");
        bench.click("ok");
        QTRY_COMPARE(left.count(), 1);
        QVERIFY(bench.text().contains("login = 33"));
    }

    void cancelAsksOnlyIfSomethingChanged()
    {
        const SettingsBench bench;
        bench.click("cancel");  // would hang in a question
        bench.page->open(QStringLiteral("timeouts/login"));
        bench.type("login", "33");
        QString asked;
        bench.answerNext(QStringLiteral("Cancel"), &asked);
        bench.click("cancel");
        QVERIFY(!asked.isEmpty());
        QCOMPARE(bench.control<QLineEdit>("login")->text(), QStringLiteral("33"));
        bench.answerNext(QStringLiteral("Drop changes"));
        bench.click("cancel");
        QCOMPARE(bench.control<QLineEdit>("login")->text(), QStringLiteral("60"));
        QVERIFY(!bench.page->isChanged());
    }

    void leavingThePageAsksToo()
    {
        const SettingsBench bench;
        QVERIFY(bench.page->mayLeave());
        bench.page->open(QStringLiteral("timeouts/login"));
        bench.type("login", "33");
        bench.answerNext(QStringLiteral("Cancel"));
        QVERIFY(!bench.page->mayLeave());
        bench.answerNext(QStringLiteral("Drop changes"));
        QVERIFY(bench.page->mayLeave());
    }

    void defaultsComeBackForTheSectionThatIsShown()
    {
        SettingsBench bench(ownSettings + "[TIMEOUTS]\nidle = 7\nlogin = 8\n");
        bench.page->open(QStringLiteral("timeouts"));
        bench.click("defaults");
        QCOMPARE(bench.control<QLineEdit>("idle")->text(), QStringLiteral("300"));
        QCOMPARE(bench.control<QLineEdit>("passive_ports")->text(), QStringLiteral("20000,21000"));
        bench.click("apply");
        QTRY_VERIFY(!bench.text().contains("idle"));
        QVERIFY(bench.text().contains("passive_ports = 20000,21000"));
    }

    void aRestartIsOfferedAndDone()
    {
        SettingsBench bench;
        bench.link.setState(LinkStatus::State::Running);
        bench.page->open(QStringLiteral("network/listen_port"));
        bench.type("listen_port", "2200");
        bench.click("apply");
        QTRY_VERIFY(bench.bar()->text().contains(QStringLiteral("Control port")));
        QVERIFY(bench.bar()->button()->isVisible());
        QTest::mouseClick(bench.bar()->button(), Qt::LeftButton);
        QTRY_COMPARE(bench.link.calls().starts, 1);
        QCOMPARE(bench.link.calls().stops, 1);
        QTRY_VERIFY(bench.bar()->text().contains(QStringLiteral("new settings")));
    }

    void aRestartAsksWhileTransfersRun()
    {
        language::use(QStringLiteral("en"));
        SettingsBench bench;
        bench.link.setState(LinkStatus::State::Running);
        MonitorSnapshot snapshot;
        snapshot.transfers = {TransferRecord(), TransferRecord()};
        bench.link.setSnapshot(snapshot);
        bench.page->open(QStringLiteral("network/listen_port"));
        bench.type("listen_port", "2200");
        bench.click("apply");
        QTRY_VERIFY(bench.bar()->button()->isVisible());
        QString asked;
        bench.answerNext(QStringLiteral("Cancel"), &asked);
        QTest::mouseClick(bench.bar()->button(), Qt::LeftButton);
        QVERIFY2(asked.startsWith(QStringLiteral("2 transfers run")), qPrintable(asked));
        QCOMPARE(bench.link.calls().stops, 0);
        bench.answerNext(QStringLiteral("Restart"));
        QTest::mouseClick(bench.bar()->button(), Qt::LeftButton);
        QTRY_COMPARE(bench.link.calls().starts, 1);
    }

    void aFieldSaysBeforeThatItWantsARestart()
    {
        const SettingsBench bench;
        bench.page->open(QStringLiteral("network/listen_port"));
        const auto wantsRestart = [&bench](const char *field) {
            for (const QLabel *label : bench.find<QWidget>(field)->findChildren<QLabel *>())
                if (label->isVisible() && label->text() == QStringLiteral("after a restart"))
                    return true;
            return false;
        };
        QVERIFY(wantsRestart("listen_port"));
        QVERIFY(!wantsRestart("masquerade_address"));
    }

    void anotherHandIsNoticedAndMineCanBePutOverIt()
    {
        SettingsBench bench;
        bench.page->open(QStringLiteral("timeouts/login"));
        bench.type("login", "33");
        bench.link.setSettingsText(ownSettings + "[TIMEOUTS]\nidle = 9\n");
        QVERIFY(bench.find<QPushButton>("keepMine")->isVisible());
        bench.click("keepMine");
        QTRY_VERIFY(bench.text().contains("login = 33"));
        QVERIFY(bench.text().contains("idle = 9"));  // the other's change stays
    }

    void anotherHandIsNoticedAndMineCanBeDropped()
    {
        SettingsBench bench;
        bench.page->open(QStringLiteral("timeouts/login"));
        bench.type("login", "33");
        bench.link.setSettingsText(ownSettings + "[TIMEOUTS]\nlogin = 9\n");
        bench.click("reload");
        QCOMPARE(bench.control<QLineEdit>("login")->text(), QStringLiteral("9"));
        QVERIFY(!bench.page->isChanged());
        QVERIFY(!bench.find<QPushButton>("reload")->isVisible());
    }

    void aChangeThatCameJustBeforeIsNotOverwritten()
    {
        SettingsBench bench;
        bench.page->open(QStringLiteral("timeouts/login"));
        bench.type("login", "33");
        bench.link.failNextChange(Failure::of(Failure::Code::Busy));
        bench.click("apply");
        QTRY_VERIFY(bench.find<QPushButton>("keepMine")->isVisible());
        QCOMPARE(bench.text(), ownSettings);
        QCOMPARE(bench.control<QLineEdit>("login")->text(), QStringLiteral("33"));
    }

    void withoutEditsAnothersChangeIsJustShown()
    {
        SettingsBench bench;
        bench.link.setSettingsText(ownSettings + "[TIMEOUTS]\nidle = 9\n");
        QCOMPARE(bench.control<QLineEdit>("idle")->text(), QStringLiteral("9"));
    }

    void aBrokenFileIsShownWithItsLines()
    {
        SettingsBench bench;
        bench.link.setSettingsText("[NETWORK]\nlisten_port = high\n");
        QVERIFY(bench.bar()->text().contains(QStringLiteral("settings.conf:2")));
        QVERIFY(!bench.find<QPushButton>("apply")->isEnabled());
        bench.link.setSettingsText(ownSettings);
        QVERIFY(!bench.bar()->isVisible());
    }

    void anEmptyFileCanBeEdited()
    {
        const SettingsBench bench(QByteArray(""));
        bench.page->open(QStringLiteral("timeouts/login"));
        QVERIFY(bench.control<QLineEdit>("login")->isEnabled());
    }

    void networkHintsFollowWhatIsTyped()
    {
        const SettingsBench bench;
        bench.page->open(QStringLiteral("network/masquerade_address"));
        auto *hints = bench.find<QLabel>("networkHints");
        QVERIFY(!hints->text().contains(QStringLiteral("private")));
        bench.type("masquerade_address", "10.1.2.3");
        QVERIFY(hints->text().contains(QStringLiteral("private")));
    }

    void optionsAreFoundByWordAndOpened_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("field");
        QTest::newRow("label") << QStringLiteral("largest checksum")
                               << QStringLiteral("hash_max_size");
        QTest::newRow("key") << QStringLiteral("shutdown_grace")
                             << QStringLiteral("shutdown_grace");
        QTest::newRow("help") << QStringLiteral("server behind nat")
                              << QStringLiteral("masquerade_address");
    }
    void optionsAreFoundByWordAndOpened()
    {
        QFETCH(QString, word);
        QFETCH(QString, field);
        const SettingsBench bench;
        bench.page->find();
        QTest::keyClicks(bench.find<QLineEdit>("searchSettings"), word);
        auto *results = bench.find<QListWidget>("searchResults");
        QTRY_COMPARE(results->count(), 1);
        bench.choose("searchResults", 0);
        const QByteArray name = field.toLatin1();
        QTRY_VERIFY(bench.control<QLineEdit>(name.constData())->hasFocus());
    }

    void aListHasALineForEachEntry()
    {
        const SettingsBench bench(ownSettings
                                  + "[SECURITY]\nnever_banned = 192.0.2.0/24, 2001:db8::/32\n");
        bench.page->open(QStringLiteral("SECURITY/never_banned"));
        auto *lines = bench.control<QPlainTextEdit>("never_banned");
        QCOMPARE(lines->toPlainText(), QStringLiteral("192.0.2.0/24\n2001:db8::/32"));
        QVERIFY(!bench.find<QPushButton>("apply")->isEnabled());
        const int height = lines->height();
        lines->setPlainText(QStringLiteral("10.0.0.0/8\n\n the office \n192.0.2.7, ::1"));
        QVERIFY(bench.problemAt("never_banned").contains(QStringLiteral("the office")));
        QTRY_VERIFY(lines->height() > height);
        lines->setPlainText(QStringLiteral("10.0.0.0/8\n\n192.0.2.7, ::1"));
        QCOMPARE(bench.problemAt("never_banned"), QString());
        bench.click("apply");
        QTRY_VERIFY(bench.text().contains("never_banned = 10.0.0.0/8, 192.0.2.7, ::1\n"));
    }

    void theFirstBadFieldIsScrolledTo()
    {
        const SettingsBench bench;
        bench.page->open(QStringLiteral("SECURITY/never_banned"));
        bench.control<QPlainTextEdit>("never_banned")->setPlainText(QStringLiteral("nobody"));
        bench.page->open(QStringLiteral("NETWORK/listen_port"));
        bench.click("apply");
        QTRY_VERIFY(bench.control<QPlainTextEdit>("never_banned")->hasFocus());
        QTRY_VERIFY(!bench.control<QPlainTextEdit>("never_banned")->visibleRegion().isEmpty());
    }

    void whatIsNowhereIsSaid()
    {
        const SettingsBench bench;
        QTest::keyClicks(bench.find<QLineEdit>("searchSettings"), QStringLiteral("xyzzy"));
        auto *results = bench.find<QListWidget>("searchResults");
        QTRY_VERIFY(results->isVisible());
        QCOMPARE(results->item(0)->text(), QStringLiteral("Nothing found"));
        QTest::keyClick(bench.find<QLineEdit>("searchSettings"), Qt::Key_Escape);
        QTRY_VERIFY(!results->isVisible());
    }

    void valuesOfTheOriginalAreChangedWhereTheyStand_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("first generation") << originalSettings("first-generation.conf")
                                          << QByteArray("passive_ports = 40000,41000");
        QTest::newRow("second generation") << originalSettings("second-generation.conf")
                                           << QByteArray("passive_port = 40000,41000");
    }
    void valuesOfTheOriginalAreChangedWhereTheyStand()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, line);
        const SettingsBench bench(text);
        bench.page->open(QStringLiteral("network/passive_ports"));
        bench.type("passive_ports", "40000,41000");
        bench.click("apply");
        QTRY_VERIFY(bench.text().contains(line));
        QVERIFY(bench.text().contains("COS_ACCOUNT"));  // nobody asked to convert it
    }

    void noFieldShowsASecret()
    {
        const SettingsBench bench;
        for (const QLineEdit *edit : bench.page->findChildren<QLineEdit *>())
            QVERIFY(!edit->text().contains(QStringLiteral("PLANTED")));
        for (const QLabel *label : bench.page->findChildren<QLabel *>())
            QVERIFY(!label->text().contains(QStringLiteral("PLANTED")));
    }
};

COSFTP_TEST(SettingsPageTest)
#include "settings_page_test.moc"

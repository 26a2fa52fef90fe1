// SPDX-License-Identifier: GPL-3.0-or-later
// The whole ways through the wizard, to the end and out of it.
#include "gui/wizard/wizard_driver.h"
#include "support/test_main.h"

#include <QFileInfo>
#include <QPlainTextEdit>

using namespace cosftp;
using namespace cosftp::test;

namespace {

Result<BucketSettings> trialBucket()
{
    BucketSettings bucket;
    bucket.id = QStringLiteral("demo");
    bucket.bucket = "demo-1250000000";
    bucket.protocol = "http";
    bucket.endpoint = "127.0.0.1:1234";
    bucket.credentials.secretId = "AKIDdemo";
    bucket.credentials.secretKey = "demokey";
    return bucket;
}

// The wizard asks whether to leave; the button with this word is clicked.
void answerQuestion(WizardDriver &driver, const QString &word)
{
    QTRY_VERIFY(driver.wizard.findChild<QMessageBox *>() != nullptr);
    auto *question = driver.wizard.findChild<QMessageBox *>();
    for (QAbstractButton *button : question->buttons())
        if (button->text().contains(word))
            return QTest::mouseClick(button, Qt::LeftButton);
    QFAIL("no such button");
}

}  // namespace

class TestWizardWays : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { withoutKeychain(); }

    void ownBucketEndsWithARunningServer()
    {
        WizardDriver driver;
        QSignalSpy accepted(&driver.wizard, &QDialog::accepted);
        driver.goToTest();
        QTRY_VERIFY(driver.isNextPossible());
        driver.next();
        driver.type("userName", QStringLiteral("camera"));
        const QString password = driver.find<QLineEdit>("password")->text();
        driver.next();
        driver.type("masquerade", QStringLiteral("203.0.113.7"));
        driver.next();
        QVERIFY(driver.hasChangedNothing());
        QTRY_VERIFY(driver.texts().contains(QStringLiteral("photos-1250000000")));
        driver.next();
        QTRY_COMPARE(driver.title(), QStringLiteral("Your server is running"));
        QCOMPARE(driver.link.calls().starts, 1);

        const SettingsDocument document = driver.link.settings();
        QVERIFY(document.loaded.problems.isEmpty());
        QVERIFY(!document.text.contains("planted-secret"));
        QVERIFY(!document.text.contains(password.toLatin1()));
        const Settings &settings = document.loaded.settings;
        QCOMPARE(settings.buckets.first().credentials.source, CredentialSettings::Source::Keychain);
        QCOMPARE(settings.users.first().name, QByteArray("camera"));
        QVERIFY(settings.users.first().passwordIsHash);
        QCOMPARE(settings.network.masqueradeAddress, QStringLiteral("203.0.113.7"));

        QByteArray secret;
        driver.secrets.read(
            settings.buckets.first().credentials.reference, &driver.wizard,
            [&secret](const Result<QByteArray> &found) { secret = found ? *found : QByteArray(); });
        QTRY_COMPARE(secret, QByteArray("planted-secret"));
        const QFileInfo file(driver.folder.filePath(QStringLiteral("secrets")));
        QVERIFY(!(file.permissions() & (QFile::ReadGroup | QFile::ReadOther)));

        auto *help = driver.find<QPlainTextEdit>("help");
        QVERIFY(help->toPlainText().contains(QStringLiteral("203.0.113.7")));
        QVERIFY(help->toPlainText().contains(QStringLiteral("camera")));
        driver.next();
        QCOMPARE(accepted.size(), 1);
    }

    void theTrialNeedsNoBucketAndNoKey()
    {
        int starts = 0;
        WizardDriver driver([&starts] {
            ++starts;
            return trialBucket();
        });
        driver.click("trial");
        driver.next();
        QCOMPARE(driver.title(), QStringLiteral("The first user"));
        driver.next();
        driver.next();
        QCOMPARE(starts, 0);
        driver.next();
        QTRY_COMPARE(driver.title(), QStringLiteral("Your server is running"));
        QCOMPARE(starts, 1);
        const Settings settings = driver.link.settings().loaded.settings;
        QCOMPARE(settings.buckets, QList<BucketSettings>{trialBucket().value()});
        QCOMPARE(settings.network.listenAddress, QStringLiteral("127.0.0.1"));
        QVERIFY(driver.link.calls().probes.isEmpty());
        QVERIFY(!QFile::exists(driver.folder.filePath(QStringLiteral("secrets"))));
    }

    void aTrialThatCannotStartIsSaid()
    {
        WizardDriver driver([]() -> Result<BucketSettings> {
            return Failure::of(Failure::Code::Denied, QStringLiteral("the disk is full"));
        });
        driver.click("trial");
        for (int page = 0; page < 4; ++page)
            driver.next();
        QTRY_VERIFY(driver.texts().contains(QStringLiteral("the disk is full")));
        QVERIFY(driver.hasChangedNothing());
        QVERIFY(driver.isNextPossible());
    }

    void settingsThatAreThereStay()
    {
        WizardDriver first;
        const QByteArray old = "# keep me\n[BUCKET photos]\nbucket = photos-1250000000\n"
                               "region = ap-tokyo\nsecret_id = AKIDold\nsecret_key = old\n"
                               "[USER ftpuser]\npassword = longenough\nbucket = photos\n";
        FakeLink link;
        link.setSettingsText(old);
        FirstRunWizard wizard(link, first.secrets, trialBucket);
        wizard.show();
        const auto next = [&wizard] {
            QTest::mouseClick(wizard.findChild<QAbstractButton *>(QStringLiteral("next")),
                              Qt::LeftButton);
        };
        QTest::mouseClick(wizard.findChild<QAbstractButton *>(QStringLiteral("trial")),
                          Qt::LeftButton);
        for (int page = 0; page < 4; ++page)
            next();
        QTRY_COMPARE(link.calls().starts, 1);
        QVERIFY(link.settings().text.startsWith(old));
        QCOMPARE(link.settings().loaded.settings.users.size(), 2);
        QCOMPARE(link.settings().loaded.settings.users.last().name, QByteArray("ftpuser2"));
    }

    void aRefusedChangeLeavesNothing()
    {
        WizardDriver driver;
        driver.goToSummary();
        driver.link.failNextChange(
            Failure::of(Failure::Code::Busy, QStringLiteral("the file was changed")));
        driver.next();
        QTRY_VERIFY(driver.texts().contains(QStringLiteral("the file was changed")));
        QCOMPARE(driver.link.calls().starts, 0);
        QVERIFY(driver.link.settings().text.isEmpty());
        driver.next();
        QTRY_COMPARE(driver.title(), QStringLiteral("Your server is running"));
    }

    void aServerThatDoesNotStartLeadsBackToTheNetwork()
    {
        WizardDriver driver;
        driver.link.setStartProblem(QStringLiteral("port 2121 is taken"));
        driver.goToSummary();
        driver.next();
        QTRY_COMPARE(driver.title(), QStringLiteral("The server could not be started"));
        QVERIFY(driver.texts().contains(QStringLiteral("port 2121 is taken")));
        driver.click("back");
        QCOMPARE(driver.title(), QStringLiteral("How clients reach the server"));
        driver.link.setStartProblem({});
        driver.next();
        driver.next();
        QTRY_COMPARE(driver.title(), QStringLiteral("Your server is running"));
        QCOMPARE(driver.link.settings().loaded.settings.users.size(), 1);
        QCOMPARE(driver.link.settings().loaded.settings.buckets.size(), 1);
    }

    void leavingAtAnyPageChangesNothing_data()
    {
        QTest::addColumn<int>("pages");
        for (int pages = 0; pages < 5; ++pages)
            QTest::addRow("after %d pages", pages) << pages;
    }

    void leavingAtAnyPageChangesNothing()
    {
        QFETCH(int, pages);
        WizardDriver driver;
        QSignalSpy rejected(&driver.wizard, &QDialog::rejected);
        if (pages > 0)
            driver.next();
        if (pages > 1) {
            driver.fillBucket();
            driver.next();
        }
        for (int page = 2; page < pages; ++page) {
            QTRY_VERIFY(driver.isNextPossible());
            driver.next();
        }
        QTest::keyClick(&driver.wizard, Qt::Key_Escape);
        if (pages > 0)
            answerQuestion(driver, QStringLiteral("Leave"));
        QTRY_COMPARE(rejected.size(), 1);
        QVERIFY(driver.hasChangedNothing());
    }

    void stayingKeepsThePage()
    {
        WizardDriver driver;
        driver.next();
        driver.type("bucket", QStringLiteral("photos-1250000000"));
        driver.click("cancel");
        answerQuestion(driver, QStringLiteral("Stay"));
        QVERIFY(driver.wizard.isVisible());
        QCOMPARE(driver.find<QLineEdit>("bucket")->text(), QStringLiteral("photos-1250000000"));
    }

    void whileItIsWrittenNobodyLeaves()
    {
        WizardDriver driver;
        driver.goToSummary();
        driver.link.hold();
        driver.next();
        QTRY_VERIFY(driver.link.heldAnswers() > 0);
        QTest::keyClick(&driver.wizard, Qt::Key_Escape);
        QVERIFY(driver.wizard.isVisible());
        QVERIFY(driver.wizard.findChild<QMessageBox *>() == nullptr);
        driver.link.release();
        QTRY_COMPARE(driver.title(), QStringLiteral("Your server is running"));
    }
};

COSFTP_TEST(TestWizardWays)
#include "test_wizard_ways.moc"

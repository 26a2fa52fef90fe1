// SPDX-License-Identifier: GPL-3.0-or-later
// The pages one by one: what they take, what they refuse and where they say so.
#include "gui/wizard/wizard_driver.h"
#include "support/test_main.h"
#include "wizard/field.h"

#include <QClipboard>
#include <QSpinBox>

using namespace cosftp;
using namespace cosftp::test;

namespace {

// The field around a control.
const Field *fieldOf(const QWidget *control)
{
    for (const QWidget *up = control; up != nullptr; up = up->parentWidget())
        if (const auto *field = qobject_cast<const Field *>(up))
            return field;
    return nullptr;
}

QString problemAt(WizardDriver &driver, const char *name)
{
    const auto *control = driver.find<QWidget>(name);
    return control == nullptr ? QString() : fieldOf(control)->problem();
}

void goToUser(WizardDriver &driver)
{
    driver.goToTest();
    QTRY_VERIFY(driver.isNextPossible());
    driver.next();
}

void goToNetwork(WizardDriver &driver)
{
    goToUser(driver);
    driver.next();
}

}  // namespace

class TestWizard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { withoutKeychain(); }

    void theTrialIsOnlyOfferedWhereThereIsAStore()
    {
        WizardDriver without;
        QVERIFY(without.find<QAbstractButton>("trial") == nullptr);
        WizardDriver with([] { return Result<BucketSettings>(BucketSettings()); });
        QVERIFY(with.find<QAbstractButton>("trial") != nullptr);
    }

    void theWayIsChosenWithKeys()
    {
        WizardDriver driver([] { return Result<BucketSettings>(BucketSettings()); });
        auto *bucket = driver.find<QAbstractButton>("ownBucket");
        bucket->setFocus();
        QTest::keyClick(bucket, Qt::Key_Down);
        QVERIFY(driver.find<QAbstractButton>("trial")->isChecked());
        QTest::keyClick(&driver.wizard, Qt::Key_Return);
        QCOMPARE(driver.title(), QStringLiteral("The first user"));
    }

    void aPastedAddressFillsTheFields_data()
    {
        QTest::addColumn<QString>("pasted");
        QTest::addColumn<QString>("region");
        QTest::newRow("url") << QStringLiteral(
            "https://photos-1250000000.cos.ap-tokyo.myqcloud.com/a.jpg")
                             << QStringLiteral("ap-tokyo");
        QTest::newRow("host") << QStringLiteral("photos-1250000000.cos.ap-beijing.myqcloud.com")
                              << QStringLiteral("ap-beijing");
        QTest::newRow("cos uri") << QStringLiteral("cos://photos-1250000000/in") << QString();
        QTest::newRow("name") << QStringLiteral("photos-1250000000") << QString();
    }

    void aPastedAddressFillsTheFields()
    {
        QFETCH(QString, pasted);
        QFETCH(QString, region);
        WizardDriver driver;
        driver.next();
        QGuiApplication::clipboard()->setText(pasted);
        auto *edit = driver.find<QLineEdit>("bucket");
        QTest::keyClick(edit, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(edit->text(), QStringLiteral("photos-1250000000"));
        QCOMPARE(driver.find<QComboBox>("region")->currentText().section(QLatin1Char(' '), 0, 0),
                 region);
    }

    void aHostOfOnesOwnIsTaken()
    {
        WizardDriver driver;
        driver.next();
        driver.fillBucket();
        QVERIFY(driver.find<QLineEdit>("host") == nullptr);
        QTest::keyClick(driver.find<QComboBox>("endpoint"), Qt::Key_End);
        driver.next();
        QVERIFY(!problemAt(driver, "host").isEmpty());
        driver.type("host", QStringLiteral("http://10.0.0.7:9000"));
        driver.next();
        QTRY_COMPARE(driver.link.calls().probes.size(), 1);
        const BucketSettings probed = driver.link.calls().probes.first().bucket;
        QCOMPARE(probed.endpoint, QByteArray("10.0.0.7:9000"));
        QCOMPARE(probed.protocol, QByteArray("http"));
    }

    void whatIsWrongWithTheBucketStandsAtItsField_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QString>("text");
        QTest::newRow("no bucket") << QByteArray("bucket") << QString();
        QTest::newRow("no APPID") << QByteArray("bucket") << QStringLiteral("photos");
        QTest::newRow("no SecretId") << QByteArray("secretId") << QString();
        QTest::newRow("no SecretKey") << QByteArray("secretKey") << QString();
    }

    void whatIsWrongWithTheBucketStandsAtItsField()
    {
        QFETCH(QByteArray, field);
        QFETCH(QString, text);
        WizardDriver driver;
        driver.next();
        driver.fillBucket();
        driver.type(field.constData(), text);
        driver.next();
        QCOMPARE(driver.title(), QStringLiteral("Your bucket and its key"));
        QVERIFY(!problemAt(driver, field.constData()).isEmpty());
        QVERIFY(driver.find<QLineEdit>(field.constData())->hasFocus());
        QTest::keyClicks(driver.find<QLineEdit>(field.constData()), QStringLiteral("x"));
        QVERIFY(problemAt(driver, field.constData()).isEmpty());
        QVERIFY(driver.link.calls().probes.isEmpty());
    }

    void aMissingRegionIsAskedFor()
    {
        WizardDriver driver;
        driver.next();
        driver.fillBucket();
        driver.find<QComboBox>("region")->lineEdit()->clear();
        driver.next();
        QVERIFY(!problemAt(driver, "region").isEmpty());
    }

    void withoutKeychainTheFileMustBeAgreedTo()
    {
        WizardDriver driver;
        driver.next();
        driver.fillBucket();
        QTest::keyClick(driver.find<QCheckBox>("mayUseFile"), Qt::Key_Space);
        driver.next();
        QVERIFY(!problemAt(driver, "mayUseFile").isEmpty());
        QVERIFY(driver.link.calls().probes.isEmpty());
    }

    void theSecretIsHiddenUntilTheEyeIsClicked()
    {
        WizardDriver driver;
        driver.next();
        auto *secret = driver.find<QLineEdit>("secretKey");
        QCOMPARE(secret->echoMode(), QLineEdit::Password);
        secret->actions().first()->trigger();
        QCOMPARE(secret->echoMode(), QLineEdit::Normal);
        secret->actions().first()->trigger();
        QCOMPARE(secret->echoMode(), QLineEdit::Password);
    }

    void theTestGetsTheKeyAndLetsOnWhenAllPasses()
    {
        WizardDriver driver;
        driver.link.hold();
        driver.goToTest();
        QVERIFY(!driver.isNextPossible());
        driver.link.release();
        QTRY_VERIFY(driver.isNextPossible());
        const FakeLink::ProbeCall probe = driver.link.calls().probes.first();
        QCOMPARE(probe.bucket.bucket, QByteArray("photos-1250000000"));
        QCOMPARE(probe.bucket.region, QByteArray("ap-guangzhou"));
        QCOMPARE(probe.bucket.credentials.secretKey, QByteArray("planted-secret"));
        QVERIFY(driver.texts().contains(QStringLiteral("Everything works.")));
    }

    void aFailedStepLeadsToItsField()
    {
        WizardDriver driver;
        driver.link.setProbeSteps({failedStep(ProbeStep::Kind::Reach, QStringLiteral("secret_key"),
                                              QStringLiteral("Check the SecretKey."))});
        driver.goToTest();
        QTRY_VERIFY(driver.find<QAbstractButton>("fix") != nullptr);
        QVERIFY(!driver.isNextPossible());
        QVERIFY(driver.texts().contains(QStringLiteral("Check the SecretKey.")));
        driver.click("fix");
        QCOMPARE(driver.title(), QStringLiteral("Your bucket and its key"));
        QVERIFY(problemAt(driver, "secretKey").contains(QStringLiteral("Check the SecretKey.")));
        QVERIFY(driver.find<QLineEdit>("secretKey")->hasFocus());
        QCOMPARE(driver.find<QLineEdit>("bucket")->text(), QStringLiteral("photos-1250000000"));
    }

    void aFailedTestIsPassedOnlyWithAClearYes()
    {
        WizardDriver driver;
        driver.link.setProbeSteps({failedStep(ProbeStep::Kind::Delete, {}, {})});
        driver.goToTest();
        QTRY_VERIFY(driver.find<QCheckBox>("goOn") != nullptr);
        QVERIFY(!driver.isNextPossible());
        QTest::keyClick(driver.find<QCheckBox>("goOn"), Qt::Key_Space);
        QVERIFY(driver.isNextPossible());
        driver.next();
        driver.next();
        driver.next();
        QVERIFY(driver.texts().contains(QStringLiteral("did not pass")));
    }

    void aTestCanBeStoppedAndDoneAgain()
    {
        WizardDriver driver;
        driver.link.hold();
        driver.goToTest();
        driver.click("again");
        QVERIFY(driver.texts().contains(QStringLiteral("was stopped")));
        QVERIFY(!driver.isNextPossible());
        driver.click("again");
        driver.link.release();
        QTRY_VERIFY(driver.isNextPossible());
        QCOMPARE(driver.link.calls().probes.size(), 2);
    }

    void whatIsWrongWithTheUserStandsAtItsField_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QString>("text");
        QTest::newRow("no name") << QByteArray("userName") << QString();
        QTest::newRow("a bracket") << QByteArray("userName") << QStringLiteral("a]b");
        QTest::newRow("a short password") << QByteArray("password") << QStringLiteral("1234567");
        QTest::newRow("a long folder") << QByteArray("folder") << QString(1200, QLatin1Char('x'));
    }

    void whatIsWrongWithTheUserStandsAtItsField()
    {
        QFETCH(QByteArray, field);
        QFETCH(QString, text);
        WizardDriver driver;
        goToUser(driver);
        driver.type(field.constData(), text);
        driver.next();
        QCOMPARE(driver.title(), QStringLiteral("The first user"));
        QVERIFY(!problemAt(driver, field.constData()).isEmpty());
        QVERIFY(driver.find<QLineEdit>(field.constData())->hasFocus());
    }

    // It is saved in quotation marks.
    void aFolderMayHoldWhatElsewhereBeginsAComment()
    {
        WizardDriver driver;
        goToUser(driver);
        driver.type("folder", QStringLiteral("a #b"));
        driver.next();
        QCOMPARE(driver.title(), QStringLiteral("How clients reach the server"));
    }

    void passwordsAreGeneratedAndCopied()
    {
        WizardDriver driver;
        goToUser(driver);
        const QString first = driver.find<QLineEdit>("password")->text();
        QVERIFY(first.size() >= 16);
        driver.click("generate");
        const QString second = driver.find<QLineEdit>("password")->text();
        QVERIFY(second != first);
        driver.click("copyPassword");
        QCOMPARE(QGuiApplication::clipboard()->text(), second);
    }

    void whatIsWrongWithTheNetworkStandsAtItsField_data()
    {
        QTest::addColumn<int>("port");
        QTest::addColumn<int>("last");
        QTest::addColumn<QString>("address");
        QTest::addColumn<QByteArray>("field");
        QTest::newRow("port in the range") << 60005 << 60010 << QString() << QByteArray("port");
        QTest::newRow("range upside down")
            << 2121 << 59999 << QString() << QByteArray("passiveFirst");
        QTest::newRow("no address")
            << 2121 << 60010 << QStringLiteral("not an address") << QByteArray("masquerade");
    }

    void whatIsWrongWithTheNetworkStandsAtItsField()
    {
        QFETCH(int, port);
        QFETCH(int, last);
        QFETCH(QString, address);
        QFETCH(QByteArray, field);
        WizardDriver driver;
        goToNetwork(driver);
        driver.find<QSpinBox>("port")->setValue(port);
        driver.find<QSpinBox>("passiveFirst")->setValue(60000);
        driver.find<QSpinBox>("passiveLast")->setValue(last);
        driver.type("masquerade", address);
        driver.next();
        QCOMPARE(driver.title(), QStringLiteral("How clients reach the server"));
        QVERIFY(!problemAt(driver, field.constData()).isEmpty());
    }

    void goingBackKeepsWhatWasTyped()
    {
        WizardDriver driver;
        goToUser(driver);
        driver.type("userName", QStringLiteral("camera"));
        driver.click("back");
        driver.click("back");
        QCOMPARE(driver.find<QLineEdit>("secretKey")->text(), QStringLiteral("planted-secret"));
        driver.next();
        QTRY_VERIFY(driver.isNextPossible());
        driver.next();
        QCOMPARE(driver.find<QLineEdit>("userName")->text(), QStringLiteral("camera"));
    }
};

COSFTP_TEST(TestWizard)
#include "test_wizard.moc"

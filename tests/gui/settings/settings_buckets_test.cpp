// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/settings/settings_bench.h"
#include "support/test_main.h"

#include <QClipboard>

using namespace cosftp;
using namespace cosftp::test;

namespace {

int rows(const SettingsBench &bench) { return bench.find<QListWidget>("bucketList")->count(); }

void typeSecret(const SettingsBench &bench, const char *id, const char *key)
{
    bench.type("secret_id", id);
    bench.type("secret_key", key);
}

void chooseSource(const SettingsBench &bench, const char *source)
{
    auto *combo = bench.control<QComboBox>("credentials");
    combo->setCurrentIndex(combo->findData(QString::fromLatin1(source)));
}

}  // namespace

class SettingsBucketsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPastedAddressFillsTheFields()
    {
        const SettingsBench bench;
        bench.click("addBucket");
        QApplication::clipboard()->setText(
            QStringLiteral("https://films-1250000001.cos-internal.ap-tokyo.tencentcos.cn/in/"));
        auto *bucket = bench.control<QLineEdit>("bucket");
        QVERIFY(bucket->hasFocus());
        QTest::keyClick(bucket, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(bucket->text(), QStringLiteral("films-1250000001"));
        QCOMPARE(bench.control<QLineEdit>("region")->text(), QStringLiteral("ap-tokyo"));
        QCOMPARE(bench.find<QComboBox>("endpointChoice")->currentIndex(), 1);
    }

    void aNewBucketIsWrittenWithItsKeyInTheStore()
    {
        const SettingsBench bench;
        bench.click("addBucket");
        bench.type(bench.find<QLineEdit>("bucketId"), QStringLiteral("films"));
        bench.type("bucket", "films-1250000001");
        bench.type("region", "ap-tokyo");
        typeSecret(bench, "ID2", "NEWKEY");
        bench.click("apply");
        QTRY_VERIFY(bench.text().contains("[BUCKET films]\nbucket = films-1250000001"));
        QVERIFY(bench.text().contains("credentials_ref = bucket/films"));
        QVERIFY(!bench.text().contains("NEWKEY"));
        QFile file(bench.folder.filePath(QStringLiteral("profile/secrets")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains(QByteArray("NEWKEY").toBase64()));
    }

    void aBucketWithoutItsKeyIsNotApplied()
    {
        const SettingsBench bench;
        bench.click("addBucket");
        bench.type("bucket", "films-1250000001");
        bench.type("region", "ap-tokyo");
        bench.click("apply");
        QVERIFY(bench.link.calls().changes.isEmpty());
        QVERIFY(!bench.problemAt("secret_key").isEmpty());
    }

    void anEmptySecretKeepsTheStoredOne()
    {
        const SettingsBench bench;
        QCOMPARE(bench.control<QLineEdit>("secret_key")->text(), QString());
        QVERIFY(!bench.control<QLineEdit>("secret_key")->placeholderText().isEmpty());
        bench.type("region", "ap-tokyo");
        bench.click("apply");
        QTRY_VERIFY(bench.text().contains("region = ap-tokyo"));
        QVERIFY(bench.text().contains("secret_key = PLANTEDKEY"));
    }

    void aStoredKeyMovesIntoTheKeychain()
    {
        const SettingsBench bench;
        chooseSource(bench, "keychain");
        bench.click("apply");
        QTRY_VERIFY(bench.text().contains("credentials_ref = bucket/main"));
        QVERIFY(!bench.text().contains("PLANTEDKEY"));
        QVERIFY(bench.text().contains("secret_id = ID"));
        QFile file(bench.folder.filePath(QStringLiteral("profile/secrets")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains(QByteArray("PLANTEDKEY").toBase64()));
    }

    void aKeyThatCannotBeKeptChangesNothing()
    {
        const SettingsBench bench;
        QFile file(bench.folder.filePath(QStringLiteral("profile/secrets")));
        QVERIFY(file.setPermissions(file.permissions() | QFile::ReadOther));
        chooseSource(bench, "keychain");
        bench.click("apply");
        QTRY_VERIFY(bench.bar()->text().contains(QStringLiteral("could not be kept")));
        QCOMPARE(bench.text(), ownSettings);
        QVERIFY(bench.page->isChanged());
    }

    void theEndpointFollowsTheChoiceAndTheRegion()
    {
        const SettingsBench bench;
        auto *choice = bench.find<QComboBox>("endpointChoice");
        QVERIFY(!bench.find<QWidget>("endpoint")->isVisible());
        choice->setFocus();
        QTest::keyClick(choice, Qt::Key_Down);  // internal
        bench.type("region", "ap-seoul");
        bench.click("apply");
        QTRY_VERIFY(bench.text().contains("endpoint = cos-internal.ap-seoul.tencentcos.cn"));
        QTest::keyClick(bench.find<QComboBox>("endpointChoice"), Qt::Key_End);
        QVERIFY(bench.find<QWidget>("endpoint")->isVisible());
        bench.type("endpoint", "https://x");
        QVERIFY(!bench.problemAt("endpoint").isEmpty());
    }

    void aUsedBucketIsNotDeletedAndTheUsersAreNamed()
    {
        const SettingsBench bench;
        bench.click("removeBucket");
        QCOMPARE(rows(bench), 1);
        const QList<MessageBar *> bars = bench.page->findChildren<MessageBar *>();
        QVERIFY(std::any_of(bars.begin(), bars.end(), [](const MessageBar *bar) {
            return bar->text().contains(QStringLiteral("ann, bob"));
        }));
    }

    void anUnusedBucketIsDeletedWhenConfirmed()
    {
        const SettingsBench bench(ownSettings
                                  + "[BUCKET spare]\nbucket = s-1\nregion = ap-x\n"
                                    "credentials = cvm_role\n");
        bench.choose("bucketList", 1);
        QString asked;
        bench.answerNext(QStringLiteral("Cancel"), &asked);
        bench.click("removeBucket");
        QVERIFY(asked.contains(QStringLiteral("spare")));
        QCOMPARE(rows(bench), 2);
        bench.answerNext(QStringLiteral("Delete"));
        bench.click("removeBucket");
        QCOMPARE(rows(bench), 1);
        bench.click("apply");
        QTRY_VERIFY(!bench.text().contains("spare"));
    }

    void aDuplicateGetsAFreeNameAndANewOneIsCheckedAsTyped()
    {
        const SettingsBench bench;
        bench.click("duplicateBucket");
        QCOMPARE(rows(bench), 2);
        auto *id = bench.find<QLineEdit>("bucketId");
        QCOMPARE(id->text(), QStringLiteral("main-2"));
        bench.type(id, QStringLiteral("main"));
        QVERIFY(bench.find<QLabel>("bucketIdProblem")->isVisible());
        bench.click("apply");
        QVERIFY(bench.link.calls().changes.isEmpty());
        bench.type(id, QStringLiteral("other"));
        bench.click("apply");
        QTRY_VERIFY(bench.text().contains("[BUCKET other]"));
    }

    void aNewNameGoesThroughToTheUsers()
    {
        const SettingsBench bench;
        bench.type(bench.find<QLineEdit>("bucketId"), QStringLiteral("archive"));
        bench.click("apply");
        QTRY_VERIFY(bench.text().startsWith("# kept\n[BUCKET archive]"));
        QCOMPARE(bench.text().count("bucket = archive"), 2);
    }

    void theTestShowsARowForEachPermission()
    {
        SettingsBench bench;
        ProbeStep failed;
        failed.kind = ProbeStep::Kind::Upload;
        failed.verdict = ProbeStep::Verdict::Failed;
        failed.problem = QStringLiteral("AccessDenied");
        failed.field = QStringLiteral("secret_id");
        failed.advice =
            QStringLiteral("The key lacks the permission cos:PutObject for this bucket and folder: "
                           "add it to the key's CAM policy.");
        failed.camAction = QStringLiteral("cos:PutObject");
        ProbeStep reached;
        reached.verdict = ProbeStep::Verdict::Passed;
        bench.link.setProbeSteps({reached, failed});
        bench.click("testBucket");
        auto *summary = bench.find<QLabel>("testSummary");
        QTRY_COMPARE(summary->text(), QStringLiteral("1 step(s) failed."));
        const auto *row = bench.find<QLabel>("testStep2");
        for (const char *word : {"AccessDenied", "lacks the permission", "cos:PutObject"})
            QVERIFY(row->text().contains(QLatin1String(word)));
        QVERIFY(bench.problemAt("secret_id").contains(failed.advice));
        const FakeLink::ProbeCall call = bench.link.calls().probes.first();
        QCOMPARE(call.bucket.credentials.secretKey, QByteArray("PLANTEDKEY"));
        QVERIFY(!call.isReadOnly);
    }

    void aRunningTestCanBeStopped()
    {
        SettingsBench bench;
        bench.link.hold();
        bench.click("testBucket");
        QVERIFY(bench.find<QLabel>("testSummary")->text().startsWith(QStringLiteral("Testing")));
        bench.click("testBucket");
        QCOMPARE(bench.find<QLabel>("testSummary")->text(), QStringLiteral("Stopped."));
        bench.link.release();
        QCoreApplication::processEvents();
        QVERIFY(bench.find<QLabel>("testStep0") == nullptr);
    }

    void theOriginalsBucketsAreConvertedVisibly_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("section");
        QTest::newRow("first generation")
            << originalSettings("first-generation.conf") << QByteArray("[BUCKET examplebucket]");
        QTest::newRow("second generation")
            << originalSettings("second-generation.conf") << QByteArray("[BUCKET examplebucket1]");
    }
    void theOriginalsBucketsAreConvertedVisibly()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, section);
        const SettingsBench bench(text);
        QVERIFY(!bench.find<QListWidget>("bucketList")->isEnabled());
        bench.click("convert");
        QVERIFY(bench.find<QListWidget>("bucketList")->isEnabled());
        QCOMPARE(bench.text(), text);  // nothing written yet
        bench.type("region", "ap-tokyo");
        bench.click("apply");
        QTRY_VERIFY(bench.text().contains(section));
        QVERIFY(bench.text().contains("region = ap-tokyo"));
        QVERIFY(!bench.text().contains("COS_ACCOUNT"));
        QVERIFY(bench.link.settings().loaded.problems.isEmpty());
    }
};

COSFTP_TEST(SettingsBucketsTest)
#include "settings_buckets_test.moc"

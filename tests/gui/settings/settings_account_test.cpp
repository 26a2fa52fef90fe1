// SPDX-License-Identifier: GPL-3.0-or-later
// What a user may do and have: rights finer than R and W, limits, quota, device.
#include "gui/settings/settings_bench.h"
#include "settings/quota_bar.h"
#include "settings/rights_field.h"
#include "settings/setting_row.h"
#include "support/test_main.h"

#include <QComboBox>
#include <QDateEdit>
#include <QProgressBar>

using namespace cosftp;
using namespace cosftp::test;

namespace {

// A user with everything that R, W and one folder cannot say.
const QByteArray rich =
    ownSettings
    + "[USER fay]\npassword = PLANTEDPW3\nbucket = main\nauthority = list+write\n"
      "folder_rights = /in list+write+mkdir\ntls_required = both\nmax_sessions = 3\n"
      "allowed_networks = 10.0.0.0/8\nexpires = 2031-02-03\nquota_size = 1GiB\nquota_files = 10\n"
      "profile = camera\nepsv = true\ncharset = gbk\n[TLS]\nenabled = true\n";

UserSettings userOf(const SettingsBench &bench, const char *name)
{
    const Settings settings = bench.link.settings().loaded.settings;
    const UserSettings *user = settings.user(name);
    return user == nullptr ? UserSettings() : *user;
}

void show(const SettingsBench &bench, int row)
{
    bench.page->open(QStringLiteral("users"));
    bench.choose("userList", row);
}

}  // namespace

class SettingsAccountTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsNotTouchedStays()
    {
        const SettingsBench bench(rich);
        QVERIFY(bench.link.settings().loaded.problems.isEmpty());
        const UserSettings before = userOf(bench, "fay");
        show(bench, 2);
        bench.click("userEnabled");
        bench.click("apply");
        QTRY_VERIFY(bench.text().contains("enabled = false"));
        UserSettings wanted = before;
        wanted.isEnabled = false;
        QVERIFY(userOf(bench, "fay") == wanted);
        QVERIFY(bench.text().contains("authority = list+write\n"));
    }

    void aDropBoxIsOneChoice()
    {
        const SettingsBench bench;
        show(bench, 0);
        bench.pickRights("Upload only (drop box)");
        bench.click("apply");
        QTRY_VERIFY(bench.text().contains("authority = list+write+mkdir\n"));
    }

    void eachRightCanBeChosen()
    {
        const SettingsBench bench;
        show(bench, 1);  // bob reads
        QVERIFY(!bench.find<QCheckBox>("canAppend")->isVisible());
        bench.pickRights("Custom…");
        QVERIFY(bench.find<QCheckBox>("canRead")->isChecked());
        bench.click("canAppend");
        bench.click("apply");
        QTRY_VERIFY(bench.text().contains("authority = list+read+append\n"));
    }

    void aFolderHasRightsOfItsOwn()
    {
        const SettingsBench bench;
        show(bench, 0);
        bench.click("addFolderRights");
        bench.click("addFolderRights");
        const auto paths = bench.page->findChildren<QLineEdit *>(QStringLiteral("folderPath"));
        QCOMPARE(paths.size(), 2);
        bench.type(paths[0], QStringLiteral("/in/../box/"));
        bench.type(paths[1], QStringLiteral("/box"));
        bench.click("apply");
        QVERIFY(bench.link.calls().changes.isEmpty());  // twice the same folder
        bench.type(paths[1], QStringLiteral("box"));
        bench.click("apply");
        QVERIFY(bench.link.calls().changes.isEmpty());  // no place
        bench.type(paths[1], QStringLiteral("/closed"));
        const auto sets = bench.page->findChildren<QWidget *>(QStringLiteral("folderRights"));
        bench.pick(sets[1]->findChild<QComboBox *>(), QStringLiteral("No access"));
        bench.click("apply");
        QTRY_VERIFY(bench.text().contains("folder_rights = /box R\n"));
        QVERIFY(bench.text().contains("folder_rights = /closed none\n"));
    }

    void limitsAreCheckedAsOneTypes()
    {
        const SettingsBench bench;
        show(bench, 0);
        bench.type("quota_size", "many");
        QVERIFY(bench.problemAt("quota_size").contains(QStringLiteral("is not a number of bytes")));
        bench.click("apply");
        QVERIFY(bench.link.calls().changes.isEmpty());
        QVERIFY(bench.control<QLineEdit>("quota_size")->hasFocus());
        bench.type("quota_size", "5 GiB");
        bench.type(bench.page->findChild<QWidget *>(QStringLiteral("max_sessions"))
                       ->findChild<QLineEdit *>(),
                   QStringLiteral("2"));
        bench.click("apply");
        QTRY_VERIFY(bench.text().contains("max_sessions = 2\n"));
        QCOMPARE(userOf(bench, "ann").limits.quotaBytes, 5LL * 1024 * 1024 * 1024);
    }

    void theLastDayIsSetAndTakenAway()
    {
        const SettingsBench bench(rich);
        show(bench, 2);
        QCOMPARE(bench.find<QDateEdit>("userLastDay")->date(), QDate(2031, 2, 3));
        bench.find<QDateEdit>("userLastDay")->setDate(QDate(2001, 1, 1));
        QVERIFY(bench.find<QLabel>("userDayPast")->isVisibleTo(bench.page.get()));
        bench.click("apply");
        QTRY_VERIFY(bench.text().contains("expires = 2001-01-01\n"));
        bench.click("userEnds");
        bench.click("apply");
        QTRY_VERIFY(!bench.text().contains("expires"));
    }

    void theDeviceSaysWhatItSwitchesOn()
    {
        const SettingsBench bench;
        show(bench, 0);
        auto *existing = bench.find<QComboBox>("mkd_existing_ok");
        QCOMPARE(existing->currentText(), QStringLiteral("As the device: off"));
        bench.pick(bench.control<QComboBox>("profile"), QStringLiteral("Camera"));
        QCOMPARE(existing->currentText(), QStringLiteral("As the device: on"));
        bench.pick(existing, QStringLiteral("off"));
        bench.click("apply");
        QTRY_VERIFY(bench.text().contains("profile = camera\n"));
        QVERIFY(bench.text().contains("mkd_existing_ok = false\n"));
        QVERIFY(!userOf(bench, "ann").device.switches().answersExistingMkd);
        QVERIFY(!userOf(bench, "ann").device.offersEpsv.has_value());
        bench.pick(existing, QStringLiteral("As the device: on"));
        bench.click("apply");
        QTRY_VERIFY(!bench.text().contains("mkd_existing_ok"));
    }

    void theUsedPartOfTheQuotaIsShown()
    {
        SettingsBench bench(rich);
        show(bench, 2);
        auto *bar = bench.find<QProgressBar>("quotaBar");
        QVERIFY(!bar->isVisibleTo(bench.page.get()));
        MonitorSnapshot snapshot;
        snapshot.quotas = {{"fay", 512LL * 1024 * 1024, 9, true}};
        bench.link.setSnapshot(snapshot);
        QCOMPARE(bar->value(), 90);  // of the files: the larger share counts
        QVERIFY(bar->isVisibleTo(bench.page.get()));
        QVERIFY(
            bench.find<QListWidget>("userList")->item(2)->text().contains(QStringLiteral("90 %")));
        snapshot.quotas.first().isCounted = false;
        bench.link.setSnapshot(snapshot);
        QVERIFY(bench.find<QLabel>("quotaText")->text().contains(QStringLiteral("being counted")));
    }

    void moreThanTheQuotaIsToldAsMore()
    {
        UserLimits limits;
        limits.quotaBytes = 1000;
        QCOMPARE(quotaPercent(limits, QuotaRecord{"a", 1500, 0, true}), 150);
        QCOMPARE(quotaPercent(limits, std::nullopt), -1);
        QCOMPARE(quotaPercent({}, QuotaRecord{"a", 1500, 0, true}), -1);
    }

    void everySettingOfAUserIsFoundByItsKey_data()
    {
        QTest::addColumn<QString>("key");
        for (const SettingRow<AccountDraft> &row : accountRows())
            for (const SettingPlace &place : row.info.places)
                if (place.section == QLatin1String("USER"))
                    QTest::newRow(qPrintable(place.key)) << place.key;
    }
    void everySettingOfAUserIsFoundByItsKey()
    {
        QFETCH(const QString, key);
        const SettingsBench bench;
        bench.page->open(QStringLiteral("USER/") + key);
        auto *users = bench.find<QWidget>("userName")->parentWidget()->parentWidget();
        QWidget *focused = QApplication::focusWidget();
        QVERIFY(focused != nullptr);
        QVERIFY(users->isAncestorOf(focused));
        QVERIFY(key == QLatin1String("password") || key == QLatin1String("password_hash")
                || focused->objectName() != QLatin1String("userPassword"));
    }
};

COSFTP_TEST(SettingsAccountTest)
#include "settings_account_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/settings/settings_bench.h"
#include "gui/turn_watch.h"
#include "support/test_main.h"

using namespace cosftp;
using namespace cosftp::test;

namespace {

constexpr int hashMs = 60'000;  // hashes are slow on purpose

const UserSettings *userOf(const SettingsBench &bench, const char *name)
{
    static Settings settings;
    settings = bench.link.settings().loaded.settings;
    return settings.user(name);
}

int rows(const SettingsBench &bench) { return bench.find<QListWidget>("userList")->count(); }

void show(const SettingsBench &bench) { bench.page->open(QStringLiteral("users")); }

}  // namespace

class SettingsUsersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNewUserWithAGeneratedPasswordIsStoredAsAHash()
    {
        const SettingsBench bench;
        show(bench);
        bench.click("addUser");
        auto *name = bench.find<QLineEdit>("userName");
        QVERIFY(name->hasFocus());
        QTest::keyClicks(name, QStringLiteral("carl"));
        bench.click("generatePassword");
        const QString password = bench.find<QLineEdit>("userPassword")->text();
        QCOMPARE(password.size(), 20);
        QVERIFY(bench.find<QWidget>("generatedPassword")->isVisible());
        QCOMPARE(bench.find<QLabel>("passwordStrength")->text(), QStringLiteral("Strong"));
        bench.click("apply");  // waits for the hash
        QTRY_VERIFY_WITH_TIMEOUT(bench.text().contains("[USER carl]"), hashMs);
        const UserSettings *user = userOf(bench, "carl");
        QVERIFY(user->passwordIsHash);
        QVERIFY(user->password.startsWith("$scrypt$"));
        QVERIFY(!bench.text().contains(password.toUtf8()));
        QCOMPARE(user->mounts.first().bucketId, QStringLiteral("main"));
    }

    void thePasswordsStrengthIsToldAsOneTypes()
    {
        const SettingsBench bench;
        show(bench);
        auto *password = bench.find<QLineEdit>("userPassword");
        const auto *strength = bench.find<QLabel>("passwordStrength");
        const auto told = [&](const char *typed) {
            QTest::keyClicks(password, QString::fromLatin1(typed));
            return strength->text().section(QLatin1Char(':'), 0, 0);
        };
        QCOMPARE(told("river"), QStringLiteral("Weak"));
        QCOMPARE(told("-stone-7"), QStringLiteral("Strong"));
        password->clear();
        QCOMPARE(told("ann-stone-7-river"), QStringLiteral("Weak"));  // the name is in it
    }

    void anEmptyPasswordKeepsTheStoredOne()
    {
        const SettingsBench bench;
        show(bench);
        auto *password = bench.find<QLineEdit>("userPassword");
        QCOMPARE(password->text(), QString());
        QTest::keyClicks(password, QStringLiteral("x"));
        QTest::keyClick(password, Qt::Key_Backspace);
        bench.pickRights("Read and write, not delete");
        bench.click("apply");
        QTRY_VERIFY(bench.text().contains("delete_enable = false"));
        QCOMPARE(userOf(bench, "ann")->password, QByteArray("PLANTEDPW"));
    }

    void aNewPasswordTakesThePlaceOfTheOld()
    {
        const SettingsBench bench;
        show(bench);
        QTest::keyClicks(bench.find<QLineEdit>("userPassword"), QStringLiteral("another one"));
        bench.click("apply");
        QTRY_VERIFY_WITH_TIMEOUT(bench.text().contains("password_hash = $scrypt$"), hashMs);
        QVERIFY(!bench.text().contains("PLANTEDPW\n"));
        QVERIFY(bench.text().contains("PLANTEDPW2\n"));
    }

    void aTakenNameIsRefusedAsItIsTyped()
    {
        const SettingsBench bench;
        show(bench);
        auto *name = bench.find<QLineEdit>("userName");
        bench.type(name, QStringLiteral("bob"));
        QVERIFY(bench.find<QLabel>("userNameProblem")->isVisible());
        bench.click("apply");
        QVERIFY(bench.link.calls().changes.isEmpty());
        QVERIFY(name->hasFocus());
        bench.type(name, QStringLiteral("bobby"));
        QVERIFY(!bench.find<QLabel>("userNameProblem")->isVisible());
        bench.click("apply");
        QTRY_VERIFY(bench.text().contains("[USER bobby]\npassword = PLANTEDPW\n"));
    }

    void aFolderIsAddedWithItsRights()
    {
        const SettingsBench bench;
        show(bench);
        bench.click("addMount");
        const auto paths = bench.page->findChildren<QLineEdit *>(QStringLiteral("mountPath"));
        const auto folders = bench.page->findChildren<QLineEdit *>(QStringLiteral("mountFolder"));
        QCOMPARE(paths.size(), 2);
        bench.type(paths[1], QStringLiteral("/"));
        bench.click("apply");
        QVERIFY(bench.link.calls().changes.isEmpty());  // two folders at one place
        bench.type(paths[1], QStringLiteral("/old"));
        bench.type(folders[1], QStringLiteral("2024/archive"));
        bench.click("apply");
        QTRY_VERIFY(bench.text().contains("mount = /old main /2024/archive/ R"));
        QCOMPARE(userOf(bench, "ann")->mounts.size(), 2);
    }

    void aFolderWithoutAnyRightIsRefused()
    {
        const SettingsBench bench;
        show(bench);
        bench.pickRights("Custom…");
        for (const char *right : {"canList", "canRead", "canWrite", "canOverwrite", "canAppend",
                                  "canRename", "canDelete", "canMakeFolders"})
            bench.click(right);
        bench.click("apply");
        QVERIFY(bench.link.calls().changes.isEmpty());
        bench.click("canWrite");
        bench.click("apply");
        QTRY_VERIFY(bench.text().contains("authority = write\n"));
    }

    void severalUsersAreDisabledAndEnabledTogether()
    {
        const SettingsBench bench;
        show(bench);
        auto *list = bench.find<QListWidget>("userList");
        list->setFocus();
        QTest::keyClick(list, Qt::Key_A, Qt::ControlModifier);
        bench.click("disableUsers");
        QVERIFY(list->item(1)->text().contains(QStringLiteral("disabled")));
        bench.click("apply");
        QTRY_COMPARE(bench.text().count("enabled = false"), 2);
        list->setFocus();
        QTest::keyClick(list, Qt::Key_A, Qt::ControlModifier);
        bench.click("enableUsers");
        bench.click("apply");
        QTRY_COMPARE(bench.text().count("enabled = false"), 0);
    }

    void deletingNamesTheUser()
    {
        const SettingsBench bench;
        show(bench);
        bench.choose("userList", 1);
        QString asked;
        bench.answerNext(QStringLiteral("Cancel"), &asked);
        bench.click("removeUsers");
        QVERIFY(asked.contains(QStringLiteral("bob")));
        QCOMPARE(rows(bench), 2);
        bench.answerNext(QStringLiteral("Delete"));
        bench.click("removeUsers");
        QCOMPARE(rows(bench), 1);
        bench.click("apply");
        QTRY_VERIFY(!bench.text().contains("bob"));
        QVERIFY(bench.text().contains("ann"));
    }

    void aCopyNeedsAPasswordOfItsOwn()
    {
        const SettingsBench bench;
        show(bench);
        bench.click("duplicateUser");
        QCOMPARE(bench.find<QLineEdit>("userName")->text(), QStringLiteral("ann-2"));
        bench.choose("userList", 0);
        bench.click("apply");
        QVERIFY(bench.link.calls().changes.isEmpty());
        QCOMPARE(bench.find<QLineEdit>("userName")->text(),
                 QStringLiteral("ann-2"));  // shown again
        QVERIFY(bench.find<QLineEdit>("userPassword")->hasFocus());
    }

    void theFilterFindsUsers()
    {
        const SettingsBench bench;
        show(bench);
        QTest::keyClicks(bench.find<QLineEdit>("userFilter"), QStringLiteral("BO"));
        auto *list = bench.find<QListWidget>("userList");
        QTRY_VERIFY(list->item(0)->isHidden());
        QVERIFY(!list->item(1)->isHidden());
    }

    void theOriginalsUsersAreEditedAfterConverting_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("user");
        QTest::newRow("first generation")
            << originalSettings("first-generation.conf") << QByteArray("user1");
        QTest::newRow("second generation")
            << originalSettings("second-generation.conf") << QByteArray("user0");
    }
    void theOriginalsUsersAreEditedAfterConverting()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, user);
        const SettingsBench bench(text);
        show(bench);
        bench.click("convert");
        bench.click("userEnabled");
        bench.click("apply");
        QTRY_VERIFY(bench.text().contains("enabled = false"));
        const UserSettings *changed = userOf(bench, user.constData());
        QVERIFY(changed != nullptr);
        QVERIFY(!changed->isEnabled);
        QVERIFY(bench.link.settings().loaded.problems.isEmpty());
    }

    void manyUsersDoNotStopTheWindow()
    {
        constexpr int many = isSlowBuild ? 1000 : 5000;
        QByteArray text = ownSettings;
        for (int at = 0; at < many; ++at)
            text += "[USER user" + QByteArray::number(at) + "]\npassword = p\nbucket = main\n";
        const SettingsBench bench(text);
        show(bench);
        QCOMPARE(rows(bench), many + 2);
        bench.click("userEnabled");
        bench.click("apply");
        QTRY_VERIFY_WITH_TIMEOUT(bench.text().contains("enabled = false"), hashMs);
    }
};

COSFTP_TEST(SettingsUsersTest)
#include "settings_users_test.moc"

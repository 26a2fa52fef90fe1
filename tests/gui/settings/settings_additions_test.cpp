// SPDX-License-Identifier: GPL-3.0-or-later
// The settings of uploads that do not end, of folders and of cleaning up: each has a field that
// says what it is in both languages, and what is put in stands in the file afterwards.
#include "common/language.h"
#include "common/problem_text.h"
#include "gui/settings/settings_bench.h"
#include "settings/setting_field.h"
#include "settings/setting_text.h"
#include "support/test_main.h"

using namespace cosftp;
using namespace cosftp::test;

namespace {

SettingField *fieldAt(const SettingsBench &bench, const QString &place)
{
    bench.page->open(place);
    for (SettingField *field : bench.page->findChildren<SettingField *>())
        if (field->objectName() == place.section(QLatin1Char('/'), 1) && field->isVisible())
            return field;
    return nullptr;
}

QString shownTexts(const QWidget &widget)
{
    QStringList texts;
    for (const QLabel *label : widget.findChildren<QLabel *>())
        texts += label->text();
    for (const QCheckBox *box : widget.findChildren<QCheckBox *>())
        texts += box->text();
    return texts.join(QLatin1Char('\n'));
}

bool hasChinese(const QString &text)
{
    return std::any_of(text.begin(), text.end(),
                       [](QChar letter) { return letter.script() == QChar::Script_Han; });
}

}  // namespace

class SettingsAdditionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { language::use(QStringLiteral("en")); }

    void eachHasAFieldInBothLanguages_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("LIMITS/resume_hours")
            << QStringLiteral("72") << QByteArray("resume_hours = 72");
        QTest::newRow("LIMITS/restore_archived")
            << QStringLiteral("3") << QByteArray("restore_archived = 3");
        QTest::newRow("LIMITS/hash_max_size")
            << QStringLiteral("1048576") << QByteArray("hash_max_size = ");
        QTest::newRow("LIMITS/folder_rename_limit")
            << QStringLiteral("5000") << QByteArray("folder_rename_limit = 5000");
        QTest::newRow("TIMEOUTS/part_retry")
            << QStringLiteral("90") << QByteArray("part_retry = 90");
        QTest::newRow("CLEANUP/orphan_days")
            << QStringLiteral("30") << QByteArray("[CLEANUP]\norphan_days = 30");
    }

    void eachHasAFieldInBothLanguages()
    {
        QFETCH(const QString, value);
        QFETCH(const QByteArray, line);
        const SettingsBench bench;
        SettingField *field = fieldAt(bench, QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY(field != nullptr);
        QVERIFY(!hasChinese(shownTexts(*field)));
        language::use(QStringLiteral("zh_CN"));
        QTRY_VERIFY(hasChinese(shownTexts(*field)));
        bench.type(field->findChild<QLineEdit *>(), value);
        bench.click("apply");
        QTRY_VERIFY2(bench.text().contains(line), bench.text().constData());
    }

    void whatIsWrongWithAValueIsSaidInChineseToo_data()
    {
        QTest::addColumn<QString>("bad");
        for (const char *bad : {"", "-1", "x %2", "99999999999999", "\"q\"", "1.2.3.4.5", "0.0.0.0",
                                "http://a", "9,3", " blank", "Z", "70000"})
            QTest::newRow(bad) << QString::fromLatin1(bad);
    }

    void whatIsWrongWithAValueIsSaidInChineseToo()
    {
        QFETCH(const QString, bad);
        language::use(QStringLiteral("zh_CN"));
        int found = 0;
        for (const SettingRow<Settings> &row : settingRows()) {
            Settings ignored;
            const QString problem = row.read(bad, ignored);
            if (problem.isEmpty())
                continue;
            ++found;
            const QString shown = settingText::problem(problem);
            QVERIFY2(hasChinese(shown), qPrintable(problem));
            QVERIFY2(!shown.contains(QStringLiteral("would be right")), qPrintable(shown));
        }
        QVERIFY(found > 0);
    }

    void whatIsWrongWithTheWholeFileIsSaidInChineseToo_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char *name, const QByteArray &text) {
            QTest::newRow(name) << text;
        };
        row("empty", "");
        row("bad lines", "key = 1\n[NETWORK\nwords\n[NETWORK]\na\x01 = 1\nb = \xff\n");
        row("UTF-16", QByteArray("\xff\xfe[\0", 4));
        row("unknown", "[NETWURK]\n[BUCKET]\n[NETWORK]\nlisten = 1\nidle = 3\n");
        row("twice", "[NETWORK]\nlisten_port = 1\nlisten_port = 2\n[NETWORK]\n");
        row("bucket", "[BUCKET a b]\nbucket = x-1250000000\nendpoint = x-1250000000.cos.a.b\n");
        row("user", "[USER a]\npassword = x\npassword_hash = y\nbucket = no\nauthority = Z\n"
                    "mount = / main / R\nmount = nothing\n");
        row("logins", "[FTP_ACCOUNT]\nlogin_users = a:b;:c:R;d::R;e: f:R;g:h:X\n");
        row("ports", ownSettings + "listen_port = 20500\n[LIMITS]\nmin_part_size = 1GiB\n");
        row("the original's ways",
            "[DEFAULT]\n[COS_ACCOUNT]\ncos_appid = x\ncos_region = ap-x\ncos_region = ap-y\n"
            "ftp_login_user_password = \"p\"\n[COS_ACCOUNT_1] mine\n"
            "ftp_login_user_password = a ;b\nftp_login_user_name = a\n b\n[NETWORK]\n"
            // The placeholder of the original's own example, which people leave in their files.
            "masquerade_address = XXX.XXX.XXX.XXX\n[NETWORK]\nlisten_port = \"1\n[USER a]\n"
            "password = a #b\n[OPTIONAL]\nmin_part_size = 5\n");
        row("parts that do not fit", "[OPTIONAL]\nmin_part_size = 1GiB\n");
        row("original", originalSettings("second-generation.conf") + "\n[FTP_ACCOUNT]\n");
    }

    void whatIsWrongWithTheWholeFileIsSaidInChineseToo()
    {
        QFETCH(const QByteArray, text);
        language::use(QStringLiteral("zh_CN"));
        const LoadedSettings loaded = parseSettings(text, QStringLiteral("test.conf"));
        QVERIFY(!loaded.problems.isEmpty());
        for (const SettingsProblem &problem : loaded.problems + loaded.warnings) {
            const QString shown = shownProblem(problem);
            QVERIFY2(hasChinese(shown), qPrintable(shown));
            QVERIFY2(!shown.contains(QStringLiteral("would be right")), qPrintable(shown));
        }
    }

    void whatToDoAboutABucketIsSaidInChineseToo()
    {
        const QString lacks =
            QStringLiteral("The key lacks the permission cos:PutObject for this bucket and folder: "
                           "add it to the key's CAM policy.");
        QCOMPARE(translatedAdvice(lacks), lacks);
        language::use(QStringLiteral("zh_CN"));
        QVERIFY(hasChinese(translatedAdvice(lacks)));
        QVERIFY(translatedAdvice(lacks).contains(QStringLiteral("cos:PutObject")));
        const QString unknown = QStringLiteral("Something that nobody foresaw.");
        QCOMPARE(translatedAdvice(unknown), unknown);
    }

    void cleaningUpIsSwitchedOff()
    {
        const SettingsBench bench;
        SettingField *field = fieldAt(bench, QStringLiteral("CLEANUP/enabled"));
        QVERIFY(field != nullptr);
        field->findChild<QCheckBox *>()->click();
        bench.click("apply");
        QTRY_VERIFY(!bench.link.settings().loaded.settings.cleanup.isOn);
        language::use(QStringLiteral("zh_CN"));
        QVERIFY(hasChinese(settingText::sectionTitle(QStringLiteral("CLEANUP"))));
    }

    void interruptedUploadsAreChosenForEachUser()
    {
        const SettingsBench bench;
        SettingField *field = fieldAt(bench, QStringLiteral("USER/interrupted_uploads"));
        QVERIFY(field != nullptr);
        auto *choice = field->findChild<QComboBox *>();
        QCOMPARE(choice->currentText(), QStringLiteral("Keep"));
        choice->setFocus();
        QTest::keyClick(choice, Qt::Key_Down);
        QCOMPARE(choice->currentText(), QStringLiteral("Discard"));
        bench.click("apply");
        QTRY_VERIFY(bench.text().contains("interrupted_uploads = discard"));
        const Settings settings = bench.link.settings().loaded.settings;
        QVERIFY(settings.user("ann")->interruptedUploads
                == UserSettings::InterruptedUploads::Discard);
        QVERIFY(settings.user("bob")->interruptedUploads == UserSettings::InterruptedUploads::Keep);
        language::use(QStringLiteral("zh_CN"));
        QTRY_VERIFY(hasChinese(choice->currentText()));
        QCOMPARE(choice->currentData().toString(), QStringLiteral("discard"));
    }
};

COSFTP_TEST(SettingsAdditionsTest)
#include "settings_additions_test.moc"

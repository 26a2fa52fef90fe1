// SPDX-License-Identifier: GPL-3.0-or-later
// Import, export and backups: whole files, through their dialogs.
#include "gui/settings/settings_bench.h"
#include "settings/backup_dialog.h"
#include "settings/export_dialog.h"
#include "settings/import_dialog.h"
#include "support/test_main.h"

#include <QRadioButton>
#include <QTreeWidget>

using namespace cosftp;
using namespace cosftp::test;

namespace {

template <typename Widget>
Widget *in(const QWidget &dialog, const char *name)
{
    return dialog.findChild<Widget *>(QString::fromLatin1(name));
}

void click(const QWidget &dialog, const char *name)
{
    QTest::mouseClick(in<QAbstractButton>(dialog, name), Qt::LeftButton);
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Types a file name into the dialog that the page is about to open, and clicks its button.
void useNext(const char *field, const QString &file, const char *button)
{
    QTimer::singleShot(0, qApp, [field, file, button] {
        QWidget *dialog = QApplication::activeModalWidget();
        if (dialog == nullptr)
            return;
        if (auto *edit = dialog->findChild<QLineEdit *>(QString::fromLatin1(field)))
            QTest::keyClicks(edit, file);
        auto *wanted = dialog->findChild<QAbstractButton *>(QString::fromLatin1(button));
        if (wanted->isEnabled())
            return QTest::mouseClick(wanted, Qt::LeftButton);
        dialog->close();
    });
}

const QString original = QStringLiteral(TEST_DATA_DIR "/settings/second-generation.conf");

}  // namespace

class SettingsFilesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theImportShowsWhatBecomesOfEachKey()
    {
        ImportDialog dialog;
        dialog.show();
        QVERIFY(!in<QPushButton>(dialog, "importNow")->isEnabled());
        QTest::keyClicks(in<QLineEdit>(dialog, "importFile"), original);
        auto *preview = in<QTreeWidget>(dialog, "importPreview");
        QVERIFY(preview->topLevelItemCount() > 20);
        const QList<QTreeWidgetItem *> bucket =
            preview->findItems(QStringLiteral("[COS_ACCOUNT_0] cos_bucket"), Qt::MatchExactly);
        QCOMPARE(bucket.size(), 1);
        QCOMPARE(bucket.first()->text(1), QStringLiteral("[BUCKET examplebucket1] bucket"));
        const QList<QTreeWidgetItem *> home =
            preview->findItems(QStringLiteral("[COS_ACCOUNT_0] home_dir"), Qt::MatchExactly);
        QVERIFY(home.first()->text(3).startsWith(QStringLiteral("Not used")));
        for (int row = 0; row < preview->topLevelItemCount(); ++row)
            for (const char *secret : {"pass0", "EXAMPLEKEY"})
                QVERIFY(!preview->topLevelItem(row)->text(2).contains(QLatin1String(secret)));
        QVERIFY(in<QPushButton>(dialog, "importNow")->isEnabled());
    }

    void anImportTakesThePlaceOfTheSettings()
    {
        const SettingsBench bench;
        useNext("importFile", original, "importNow");
        bench.click("import");
        QTRY_VERIFY(bench.text().contains("[BUCKET examplebucket1]"));
        QVERIFY(bench.link.settings().loaded.problems.isEmpty());
        QCOMPARE(contentOf(bench.folder.filePath(QStringLiteral("settings.conf.bak-1"))),
                 ownSettings);
        QCOMPARE(bench.find<QListWidget>("bucketList")->count(), 2);
    }

    void aFileThatIsNoSettingsFileIsRefused()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("x.conf")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[NETWORK]\nlisten_port = high\n");
        file.close();
        ImportDialog dialog;
        in<QLineEdit>(dialog, "importFile")->setText(file.fileName());
        QVERIFY(!in<QPushButton>(dialog, "importNow")->isEnabled());
        QVERIFY(in<QLabel>(dialog, "importSummary")->text().contains(QStringLiteral("x.conf:2")));
    }

    void anExportWithoutSecretsHasNone()
    {
        const SettingsBench bench;
        const QString target = bench.folder.filePath(QStringLiteral("out.conf"));
        useNext("exportFile", target, "exportNow");
        bench.click("export");
        QTRY_VERIFY(QFile::exists(target));
        QVERIFY(!contentOf(target).contains("PLANTED"));
        QVERIFY(contentOf(target).contains("fill in"));
        QVERIFY(bench.bar()->text().contains(target));
    }

    void anExportWithSecretsWarnsAndIsForItsOwnerOnly()
    {
        SettingsBench bench(
            "[BUCKET main]\nbucket = b-1\nregion = ap-x\nsecret_id = ID\ncredentials = keychain\n"
            "credentials_ref = bucket/main\n[USER ann]\npassword = PW\nbucket = main\n");
        bool isWritten = false;
        bench.secrets.write(QStringLiteral("bucket/main"), "KEPTKEY", bench.page.get(),
                            [&isWritten](const Result<Done> &) { isWritten = true; });
        QTRY_VERIFY(isWritten);
        ExportDialog dialog(bench.link.settings(), bench.secrets);
        dialog.show();
        const QString target = bench.folder.filePath(QStringLiteral("out.conf"));
        QTest::keyClicks(in<QLineEdit>(dialog, "exportFile"), target);
        QVERIFY(!in<QLabel>(dialog, "exportWarning")->isVisible());
        in<QRadioButton>(dialog, "exportWith")->setChecked(true);
        QVERIFY(in<QLabel>(dialog, "exportWarning")->isVisible());
        click(dialog, "exportNow");
        QTRY_VERIFY(QFile::exists(target));
        QVERIFY(contentOf(target).contains("secret_key = KEPTKEY"));
        QVERIFY((QFile::permissions(target) & (QFile::ReadGroup | QFile::ReadOther)) == 0);
    }

    void anExportOverAFileLeavesItToThoseWhoReadIt()
    {
        SettingsBench bench;
        const QString target = bench.folder.filePath(QStringLiteral("out.conf"));
        QFile old(target);
        QVERIFY(old.open(QIODevice::WriteOnly));
        old.close();
        const auto mode = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup;
        QVERIFY(old.setPermissions(mode));
        ExportDialog dialog(bench.link.settings(), bench.secrets);
        dialog.show();
        QTest::keyClicks(in<QLineEdit>(dialog, "exportFile"), target);
        click(dialog, "exportNow");
        QTRY_VERIFY(contentOf(target).contains("[USER"));
        const auto group = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther;
        QCOMPARE(QFile::permissions(target) & group, QFile::Permissions(QFile::ReadGroup));
    }

    void anExportWithoutItsKeySaysSo()
    {
        SettingsBench bench(
            "[BUCKET main]\nbucket = b-1\nregion = ap-x\nsecret_id = ID\ncredentials = keychain\n"
            "credentials_ref = bucket/main\n[USER ann]\npassword = PW\nbucket = main\n");
        ExportDialog dialog(bench.link.settings(), bench.secrets);
        dialog.show();
        const QString target = bench.folder.filePath(QStringLiteral("out.conf"));
        in<QLineEdit>(dialog, "exportFile")->setText(target);
        in<QRadioButton>(dialog, "exportWith")->setChecked(true);
        click(dialog, "exportNow");
        QTRY_VERIFY(in<QLabel>(dialog, "exportProblem")->isVisible());
        QVERIFY(!QFile::exists(target));
    }

    void aBackupIsRestored()
    {
        const SettingsBench bench;
        bench.page->open(QStringLiteral("timeouts/idle"));
        bench.type("idle", "42");
        bench.click("apply");
        QTRY_VERIFY(bench.text().contains("idle = 42"));
        useNext("", {}, "restoreNow");
        bench.click("backup");
        QTRY_COMPARE(bench.text(), ownSettings);
        QTRY_COMPARE(bench.control<QLineEdit>("idle")->text(), QStringLiteral("300"));
    }

    void withoutBackupsThereIsNothingToRestore()
    {
        const QTemporaryDir folder;
        const BackupDialog dialog(folder.filePath(QStringLiteral("s.conf")));
        QVERIFY(!in<QPushButton>(dialog, "restoreNow")->isEnabled());
    }
};

COSFTP_TEST(SettingsFilesTest)
#include "settings_files_test.moc"

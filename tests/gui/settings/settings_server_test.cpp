// SPDX-License-Identifier: GPL-3.0-or-later
// What the settings ask of the server besides being changed: unfinished uploads, a test of the
// network, the end of sessions with an old password; and lists of users through their dialogs.
#include "common/language.h"
#include "common/table_view.h"
#include "gui/settings/settings_bench.h"
#include "settings/network_test_dialog.h"
#include "settings/uploads_dialog.h"
#include "settings/user_export_dialog.h"
#include "settings/user_import_dialog.h"
#include "support/test_main.h"

#include <QClipboard>
#include <QTreeWidget>

using namespace cosftp;
using namespace cosftp::test;
using Fate = UnfinishedUpload::Fate;

namespace {

constexpr int hashMs = 60'000;  // hashes are slow on purpose

UnfinishedUpload upload(const char *key, qint64 bytes, Fate fate)
{
    UnfinishedUpload upload;
    upload.key = key;
    upload.uploadId = QByteArray("id of ") + key;
    upload.started = QDateTime(QDate(2024, 3, 1), QTime(12, 0), Qt::UTC);
    upload.lastActive = upload.started.addSecs(60);
    upload.parts = 3;
    upload.bytes = bytes;
    upload.fate = fate;
    return upload;
}

QList<UnfinishedUpload> threeUploads()
{
    return {upload("film.mov", 3 * 1024 * 1024, Fate::Resumable),
            upload("old.bin", 9 * 1024 * 1024, Fate::Expired),
            upload("other.bin", 1024 * 1024, Fate::Unknown)};
}

template <typename Widget>
Widget *in(const QWidget &dialog, const char *name)
{
    return dialog.findChild<Widget *>(QString::fromLatin1(name));
}

void click(const QWidget &dialog, const char *name)
{
    QTest::mouseClick(in<QAbstractButton>(dialog, name), Qt::LeftButton);
}

QStringList column(const QWidget &dialog, int column)
{
    const QAbstractItemModel *model = in<TableView>(dialog, "uploads")->model();
    QStringList cells;
    for (int row = 0; row < model->rowCount(); ++row)
        cells += model->index(row, column).data().toString();
    return cells;
}

NetworkStep step(NetworkStep::Kind kind, NetworkStep::Verdict verdict, NetworkStep::Finding finding)
{
    NetworkStep step;
    step.kind = kind;
    step.verdict = verdict;
    step.finding = finding;
    return step;
}

QList<NetworkStep> networkSteps()
{
    NetworkStep listens = step(NetworkStep::Kind::Listens, NetworkStep::Verdict::Passed,
                               NetworkStep::Finding::Greeted);
    listens.address = QStringLiteral("0.0.0.0:2121");
    NetworkStep ports = step(NetworkStep::Kind::PassivePorts, NetworkStep::Verdict::Doubtful,
                             NetworkStep::Finding::PortsFree);
    ports.tried = 1001;
    ports.free = 999;
    ports.taken = {20'005, 20'007};
    NetworkStep name = step(NetworkStep::Kind::Announced, NetworkStep::Verdict::Failed,
                            NetworkStep::Finding::NameUnknown);
    name.address = QStringLiteral("ftp.example.com");
    name.error = QStringLiteral("Host not found");
    return {listens, ports, name};
}

SessionRecord session(quint64 id, const QByteArray &user)
{
    SessionRecord record;
    record.sessionId = id;
    record.user = user;
    return record;
}

void write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

}  // namespace

class SettingsServerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { language::use(QStringLiteral("en")); }

    void unfinishedUploadsAreListedWithTheirTotal()
    {
        SettingsBench bench;
        bench.link.setUploads(threeUploads());
        bench.click("bucketUploads");
        const auto *dialog = bench.page->findChild<UploadsDialog *>();
        QVERIFY(dialog != nullptr && dialog->isVisible());
        QTRY_COMPARE(column(*dialog, 0),  // the largest first
                     QStringList({QStringLiteral("old.bin"), QStringLiteral("film.mov"),
                                  QStringLiteral("other.bin")}));
        QCOMPARE(bench.link.calls().askedUploads, QStringList{QStringLiteral("main")});
        QCOMPARE(in<QLabel>(*dialog, "uploadsSummary")->text(),
                 QStringLiteral("3 unfinished uploads with 13.0 MiB in all."));
        QCOMPARE(column(*dialog, 6).value(1), QStringLiteral("interrupted, can be resumed"));
        QVERIFY(!in<QPushButton>(*dialog, "uploadsAbort")->isEnabled());
    }

    void chosenUploadsAreAbortedAfterAQuestion()
    {
        SettingsBench bench;
        bench.link.setUploads(threeUploads());
        UploadsDialog dialog(bench.link, bench.link.settings().loaded.settings.buckets.first());
        dialog.show();
        QTRY_COMPARE(column(dialog, 0).size(), 3);
        in<TableView>(dialog, "uploads")->selectRow(0);
        bench.answerNext(QStringLiteral("Cancel"));
        click(dialog, "uploadsAbort");
        QVERIFY(bench.link.calls().abortedUploads.isEmpty());
        QString asked;
        bench.answerNext(QStringLiteral("Abort them"), &asked);
        click(dialog, "uploadsAbort");
        QVERIFY(asked.contains(QStringLiteral("1 unfinished upload ")));
        QTRY_COMPARE(column(dialog, 0).size(), 2);  // it looks again
        QCOMPARE(bench.link.calls().abortedUploads.value(0).value(0).key, QByteArray("old.bin"));
        QCOMPARE(in<QLabel>(dialog, "uploadsOutcome")->text(),
                 QStringLiteral("1 upload aborted, 9.0 MiB freed."));
    }

    void anUploadThatRunsNowIsNotAborted()
    {
        SettingsBench bench;
        bench.link.setUploads(threeUploads());
        MonitorSnapshot snapshot;
        TransferRecord running;
        running.bucket = "photos-1250000000";
        running.key = "other.bin";
        snapshot.transfers = {running};
        bench.link.setSnapshot(snapshot);
        UploadsDialog dialog(bench.link, bench.link.settings().loaded.settings.buckets.first());
        dialog.show();
        QTRY_COMPARE(column(dialog, 6).value(2), QStringLiteral("running now"));
        in<TableView>(dialog, "uploads")->selectRow(2);
        QVERIFY(!in<QPushButton>(dialog, "uploadsAbort")->isEnabled());
        in<TableView>(dialog, "uploads")->selectAll();
        bench.answerNext(QStringLiteral("Abort them"));
        click(dialog, "uploadsAbort");
        QCOMPARE(bench.link.calls().abortedUploads.value(0).size(), 2);
    }

    void aBucketThatDoesNotTellSaysWhy()
    {
        SettingsBench bench;
        bench.link.setUploads(
            Failure::of(Failure::Code::Denied, QStringLiteral("cos:ListMultipartUploads")));
        UploadsDialog dialog(bench.link, bench.link.settings().loaded.settings.buckets.first());
        dialog.show();
        QTRY_VERIFY(in<QLabel>(dialog, "uploadsSummary")
                        ->text()
                        .contains(QStringLiteral("cos:ListMultipartUploads")));
        QVERIFY(in<QPushButton>(dialog, "uploadsRefresh")->isEnabled());
    }

    void theOverviewsWayLeadsToTheUploads()
    {
        SettingsBench bench;
        bench.page->open(QStringLiteral("buckets/uploads"));
        QVERIFY(bench.page->findChild<UploadsDialog *>() != nullptr);
    }

    void theNetworksTestShowsARowForEachStepAndIsCopied()
    {
        SettingsBench bench;
        bench.link.setNetworkSteps(networkSteps());
        bench.page->open(QStringLiteral("network"));
        bench.click("testNetwork");
        const auto *dialog = bench.page->findChild<NetworkTestDialog *>();
        QVERIFY(dialog != nullptr && dialog->isVisible());
        QTRY_COMPARE(in<QLabel>(*dialog, "networkSummary")->text(),
                     QStringLiteral("2 things should be looked at."));
        QVERIFY(in<QLabel>(*dialog, "networkStep1")
                    ->text()
                    .contains(QStringLiteral("999 of 1001 passive ports are free")));
        click(*dialog, "networkCopy");
        const QString copied = QGuiApplication::clipboard()->text();
        QVERIFY(copied.contains(QStringLiteral("0.0.0.0:2121")));
        QVERIFY(copied.contains(QStringLiteral("20005, 20007")));
        QVERIFY(copied.contains(QStringLiteral("Host not found")));
        click(*dialog, "networkAgain");
        QTRY_COMPARE(bench.link.calls().networkChecks, 2);
    }

    void theNetworksTestCanBeStopped()
    {
        SettingsBench bench;
        bench.link.setNetworkSteps(networkSteps());
        bench.link.hold();
        NetworkTestDialog dialog(bench.link);
        dialog.show();
        bench.link.releaseOne();
        QTRY_VERIFY(in<QLabel>(dialog, "networkStep0") != nullptr);
        click(dialog, "networkAgain");
        QCOMPARE(in<QLabel>(dialog, "networkSummary")->text(), QStringLiteral("Stopped."));
        bench.link.release();
        QCoreApplication::processEvents();
        QVERIFY(in<QLabel>(dialog, "networkStep1") == nullptr);
        QVERIFY(in<QPushButton>(dialog, "networkCopy")->isEnabled());
    }

    void aNewPasswordAsksWhetherOldSessionsEnd()
    {
        SettingsBench bench;
        MonitorSnapshot snapshot;
        snapshot.sessions = {session(7, "ann"), session(8, "bob"), session(9, "ann")};
        bench.link.setSnapshot(snapshot);
        bench.page->open(QStringLiteral("users"));
        QTest::keyClicks(bench.find<QLineEdit>("userPassword"), QStringLiteral("another one"));
        bench.click("apply");
        QTRY_VERIFY_WITH_TIMEOUT(bench.find<QMessageBox>("endSessions") != nullptr, hashMs);
        const auto *box = bench.find<QMessageBox>("endSessions");
        QVERIFY(box->text().startsWith(QStringLiteral("2 sessions of ann")));
        QVERIFY(bench.link.calls().closedSessions.isEmpty());
        click(*box, "endThem");
        QCOMPARE(bench.link.calls().closedSessions, QList<QList<quint64>>({{7, 9}}));
    }

    void withoutSessionsOrNewPasswordsNobodyIsAsked()
    {
        SettingsBench bench;
        MonitorSnapshot snapshot;
        snapshot.sessions = {session(8, "ann")};
        bench.link.setSnapshot(snapshot);
        bench.page->open(QStringLiteral("users"));
        bench.click("userEnabled");
        bench.click("apply");
        QTRY_VERIFY(bench.text().contains("enabled = false"));
        QCoreApplication::processEvents();
        QVERIFY(bench.find<QMessageBox>("endSessions") == nullptr);
    }

    void aListIsImportedWithHashedPasswords()
    {
        SettingsBench bench;
        const QString file = bench.folder.filePath(QStringLiteral("users.csv"));
        write(file, "name,password,folders\ncarl,PLANTEDLIST,/ main / R\nann,,/ main /ann/ RW\n");
        bench.page->open(QStringLiteral("users"));
        QString summary;
        QTimer::singleShot(0, qApp, [file, shown = &summary] {
            auto *dialog = qobject_cast<UserImportDialog *>(QApplication::activeModalWidget());
            if (dialog == nullptr)
                return;
            QTest::keyClicks(in<QLineEdit>(*dialog, "userListFile"), file);
            *shown = in<QLabel>(*dialog, "userListSummary")->text();
            if (in<QPushButton>(*dialog, "userListImport")->isEnabled())
                click(*dialog, "userListImport");
            else
                dialog->reject();
        });
        bench.find<QAction>("importUsers")->trigger();
        QVERIFY2(summary.startsWith(QStringLiteral("1 new user and 1 changed user.")),
                 qPrintable(summary));
        QCOMPARE(bench.find<QListWidget>("userList")->count(), 3);
        QVERIFY(!bench.text().contains("carl"));  // until it is applied
        bench.click("apply");
        QTRY_VERIFY(bench.text().contains("[USER carl]"));
        QVERIFY(!bench.text().contains("PLANTEDLIST"));
        QVERIFY(bench.text().contains("password_hash = $scrypt$"));
        QVERIFY(bench.text().contains("folder = ann/"));
        QVERIFY(bench.text().contains("PLANTEDPW\n"));  // ann's stays
    }

    void aListWithAWrongLineImportsNothing()
    {
        SettingsBench bench;
        const QString file = bench.folder.filePath(QStringLiteral("users.csv"));
        write(file, "name,password,folders\ncarl,x,/ main / R\ndora,x,/ films / R\n");
        UserImportDialog dialog(bench.link.settings().loaded.settings);
        dialog.show();
        QTest::keyClicks(in<QLineEdit>(dialog, "userListFile"), file);
        const auto *preview = in<QTreeWidget>(dialog, "userListPreview");
        QCOMPARE(preview->topLevelItemCount(), 1);
        QCOMPARE(preview->topLevelItem(0)->text(0), QStringLiteral("3"));
        QCOMPARE(preview->topLevelItem(0)->text(1), QStringLiteral("dora"));
        QVERIFY(preview->topLevelItem(0)->text(2).contains(QStringLiteral("films")));
        QVERIFY(!in<QPushButton>(dialog, "userListImport")->isEnabled());
    }

    void usersAreExportedReadableByTheirOwnerOnly()
    {
        SettingsBench bench;
        UserExportDialog dialog(bench.link.settings().loaded.settings.users);
        dialog.show();
        const QString file = bench.folder.filePath(QStringLiteral("users.json"));
        QVERIFY(!in<QPushButton>(dialog, "userExportNow")->isEnabled());
        QTest::keyClicks(in<QLineEdit>(dialog, "userExportFile"), file);
        click(dialog, "userExportNow");
        QVERIFY(!dialog.isVisible());
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QByteArray text = written.readAll();
        QVERIFY(text.contains("\"bob\"") && !text.contains("PLANTED"));
        QCOMPARE(written.permissions() & (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
    }
};

COSFTP_TEST(SettingsServerTest)
#include "settings_server_test.moc"

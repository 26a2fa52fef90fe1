// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/whole/all_windows.h"

#include "gui/status/samples.h"
#include "gui/wizard/wizard_driver.h"
#include "settings/backup_dialog.h"
#include "settings/export_dialog.h"
#include "settings/import_dialog.h"
#include "settings/network_test_dialog.h"
#include "settings/rights_dialog.h"
#include "settings/settings_page.h"
#include "settings/uploads_dialog.h"
#include "settings/user_export_dialog.h"
#include "settings/user_import_dialog.h"
#include "shell/help_dialog.h"
#include "shell/preferences_page.h"
#include "status/bans_page.h"
#include "status/history_page.h"
#include "status/log_page.h"
#include "status/overview_page.h"
#include "status/session_details.h"
#include "status/sessions_page.h"
#include "status/transfer_details.h"
#include "status/transfers_page.h"

namespace cosftp::test {

namespace {

const QByteArray longName = "a-camera-with-a-name-of-many-words-at-the-northern-entrance";
const QByteArray longFolder = "pictures/of/the/northern/entrance/and/what/lies/behind/it";

QByteArray settingsText()
{
    return "[BUCKET main]\nbucket = photographs-of-the-northern-entrance-1250000000\n"
           "region = ap-guangzhou\nsecret_id = ID\nsecret_key = KEY\n\n[USER "
           + longName + "]\npassword = p\nbucket = main\nmount = /old main /" + longFolder
           + " R\n\n[USER bob]\npassword = p\nbucket = main\n\n"
             "[NETWORK]\npassive_ports = 20000,20100\nmasquerade_address = 192.168.1.2\n";
}

MonitorSnapshot busy()
{
    MonitorSnapshot snapshot;
    for (quint64 id = 1; id <= 3; ++id) {
        SessionRecord open = session(id, longName);
        open.peer = QStringLiteral("[2001:db8:1234:5678:9abc:def0:1234:5678]:50000");
        open.cwd = '/' + longFolder;
        snapshot.sessions += open;
        TransferRecord moving = transfer(id, 3'000'000, 9'000'000);
        moving.user = longName;
        moving.path = '/' + longFolder + "/1.jpg";
        snapshot.transfers += moving;
        TransferRecord failed = endedTransfer(10 + id, TransferRecord::State::Failed);
        failed.path = moving.path;
        snapshot.ended += failed;
    }
    JobRecord job;
    job.jobId = 1;
    job.user = longName;
    job.from = '/' + longFolder;
    job.to = "/new";
    job.started = QDateTime::currentDateTimeUtc();
    job.done = 5;
    job.total = 9;
    snapshot.jobs = {job};
    snapshot.cleanups = {{"photographs-1250000000", moment(), 5, 3'145'728, 3, 1, 1'048'576, 1}};
    snapshot.bans = {{QStringLiteral("2001:db8:1234:5678:9abc:def0:1234:5678"),
                      BanRecord::Why::WrongLogins,
                      moment(),
                      moment(1'800'000),
                      10,
                      {longName, "admin", "root"},
                      3}};
    snapshot.quotas = {{longName, 5'000'000'000, 12'345, true}};
    return snapshot;
}

QList<UnfinishedUpload> uploads()
{
    UnfinishedUpload upload;
    upload.key = longFolder + "/film.mov";
    upload.user = longName;
    upload.started = moment();
    upload.lastActive = moment(60'000);
    upload.bytes = 5'000'000;
    return {upload};
}

NetworkStep failedName()
{
    NetworkStep step;
    step.kind = NetworkStep::Kind::Announced;
    step.verdict = NetworkStep::Verdict::Failed;
    step.finding = NetworkStep::Finding::NameUnknown;
    step.address = QStringLiteral("a.name.that.nobody.knows.example.com");
    return step;
}

}  // namespace

AllWindows::AllWindows()
{
    m_secrets.useFile(true);
    m_link.setSettingsFile(m_folder.filePath(QStringLiteral("settings.conf")));
    m_link.setSettingsText(settingsText());
    m_link.setState(LinkStatus::State::Running);
    m_link.setUploads(uploads());
    m_link.setNetworkSteps({failedName()});
    m_history.follow(m_link);
    makeShell();
    m_link.setSnapshot(busy());
    m_link.log({logRecord(QStringLiteral("something went wrong"), LogSettings::Level::Warning)});
}

AllWindows::~AllWindows() = default;

void AllWindows::makeShell()
{
    ShellParts parts;
    parts.preferences = new PreferencesPage(Autostart(m_folder.path(), {}));
    parts.pages = {new OverviewPage(m_link),
                   new SessionsPage(m_link),
                   new TransfersPage(m_link),
                   new HistoryPage(m_history, m_link),
                   new LogPage(m_link),
                   new BansPage(m_link),
                   new SettingsPage(m_link, m_secrets),
                   parts.preferences};
    parts.notifier = new DesktopNotifier(QDBusConnection(QStringLiteral("none")));
    parts.isTrayAvailable = [] { return false; };
    parts.trayPatience = std::chrono::hours(1);
    m_shell = std::make_unique<Shell>(m_link, parts);
}

void AllWindows::forEach(const Look &look)
{
    lookAtPages(look);
    lookAtDialogs(look);
    lookAtWizard(look);
}

void AllWindows::lookAtPages(const Look &look)
{
    MainWindow &window = mainWindow();
    window.resize(1024, 700);
    window.show();
    for (const char *id :
         {"overview", "sessions", "transfers", "history", "log", "bans", "preferences"}) {
        window.showPage(QString::fromLatin1(id));
        QCoreApplication::processEvents();
        look(QString::fromLatin1(id), window);
    }
    for (const char *section :
         {"BUCKET", "USER", "NETWORK", "TLS", "LIMITS", "CLEANUP", "TIMEOUTS", "SECURITY", "LOG"}) {
        window.showPage(QStringLiteral("settings"), QString::fromLatin1(section));
        QCoreApplication::processEvents();
        look(QStringLiteral("settings ") + QString::fromLatin1(section), window);
    }
    window.hide();
}

void AllWindows::lookAt(const QString &name, QWidget &dialog, const Look &look)
{
    dialog.show();
    for (int turn = 0; turn < 3; ++turn)  // answers of the scripted server come through the loop
        QCoreApplication::processEvents();
    look(name, dialog);
    dialog.hide();
}

void AllWindows::lookAtDialogs(const Look &look)
{
    const SettingsDocument document = m_link.settings();
    const Settings settings = document.loaded.settings;
    const auto show = [this, &look](const char *name, auto &&dialog) {
        lookAt(QString::fromLatin1(name), dialog, look);
    };
    show("import", ImportDialog());
    show("export", ExportDialog(document, m_secrets));
    show("backup", BackupDialog(document.fileName));
    show("rights", RightsDialog(settings, longName));
    show("user import", UserImportDialog(settings));
    show("user export", UserExportDialog(settings.users));
    show("uploads", UploadsDialog(m_link, settings.buckets.first()));
    show("network test", NetworkTestDialog(m_link));
    show("about", AboutDialog(QStringLiteral("1.0"), {{QStringLiteral("Log"), m_folder.path()}}));
    show("help", HelpDialog({QStringLiteral("Overview"), QStringLiteral("Sessions")}));
    QWidget parent;
    show("session", SessionDetails(m_link, 1, &parent));
    show("transfer", TransferDetails(busy().ended.first(), QStringLiteral("1.0"), &parent));
}

void AllWindows::lookAtWizard(const Look &look)
{
    WizardDriver driver([] { return BucketSettings(); });
    const auto see = [&](const char *name) {
        QCoreApplication::processEvents();
        look(QStringLiteral("wizard ") + QString::fromLatin1(name), driver.wizard);
    };
    see("welcome");
    driver.next();
    see("bucket");
    driver.fillBucket();
    see("bucket filled");
    driver.next();
    QTRY_VERIFY(driver.isNextPossible());
    see("test");
    driver.next();
    driver.type("userName", QStringLiteral("ann"));
    driver.type("password", QStringLiteral("quite-long-one"));
    see("user");
    driver.next();
    see("network");
    driver.next();
    see("summary");
}

}  // namespace cosftp::test

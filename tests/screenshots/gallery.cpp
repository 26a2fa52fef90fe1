// SPDX-License-Identifier: GPL-3.0-or-later
#include "gallery.h"

#include "common/language.h"
#include "settings/backup_dialog.h"
#include "settings/export_dialog.h"
#include "settings/import_dialog.h"
#include "settings/rights_dialog.h"
#include "settings/user_export_dialog.h"
#include "settings/user_import_dialog.h"
#include "settings/user_list.h"

#include <QCheckBox>
#include <QHostAddress>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTcpServer>
#include <QTest>

#include <cstdio>

namespace cosftp {

namespace {

constexpr std::chrono::milliseconds settled{900};  // a snapshot or two, and everything painted
constexpr std::chrono::milliseconds patience{60'000};
constexpr std::chrono::milliseconds graphTime{25'000};

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

void wait(std::chrono::milliseconds time) { QTest::qWait(static_cast<int>(time.count())); }

template <typename Condition>
bool waitFor(const char *what, Condition condition)
{
    const bool isGood = QTest::qWaitFor(condition, static_cast<int>(patience.count()));
    if (!isGood)
        std::fprintf(stderr, "screenshots: %s does not come up\n", what);
    return isGood;
}

}  // namespace

Gallery::Gallery(const Profile &profile, const QString &sources, const QString &pictures)
    : m_profile(profile), m_sources(sources), m_pictures(pictures)
{}

Gallery::~Gallery()
{
    m_clients.kill();
    m_clients.waitForFinished();
}

bool Gallery::start()
{
    if (!writeProfile())
        return false;
    m_desktop = std::make_unique<Desktop>(m_profile);
    m_desktop->begin({});
    const auto isRunning = [this] {
        return m_desktop->link().status().state == LinkStatus::State::Running;
    };
    if (!waitFor("the server", isRunning))
        return false;
    m_clients.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_clients.start(QStringLiteral("python3"),
                    {m_sources + QStringLiteral("/load.py"), QString::number(m_port)});
    const auto isLoaded = [this] { return m_clients.readAllStandardOutput().contains("ready"); };
    if (!waitFor("the load", isLoaded))
        return false;
    wait(graphTime);
    return true;
}

// The store makes its key at its first start, so it is started once to ask for it.
bool Gallery::writeProfile()
{
    EmbeddedStore store(m_profile.trialFolder());
    const Result<BucketSettings> bucket = store.start();
    QFile form(m_sources + QStringLiteral("/profile.conf"));
    QFile file(m_profile.settingsFile());
    if (!bucket || !form.open(QIODevice::ReadOnly) || !file.open(QIODevice::WriteOnly)) {
        std::fprintf(stderr, "screenshots: the profile cannot be made\n");
        return false;
    }
    m_port = freePort();
    QByteArray text = form.readAll();
    text.replace("@ENDPOINT@", bucket->endpoint);
    text.replace("@KEY@", bucket->credentials.secretKey);
    text.replace("@PORT@", QByteArray::number(m_port));
    return file.write(text) == text.size();
}

void Gallery::take(const PictureSet &set)
{
    m_folder = QDir(m_pictures.filePath(set.folder));
    m_folder.mkpath(QStringLiteral("."));
    m_number = 0;
    window().resize(set.size);
    window().show();
    window().showPage(QStringLiteral("preferences"));  // where one changes these two
    language::use(set.language);
    Theme::instance().setMode(set.theme);
    wait(settled * 3);  // another language reaches one window after the other
    takePages();
    takeSettings();
    takeDialogs();
    takeServerDialogs();
    takeFileDialogs();
    takeTray();
    takeWizard();
    window().hide();
}

void Gallery::save(QWidget &window, const QString &name)
{
    wait(settled);
    const QString file =
        QStringLiteral("%1-%2.png").arg(++m_number, 2, 10, QLatin1Char('0')).arg(name);
    if (!window.grab().save(m_folder.filePath(file)))
        std::fprintf(stderr, "screenshots: cannot write %s\n", qPrintable(file));
}

void Gallery::takePage(const QString &id, const QString &place, const QString &name)
{
    window().showPage(id, place);
    save(window(), name);
}

void Gallery::takePages()
{
    for (const char *id :
         {"overview", "sessions", "transfers", "history", "log", "bans", "preferences"}) {
        const QString page = QString::fromLatin1(id);
        takePage(page, {}, page);
    }
    takePage(QStringLiteral("overview"), QStringLiteral("problem"), QStringLiteral("overview-end"));
}

void Gallery::takeSettings()
{
    for (const char *place :
         {"BUCKET", "USER", "NETWORK", "TLS", "LIMITS", "CLEANUP", "TIMEOUTS", "SECURITY", "LOG"}) {
        const QString section = QString::fromLatin1(place);
        takePage(QStringLiteral("settings"), section,
                 QStringLiteral("settings-") + section.toLower());
    }
    for (const char *place : {"NETWORK/host_names", "TLS/client_certificate", "LIMITS/upload_speed",
                              "SECURITY/never_banned"}) {
        const QString name = QString::fromLatin1(place).toLower().replace(u'/', u'-');
        takePage(QStringLiteral("settings"), QString::fromLatin1(place),
                 QStringLiteral("settings-") + name);
    }
    takeCertificates();
    takeProblems();
    takeUser();
}

// Several fields have the same name: a user's limits are called as the server's.
QWidget *Gallery::visibleField(const char *name)
{
    for (QWidget *field : window().findChildren<QWidget *>(QString::fromLatin1(name)))
        if (field->isVisible())
            return field;
    return nullptr;
}

// A certificate that is not there, and none at all; then as it was.
void Gallery::takeCertificates()
{
    window().showPage(QStringLiteral("settings"), QStringLiteral("TLS/enabled"));
    auto *file = visibleField("certificate")->findChild<QLineEdit *>();
    file->setText(QStringLiteral("/etc/ssl/certs/ftp.example.com.pem"));
    wait(settled);
    for (QScrollArea *area : window().findChildren<QScrollArea *>())
        if (area->isVisible())
            area->verticalScrollBar()->setValue(0);  // where the certificate stands
    save(window(), QStringLiteral("settings-tls-broken"));
    file->clear();
    auto *isOn = visibleField("enabled")->findChild<QCheckBox *>();
    isOn->setChecked(false);
    save(window(), QStringLiteral("settings-tls-off"));
    isOn->setChecked(true);
}

void Gallery::takeProblems()
{
    window().showPage(QStringLiteral("settings"), QStringLiteral("SECURITY/allowed_networks"));
    auto *lines = visibleField("allowed_networks")->findChild<QPlainTextEdit *>();
    lines->setPlainText(QStringLiteral("192.0.2.0/24\n2001:db8::/32\nthe office"));
    save(window(), QStringLiteral("settings-security-problem"));
    lines->clear();
}

// The parts of a user's form that a window of this size does not show together.
void Gallery::takeUser()
{
    auto *list = window().findChild<QListWidget *>(QStringLiteral("userList"));
    list->setCurrentRow(2);  // camera-03
    for (const char *key : {"authority", "folder_rights", "quota_files", "allow_fxp", "profile",
                            "ignore_times_modes"})
        takePage(QStringLiteral("settings"), QStringLiteral("USER/") + QString::fromLatin1(key),
                 QStringLiteral("settings-user-") + QString::fromLatin1(key));
}

void Gallery::takeOpenDialogs(const QString &name)
{
    wait(settled);
    for (QWidget *window : QApplication::topLevelWidgets()) {
        auto *dialog = qobject_cast<QDialog *>(window);
        if (dialog == nullptr || !dialog->isVisible())
            continue;
        save(*dialog, name);
        dialog->close();
    }
}

void Gallery::takeDialogs()
{
    const MonitorSnapshot snapshot = m_desktop->link().snapshot();
    for (const SessionRecord &session : snapshot.sessions)
        if (!session.tls.isEmpty())
            window().showPage(QStringLiteral("sessions"),
                              QStringLiteral("session/%1").arg(session.sessionId));
    takeOpenDialogs(QStringLiteral("session-details"));
    window().showPage(QStringLiteral("transfers"));
    for (QTableView *table : window().findChildren<QTableView *>()) {
        if (!table->isVisible())
            continue;
        table->selectRow(0);
        QTest::keyClick(table, Qt::Key_Return);
    }
    takeOpenDialogs(QStringLiteral("transfer-details"));
    Q_EMIT window().aboutWanted();
    takeOpenDialogs(QStringLiteral("about"));
    Q_EMIT window().helpWanted();
    takeOpenDialogs(QStringLiteral("help"));
}

void Gallery::takeDialog(QWidget &dialog, const QString &name)
{
    dialog.show();
    save(dialog, name);
    dialog.close();
}

// What asks the server.
void Gallery::takeServerDialogs()
{
    window().showPage(QStringLiteral("settings"), QStringLiteral("buckets/uploads"));
    wait(settled);
    takeOpenDialogs(QStringLiteral("unfinished-uploads"));
    window().showPage(QStringLiteral("settings"), QStringLiteral("network/test"));
    wait(settled);
    takeOpenDialogs(QStringLiteral("network-test"));
}

void Gallery::takeFileDialogs()
{
    const SettingsDocument document = m_desktop->link().settings();
    const Settings settings = document.loaded.settings;
    const auto type = [](QDialog &dialog, const char *field, const QString &text) {
        dialog.findChild<QLineEdit *>(QString::fromLatin1(field))->setText(text);
    };
    RightsDialog rights(settings, "camera-03", &window());
    type(rights, "rightsPath", QStringLiteral("/2026-11-22/14-00-00.jpg"));
    takeDialog(rights, QStringLiteral("rights"));
    const QString list = m_pictures.filePath(QStringLiteral("users.csv"));
    QFile file(list);
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.write(userListText(settings.users, UserListFormat::Csv, true)
               + "eve,,/ demo /eve/ RW\nfrank,true,/ films / R,true\n");
    file.close();
    UserImportDialog bad(settings, &window());
    type(bad, "userListFile", list);
    takeDialog(bad, QStringLiteral("users-import-problems"));
    QFile::resize(list, userListText(settings.users, UserListFormat::Csv, true).size());
    UserImportDialog good(settings, &window());
    type(good, "userListFile", list);
    takeDialog(good, QStringLiteral("users-import"));
    QFile::remove(list);
    UserExportDialog users(settings.users, &window());
    takeDialog(users, QStringLiteral("users-export"));
    SecretStore secrets(m_profile.folder());
    ExportDialog whole(document, secrets, &window());
    takeDialog(whole, QStringLiteral("settings-export"));
    ImportDialog original(&window());
    takeDialog(original, QStringLiteral("settings-import"));
    BackupDialog backup(document.fileName, &window());
    takeDialog(backup, QStringLiteral("settings-backup"));
}

void Gallery::takeTray()
{
    QMenu *menu = m_desktop->shell().tray().menu();
    menu->popup(QPoint(100, 100));
    save(*menu, QStringLiteral("tray-menu"));
    menu->close();
}

// With a profile of its own, which is empty.
void Gallery::takeWizard()
{
    const QTemporaryDir empty;
    Desktop other(Profile::at(empty.path()).value());
    other.begin({});
    takeWizardPages(*other.shell().window().findChild<FirstRunWizard *>());
    takeNothingYet(other);
}

// The server that the wizard has started: nobody came yet.
void Gallery::takeNothingYet(Desktop &other)
{
    MainWindow &fresh = other.shell().window();
    fresh.resize(window().size());
    fresh.show();
    for (const char *page : {"overview", "sessions", "bans"}) {
        fresh.showPage(QString::fromLatin1(page));
        save(fresh, QString::fromLatin1(page) + QStringLiteral("-nothing-yet"));
    }
}

void Gallery::takeWizardPages(FirstRunWizard &wizard)
{
    const auto field = [&wizard](const char *name) {
        return wizard.findChild<QLineEdit *>(QString::fromLatin1(name));
    };
    const auto press = [&wizard](const char *name) {
        QTest::mouseClick(wizard.findChild<QAbstractButton *>(QString::fromLatin1(name)),
                          Qt::LeftButton);
    };
    save(wizard, QStringLiteral("wizard-welcome"));
    press("next");
    wait(settled);
    save(wizard, QStringLiteral("wizard-bucket"));
    press("next");
    save(wizard, QStringLiteral("wizard-bucket-problem"));
    const BucketSettings bucket = m_desktop->link().settings().loaded.settings.buckets.first();
    QTest::keyClicks(field("bucket"), QString::fromLatin1(bucket.bucket));
    auto *endpoint = wizard.findChild<QComboBox *>(QStringLiteral("endpoint"));
    endpoint->setCurrentIndex(endpoint->count() - 1);
    field("host")->setText(QStringLiteral("http://") + QString::fromLatin1(bucket.endpoint));
    field("secretId")->setText(QString::fromLatin1(bucket.credentials.secretId));
    field("secretKey")->setText(QStringLiteral("wrong"));
    auto *mayUseFile = wizard.findChild<QCheckBox *>(QStringLiteral("mayUseFile"));
    waitFor("the keychain", [mayUseFile] { return mayUseFile->isVisible(); });
    mayUseFile->setChecked(true);
    save(wizard, QStringLiteral("wizard-bucket-filled"));
    press("next");
    wait(settled * 3);
    save(wizard, QStringLiteral("wizard-test-failed"));
    press("back");
    field("secretKey")->setText(QString::fromLatin1(bucket.credentials.secretKey));
    press("next");
    wait(settled * 3);
    save(wizard, QStringLiteral("wizard-test"));
    press("next");
    save(wizard, QStringLiteral("wizard-user"));
    press("next");
    wizard.findChild<QSpinBox *>(QStringLiteral("port"))->setValue(freePort());
    save(wizard, QStringLiteral("wizard-network"));
    press("next");
    save(wizard, QStringLiteral("wizard-summary"));
    press("next");
    wait(settled * 3);
    save(wizard, QStringLiteral("wizard-done"));
    press("next");
}

}  // namespace cosftp

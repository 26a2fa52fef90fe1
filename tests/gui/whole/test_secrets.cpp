// SPDX-License-Identifier: GPL-3.0-or-later
// Secrets are planted in one run of the program: in the settings, in what a client says, in what
// the wizard and the editors are given. Then everything that the program shows, keeps or gives away
// is searched for them.
#include "common/table_view.h"
#include "gui/private_settings.h"
#include "localcos/server.h"
#include "settings/export_dialog.h"
#include "settings/user_export_dialog.h"
#include "shell/shell.h"
#include "status/history_model.h"
#include "status/history_page.h"
#include "support/ftp_client.h"
#include "support/test_main.h"
#include "tray/desktop.h"

#include <QAbstractItemView>
#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>
#include <QTextEdit>
#include <QTreeWidget>

using namespace cosftp;
using namespace cosftp::test;

namespace {

constexpr int longWaitMs = 60'000;

// None of these may be found. The last ones are of the signatures that the store is sent.
const QList<QByteArray> planted{
    "PLANTED-SecretKey", "PLANTED-password", "PLANTED-wrong-one", "PLANTED-account",
    "PLANTED-token",     "q-signature=",     "q-header-list="};

localcos::ServerOptions storeIn(const QString &folder)
{
    localcos::ServerOptions options;
    options.dataDirectory = folder;
    options.buckets = {"photos-1250000000"};
    options.secretId = "AKIDplain";
    options.secretKey = "PLANTED-SecretKey";
    return options;
}

/// A profile with the planted secrets, and the program over it.
class Run
{
public:
    Run() : m_store(storeIn(m_folder.filePath(QStringLiteral("bucket"))))
    {
        QVERIFY(m_store.start().has_value());
        profile = Profile::at(m_folder.filePath(QStringLiteral("profile"))).value();
        QFile file(profile.settingsFile());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[BUCKET main]\nbucket = photos-1250000000\nprotocol = http\nendpoint = "
                   "127.0.0.1:"
                   + QByteArray::number(m_store.port())
                   + "\nsecret_id = AKIDplain\nsecret_key = PLANTED-SecretKey\n\n"
                     "[BUCKET other]\nbucket = films-1250000000\nprotocol = http\nendpoint = "
                     "127.0.0.1:"
                   + QByteArray::number(m_store.port())
                   + "\nsecret_id = AKIDplain\nsecret_key = PLANTED-SecretKey\n"
                     "token = PLANTED-token\n\n"
                     "[USER ann]\npassword = PLANTED-password\nbucket = main\n\n"
                     "[NETWORK]\nlisten_address = 127.0.0.1\nlisten_port = 0\n\n"
                     "[LOG]\nlog_level = DEBUG\nlog_dir = "
                   + logFolder().toUtf8() + "\n\n[TIMEOUTS]\nshutdown_grace = 1\n");
        file.close();
        desktop = std::make_unique<Desktop>(profile);
        desktop->begin({});
        QObject::connect(&desktop->link(), &ServerLink::logged, desktop.get(),
                         [this](const QList<LogRecord> &records) {
                             for (const LogRecord &record : records)
                                 note("log", record.text.toUtf8());
                         });
    }
    [[nodiscard]] bool isRunning() const
    {
        return desktop->link().status().state == LinkStatus::State::Running;
    }
    [[nodiscard]] quint16 port() const
    {
        return desktop->link().status().address.section(QLatin1Char(':'), -1).toUShort();
    }
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] QString logFolder() const { return path(QStringLiteral("log")); }

    /// Searches a text that was shown, kept or given away.
    void note(const QByteArray &where, const QByteArray &text)
    {
        m_searched += text.size();
        for (const QByteArray &secret : planted)
            if (text.contains(secret))
                m_found += where + " shows " + secret;
    }
    void noteFile(const QString &name)
    {
        QFile file(name);
        if (file.open(QIODevice::ReadOnly))
            note(name.toUtf8(), file.readAll());
    }
    [[nodiscard]] QByteArray found() const { return m_found.join('\n'); }
    [[nodiscard]] qint64 searchedBytes() const { return m_searched; }

    Profile profile;
    std::unique_ptr<Desktop> desktop;

private:
    QTemporaryDir m_folder;
    localcos::Server m_store;
    QList<QByteArray> m_found;
    qint64 m_searched = 0;
};

void useAsClient(Run &run)
{
    FtpClient wrong(run.port());
    wrong.send("USER ann");
    QCOMPARE(wrong.send("PASS PLANTED-wrong-one").code, 530);
    wrong.send("ACCT PLANTED-account");
    FtpClient client(run.port());
    client.loggedIn("ann", "PLANTED-password");
    QCOMPARE(client.store("a.txt", "hello").code, 226);
    QByteArray bytes;
    client.retrieve("RETR a.txt", &bytes);
    QCOMPARE(bytes, QByteArray("hello"));
    client.retrieve("RETR none", &bytes);
    bool isTold = false;
    run.desktop->link().askDialogue(
        2, run.desktop.get(), [&run, told = &isTold](const Result<QList<DialogueLine>> &lines) {
            QVERIFY(lines.has_value() && !lines->isEmpty());
            for (const DialogueLine &line : *lines)
                run.note("dialogue", line.text);
            *told = true;
        });
    QTRY_VERIFY_WITH_TIMEOUT(isTold, longWaitMs);
}

void noteModel(Run &run, const QByteArray &where, const QAbstractItemModel &model)
{
    for (int row = 0; row < std::min(model.rowCount(), 500); ++row)
        for (int column = 0; column < model.columnCount(); ++column)
            for (const int role : {Qt::DisplayRole, Qt::ToolTipRole})
                run.note(where, model.index(row, column).data(role).toString().toUtf8());
}

// What can be seen, heard or copied of a window: texts, tool tips, names, cells.
void noteWindow(Run &run, QWidget &window)
{
    const QByteArray where = window.metaObject()->className();
    for (const QWidget *part : window.findChildren<QWidget *>()) {
        run.note(where, part->toolTip().toUtf8() + part->accessibleName().toUtf8()
                            + part->accessibleDescription().toUtf8());
        if (const auto *label = qobject_cast<const QLabel *>(part))
            run.note(where, label->text().toUtf8());
        if (const auto *edit = qobject_cast<const QLineEdit *>(part))
            run.note(where, edit->displayText().toUtf8() + edit->text().toUtf8()
                                + edit->placeholderText().toUtf8());
        if (const auto *text = qobject_cast<const QTextEdit *>(part))
            run.note(where, text->toPlainText().toUtf8());
        if (const auto *view = qobject_cast<const QAbstractItemView *>(part);
            view != nullptr && view->model() != nullptr)
            noteModel(run, where, *view->model());
    }
}

void notePages(Run &run)
{
    MainWindow &window = run.desktop->shell().window();
    for (const char *id :
         {"overview", "sessions", "transfers", "history", "log", "bans", "preferences"}) {
        window.showPage(QString::fromLatin1(id));
        QCoreApplication::processEvents();
        noteWindow(run, window);
        for (TableView *table : window.findChildren<TableView *>()) {
            if (!table->isVisible())
                continue;
            table->selectAll();
            QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
            run.note("clipboard", QGuiApplication::clipboard()->text().toUtf8());
            for (QAction *action : table->actions())
                if (action->text().contains(QLatin1String("opy")))
                    action->trigger();
            run.note("clipboard", QGuiApplication::clipboard()->text().toUtf8());
        }
    }
    for (const char *section : {"BUCKET", "USER", "NETWORK", "TLS", "SECURITY", "LOG"}) {
        window.showPage(QStringLiteral("settings"), QString::fromLatin1(section));
        QCoreApplication::processEvents();
        noteWindow(run, window);
    }
    run.note("tool tip", run.desktop->shell().tray().toolTip().toUtf8());
}

void noteExports(Run &run)
{
    const SettingsDocument document = run.desktop->link().settings();
    SecretStore secrets(run.profile.folder());
    ExportDialog settings(document, secrets);
    settings.findChild<QLineEdit *>(QStringLiteral("exportFile"))
        ->setText(run.path(QStringLiteral("settings.txt")));
    settings.findChild<QAbstractButton *>(QStringLiteral("exportNow"))->click();
    UserExportDialog users(document.loaded.settings.users);
    users.findChild<QLineEdit *>(QStringLiteral("userExportFile"))
        ->setText(run.path(QStringLiteral("users.csv")));
    users.findChild<QAbstractButton *>(QStringLiteral("userExportHashes"))->setChecked(true);
    users.findChild<QAbstractButton *>(QStringLiteral("userExportNow"))->click();
    auto *history = run.desktop->shell().window().findChild<HistoryPage *>();
    const QString list = run.path(QStringLiteral("history.csv"));
    QMetaObject::invokeMethod(history, [history, list] { history->exportTo(list); });
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(list), longWaitMs);
    for (const char *name : {"settings.txt", "users.csv", "history.csv"}) {
        const QString file = run.path(QString::fromLatin1(name));
        QVERIFY2(QFileInfo(file).size() > 0, name);
        run.noteFile(file);
    }
}

}  // namespace

class TestSecrets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        qunsetenv("DISPLAY");
    }

    void noneIsShownKeptOrGivenAway()
    {
        Run run;
        QTRY_VERIFY_WITH_TIMEOUT(run.isRunning(), longWaitMs);
        useAsClient(run);
        QTRY_VERIFY_WITH_TIMEOUT(
            run.desktop->shell().window().findChild<HistoryPage *>()->model()->rowCount() >= 2,
            longWaitMs);
        notePages(run);
        noteExports(run);
        run.noteFile(run.profile.historyFile());
        const QDir logs(run.logFolder());
        QVERIFY(!logs.entryList(QDir::Files).isEmpty());
        for (const QFileInfo &log : logs.entryInfoList(QDir::Files))
            run.noteFile(log.filePath());
        QCOMPARE(run.found(), QByteArray());
        QVERIFY(run.searchedBytes() > 20'000);  // it did look at something
    }

private:
    PrivateSettings m_settings;
};

COSFTP_TEST(TestSecrets)
#include "test_secrets.moc"

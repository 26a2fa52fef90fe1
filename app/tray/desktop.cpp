// SPDX-License-Identifier: GPL-3.0-or-later
#include "tray/desktop.h"

#include "common/message_bar.h"
#include "secrets/secret_resolver.h"
#include "settings/settings_page.h"
#include "shell/preferences_page.h"
#include "shell/shell.h"
#include "status/bans_page.h"
#include "status/history_page.h"
#include "status/log_page.h"
#include "status/overview_page.h"
#include "status/sessions_page.h"
#include "status/transfers_page.h"
#include "wizard/first_run_wizard.h"

#include <QCoreApplication>

namespace cosftp {

namespace {

SecretResolver resolverOf(SecretStore &secrets)
{
    return [&secrets](const Settings &settings, QObject *context, Handler<Settings> handler) {
        const auto then = [handler = std::move(handler)](const ResolvedSettings &resolved) {
            if (resolved.problems.isEmpty())
                handler(resolved.settings);
            else
                handler(Failure::of(Failure::Code::Denied, resolved.problems.join(u'\n')));
        };
        resolveSecrets(settings, secrets, context, then);
    };
}

// What autostart runs: this program, with the profile if it is not the usual one.
QStringList ownCommand(const Profile &profile)
{
    QStringList command{QCoreApplication::applicationFilePath()};
    if (profile.folder() != defaultProfile())
        command += {QStringLiteral("--profile"), profile.folder()};
    return command;
}

}  // namespace

Desktop::Desktop(const Profile &profile, QObject *parent)
    : QObject(parent), m_profile(profile), m_secrets(profile.folder()),
      m_trial(profile.trialFolder()), m_link(profile.settingsFile(), resolverOf(m_secrets)),
      m_history(profile.historyFile())
{
    m_history.follow(m_link);
    m_secrets.probe();
    makeShell();
}

Desktop::~Desktop() = default;

void Desktop::makeShell()
{
    m_preferences =
        new PreferencesPage(Autostart(Autostart::defaultFolder(), ownCommand(m_profile)));
    ShellParts parts;
    parts.pages = {new OverviewPage(m_link),
                   new SessionsPage(m_link),
                   new TransfersPage(m_link),
                   new HistoryPage(m_history, m_link),
                   new LogPage(m_link),
                   new BansPage(m_link),
                   new SettingsPage(m_link, m_secrets),
                   m_preferences};
    parts.preferences = m_preferences;
    parts.paths = [this] {
        return QList<NamedPath>{{tr("Settings of the server"), m_profile.settingsFile()},
                                {tr("History"), m_profile.historyFile()},
                                {tr("Profile"), m_profile.folder()}};
    };
    m_shell = std::make_unique<Shell>(m_link, parts);
    connect(m_shell.get(), &Shell::wizardWanted, this, &Desktop::openWizard);
    connect(m_shell.get(), &Shell::finished, this, &Desktop::finished);
}

void Desktop::begin(const CommandLine &line)
{
    if (m_profile.isNew()) {
        CommandLine shown = line;
        shown.shows = true;  // a wizard in the tray would be missed
        m_shell->begin(shown);
        openWizard();
        return;
    }
    m_shell->begin(line);
    if (m_preferences->preferences().startsServer)
        startServer();
}

// The bucket without an account lives in this process and must be there before the server.
void Desktop::startServer()
{
    const Outcome trial = m_trial.startFor(m_profile.settingsFile());
    if (!trial)
        m_shell->window().messageBar()->say(MessageBar::Kind::Error, trial.error().detail);
    m_link.start();
}

void Desktop::handle(const QStringList &arguments)
{
    const Result<CommandLine> line = parseCommandLine(arguments);
    if (line)
        m_shell->handle(*line);
}

void Desktop::quit() { m_shell->quit(); }

void Desktop::openWizard()
{
    if (!m_wizard.isNull()) {
        m_wizard->raise();
        return m_wizard->activateWindow();
    }
    m_wizard = new FirstRunWizard(
        m_link, m_secrets, [this] { return m_trial.start(); }, &m_shell->window());
    m_wizard->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_wizard.data(), &FirstRunWizard::languageChosen, m_preferences,
            &PreferencesPage::setLanguage);
    m_wizard->open();
}

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/embedded_store.h"
#include "link/engine_link.h"
#include "tray/profile.h"
#include "secrets/secret_store.h"
#include "shell/command_line.h"
#include "status/history_store.h"

#include <QObject>
#include <QPointer>

#include <memory>

namespace cosftp {

class FirstRunWizard;
class PreferencesPage;
class Shell;

/// Everything of the desktop program, made and connected; one for a profile.
class Desktop final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Desktop)

public:
    explicit Desktop(const Profile &profile, QObject *parent = nullptr);
    ~Desktop() override;

    /// Opens the wizard in a new profile, else starts the server and shows the window or the icon.
    void begin(const CommandLine &line);
    /// What a later start handed over.
    void handle(const QStringList &arguments);
    void quit();

    [[nodiscard]] Shell &shell() { return *m_shell; }
    [[nodiscard]] EngineLink &link() { return m_link; }

Q_SIGNALS:
    void finished();

private:
    void makeShell();
    void startServer();
    void openWizard();

    Profile m_profile;
    SecretStore m_secrets;
    EmbeddedStore m_trial;
    EngineLink m_link;
    HistoryStore m_history;
    PreferencesPage *m_preferences = nullptr;
    std::unique_ptr<Shell> m_shell;
    QPointer<FirstRunWizard> m_wizard;
};

}  // namespace cosftp

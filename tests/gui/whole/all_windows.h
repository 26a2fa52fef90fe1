// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/fake_link.h"
#include "secrets/secret_store.h"
#include "shell/shell.h"
#include "status/history_store.h"

#include <QTemporaryDir>

#include <functional>
#include <memory>

namespace cosftp::test {

/// Every window of the program, one after the other, over a scripted server with long names in it.
class AllWindows
{
public:
    /// `name` tells which one, for messages; the window is shown and laid out.
    using Look = std::function<void(const QString &name, QWidget &window)>;

    AllWindows();
    ~AllWindows();

    void forEach(const Look &look);
    [[nodiscard]] MainWindow &mainWindow() { return m_shell->window(); }

private:
    void makeShell();
    void lookAtPages(const Look &look);
    void lookAtDialogs(const Look &look);
    void lookAtWizard(const Look &look);
    void lookAt(const QString &name, QWidget &dialog, const Look &look);

    QTemporaryDir m_folder;
    FakeLink m_link;
    SecretStore m_secrets{m_folder.filePath(QStringLiteral("profile"))};
    HistoryStore m_history{m_folder.filePath(QStringLiteral("history.sqlite"))};
    std::unique_ptr<Shell> m_shell;
};

}  // namespace cosftp::test

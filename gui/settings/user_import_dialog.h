// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/user_list.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTreeWidget;

namespace cosftp {

/// Shows what a list of users would do before anything is changed, names each line that is wrong,
/// and hashes the clear passwords of the list, which can be cancelled.
class UserImportDialog final : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UserImportDialog)

public:
    explicit UserImportDialog(Settings settings, QWidget *parent = nullptr);
    ~UserImportDialog() override = default;

    /// When accepted: who is added or changed, with hashes.
    [[nodiscard]] QList<UserSettings> users() const { return m_users; }

private:
    void build();
    void browse();
    void preview();
    void showPlan();
    void showProblems();
    void begin();
    void hashNext();
    void onHashed(const QByteArray &hash);

    Settings m_settings;
    UserListPlan m_plan;
    QList<UserSettings> m_users;
    qsizetype m_next = 0;  ///< The user whose turn it is to be hashed.
    QLineEdit *m_file;
    QPushButton *m_browse;
    QLabel *m_summary;
    QTreeWidget *m_preview;
    QProgressBar *m_progress;
    QPushButton *m_import;
};

}  // namespace cosftp

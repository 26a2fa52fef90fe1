// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/server_link.h"
#include "settings/settings_draft.h"

#include <QHash>
#include <QWidget>

class QListWidget;
class QMenu;
class QPushButton;
class QScrollArea;

namespace cosftp {

class EmptyState;
class SearchField;
class UserEditor;

/// The list of users and the form of the chosen one; several may be chosen to be enabled, disabled
/// or deleted together. Changes the page's draft.
class UserPanel final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UserPanel)

public:
    UserPanel(SettingsDraft &draft, ServerLink &link, QWidget *parent = nullptr);
    ~UserPanel() override = default;

    void load();
    [[nodiscard]] QWidget *firstBad() const;
    /// A password was typed whose hash is not there yet.
    [[nodiscard]] bool isHashing() const;
    void showProblems(const QList<SettingsProblem> &problems, bool isWanted);
    void open(const QString &key);

Q_SIGNALS:
    void edited();
    void hashed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void showList();
    void showCurrent();
    void showItem(int row);
    void onEdited();
    void onSnapshot();
    void onNameEdited(const QByteArray &name);
    void filter(const QString &text);
    void add();
    void duplicate();
    void addUser(UserSettings user);
    void remove();
    void enable(bool isEnabled);
    void showRights();
    void importList();
    void takeList(const QList<UserSettings> &users);
    void exportList();
    void buildMenu();
    void retranslate();
    [[nodiscard]] QList<int> selectedRows() const;
    [[nodiscard]] QStringList names() const;
    [[nodiscard]] std::optional<QuotaRecord> usedBy(const QByteArray &user) const;

    SettingsDraft &m_draft;
    ServerLink &m_link;
    QHash<QByteArray, QuotaRecord> m_quotas;  ///< There may be thousands of users.
    SearchField *m_filter;
    QListWidget *m_list;
    QPushButton *m_add;
    QPushButton *m_duplicate;
    QPushButton *m_enable;
    QPushButton *m_disable;
    QPushButton *m_remove;
    QPushButton *m_more;
    QAction *m_rights = nullptr;
    QAction *m_importList = nullptr;
    QAction *m_exportList = nullptr;
    QScrollArea *m_scroll;
    UserEditor *m_editor;
    EmptyState *m_empty;
    int m_at = -1;       ///< The user in the form.
    QByteArray m_shown;  ///< The name of that user: stays chosen when the settings are read anew.
};

}  // namespace cosftp

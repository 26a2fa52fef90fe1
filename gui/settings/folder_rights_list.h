// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace cosftp {

class RightsField;

/// The rights of one folder of the user's tree.
class FolderRightsRow final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FolderRightsRow)

public:
    explicit FolderRightsRow(const FolderRights &folder, QWidget *parent = nullptr);
    ~FolderRightsRow() override = default;

    /// With the path as a server keeps it; "/" while it is not valid.
    [[nodiscard]] FolderRights folder() const;
    [[nodiscard]] QString problem() const;  ///< Empty if nothing is wrong.
    void showProblem(const QString &problem);

Q_SIGNALS:
    void edited();
    void removeWanted();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    QLineEdit *m_path;
    RightsField *m_rights;
    QToolButton *m_remove;
    QLabel *m_problem;
};

/// Folders with other rights than the mount's; none in most cases.
class FolderRightsList final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FolderRightsList)

public:
    explicit FolderRightsList(QWidget *parent = nullptr);
    ~FolderRightsList() override = default;

    void load(const QList<FolderRights> &folders);
    [[nodiscard]] QList<FolderRights> folders() const;
    [[nodiscard]] bool isValid() const { return m_isValid; }

Q_SIGNALS:
    void edited();

protected:
    void changeEvent(QEvent *event) override;

private:
    void addRow(const FolderRights &folder);
    void addByUser();
    void removeRow(FolderRightsRow *row);
    void onRowEdited();
    void check();
    void retranslate();

    QList<FolderRightsRow *> m_rows;
    QVBoxLayout *m_layout;
    QLabel *m_help;
    QPushButton *m_add;
    bool m_isValid = true;
};

}  // namespace cosftp

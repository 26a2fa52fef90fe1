// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace cosftp {

class RightsField;

/// One folder of a bucket at a place of the user's tree.
class MountRow final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MountRow)

public:
    MountRow(const MountSettings &mount, const QStringList &bucketIds, QWidget *parent = nullptr);
    ~MountRow() override = default;

    [[nodiscard]] MountSettings mount() const;
    /// What is wrong with this row by itself; empty if nothing is.
    [[nodiscard]] QString problem() const;
    void showProblem(const QString &problem);
    void setRemovable(bool isRemovable);

Q_SIGNALS:
    void edited();
    void removeWanted();

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void retranslate();

    QLineEdit *m_path;
    QComboBox *m_bucket;
    QLineEdit *m_folder;
    RightsField *m_rights;
    QToolButton *m_remove;
    QLabel *m_pathLabel;
    QLabel *m_bucketLabel;
    QLabel *m_folderLabel;
    QLabel *m_rightsLabel;
    QLabel *m_problem;
};

/// The places of a user's tree; the first is the root in most cases.
class MountList final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MountList)

public:
    explicit MountList(QWidget *parent = nullptr);
    ~MountList() override = default;

    void load(const QList<MountSettings> &mounts, const QStringList &bucketIds);
    [[nodiscard]] QList<MountSettings> mounts() const;
    [[nodiscard]] bool isValid() const { return m_isValid; }

Q_SIGNALS:
    void edited();

protected:
    void changeEvent(QEvent *event) override;

private:
    MountRow *addRow(const MountSettings &mount);
    void addByUser();
    void removeRow(MountRow *row);
    void onRowEdited();
    void check();
    void retranslate();

    QStringList m_bucketIds;
    QList<MountRow *> m_rows;
    QVBoxLayout *m_layout;
    QPushButton *m_add;
    bool m_isValid = true;
};

}  // namespace cosftp

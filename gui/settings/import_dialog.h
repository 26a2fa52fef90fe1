// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings_import.h"

#include <QDialog>

class QLabel;
class QTreeWidget;

namespace cosftp {

/// Shows what becomes of a settings file of the original program before anything is changed.
class ImportDialog final : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ImportDialog)

public:
    explicit ImportDialog(QWidget *parent = nullptr);
    ~ImportDialog() override = default;

    /// Valid when the dialog was accepted.
    [[nodiscard]] const ImportPlan &plan() const { return m_plan; }

private:
    void build();
    void browse();
    void preview();
    void addKey(const ImportedKey &key);

    ImportPlan m_plan;
    QLineEdit *m_file;
    QLabel *m_summary;
    QTreeWidget *m_preview;
    QPushButton *m_import;
};

}  // namespace cosftp

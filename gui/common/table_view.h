// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace cosftp {

/// A table as all windows show it: rows selected whole, columns that can be moved, resized, hidden
/// (menu of the header, with "Reset columns") and sorted, all of it kept under `name` in the
/// program's QSettings; Ctrl+C copies the selected rows with tabs; cells that are cut show their
/// text as tool tip; the selection survives model resets and sorting.
class TableView : public QTableView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TableView)

public:
    explicit TableView(const QString &name, QWidget *parent = nullptr);
    ~TableView() override;

    /// Columns hidden and sorting before the user changes them; call after setModel().
    void setDefaults(const QList<int> &hiddenColumns, int sortColumn, Qt::SortOrder order,
                     const QList<int> &widths);

Q_SIGNALS:
    void deletePressed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void restoreColumns();
    void saveColumns() const;
    void showHeaderMenu(QPoint position);
    void copySelection() const;

    QString m_name;
    QByteArray m_defaultState;
};

}  // namespace cosftp

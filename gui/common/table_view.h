// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace cosftp {

class SelectionKeeper;

/// A table as all windows show it: rows selected whole, columns that can be moved, resized, hidden
/// (menu of the header, with "Reset columns") and sorted, all of it kept under `name` in the
/// program's QSettings; Ctrl+C copies the selected rows with tabs; cells that are cut show their
/// text as tool tip; the selection survives model resets and sorting.
class TableView : public QTableView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TableView)

public:
    /// What a model answers for column 0 to name a row over a reset (an id). Models that never
    /// reset need not answer it: moved rows and sorting keep the selection anyway.
    static constexpr int RowKeyRole = Qt::UserRole + 100;

    explicit TableView(const QString &name, QWidget *parent = nullptr);
    ~TableView() override;

    void setModel(QAbstractItemModel *model) override;
    /// Columns hidden and sorting before the user changes them; call after setModel(). A column
    /// without a width (or with 0) takes that of its header.
    void setDefaults(const QList<int> &hiddenColumns, int sortColumn, Qt::SortOrder order,
                     const QList<int> &widths);
    /// The selected rows as text, cells parted by tabs: what Ctrl+C copies.
    [[nodiscard]] QString selectionAsText() const;

Q_SIGNALS:
    void deletePressed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    void restoreColumns();
    void saveColumns() const;
    void saveSoon();
    void resetColumns();
    void showHeaderMenu(QPoint position);
    void addColumnActions(QMenu *menu);
    void copySelection() const;
    void setRowHeight();
    bool showCutText(const QHelpEvent &event);
    [[nodiscard]] QList<int> visibleColumns() const;

    QString m_name;
    QByteArray m_defaultState;
    QTimer *m_saveLater;
    SelectionKeeper *m_selectionKeeper;
};

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/selection_keeper.h"

#include <QAbstractItemView>
#include <QItemSelectionModel>

namespace cosftp {

SelectionKeeper::SelectionKeeper(QAbstractItemView *view, int keyRole)
    : QObject(view), m_view(view), m_keyRole(keyRole)
{}

void SelectionKeeper::watch(QAbstractItemModel *model)
{
    if (!m_model.isNull())
        m_model->disconnect(this);
    m_model = model;
    if (model == nullptr)
        return;
    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, &SelectionKeeper::remember);
    connect(model, &QAbstractItemModel::modelReset, this, &SelectionKeeper::restore);
}

QString SelectionKeeper::keyOf(int row) const
{
    return m_model->index(row, 0).data(m_keyRole).toString();
}

void SelectionKeeper::remember()
{
    m_selected.clear();
    m_current.clear();
    const QItemSelectionModel *selection = m_view->selectionModel();
    if (selection->currentIndex().isValid())
        m_current = keyOf(selection->currentIndex().row());
    for (const QModelIndex &index : selection->selectedRows())
        m_selected.insert(keyOf(index.row()));
    m_selected.remove(QString());
}

void SelectionKeeper::restore()
{
    if (m_selected.isEmpty() && m_current.isEmpty())
        return;
    QItemSelection selection;
    const int lastColumn = m_model->columnCount() - 1;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QString key = keyOf(row);
        if (m_selected.contains(key))
            selection.select(m_model->index(row, 0), m_model->index(row, lastColumn));
        if (!m_current.isEmpty() && key == m_current)
            m_view->selectionModel()->setCurrentIndex(m_model->index(row, 0),
                                                      QItemSelectionModel::NoUpdate);
    }
    m_view->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
}

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSet>
#include <QVariant>

class QAbstractItemModel;
class QAbstractItemView;

namespace cosftp {

/// Selects the same rows again after a model was reset, and makes the same row the current one.
/// Rows are known by `keyRole` of column 0.
class SelectionKeeper final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SelectionKeeper)

public:
    SelectionKeeper(QAbstractItemView *view, int keyRole);
    ~SelectionKeeper() override = default;

    void watch(QAbstractItemModel *model);

private:
    void remember();
    void restore();
    [[nodiscard]] QString keyOf(int row) const;

    QAbstractItemView *m_view;
    int m_keyRole;
    QSet<QString> m_selected;
    QString m_current;
    QPointer<QAbstractItemModel> m_model;
};

}  // namespace cosftp

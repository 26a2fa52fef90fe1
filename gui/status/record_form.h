// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QFormLayout;
class QLabel;

namespace cosftp {

/// Names and values one below the other, to be read and copied: the head of a details window.
class RecordForm final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RecordForm)

public:
    explicit RecordForm(int rows, QWidget *parent = nullptr);

    void setNames(const QStringList &names);
    void setValue(int row, const QString &value);
    [[nodiscard]] QString value(int row) const;

private:
    QList<QLabel *> m_names;
    QList<QLabel *> m_values;
};

}  // namespace cosftp

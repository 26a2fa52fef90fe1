// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/record_form.h"

#include "common/roles.h"

#include <QFormLayout>

namespace cosftp {

RecordForm::RecordForm(int rows, QWidget *parent) : QWidget(parent)
{
    auto *layout = new QFormLayout(this);
    layout->setContentsMargins({});
    layout->setHorizontalSpacing(20);
    layout->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    for (int row = 0; row < rows; ++row) {
        auto *name = new QLabel(this);
        auto *value = new QLabel(this);
        setRole(name, LabelRole::Muted);
        value->setTextFormat(Qt::PlainText);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        value->setFocusPolicy(Qt::ClickFocus);
        value->setWordWrap(true);
        layout->addRow(name, value);
        m_names += name;
        m_values += value;
    }
}

void RecordForm::setNames(const QStringList &names)
{
    for (qsizetype row = 0; row < qMin(names.size(), m_names.size()); ++row) {
        m_names[row]->setText(names[row]);
        m_values[row]->setAccessibleName(names[row]);
    }
}

void RecordForm::setValue(int row, const QString &value)
{
    // What is not known takes no room.
    static_cast<QFormLayout *>(layout())->setRowVisible(row, !value.isEmpty());
    // Setting the same text again would take a selection away.
    if (m_values[row]->text() != value)
        m_values[row]->setText(value);
}

QString RecordForm::value(int row) const { return m_values[row]->text(); }

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/help_dialog.h"

#include "common/card.h"
#include "common/roles.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QKeySequence>
#include <QVBoxLayout>

namespace cosftp {

namespace {

void addRow(QGridLayout *grid, const QKeySequence &keys, const QString &text)
{
    const int row = grid->rowCount();
    auto *keyLabel = new QLabel(keys.toString(QKeySequence::NativeText));
    setRole(keyLabel, LabelRole::Heading);
    grid->addWidget(keyLabel, row, 0);
    grid->addWidget(new QLabel(text), row, 1);
}

}  // namespace

HelpDialog::HelpDialog(const QStringList &pageTitles, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("Keyboard help"));
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(14);
    auto *pages = new Card(tr("Pages"), this);
    auto *pageKeys = new QGridLayout;
    pageKeys->setHorizontalSpacing(24);
    for (int index = 0; index < std::min<qsizetype>(9, pageTitles.size()); ++index)
        addRow(pageKeys, QKeySequence(Qt::ALT | Qt::Key(Qt::Key_1 + index)), pageTitles.at(index));
    pages->content()->addLayout(pageKeys);
    auto *everywhere = new Card(tr("Everywhere"), this);
    auto *keys = new QGridLayout;
    keys->setHorizontalSpacing(24);
    addRow(keys, QKeySequence(Qt::CTRL | Qt::Key_F), tr("Search on this page"));
    addRow(keys, QKeySequence(Qt::Key_F5), tr("Refresh this page"));
    addRow(keys, QKeySequence(Qt::CTRL | Qt::Key_C), tr("Copy the selected rows"));
    addRow(keys, QKeySequence(Qt::Key_Delete), tr("Delete, kick or abort what is selected"));
    addRow(keys, QKeySequence(Qt::Key_Escape),
           tr("Close a message, cancel a dialog, empty a search"));
    addRow(keys, QKeySequence(Qt::Key_F1), tr("This list"));
    addRow(keys, QKeySequence(Qt::CTRL | Qt::Key_Q), tr("Quit"));
    everywhere->content()->addLayout(keys);
    auto *columns = new QHBoxLayout;
    columns->addWidget(pages);
    columns->addWidget(everywhere);
    layout->addLayout(columns);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
}

}  // namespace cosftp

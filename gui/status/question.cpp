// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/question.h"

#include "common/roles.h"

#include <QMessageBox>

namespace cosftp {

void ask(QWidget *parent, const QString &title, const QString &text, const QString &yes,
         std::function<void()> onYes)
{
    auto *box = new QMessageBox(QMessageBox::Question, title, text, QMessageBox::Cancel, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    QPushButton *const button = box->addButton(yes, QMessageBox::AcceptRole);
    button->setObjectName(QStringLiteral("yes"));
    setRole(button, ButtonRole::Danger);
    box->setDefaultButton(QMessageBox::Cancel);
    QObject::connect(button, &QPushButton::clicked, parent,
                     [onYes = std::move(onYes)] { onYes(); });
    box->open();
}

}  // namespace cosftp

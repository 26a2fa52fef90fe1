// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/rights_dialog.h"

#include "settings/effective_rights.h"
#include "settings/rights_field.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace cosftp {

RightsDialog::RightsDialog(Settings settings, QByteArray user, QWidget *parent)
    : QDialog(parent), m_settings(std::move(settings)), m_user(std::move(user)),
      m_path(new QLineEdit(QStringLiteral("/"))), m_result(new QLabel)
{
    setWindowTitle(tr("Rights of %1").arg(QString::fromUtf8(m_user)));
    m_path->setObjectName(QStringLiteral("rightsPath"));
    m_result->setObjectName(QStringLiteral("rightsResult"));
    m_result->setWordWrap(true);
    m_result->setAlignment(Qt::AlignTop);
    m_result->setTextFormat(Qt::PlainText);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *label = new QLabel(tr("&Path, as the user sees it"));
    label->setBuddy(m_path);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(label);
    layout->addWidget(m_path);
    layout->addSpacing(8);
    layout->addWidget(m_result, 1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_path, &QLineEdit::textChanged, this, &RightsDialog::answer);
    answer();
    m_path->selectAll();
    resize(fontMetrics().averageCharWidth() * 70, fontMetrics().height() * 26);
}

void RightsDialog::answer()
{
    const EffectiveRights found = effectiveRights(m_settings, m_user, m_path->text().toUtf8());
    QStringList lines = effectiveRightsText(found, m_user);
    const qsizetype rights = rightsSentences(found.rights).size();
    if (lines.size() > rights)
        lines.insert(rights, QString());  // the reason stands apart
    const QString text = lines.join(QLatin1Char('\n'));
    m_result->setText(text);
    m_result->setAccessibleName(text);  // told while the cursor stays in the field
}

}  // namespace cosftp

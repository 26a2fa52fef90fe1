// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/address_panel.h"

#include "common/copy_field.h"
#include "common/roles.h"
#include "status/addresses.h"

#include <QEvent>
#include <QVBoxLayout>

namespace cosftp {

namespace {

// More than these are no help to choose from.
constexpr qsizetype mostAddresses = 4;

}  // namespace

AddressPanel::AddressPanel(QWidget *parent)
    : QWidget(parent), m_addressTitle(new QLabel(this)), m_list(new QVBoxLayout),
      m_passiveTitle(new QLabel(this)), m_passive(new CopyField({}, this)),
      m_passiveHint(new QLabel(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_addressTitle);
    layout->addLayout(m_list);
    layout->addWidget(m_passiveTitle);
    layout->addWidget(m_passive);
    layout->addWidget(m_passiveHint);
    layout->addStretch();
    m_passiveHint->setWordWrap(true);
    for (QLabel *label : {m_addressTitle, m_passiveTitle, m_passiveHint})
        setRole(label, LabelRole::Muted);
    retranslate();
}

void AddressPanel::show(const LinkStatus &status, const QStringList &hosts)
{
    const bool isOther = hosts != m_hosts || status.address != m_status.address;
    m_status = status;
    m_hosts = hosts;
    if (isOther)
        showAddresses();
    const bool isTold = !status.passiveAddress.isEmpty();
    m_passive->setText(status.passiveAddress);
    m_passive->setVisible(isTold);
    m_passiveHint->setVisible(!isTold);
}

void AddressPanel::showAddresses()
{
    qDeleteAll(m_fields);
    m_fields.clear();
    const quint16 port = portOf(m_status.address);
    for (const QString &host : m_hosts.mid(0, mostAddresses)) {
        auto *field = new CopyField(tr("Address of the server"), this);
        field->setText(withPort(host, port));
        m_list->addWidget(field);
        field->show();
        m_fields += field;
    }
    m_addressTitle->setText(m_fields.isEmpty() ? tr("Clients cannot connect now")
                                               : tr("Clients connect to"));
}

QStringList AddressPanel::addresses() const
{
    QStringList texts;
    for (const CopyField *field : m_fields)
        texts += field->text();
    return texts;
}

void AddressPanel::retranslate()
{
    m_passiveTitle->setText(tr("Told to clients for data connections"));
    m_passive->setName(tr("Address for data connections"));
    m_passiveHint->setText(tr("the address they connected to"));
    showAddresses();
}

void AddressPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace cosftp

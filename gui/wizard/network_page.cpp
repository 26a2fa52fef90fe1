// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/network_page.h"

#include "settings/value_text.h"
#include "wizard/field.h"
#include "wizard/look.h"

#include <QBoxLayout>

namespace cosftp {

namespace {

const QString loopback = QStringLiteral("127.0.0.1");
constexpr int highestPort = 65535;

QSpinBox *portBox(const char *name, int lowest)
{
    auto *box = new QSpinBox;
    box->setObjectName(QString::fromLatin1(name));
    box->setRange(lowest, highestPort);
    box->setGroupSeparatorShown(false);
    return box;
}

}  // namespace

NetworkPage::NetworkPage(QWidget *parent)
    : WizardPage(parent), m_who(new QComboBox), m_port(portBox("port", 1)),
      m_first(portBox("passiveFirst", 1)), m_last(portBox("passiveLast", 1)), m_to(new QLabel),
      m_address(new QLineEdit), m_whoField(new Field(m_who)), m_portField(new Field(m_port))
{
    build();
    connect(m_who, &QComboBox::currentIndexChanged, this, &NetworkPage::showAddress);
    connect(m_port, &QSpinBox::valueChanged, m_portField, &Field::clearProblem);
    connect(m_first, &QSpinBox::valueChanged, m_passiveField, &Field::clearProblem);
    connect(m_last, &QSpinBox::valueChanged, m_passiveField, &Field::clearProblem);
    connect(m_address, &QLineEdit::textEdited, m_addressField, &Field::clearProblem);
    retranslate();
}

void NetworkPage::build()
{
    m_who->setObjectName(QStringLiteral("who"));
    m_address->setObjectName(QStringLiteral("masquerade"));
    m_who->addItems({QString(), QString()});
    auto *range = new QWidget;
    auto *row = new QHBoxLayout(range);
    row->setContentsMargins({});
    row->addWidget(m_first);
    row->addWidget(m_to);
    row->addWidget(m_last);
    row->addStretch();
    m_passiveField = new Field(range, m_first);
    m_addressField = new Field(m_address);
    const int gap = look::gap(this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(gap * 2);
    for (Field *field : {m_whoField, m_portField, m_passiveField, m_addressField})
        column->addWidget(field);
    column->addStretch();
}

QString NetworkPage::subtitle() const
{
    return tr("FTP uses one port for commands and a further one for each file or listing. All of "
              "them have to be open in the firewall or security group.");
}

void NetworkPage::enter(const WizardAnswers &answers)
{
    if (!m_isFilled) {
        m_present = answers.network;
        const bool isLocal =
            answers.way == WizardAnswers::Way::Trial || m_present.listenAddress == loopback;
        m_who->setCurrentIndex(isLocal ? 1 : 0);
        m_port->setValue(m_present.listenPort);
        const bool isAny = m_present.passivePorts == PortRange{0, 0};
        const PortRange range = isAny ? NetworkSettings().passivePorts : m_present.passivePorts;
        m_first->setValue(range.first);
        m_last->setValue(range.last);
        m_address->setText(m_present.masqueradeAddress);
        m_isFilled = true;
    }
    showAddress();
    m_who->setFocus();
}

bool NetworkPage::isLocalOnly() const { return m_who->currentIndex() == 1; }

void NetworkPage::showAddress() { m_addressField->setVisible(!isLocalOnly()); }

NetworkSettings NetworkPage::network() const
{
    NetworkSettings network = m_present;
    if (isLocalOnly())
        network.listenAddress = loopback;
    else if (network.listenAddress == loopback)
        network.listenAddress.clear();
    network.listenPort = static_cast<quint16>(m_port->value());
    network.passivePorts = {static_cast<quint16>(m_first->value()),
                            static_cast<quint16>(m_last->value())};
    network.masqueradeAddress = isLocalOnly() ? QString() : m_address->text().trimmed();
    return network;
}

bool NetworkPage::leave(WizardAnswers &answers)
{
    const NetworkSettings given = network();
    const PortRange &passive = given.passivePorts;
    QString ignored;
    if (passive.first > passive.last) {
        m_passiveField->refuse(tr("The first port is above the last one."));
        return false;
    }
    if (given.listenPort >= passive.first && given.listenPort <= passive.last) {
        m_portField->refuse(tr("This port is one of those for files. Choose one outside of %1 to "
                               "%2.")
                                .arg(passive.first)
                                .arg(passive.last));
        return false;
    }
    if (!given.masqueradeAddress.isEmpty()
        && !valueText::readMasquerade(given.masqueradeAddress, ignored).isEmpty()) {
        m_addressField->refuse(tr("Enter an IP address or a host name, without port."));
        return false;
    }
    answers.network = given;
    return true;
}

void NetworkPage::retranslate()
{
    m_who->setItemText(0, tr("Every computer that reaches this one"));
    m_who->setItemText(1, tr("Only programs on this computer"));
    m_to->setText(tr("to", "between two port numbers"));
    m_first->setAccessibleName(tr("First port for files"));
    m_last->setAccessibleName(tr("Last port for files"));
    m_address->setPlaceholderText(tr("the address that the client came to"));
    m_whoField->setTexts(tr("&Who may connect"), {});
    m_portField->setTexts(tr("&Port for commands"),
                          tr("21 is the usual one, but needs administrator rights."));
    m_passiveField->setTexts(tr("Ports for &files"),
                             tr("One for each transfer at a time; ten are enough for a few "
                                "users."));
    m_addressField->setTexts(
        tr("&Announced address"),
        tr("On a cloud server (CVM) or behind a router: the public address. Otherwise clients log "
           "in and then see no files. Leave it empty if clients are in the same network."));
}

}  // namespace cosftp

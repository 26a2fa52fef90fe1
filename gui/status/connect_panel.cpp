// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/connect_panel.h"

#include "common/theme.h"
#include "status/page_look.h"

#include <QClipboard>
#include <QComboBox>
#include <QEvent>
#include <QLabel>

namespace cosftp {

namespace {

constexpr auto clientKey = "overview/client";

}  // namespace

ConnectPanel::ConnectPanel(QWidget *parent)
    : QWidget(parent), m_clientLabel(new QLabel(this)), m_client(new QComboBox(this)),
      m_copy(toolButton(this, QStringLiteral("copyConnect"))), m_text(new QLabel(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    auto *row = new QHBoxLayout;
    row->addWidget(m_clientLabel);
    row->addWidget(m_client, 1);
    row->addWidget(m_copy);
    layout->addLayout(row);
    layout->addWidget(m_text);
    layout->addStretch();
    m_client->setObjectName(QStringLiteral("client"));
    m_clientLabel->setBuddy(m_client);
    for (const Client client : connectClients())
        m_client->addItem(clientName(client), static_cast<int>(client));
    m_client->setCurrentIndex(
        qMax(0, m_client->findData(QSettings().value(QLatin1String(clientKey), 0).toInt())));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    connect(m_client, &QComboBox::currentIndexChanged, this, &ConnectPanel::showText);
    connect(m_copy, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_text->text()); });
    connect(&Theme::instance(), &Theme::changed, this, &ConnectPanel::retranslate);
    retranslate();
}

void ConnectPanel::setServer(const ConnectPoint &point)
{
    m_point = point;
    showText();
}

QString ConnectPanel::text() const { return m_text->text(); }

void ConnectPanel::showText()
{
    QSettings().setValue(QLatin1String(clientKey), m_client->currentData());
    m_copy->setEnabled(!m_point.host.isEmpty());
    m_text->setText(m_point.host.isEmpty()
                        ? tr("Start the server to see how clients connect to it.")
                        : connectText(Client(m_client->currentData().toInt()), m_point));
}

void ConnectPanel::retranslate()
{
    m_clientLabel->setText(tr("&Program"));
    m_client->setAccessibleName(tr("Program"));
    for (int index = 0; index < m_client->count(); ++index)
        m_client->setItemText(index, clientName(Client(m_client->itemData(index).toInt())));
    setButton(m_copy, tr("Cop&y"), QStringLiteral("copy"));
    showText();
}

void ConnectPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace cosftp

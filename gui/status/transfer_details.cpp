// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/transfer_details.h"

#include "common/badge.h"
#include "common/card.h"
#include "common/format.h"
#include "common/roles.h"
#include "link/server_link.h"
#include "status/history_query.h"
#include "status/page_look.h"
#include "status/record_form.h"
#include "status/speed_meter.h"
#include "status/transfer_text.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QEvent>

namespace cosftp {

namespace {

constexpr int firstWidth = 640;

QLabel *textLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setFocusPolicy(Qt::ClickFocus);
    return label;
}

Health healthOf(const TransferRecord &transfer, const QDateTime &now)
{
    switch (transfer.state) {
    case TransferRecord::State::Receiving:
    case TransferRecord::State::Sending:
        return isStalled(transfer, now) ? Health::Warning : Health::Busy;
    case TransferRecord::State::Finishing:
        return Health::Busy;
    case TransferRecord::State::Parked:
        return Health::Warning;
    case TransferRecord::State::Done:
        return Health::Good;
    case TransferRecord::State::Failed:
        return Health::Bad;
    }
    return Health::Neutral;
}

QString bytesText(const TransferRecord &transfer)
{
    if (transfer.expectedBytes < 0)
        return TransferDetails::tr("%1 (%2), size unknown")
            .arg(format::bytes(transfer.bytes), format::exactBytes(transfer.bytes));
    return TransferDetails::tr("%1 of %2 (%3)")
        .arg(format::bytes(transfer.bytes), format::bytes(transfer.expectedBytes),
             format::exactBytes(transfer.bytes));
}

}  // namespace

TransferDetails::TransferDetails(const TransferRecord &transfer, const QString &serverVersion,
                                 QWidget *parent)
    : QDialog(parent), m_transfer(transfer), m_serverVersion(serverVersion),
      m_state(new Badge(this)), m_form(new RecordForm(RowCount, this)),
      m_causeCard(new Card({}, this)), m_cause(textLabel(this)), m_timelineCard(new Card({}, this)),
      m_timeline(textLabel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    auto *layout = pageLayout(this);
    auto *head = new Card({}, this);
    head->content()->addWidget(m_state, 0, Qt::AlignLeft);
    head->content()->addWidget(m_form);
    m_causeCard->content()->addWidget(m_cause);
    m_timelineCard->content()->addWidget(m_timeline);
    layout->addWidget(head);
    layout->addWidget(m_causeCard);
    layout->addWidget(m_timelineCard);
    layout->addStretch();
    makeButtons();
    m_cause->setObjectName(QStringLiteral("cause"));
    retranslate();
    resize(firstWidth, sizeHint().height());
}

void TransferDetails::makeButtons()
{
    auto *buttons = new QDialogButtonBox(this);
    m_log = buttons->addButton(QString(), QDialogButtonBox::ActionRole);
    m_report = buttons->addButton(QString(), QDialogButtonBox::ActionRole);
    m_report->setObjectName(QStringLiteral("copyReport"));
    m_close = buttons->addButton(QDialogButtonBox::Close);
    m_close->setDefault(true);
    layout()->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_report, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(TransferText::report(m_transfer, m_serverVersion));
    });
    connect(m_log, &QPushButton::clicked, this, [this] {
        Q_EMIT pageWanted(QStringLiteral("log"),
                          QStringLiteral("session/%1").arg(m_transfer.sessionId));
    });
}

void TransferDetails::follow(ServerLink &link)
{
    connect(&link, &ServerLink::snapshotChanged, this, [this, link = &link] { takeFrom(link); });
}

void TransferDetails::takeFrom(const ServerLink *link)
{
    const MonitorSnapshot snapshot = link->snapshot();
    for (const QList<TransferRecord> *list : {&snapshot.transfers, &snapshot.ended}) {
        for (const TransferRecord &transfer : *list) {
            if (historyKey(transfer) == historyKey(m_transfer))
                m_transfer = transfer;
        }
    }
    showTransfer();
}

void TransferDetails::showTransfer()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QString cause = TransferText::cause(m_transfer);
    m_state->set(healthOf(m_transfer, now), TransferText::state(m_transfer, now));
    m_form->setValue(User, QString::fromUtf8(m_transfer.user));
    m_form->setValue(Client, m_transfer.peer);
    m_form->setValue(Path, QString::fromUtf8(m_transfer.path));
    m_form->setValue(Bucket, QString::fromUtf8(m_transfer.bucket));
    m_form->setValue(Key, QString::fromUtf8(m_transfer.key));
    m_form->setValue(Bytes, bytesText(m_transfer));
    m_form->setValue(Speed,
                     format::speed(averageSpeed(m_transfer.bytes, elapsedMs(m_transfer, now))));
    m_form->setValue(Parts, TransferText::parts(m_transfer));
    m_form->setValue(Reference, QString::fromUtf8(m_transfer.errorId));
    m_cause->setText(cause);
    m_causeCard->setVisible(!cause.isEmpty());
    m_timeline->setText(TransferText::timeline(m_transfer).join(QLatin1Char('\n')));
}

void TransferDetails::retranslate()
{
    setWindowTitle(tr("%1 of %2")
                       .arg(TransferText::direction(m_transfer.direction),
                            QString::fromUtf8(m_transfer.path)));
    m_form->setNames({tr("User"), tr("Client"), tr("Path"), tr("Bucket"), tr("Object key"),
                      tr("Bytes"), tr("Average speed"), tr("Parts"), tr("Reference")});
    m_causeCard->setTitle(tr("Why it did not end well"));
    m_timelineCard->setTitle(tr("Timeline"));
    m_report->setText(tr("Copy &report"));
    m_log->setText(tr("Show in &log"));
    showTransfer();
}

void TransferDetails::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

}  // namespace cosftp

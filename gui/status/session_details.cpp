// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/session_details.h"

#include "common/card.h"
#include "common/format.h"
#include "common/roles.h"
#include "common/table_view.h"
#include "status/dialogue_text.h"
#include "status/live_proxy.h"
#include "status/page_look.h"
#include "status/question.h"
#include "status/record_form.h"
#include "status/session_model.h"
#include "status/transfer_model.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QEvent>
#include <QFontDatabase>
#include <QPlainTextEdit>

namespace cosftp {

namespace {

constexpr int keptLines = 5000;
constexpr QSize firstSize{820, 640};

QList<TransferRecord> transfersOf(const MonitorSnapshot &snapshot, quint64 sessionId)
{
    QList<TransferRecord> own;
    for (const TransferRecord &transfer : snapshot.transfers) {
        if (transfer.sessionId == sessionId)
            own += transfer;
    }
    return own;
}

}  // namespace

SessionDetails::SessionDetails(ServerLink &link, quint64 sessionId, QWidget *parent)
    : QDialog(parent), m_link(link), m_sessionId(sessionId), m_form(new RecordForm(RowCount, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    auto *layout = pageLayout(this);
    auto *head = new Card({}, this);
    head->content()->addWidget(m_form);
    layout->addWidget(head);
    makeDialogue();
    makeTransfers();
    makeButtons();
    resize(firstSize);
    retranslate();
    connect(&m_link, &ServerLink::snapshotChanged, this, &SessionDetails::onSnapshot);
    connect(&m_link, &ServerLink::statusChanged, this, &SessionDetails::onSnapshot);
    connect(&m_poll, &QTimer::timeout, this, &SessionDetails::askDialogue);
    m_poll.start(pollInterval);
    onSnapshot();
    askDialogue();
}

SessionDetails::~SessionDetails() = default;

void SessionDetails::makeDialogue()
{
    m_dialogueCard = new Card({}, this);
    m_dialogue = new QPlainTextEdit(m_dialogueCard);
    m_dialogue->setObjectName(QStringLiteral("dialogue"));
    m_dialogue->setReadOnly(true);
    m_dialogue->setMaximumBlockCount(keptLines);
    m_dialogue->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_dialogue->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_dialogue->setTabChangesFocus(true);
    m_dialogueCard->content()->addWidget(m_dialogue);
    static_cast<QVBoxLayout *>(layout())->addWidget(m_dialogueCard, 3);
}

void SessionDetails::makeTransfers()
{
    m_transfersCard = new Card({}, this);
    m_transfers = new TransferModel(this);
    auto *proxy = new LiveProxy({}, this);
    proxy->setSourceModel(m_transfers);
    auto *table = new TableView(QStringLiteral("session-transfers"), m_transfersCard);
    table->setModel(proxy);
    table->setAccessibleName(tr("Transfers of this session"));
    table->setDefaults({TransferModel::User, TransferModel::Peer, TransferModel::Session,
                        TransferModel::Bucket, TransferModel::Key, TransferModel::Started},
                       TransferModel::Started, Qt::AscendingOrder,
                       {115, 0, 230, 120, 100, 90, 90, 95, 95, 95, 140});
    m_transfersCard->content()->addWidget(table);
    static_cast<QVBoxLayout *>(layout())->addWidget(m_transfersCard, 1);
}

void SessionDetails::makeButtons()
{
    auto *buttons = new QDialogButtonBox(this);
    m_kick = buttons->addButton(QString(), QDialogButtonBox::DestructiveRole);
    m_kick->setObjectName(QStringLiteral("kick"));
    m_log = buttons->addButton(QString(), QDialogButtonBox::ActionRole);
    m_copy = buttons->addButton(QString(), QDialogButtonBox::ActionRole);
    m_copy->setObjectName(QStringLiteral("copyDialogue"));
    m_close = buttons->addButton(QDialogButtonBox::Close);
    setRole(m_kick, ButtonRole::Danger);
    m_close->setDefault(true);
    layout()->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_kick, &QPushButton::clicked, this, &SessionDetails::kick);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_dialogue->toPlainText()); });
    connect(m_log, &QPushButton::clicked, this, [this] {
        Q_EMIT pageWanted(QStringLiteral("log"), QStringLiteral("session/%1").arg(m_sessionId));
    });
}

void SessionDetails::onSnapshot()
{
    const MonitorSnapshot snapshot = m_link.snapshot();
    const auto found = std::find_if(
        snapshot.sessions.begin(), snapshot.sessions.end(),
        [this](const SessionRecord &session) { return session.sessionId == m_sessionId; });
    m_isOver = found == snapshot.sessions.end();
    if (!m_isOver)
        m_session = *found;
    showRecord(m_session);
    m_transfers->update(transfersOf(snapshot, m_sessionId), QDateTime::currentDateTimeUtc());
    m_kick->setEnabled(!m_isOver && m_link.status().state == LinkStatus::State::Running);
}

void SessionDetails::showRecord(const SessionRecord &session)
{
    m_form->setValue(User, session.user.isEmpty() ? tr("(not logged in)")
                                                  : QString::fromUtf8(session.user));
    m_form->setValue(Client, session.peer);
    m_form->setValue(Encryption, SessionModel::encryptionText(session));
    m_form->setValue(Since, format::dateTime(session.since));
    m_form->setValue(State, m_isOver ? tr("ended") : SessionModel::stateText(session.state));
    m_form->setValue(Command, QString::fromUtf8(session.lastCommand));
    m_form->setValue(Folder, QString::fromUtf8(session.cwd));
    m_form->setValue(Moved,
                     tr("%1 received, %2 sent")
                         .arg(format::bytes(session.bytesIn), format::bytes(session.bytesOut)));
}

void SessionDetails::askDialogue()
{
    if (m_isAsking || m_isOver)
        return;
    m_isAsking = true;
    m_link.askDialogue(m_sessionId, this, [this](const Result<QList<DialogueLine>> &lines) {
        m_isAsking = false;
        if (lines)
            takeDialogue(*lines);
    });
}

void SessionDetails::takeDialogue(const QList<DialogueLine> &lines)
{
    // Keeps the view at the end unless the user reads further up.
    const QStringList texts = newDialogueLines(lines, m_lastLine);
    if (!texts.isEmpty())
        m_dialogue->appendPlainText(texts.join(QLatin1Char('\n')));
}

void SessionDetails::kick()
{
    const qsizetype running = transfersOf(m_link.snapshot(), m_sessionId).size();
    if (running == 0)
        return m_link.closeSessions({m_sessionId});
    ask(this, tr("End session"),
        tr("%n transfer(s) of this session are running and would be broken off. Uploads that are "
           "broken off change nothing in the bucket.",
           nullptr, int(running)),
        tr("&End session"), [this] { m_link.closeSessions({m_sessionId}); });
}

void SessionDetails::retranslate()
{
    setWindowTitle(tr("Session %1").arg(m_sessionId));
    m_form->setNames({tr("User"), tr("Client"), tr("Encryption"), tr("Since"), tr("State"),
                      tr("Last command"), tr("Folder"), tr("Bytes")});
    m_dialogueCard->setTitle(tr("Dialogue (\">\" client, \"<\" server)"));
    m_dialogue->setAccessibleName(tr("Dialogue"));
    m_dialogue->setPlaceholderText(tr("Nothing was said yet"));
    m_transfersCard->setTitle(tr("Running transfers"));
    m_copy->setText(tr("&Copy dialogue"));
    m_log->setText(tr("Show in &log"));
    m_kick->setText(tr("&End session"));
    showRecord(m_session);
}

void SessionDetails::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

}  // namespace cosftp

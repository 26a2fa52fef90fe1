// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/server_link.h"

#include <QDialog>
#include <QTimer>

class QPlainTextEdit;
class QPushButton;

namespace cosftp {

class Card;
class RecordForm;
class TransferModel;

/// One session while it lives and after: what it does, its dialogue with the server, its transfers.
class SessionDetails final : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SessionDetails)

public:
    static constexpr std::chrono::milliseconds pollInterval{500};

    SessionDetails(ServerLink &link, quint64 sessionId, QWidget *parent);
    ~SessionDetails() override;

Q_SIGNALS:
    void pageWanted(const QString &pageId, const QString &place);

protected:
    void changeEvent(QEvent *event) override;

private:
    enum Row { User, Client, Encryption, Since, State, Command, Folder, Moved, RowCount };

    void makeDialogue();
    void makeTransfers();
    void makeButtons();
    void onSnapshot();
    void showRecord(const SessionRecord &session);
    void askDialogue();
    void takeDialogue(const QList<DialogueLine> &lines);
    void kick();
    void retranslate();

    ServerLink &m_link;
    quint64 m_sessionId;
    SessionRecord m_session;  // the last that was told
    bool m_isOver = false;
    quint64 m_lastLine = 0;
    bool m_isAsking = false;
    QTimer m_poll;
    RecordForm *m_form;
    Card *m_dialogueCard = nullptr;
    QPlainTextEdit *m_dialogue = nullptr;
    Card *m_transfersCard = nullptr;
    TransferModel *m_transfers = nullptr;
    QPushButton *m_copy = nullptr;
    QPushButton *m_log = nullptr;
    QPushButton *m_kick = nullptr;
    QPushButton *m_close = nullptr;
};

}  // namespace cosftp

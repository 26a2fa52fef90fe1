// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/records.h"

#include <QDialog>

class QLabel;
class QPushButton;

namespace cosftp {

class Badge;
class Card;
class RecordForm;
class ServerLink;

/// One transfer: what moved, what happened when, why it failed; with a report to copy.
class TransferDetails final : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TransferDetails)

public:
    TransferDetails(const TransferRecord &transfer, const QString &serverVersion, QWidget *parent);
    ~TransferDetails() override = default;

    /// Shows what changes while it runs, and how it ends.
    void follow(ServerLink &link);

Q_SIGNALS:
    void pageWanted(const QString &pageId, const QString &place);

protected:
    void changeEvent(QEvent *event) override;

private:
    enum Row { User, Client, Path, Bucket, Key, Bytes, Speed, Parts, Reference, RowCount };

    void makeButtons();
    void takeFrom(const ServerLink *link);
    void showTransfer();
    void retranslate();

    TransferRecord m_transfer;
    QString m_serverVersion;
    Badge *m_state;
    RecordForm *m_form;
    Card *m_causeCard;
    QLabel *m_cause;
    Card *m_timelineCard;
    QLabel *m_timeline;
    QPushButton *m_report = nullptr;
    QPushButton *m_log = nullptr;
    QPushButton *m_close = nullptr;
};

}  // namespace cosftp

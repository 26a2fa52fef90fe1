// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/transfers_page.h"

#include "common/empty_state.h"
#include "common/search_field.h"
#include "common/table_view.h"
#include "status/job_panel.h"
#include "status/question.h"
#include "status/transfer_details.h"
#include "status/transfer_model.h"

#include <QAction>

namespace cosftp {

TransfersPage::TransfersPage(ServerLink &link, QWidget *parent)
    : LivePage(link, QStringLiteral("transfers"), new TransferModel,
               {TransferModel::User, TransferModel::Path, TransferModel::Bucket, TransferModel::Key,
                TransferModel::Peer, TransferModel::State},
               parent),
      m_model(findChild<TransferModel *>()), m_jobs(new JobPanel(this))
{
    addAtTop(m_jobs);
    makeActions();
    table()->setDefaults({TransferModel::Average, TransferModel::Started, TransferModel::Bucket,
                          TransferModel::Key, TransferModel::Peer, TransferModel::Session},
                         TransferModel::Started, Qt::AscendingOrder,
                         {115, 85, 190, 125, 95, 80, 80, 90, 90, 95, 150, 160, 160, 200, 170, 90});
    finish();
}

void TransfersPage::makeActions()
{
    m_details = addRowAction(QStringLiteral("details"), false, true);
    m_abort = addRowAction(QStringLiteral("abort"), true, true);
    addMenuSeparator();
    m_copyPath = addRowAction(QStringLiteral("copy"), false, false);
    m_copyKey = addRowAction(QStringLiteral("copy"), false, false);
    m_copyUser = addRowAction(QStringLiteral("copy"), false, false);
    m_copyPeer = addRowAction(QStringLiteral("copy"), false, false);
    addMenuSeparator();
    m_session = addRowAction(QStringLiteral("sessions"), false, false);
    connect(m_details, &QAction::triggered, this, [this] {
        for (const quint64 id : selectedIds())
            openDetails(id);
    });
    connect(m_abort, &QAction::triggered, this, &TransfersPage::abort);
    connect(table(), &TableView::deletePressed, m_abort, &QAction::trigger);
    connect(m_copyPath, &QAction::triggered, this, [this] { copyColumn(TransferModel::Path); });
    connect(m_copyKey, &QAction::triggered, this, [this] { copyColumn(TransferModel::Key); });
    connect(m_copyUser, &QAction::triggered, this, [this] { copyColumn(TransferModel::User); });
    connect(m_copyPeer, &QAction::triggered, this, [this] { copyColumn(TransferModel::Peer); });
    connect(m_session, &QAction::triggered, this, [this] {
        const QList<quint64> ids = selectedIds();
        if (!ids.isEmpty())
            Q_EMIT pageWanted(
                QStringLiteral("sessions"),
                QStringLiteral("session/%1").arg(m_model->record(ids.first()).sessionId));
    });
}

void TransfersPage::takeSnapshot(const MonitorSnapshot &snapshot, const QDateTime &now)
{
    m_model->update(snapshot.transfers, now);
    m_jobs->show(snapshot.jobs, now);
}

void TransfersPage::setModelFrozen(bool isFrozen) { m_model->setFrozen(isFrozen); }

void TransfersPage::setModelStale(bool isStale) { m_model->setStale(isStale); }

void TransfersPage::abort()
{
    const QList<quint64> ids = selectedIds();
    if (ids.isEmpty())
        return;
    ask(this, tr("Abort transfers"),
        tr("%n transfer(s) would be broken off. Uploads that are broken off change nothing in the "
           "bucket; the clients stay connected.",
           nullptr, int(ids.size())),
        tr("&Abort %n transfer(s)", nullptr, int(ids.size())),
        [this, ids] { link().abortTransfers(ids); });
}

void TransfersPage::openDetails(quint64 id)
{
    const TransferRecord record = m_model->record(id);
    if (!record.started.isValid())
        return;
    auto *details = new TransferDetails(record, link().status().version, this);
    details->follow(link());
    connect(details, &TransferDetails::pageWanted, this, &Page::pageWanted);
    details->show();
}

void TransfersPage::retranslate()
{
    m_details->setText(tr("&Details"));
    m_abort->setText(tr("&Abort"));
    m_abort->setToolTip(tr("Breaks the selected transfers off (Delete)"));
    m_copyPath->setText(tr("Copy &path"));
    m_copyKey->setText(tr("Copy object &key"));
    m_copyUser->setText(tr("Copy &user"));
    m_copyPeer->setText(tr("Copy &address"));
    m_session->setText(tr("Show &session"));
    table()->setAccessibleName(tr("Transfers"));
    if (search()->text().isEmpty())
        empty()->setTexts(tr("No file is on its way"),
                          tr("Uploads and downloads appear here while they run; those that have "
                             "ended stand in the history."),
                          tr("How to connect"));
    else
        empty()->setTexts(tr("No transfer fits"),
                          tr("No running transfer contains the text you look for."),
                          tr("Show all"));
    LivePage::retranslate();
}

}  // namespace cosftp

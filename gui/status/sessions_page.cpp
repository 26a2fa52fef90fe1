// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/sessions_page.h"

#include "common/empty_state.h"
#include "common/search_field.h"
#include "common/table_view.h"
#include "status/question.h"
#include "status/session_details.h"
#include "status/session_model.h"

#include <QAction>

namespace cosftp {

SessionsPage::SessionsPage(ServerLink &link, QWidget *parent)
    : LivePage(link, QStringLiteral("sessions"), new SessionModel,
               {SessionModel::User, SessionModel::Peer, SessionModel::Command, SessionModel::Folder,
                SessionModel::State},
               parent),
      m_model(findChild<SessionModel *>())
{
    makeActions();
    table()->setAccessibleName(tr("Sessions"));
    table()->setDefaults({SessionModel::Since}, SessionModel::Id, Qt::AscendingOrder,
                         {70, 105, 155, 115, 160, 80, 100, 155, 110, 100, 95, 130, 140});
    finish();
}

void SessionsPage::makeActions()
{
    m_details = addRowAction(QStringLiteral("details"), false, true);
    m_kick = addRowAction(QStringLiteral("kick"), true, true);
    addMenuSeparator();
    m_copyPeer = addRowAction(QStringLiteral("copy"), false, false);
    m_copyUser = addRowAction(QStringLiteral("copy"), false, false);
    m_copyFolder = addRowAction(QStringLiteral("copy"), false, false);
    addMenuSeparator();
    m_showLog = addRowAction(QStringLiteral("log"), false, false);
    connect(m_details, &QAction::triggered, this, &SessionsPage::openSelected);
    connect(m_kick, &QAction::triggered, this, &SessionsPage::kick);
    connect(table(), &TableView::deletePressed, m_kick, &QAction::trigger);
    connect(m_copyPeer, &QAction::triggered, this, [this] { copyColumn(SessionModel::Peer); });
    connect(m_copyUser, &QAction::triggered, this, [this] { copyColumn(SessionModel::User); });
    connect(m_copyFolder, &QAction::triggered, this, [this] { copyColumn(SessionModel::Folder); });
    connect(m_showLog, &QAction::triggered, this, [this] {
        const QList<quint64> ids = selectedIds();
        if (!ids.isEmpty())
            Q_EMIT pageWanted(QStringLiteral("log"), QStringLiteral("session/%1").arg(ids.first()));
    });
}

void SessionsPage::takeSnapshot(const MonitorSnapshot &snapshot, const QDateTime &now)
{
    m_model->update(snapshot.sessions, now);
}

void SessionsPage::setModelFrozen(bool isFrozen) { m_model->setFrozen(isFrozen); }

void SessionsPage::setModelStale(bool isStale) { m_model->setStale(isStale); }

int SessionsPage::transfersOf(const QList<quint64> &sessionIds) const
{
    const QList<TransferRecord> transfers = link().snapshot().transfers;
    return int(std::count_if(transfers.begin(), transfers.end(),
                             [&sessionIds](const TransferRecord &transfer) {
                                 return sessionIds.contains(transfer.sessionId);
                             }));
}

void SessionsPage::kick()
{
    const QList<quint64> ids = selectedIds();
    if (ids.isEmpty())
        return;
    const int transfers = transfersOf(ids);
    if (transfers == 0)
        return link().closeSessions(ids);
    ask(this, tr("End sessions"),
        tr("%n transfer(s) of the selected sessions are running and would be broken off. Uploads "
           "that are broken off change nothing in the bucket.",
           nullptr, transfers),
        tr("&End %n session(s)", nullptr, int(ids.size())),
        [this, ids] { link().closeSessions(ids); });
}

void SessionsPage::openSelected()
{
    for (const quint64 id : selectedIds())
        openDetails(id);
}

void SessionsPage::openDetails(quint64 id)
{
    QPointer<SessionDetails> &details = m_open[id];
    if (!details) {
        details = new SessionDetails(link(), id, this);
        connect(details, &SessionDetails::pageWanted, this, &Page::pageWanted);
    }
    details->show();
    details->raise();
    details->activateWindow();
}

void SessionsPage::open(const QString &place)
{
    const quint64 id = place.section(QLatin1Char('/'), 1).toULongLong();
    if (id == 0)
        return;
    search()->clear();
    const auto *rows = table()->model();
    const QModelIndexList found =
        rows->match(rows->index(0, 0), Qt::DisplayRole, QString::number(id), 1, Qt::MatchExactly);
    if (found.isEmpty())
        return;
    table()->selectRow(found.first().row());
    openDetails(id);
}

void SessionsPage::retranslate()
{
    m_details->setText(tr("&Details"));
    m_kick->setText(tr("&End session"));
    m_kick->setToolTip(tr("Ends the selected sessions at once (Delete)"));
    m_copyPeer->setText(tr("Copy &address"));
    m_copyUser->setText(tr("Copy &user"));
    m_copyFolder->setText(tr("Copy &folder"));
    m_showLog->setText(tr("Show in &log"));
    table()->setAccessibleName(tr("Sessions"));
    if (search()->text().isEmpty())
        empty()->setTexts(tr("Nobody is connected"),
                          tr("Sessions appear here as soon as a client connects."),
                          tr("How to connect"));
    else
        empty()->setTexts(tr("No session fits"), tr("No session contains the text you look for."),
                          tr("Show all"));
    LivePage::retranslate();
}

}  // namespace cosftp

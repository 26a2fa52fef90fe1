// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/history_page.h"

#include "common/badge.h"
#include "common/card.h"
#include "common/empty_state.h"
#include "common/format.h"
#include "common/last_folder.h"
#include "common/message_bar.h"
#include "common/roles.h"
#include "common/search_field.h"
#include "common/table_view.h"
#include "common/theme.h"
#include "link/server_link.h"
#include "status/history_export.h"
#include "status/history_model.h"
#include "status/history_store.h"
#include "status/question.h"
#include "status/transfer_details.h"
#include "status/transfer_text.h"

#include <QClipboard>
#include <QDateEdit>
#include <QEvent>
#include <QFileDialog>
#include <QProgressBar>
#include <QStackedWidget>

namespace cosftp {

namespace {

const QString exportPurpose = QStringLiteral("history");

}  // namespace

void HistoryPage::open(const QString &place)
{
    const bool isParked = place == QLatin1String("parked");
    if (!isParked && place != QLatin1String("failed"))
        return;
    clearFilters();
    const auto wanted = isParked ? TransferRecord::State::Parked : TransferRecord::State::Failed;
    m_result->setCurrentIndex(m_result->findData(static_cast<int>(wanted)));
}

void HistoryPage::find() { m_path->begin(); }

void HistoryPage::refresh() { m_model->reload(); }

void HistoryPage::applyFilters()
{
    const Period period = Period(m_period->currentData().toInt());
    m_dates->setVisible(period == Period::Custom);
    m_model->setQuery(filters());
    keep();
}

HistoryQuery HistoryPage::filters() const
{
    HistoryQuery query;
    query.path = m_path->text().trimmed();
    query.user = m_user->text().trimmed();
    if (const int result = m_result->currentData().toInt(); result >= 0)
        query.result = TransferRecord::State(result);
    if (const int direction = m_direction->currentData().toInt(); direction >= 0)
        query.direction = TransferRecord::Direction(direction);
    const QDate today = QDate::currentDate();
    switch (Period(m_period->currentData().toInt())) {
    case Period::Any:
        break;
    case Period::Today:
        query.from = today;
        break;
    case Period::Week:
        query.from = today.addDays(-6);
        break;
    case Period::Month:
        query.from = today.addDays(-29);
        break;
    case Period::Custom:
        query.from = m_from->date();
        query.to = m_to->date();
        break;
    }
    return query;
}

void HistoryPage::clearFilters()
{
    m_path->clear();
    m_user->clear();
    for (QComboBox *choice : {m_result, m_direction, m_period})
        choice->setCurrentIndex(0);
}

void HistoryPage::showCount()
{
    const int rows = m_model->rowCount();
    m_count->setText(tr("%n transfer(s)", nullptr, rows));
    const bool isFiltered = m_model->query().isFiltered();
    if (isFiltered)
        m_empty->setTexts(tr("No transfer fits"), tr("No ended transfer passes these filters."),
                          tr("Show all"));
    else
        m_empty->setTexts(tr("Nothing was transferred yet"),
                          tr("Every transfer that has ended appears here, and stays when the "
                             "program is closed."));
    m_stack->setCurrentWidget(rows > 0 ? static_cast<QWidget *>(m_table) : m_empty);
    m_exportButton->setEnabled(rows > 0 && !m_export);
    m_clear->setEnabled(rows > 0 || isFiltered);
    showSelected();
}

TransferRecord HistoryPage::selected() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    return rows.size() == 1 ? m_model->record(rows.first().row()) : TransferRecord{};
}

void HistoryPage::showSelected()
{
    const TransferRecord transfer = selected();
    m_explanation->setVisible(transfer.started.isValid());
    if (!transfer.started.isValid())
        return;
    const bool isDone = transfer.state == TransferRecord::State::Done;
    const bool isFailed = transfer.state == TransferRecord::State::Failed;
    m_badge->set(isDone ? Health::Good : (isFailed ? Health::Bad : Health::Warning),
                 TransferText::result(transfer.state));
    m_what->setText(tr("%1 of %2 by %3, %4, %5")
                        .arg(TransferText::direction(transfer.direction),
                             QString::fromUtf8(transfer.path), QString::fromUtf8(transfer.user),
                             format::exactBytes(transfer.bytes), format::dateTime(transfer.ended)));
    const QString cause = TransferText::cause(transfer);
    m_cause->setText(cause);
    m_cause->setVisible(!cause.isEmpty());
}

void HistoryPage::showProblem()
{
    if (m_store.problem().isEmpty())
        return m_message->hide();
    m_message->say(MessageBar::Kind::Warning, m_store.problem());
}

void HistoryPage::chooseExportFile()
{
    auto *dialog = new QFileDialog(this, tr("Export history"), lastFolder::of(exportPurpose),
                                   tr("Comma-separated values (*.csv)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(
        QStringLiteral("transfers-%1.csv").arg(QDate::currentDate().toString(Qt::ISODate)));
    connect(dialog, &QFileDialog::fileSelected, this, &HistoryPage::exportTo);
    dialog->open();
}

void HistoryPage::exportTo(const QString &fileName)
{
    if (m_export)
        return;
    lastFolder::keep(exportPurpose, fileName);
    m_export = new HistoryExport(m_store.fileName(), m_model->query(), fileName, this);
    connect(m_export, &HistoryExport::progressed, this, [this](qint64 rows, qint64 ofRows) {
        m_progress->setMaximum(static_cast<int>(ofRows));
        m_progress->setValue(static_cast<int>(rows));
    });
    connect(m_export, &HistoryExport::finished, this,
            [this, fileName](bool isDone, const QString &problem) {
                onExported(fileName, isDone, problem);
            });
    connect(m_cancel, &QToolButton::clicked, m_export, &HistoryExport::cancel);
    m_progress->setRange(0, 0);
    m_progress->show();
    m_cancel->show();
    m_exportButton->setEnabled(false);
    m_export->start();
}

void HistoryPage::onExported(const QString &fileName, bool isDone, const QString &problem)
{
    m_export->deleteLater();
    m_export = nullptr;
    m_progress->hide();
    m_cancel->hide();
    showCount();
    if (!problem.isEmpty())
        m_message->say(MessageBar::Kind::Error, tr("The export failed: %1").arg(problem));
    else if (isDone)
        m_message->say(MessageBar::Kind::Good, tr("Exported to %1").arg(fileName));
    else
        m_message->say(MessageBar::Kind::Info, tr("The export was cancelled; no file was left."));
}

void HistoryPage::askToClear()
{
    ask(this, tr("Clear history"),
        tr("All recorded transfers would be forgotten. The files in the buckets stay."),
        tr("&Clear history"), [this] { m_store.clear(); });
}

void HistoryPage::openDetails()
{
    const TransferRecord transfer = selected();
    if (!transfer.started.isValid())
        return;
    auto *details = new TransferDetails(transfer, m_link.status().version, this);
    connect(details, &TransferDetails::pageWanted, this, &Page::pageWanted);
    details->show();
}

void HistoryPage::copyReport() const
{
    QGuiApplication::clipboard()->setText(
        TransferText::report(selected(), m_link.status().version));
}

void HistoryPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Page::changeEvent(event);
}

}  // namespace cosftp

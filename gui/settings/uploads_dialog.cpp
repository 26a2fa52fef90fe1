// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/uploads_dialog.h"

#include "common/format.h"
#include "common/roles.h"
#include "common/table_view.h"
#include "settings/upload_model.h"

#include <QDialogButtonBox>
#include <QMessageBox>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>

namespace cosftp {

UploadsDialog::UploadsDialog(ServerLink &link, BucketSettings bucket, QWidget *parent)
    : QDialog(parent), m_link(link), m_bucket(std::move(bucket)), m_model(new UploadModel(this)),
      m_sorted(new QSortFilterProxyModel(this)),
      m_table(new TableView(QStringLiteral("unfinishedUploads"))), m_summary(new QLabel),
      m_outcome(new QLabel), m_refresh(new QPushButton(tr("&Look again"))),
      m_abort(new QPushButton(tr("&Abort the selected…")))
{
    setWindowTitle(tr("Unfinished uploads in %1").arg(QString::fromUtf8(m_bucket.bucket)));
    m_table->setObjectName(QStringLiteral("uploads"));
    m_summary->setObjectName(QStringLiteral("uploadsSummary"));
    m_outcome->setObjectName(QStringLiteral("uploadsOutcome"));
    m_refresh->setObjectName(QStringLiteral("uploadsRefresh"));
    m_abort->setObjectName(QStringLiteral("uploadsAbort"));
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(UploadModel::sortRole);
    build();
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &UploadsDialog::onSelection);
    connect(m_table, &TableView::deletePressed, this, &UploadsDialog::askToAbort);
    connect(m_refresh, &QPushButton::clicked, this, &UploadsDialog::refresh);
    connect(m_abort, &QPushButton::clicked, this, &UploadsDialog::askToAbort);
    refresh();
}

UploadsDialog::~UploadsDialog() = default;

void UploadsDialog::build()
{
    auto *explanation = new QLabel(
        tr("Parts of files that were never completed. Nobody sees them, and they cost as much as "
           "files of their size. Cleaning up removes those that nobody can continue."));
    for (QLabel *label : {explanation, m_summary, m_outcome}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    setRole(explanation, LabelRole::Muted);
    m_outcome->hide();
    m_table->setModel(m_sorted);
    m_table->setAccessibleName(tr("Unfinished uploads"));
    m_table->setDefaults({}, UploadModel::Bytes, Qt::DescendingOrder,
                         {230, 80, 140, 140, 60, 85, 190});
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->addButton(m_refresh, QDialogButtonBox::ActionRole);
    buttons->addButton(m_abort, QDialogButtonBox::ActionRole);
    setRole(m_abort, ButtonRole::Danger);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(explanation);
    layout->addWidget(m_summary);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_outcome);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 160, fontMetrics().height() * 26);
}

void UploadsDialog::setBusy(const QString &text)
{
    m_summary->setText(text);
    m_refresh->setEnabled(false);
    m_abort->setEnabled(false);
    if (QObject *before = std::exchange(m_question, new QObject(this)))
        before->deleteLater();  // it may be answered at this moment
}

// Many of them take a while: each is asked for its parts.
void UploadsDialog::refresh()
{
    setBusy(tr("Looking…"));
    m_link.askUploads(m_bucket, m_question, [this](const Result<QList<UnfinishedUpload>> &uploads) {
        onListed(uploads);
    });
}

QSet<QByteArray> UploadsDialog::runningKeys() const
{
    QSet<QByteArray> keys;
    for (const TransferRecord &transfer : m_link.snapshot().transfers)
        if (transfer.direction == TransferRecord::Direction::Upload
            && transfer.bucket == m_bucket.bucket)
            keys += transfer.key;
    return keys;
}

void UploadsDialog::onListed(const Result<QList<UnfinishedUpload>> &uploads)
{
    m_refresh->setEnabled(true);
    if (!uploads) {
        const QString detail = uploads.error().detail;
        const QString why =
            detail.isEmpty() ? QString::fromLatin1(nameOf(uploads.error().code)) : detail;
        m_model->setUploads({}, {});
        return m_summary->setText(tr("The bucket does not tell: %1").arg(why));
    }
    m_model->setUploads(*uploads, runningKeys());
    const int count = m_model->rowCount();
    m_summary->setText(count == 0 ? tr("Nothing lies unfinished in this bucket.")
                                  : tr("%n unfinished upload(s) with %1 in all.", nullptr, count)
                                        .arg(format::bytes(m_model->totalBytes())));
    onSelection();
}

QList<UnfinishedUpload> UploadsDialog::chosen() const
{
    QList<UnfinishedUpload> uploads;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows()) {
        const int row = m_sorted->mapToSource(index).row();
        if (!m_model->isRunning(row))
            uploads += m_model->upload(row);
    }
    return uploads;
}

void UploadsDialog::onSelection()
{
    m_abort->setEnabled(m_refresh->isEnabled() && !chosen().isEmpty());
}

void UploadsDialog::askToAbort()
{
    const QList<UnfinishedUpload> uploads = chosen();
    if (uploads.isEmpty() || !m_abort->isEnabled())
        return;
    const bool mayGoOn =
        std::any_of(uploads.begin(), uploads.end(), [](const UnfinishedUpload &upload) {
            return upload.fate == UnfinishedUpload::Fate::Resumable;
        });
    QMessageBox question(QMessageBox::Question, tr("Abort unfinished uploads"),
                         tr("Remove %n unfinished upload(s) with all their parts?", nullptr,
                            static_cast<int>(uploads.size())),
                         QMessageBox::Cancel, this);
    question.setInformativeText(
        mayGoOn ? tr("Some could be continued by their clients, who would have to begin anew. An "
                     "upload of another program that runs now would fail.")
                : tr("An upload of another program that runs now would fail. Files stay as they "
                     "are."));
    QPushButton *yes = question.addButton(tr("&Abort them"), QMessageBox::AcceptRole);
    setRole(yes, ButtonRole::Danger);
    question.exec();
    if (question.clickedButton() == yes)
        abort(uploads);
}

void UploadsDialog::abort(const QList<UnfinishedUpload> &uploads)
{
    setBusy(tr("Aborting…"));
    m_link.abortUploads(m_bucket, uploads, m_question,
                        [this](const Result<AbortedUploads> &report) { onAborted(report); });
}

void UploadsDialog::onAborted(const Result<AbortedUploads> &report)
{
    const int failed = report ? report->failed : 0;
    QString text = report ? tr("%n upload(s) aborted, %1 freed.", nullptr, report->aborted)
                                .arg(format::bytes(report->abortedBytes))
                          : report.error().detail;
    if (failed > 0)
        text += QLatin1Char('\n')
                + tr("%n could not be aborted: %1", nullptr, failed).arg(report->problem);
    m_outcome->setText(text);
    m_outcome->show();
    setRole(m_outcome, report && failed == 0 ? LabelRole::Good : LabelRole::Error);
    refresh();
}

}  // namespace cosftp

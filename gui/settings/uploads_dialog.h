// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/server_link.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QSortFilterProxyModel;

namespace cosftp {

class TableView;
class UploadModel;

/// The uploads of one bucket that nobody has ended: what they hold, whether they can be continued;
/// chosen ones can be aborted. Asks the server when it opens and when told to.
class UploadsDialog final : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UploadsDialog)

public:
    UploadsDialog(ServerLink &link, BucketSettings bucket, QWidget *parent = nullptr);
    ~UploadsDialog() override;

private:
    void build();
    void refresh();
    void onListed(const Result<QList<UnfinishedUpload>> &uploads);
    void onSelection();
    void askToAbort();
    void abort(const QList<UnfinishedUpload> &uploads);
    void onAborted(const Result<AbortedUploads> &report);
    void setBusy(const QString &text);
    [[nodiscard]] QSet<QByteArray> runningKeys() const;
    [[nodiscard]] QList<UnfinishedUpload> chosen() const;

    ServerLink &m_link;
    BucketSettings m_bucket;
    UploadModel *m_model;
    QSortFilterProxyModel *m_sorted;
    TableView *m_table;
    QLabel *m_summary;
    QLabel *m_outcome;
    QPushButton *m_refresh;
    QPushButton *m_abort;
    QObject *m_question = nullptr;  ///< Context of what the server was asked last.
};

}  // namespace cosftp

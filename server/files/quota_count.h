// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/entry.h"
#include "files/quota_book.h"

#include <QObject>

namespace cosftp {

/// Counts what lies in the mounts of a user, page by page, one request at a time, and enters it in
/// the book. Deletes itself at the end; deleted before, the book knows that nobody counts.
class QuotaCount final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(QuotaCount)

public:
    QuotaCount(std::shared_ptr<QuotaBook> book, const QByteArray &user, QList<Mount> mounts,
               QObject *parent);
    ~QuotaCount() override;

    void start();

private:
    void countAll();
    void askPage(const QByteArray &marker);
    void onPage(const Result<ListPage> &page);
    void nextMount();

    std::shared_ptr<QuotaBook> m_book;
    QuotaRecord m_record;
    const QList<Mount> m_mounts;
    QList<std::shared_ptr<ObjectStore>> m_stores;  // of these
    qsizetype m_at = 0;                            // the one that is being counted
    int m_countsLeft;
    bool m_isCounted = false;
};

}  // namespace cosftp

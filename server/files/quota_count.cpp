// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/quota_count.h"

#include "core/logging.h"
#include "core/text.h"
#include "core/thread_check.h"
#include "files/own_objects.h"

namespace cosftp {

namespace {

// A mount that shows a part of what another mount shows counts once.
QList<Mount> withoutNested(const QList<Mount> &mounts)
{
    QList<Mount> kept;
    for (qsizetype at = 0; at < mounts.size(); ++at) {
        const Mount &mount = mounts[at];
        bool isCovered = false;
        for (qsizetype other = 0; other < mounts.size() && !isCovered; ++other) {
            const bool isSame = mounts[other].prefix == mount.prefix;
            isCovered = other != at && mounts[other].bucket == mount.bucket
                        && mount.prefix.startsWith(mounts[other].prefix) && (!isSame || other < at);
        }
        if (!isCovered)
            kept += mount;
    }
    return kept;
}

}  // namespace

QuotaCount::QuotaCount(std::shared_ptr<QuotaBook> book, const QByteArray &user, QList<Mount> mounts,
                       QObject *parent)
    : QObject(parent), m_book(std::move(book)), m_mounts(withoutNested(mounts))
{
    m_record.user = user;
    for (const Mount &mount : std::as_const(m_mounts))
        m_stores += mount.store->share();
}

QuotaCount::~QuotaCount()
{
    assertThread(*this);
    m_book->countEnded(m_record.user, m_isCounted ? std::optional(m_record) : std::nullopt);
}

void QuotaCount::start()
{
    assertThread(*this);
    if (m_mounts.isEmpty())
        return deleteLater();
    askPage({});
}

void QuotaCount::askPage(const QByteArray &marker)
{
    ListRequest request;
    request.prefix = m_mounts.first().prefix;
    request.marker = marker;
    m_stores.first()->list(request, this, [this](const Result<ListPage> &page) { onPage(page); });
}

void QuotaCount::onPage(const Result<ListPage> &page)
{
    if (!page) {
        qCWarning(lcStore).noquote() << "the quota of" << escaped(m_record.user, 64)
                                     << "could not be counted:" << page.error().detail;
        return deleteLater();
    }
    for (const ObjectInfo &object : page->objects) {
        if (isOwnObject(object.key) || object.key == m_mounts.first().prefix)
            continue;
        m_record.bytes += object.sizeBytes;
        ++m_record.objects;
    }
    if (page->isTruncated)
        return askPage(page->nextMarker);
    nextMount();
}

void QuotaCount::nextMount()
{
    m_mounts.removeFirst();
    m_stores.removeFirst();
    if (!m_mounts.isEmpty())
        return askPage({});
    m_isCounted = true;
    deleteLater();
}

}  // namespace cosftp

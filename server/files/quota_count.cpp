// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/quota_count.h"

#include "core/logging.h"
#include "core/text.h"
#include "core/thread_check.h"
#include "files/own_objects.h"

namespace cosftp {

namespace {

// A bucket in use is counted again when somebody has stored or removed something meanwhile; one
// that never rests is counted as well as that can be, and soon again.
constexpr int mostCounts = 3;

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
    : QObject(parent), m_book(std::move(book)), m_mounts(withoutNested(mounts)),
      m_countsLeft(mostCounts)
{
    m_record.user = user;
    for (const Mount &mount : m_mounts)
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
    countAll();
}

void QuotaCount::countAll()
{
    --m_countsLeft;
    m_at = 0;
    m_record.bytes = 0;
    m_record.objects = 0;
    askPage({});
}

void QuotaCount::askPage(const QByteArray &marker)
{
    ListRequest request;
    request.prefix = m_mounts.at(m_at).prefix;
    request.marker = marker;
    m_stores.at(m_at)->list(request, this, [this](const Result<ListPage> &page) { onPage(page); });
}

void QuotaCount::onPage(const Result<ListPage> &page)
{
    if (!page) {
        qCWarning(lcStore).noquote() << "the quota of" << escaped(m_record.user, 64)
                                     << "could not be counted:" << page.error().detail;
        return deleteLater();
    }
    for (const ObjectInfo &object : page->objects) {
        if (isOwnObject(object.key) || object.key == m_mounts.at(m_at).prefix)
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
    if (++m_at < m_mounts.size())
        return askPage({});
    if (m_countsLeft > 0 && m_book->hasChangedWhileCounting(m_record.user))
        return countAll();
    m_isCounted = true;
    deleteLater();
}

}  // namespace cosftp

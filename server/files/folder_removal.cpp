// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/folder_removal.h"

#include "files/remove_many.h"

#include <algorithm>

namespace cosftp {

FolderRemoval::FolderRemoval(Place place, FolderJobOptions options, Handler<Done> handler)
    : QObject(place.context), m_place(std::move(place)), m_options(std::move(options)),
      m_handler(std::move(handler))
{
    m_place.context = this;
}

FolderRemoval::~FolderRemoval() = default;

void FolderRemoval::start() { notePage({}); }

void FolderRemoval::notePage(const QByteArray &marker)
{
    ListRequest request;
    request.prefix = m_place.at.folderPrefix();
    request.marker = marker;
    m_place.store().list(request, this, [this](const Result<ListPage> &page) { onPage(page); });
}

void FolderRemoval::onPage(const Result<ListPage> &page)
{
    if (!page)
        return end(page.error());
    for (const ObjectInfo &object : page->objects)
        m_keys += object.key;
    if (m_keys.size() > m_options.maxKeys)
        return end(
            Failure::of(Failure::Code::TooLarge,
                        QStringLiteral("more than %1 files in the folder").arg(m_options.maxKeys)));
    if (page->isTruncated)
        return notePage(page->nextMarker);
    m_total = m_keys.size();
    if (m_keys.isEmpty())
        return end(Failure::of(Failure::Code::NotFound));
    removeNext();
}

// From the end, so that a marker goes after what its folder holds.
void FolderRemoval::removeNext()
{
    constexpr qsizetype batchKeys = 1000;
    if (m_options.onProgress)
        m_options.onProgress(m_removed, m_total);
    if (m_keys.isEmpty()) {
        m_place.tree->cache.noteRemoved(m_place.path, true);
        return end(Done());
    }
    const qsizetype count = std::min(batchKeys, m_keys.size());
    const QList<QByteArray> batch = m_keys.last(count);
    m_keys.resize(m_keys.size() - count);
    removeKeys(
        m_place.store(), batch, this,
        [this, count](const Result<QList<QByteArray>> &leftOver) { onRemoved(leftOver, count); });
}

void FolderRemoval::onRemoved(const Result<QList<QByteArray>> &leftOver, qsizetype count)
{
    if (!leftOver)
        return end(leftOver.error());
    if (!leftOver->isEmpty())
        return end(Failure::of(Failure::Code::Busy,
                               QStringLiteral("the store could not remove %1 objects, such as %2")
                                   .arg(leftOver->size())
                                   .arg(QString::fromUtf8(leftOver->first()))));
    m_removed += count;
    removeNext();
}

void FolderRemoval::end(const Outcome &outcome)
{
    if (std::exchange(m_isEnded, true))
        return;
    deleteLater();
    std::exchange(m_handler, nullptr)(outcome);
}

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/folder_removal.h"

#include "core/thread_check.h"
#include "files/remove_many.h"

#include <algorithm>

namespace cosftp {

FolderRemoval::FolderRemoval(Place place, FolderJobOptions options, Handler<Done> handler)
    : QObject(place.context), m_place(std::move(place)), m_options(std::move(options)),
      m_handler(std::move(handler)), m_objects(m_options.mayHold)
{
    m_place.context = this;
}

FolderRemoval::~FolderRemoval() = default;

void FolderRemoval::start()
{
    assertThread(*this);
    m_place.holdSoon({m_place.folderSpan()}, "SITE RMDIR", [this](const Result<HeldKeys> &folder) {
        if (!folder)
            return end(folder.error());
        m_folder = *folder;
        notePage({});
    });
}

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
        m_objects.add(QByteArrayView(object.key).sliced(m_place.at.folderPrefix().size()),
                      object.etag, object.sizeBytes);
    if (m_objects.count() > m_options.maxKeys)
        return end(
            Failure::of(Failure::Code::TooLarge,
                        QStringLiteral("more than %1 files in the folder").arg(m_options.maxKeys)));
    if (!m_objects.mayBeHeld())
        return end(keysDoNotFit());
    if (page->isTruncated)
        return notePage(page->nextMarker);
    m_total = m_objects.count();
    if (m_objects.count() == 0)
        return end(Failure::of(Failure::Code::NotFound));
    removeNext();
}

QByteArray FolderRemoval::keyOf(qsizetype number) const
{
    return m_place.at.folderPrefix() + m_objects.name(number);
}

// From the end, so that a marker goes after what its folder holds.
void FolderRemoval::removeNext()
{
    constexpr qsizetype batchKeys = 1000;
    if (m_options.onProgress)
        m_options.onProgress(m_removed, m_total);
    if (m_objects.count() == 0) {
        m_place.tree->cache.noteRemoved(m_place.path, true);
        return end(Done());
    }
    const qsizetype count = std::min(batchKeys, m_objects.count());
    m_batch.clear();
    for (qsizetype number = m_objects.count() - count; number < m_objects.count(); ++number)
        m_batch += Listed{keyOf(number), m_objects.etag(number)};
    m_objects.dropLast(count);
    m_now.clear();
    m_place.holdToPublish(
        {m_place.folderSpan()}, "SITE RMDIR", [this](const Result<HeldKeys> &publishing) {
            if (!publishing)
                return end(publishing.error());
            listBatch(m_objects.count() == 0 ? QByteArray() : keyOf(m_objects.count() - 1),
                      *publishing);
        });
}

void FolderRemoval::listBatch(const QByteArray &marker, const HeldKeys &publishing)
{
    ListRequest request;
    request.prefix = m_place.at.folderPrefix();
    request.marker = marker;
    m_place.store().list(request, this, [this, publishing](const Result<ListPage> &page) {
        page ? onListedAgain(*page, publishing) : end(page.error());
    });
}

void FolderRemoval::onListedAgain(const ListPage &page, const HeldKeys &publishing)
{
    for (const ObjectInfo &object : page.objects)
        m_now.insert(object.key, object.etag);
    if (page.isTruncated && page.nextMarker < m_batch.last().key)
        return listBatch(page.nextMarker, publishing);
    removeUnchanged(publishing);
}

void FolderRemoval::removeUnchanged(const HeldKeys &publishing)
{
    QList<QByteArray> keys;
    for (const Listed &listed : std::as_const(m_batch))
        if (m_now.value(listed.key) == listed.etag)
            keys += listed.key;
    removeKeys(m_place.store(), keys, this,
               [this, publishing, count = m_batch.size()](
                   const Result<QList<QByteArray>> &leftOver) { onRemoved(leftOver, count); });
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
    m_folder.reset();
    std::exchange(m_handler, nullptr)(outcome);
}

}  // namespace cosftp

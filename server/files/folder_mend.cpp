// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/folder_mend.h"

#include "files/remove_many.h"

namespace cosftp {

FolderMend::FolderMend(ObjectStore &store, JournalRecord record, QObject *context,
                       Handler<qint64> handler)
    : QObject(context), m_store(store), m_record(std::move(record)), m_handler(std::move(handler))
{}

FolderMend::~FolderMend() = default;

void FolderMend::start() { noteTargets({}); }

void FolderMend::noteTargets(const QByteArray &marker)
{
    ListRequest request;
    request.prefix = m_record.to;
    request.marker = marker;
    m_store.list(request, this, [this](const Result<ListPage> &page) { onTargets(page); });
}

void FolderMend::onTargets(const Result<ListPage> &page)
{
    if (!page)
        return end(page.error());
    for (const ObjectInfo &object : page->objects)
        m_targets.insert(object.key.sliced(m_record.to.size()), {object.sizeBytes, object.etag});
    if (page->isTruncated)
        return noteTargets(page->nextMarker);
    visitSources({});
}

void FolderMend::visitSources(const QByteArray &marker)
{
    ListRequest request;
    request.prefix = m_record.from;
    request.marker = marker;
    m_store.list(request, this, [this](const Result<ListPage> &page) { onSources(page); });
}

void FolderMend::onSources(const Result<ListPage> &page)
{
    if (!page)
        return end(page.error());
    for (const ObjectInfo &object : page->objects) {
        const QByteArray relative = object.key.sliced(m_record.from.size());
        const auto target = m_targets.constFind(relative);
        if (target == m_targets.constEnd() || target->sizeBytes != object.sizeBytes)
            continue;
        if (target->etag == object.etag)
            doom(relative);
        else
            m_doubtful += relative;
    }
    m_nextMarker = page->isTruncated ? page->nextMarker : QByteArray();
    compareNext();
}

// The copy of what was stored in parts has another ETag than its source.
void FolderMend::compareNext()
{
    if (m_doubtful.isEmpty())
        return removeDoomed();
    const QByteArray relative = m_doubtful.takeFirst();
    m_store.head(
        m_record.from + relative, this,
        [this, relative](const Result<ObjectInfo> &source) { onSourceHead(relative, source); });
}

void FolderMend::onSourceHead(const QByteArray &relative, const Result<ObjectInfo> &source)
{
    if (!source || !source->crc64)
        return compareNext();  // nothing is known for sure: both stay
    m_store.head(m_record.to + relative, this,
                 [this, relative, crc = source->crc64](const Result<ObjectInfo> &target) {
                     if (target && target->crc64 == crc)
                         doom(relative);
                     compareNext();
                 });
}

void FolderMend::doom(const QByteArray &relative)
{
    m_doomed += (m_record.isDecided ? m_record.from : m_record.to) + relative;
}

void FolderMend::removeDoomed()
{
    const QList<QByteArray> keys = std::exchange(m_doomed, {});
    removeKeys(m_store, keys, this,
               [this, count = keys.size()](const Result<QList<QByteArray>> &leftOver) {
                   if (!leftOver || !leftOver->isEmpty())
                       return end(leftOver ? Failure::of(Failure::Code::Busy) : leftOver.error());
                   m_removed += count;
                   m_nextMarker.isEmpty() ? end(m_removed) : visitSources(m_nextMarker);
               });
}

void FolderMend::end(const Result<qint64> &result)
{
    if (std::exchange(m_isEnded, true))
        return;
    deleteLater();
    std::exchange(m_handler, nullptr)(result);
}

}  // namespace cosftp

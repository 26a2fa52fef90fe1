// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/folder_mend.h"

#include "core/thread_check.h"

namespace cosftp {

namespace {

// A copy may have been made since the journal was renewed for the last time.
constexpr qint64 clockSlackSeconds = 1;
constexpr qint64 lastCopiesSeconds = 2 * JobJournal::renewal.count();

}  // namespace

FolderMend::FolderMend(ObjectStore &store, JournalRecord record, RemovalTerms terms,
                       QObject *context, Handler<qint64> handler)
    : QObject(context), m_store(store.share()), m_record(std::move(record)),
      m_notAfter(
          m_record.written.addSecs(m_record.isDecided ? clockSlackSeconds : lastCopiesSeconds)),
      m_terms(std::move(terms)), m_handler(std::move(handler))
{}

FolderMend::~FolderMend() = default;

void FolderMend::start()
{
    assertThread(*this);
    noteTargets({});
}

void FolderMend::noteTargets(const QByteArray &marker)
{
    ListRequest request;
    request.prefix = m_record.to;
    request.marker = marker;
    m_store->list(request, this, [this](const Result<ListPage> &page) { onTargets(page); });
}

void FolderMend::onTargets(const Result<ListPage> &page)
{
    if (!page)
        return end(page.error());
    for (const ObjectInfo &object : page->objects)
        m_targets.insert(object.key.sliced(m_record.to.size()), object.sizeBytes);
    if (page->isTruncated)
        return noteTargets(page->nextMarker);
    visitSources({});
}

void FolderMend::visitSources(const QByteArray &marker)
{
    ListRequest request;
    request.prefix = m_record.from;
    request.marker = marker;
    m_store->list(request, this, [this](const Result<ListPage> &page) { onSources(page); });
}

void FolderMend::onSources(const Result<ListPage> &page)
{
    if (!page)
        return end(page.error());
    QList<DoomedObject> doomed;
    for (const ObjectInfo &object : page->objects) {
        const QByteArray name = object.key.sliced(m_record.from.size());
        if (m_targets.value(name, -1) != object.sizeBytes)
            continue;
        DoomedObject one{m_record.to + name, {}, m_record.from + name, m_notAfter};
        if (m_record.isDecided)
            std::swap(one.key, one.twinKey);
        doomed += one;
    }
    m_nextMarker = page->isTruncated ? page->nextMarker : QByteArray();
    removeDoomed(std::move(doomed));
}

void FolderMend::removeDoomed(QList<DoomedObject> doomed)
{
    (new RemoveVersions(m_store, std::move(doomed), m_terms, this,
                        [this](const Result<RemovalReport> &report) { onRemoved(report); }))
        ->start();
}

void FolderMend::onRemoved(const Result<RemovalReport> &report)
{
    if (!report)
        return end(report.error());
    if (!report->leftOver.isEmpty())
        return end(Failure::of(Failure::Code::Busy));
    m_removed += report->removed;
    m_nextMarker.isEmpty() ? end(m_removed) : visitSources(m_nextMarker);
}

void FolderMend::end(const Result<qint64> &result)
{
    deleteLater();
    std::exchange(m_handler, nullptr)(result);
}

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/source_removal.h"

#include "core/logging.h"
#include "core/thread_check.h"
#include "files/remove_many.h"

namespace cosftp {

namespace {

void warnOfChange(const QByteArray &key)
{
    qCWarning(lcStore) << "changed while its folder was renamed, so it stays:" << key;
}

}  // namespace

SourceRemoval::SourceRemoval(Place source, FolderClaims::Held claims, RemovalTerms terms,
                             std::shared_ptr<FolderLedger> copied, Handler<Done> handler)
    : QObject(source.context), m_source(std::move(source)), m_claims(std::move(claims)),
      m_terms(std::move(terms)), m_copied(std::move(copied)), m_handler(std::move(handler))
{
    m_source.context = this;
}

SourceRemoval::~SourceRemoval() = default;

void SourceRemoval::start()
{
    assertThread(*this);
    removePage({});
}

void SourceRemoval::removePage(const QByteArray &marker)
{
    m_claims->confirm(this, [this, marker](const Outcome &confirmed) {
        if (!confirmed)
            return end(confirmed);
        m_source.holdToPublish(
            {m_source.folderSpan()}, "RNTO", [this, marker](const Result<HeldKeys> &publishing) {
                publishing ? checkPage(marker, *publishing) : end(publishing.error());
            });
    });
}

void SourceRemoval::checkPage(const QByteArray &marker, const HeldKeys &publishing)
{
    ListRequest request;
    request.prefix = m_source.at.folderPrefix();
    request.marker = marker;
    m_source.store().list(request, this, [this, publishing](const Result<ListPage> &page) {
        if (!page)
            return end(page.error());
        m_nextMarker = page->isTruncated ? page->nextMarker : QByteArray();
        removeUnchanged(*page, publishing);
    });
}

void SourceRemoval::removeUnchanged(const ListPage &page, const HeldKeys &publishing)
{
    QList<QByteArray> keys;
    const qsizetype prefix = m_source.at.folderPrefix().size();
    for (const ObjectInfo &object : page.objects) {
        const auto number = m_copied->find(QByteArrayView(object.key).sliced(prefix));
        if (!number || !m_copied->isConfirmed(*number) || m_copied->isVisited(*number))
            continue;
        const ObjectVersion copied = m_copied->source(*number);
        if (copied.etag == object.etag && copied.sizeBytes == object.sizeBytes)
            keys += object.key;
        else
            warnOfChange(object.key);
        m_copied->visit(*number);
    }
    removeKeys(m_source.store(), keys, this,
               [this, publishing, count = keys.size()](const Result<QList<QByteArray>> &leftOver) {
                   onRemoved(leftOver, count);
               });
}

// Ends the job if there is something.
bool SourceRemoval::hasLeftOver(const Result<QList<QByteArray>> &leftOver)
{
    if (leftOver && leftOver->isEmpty())
        return false;
    end(leftOver ? Failure::of(
            Failure::Code::Busy,
            QStringLiteral("all files were copied, but the store could not remove %1 of "
                           "the old ones, such as %2")
                .arg(leftOver->size())
                .arg(QString::fromUtf8(leftOver->first())))
                 : leftOver.error());
    return true;
}

void SourceRemoval::onRemoved(const Result<QList<QByteArray>> &leftOver, qsizetype count)
{
    if (hasLeftOver(leftOver))
        return;
    Q_EMIT removed(count);
    m_nextMarker.isEmpty() ? removeUnlisted() : removePage(m_nextMarker);
}

// What the listing does not show yet was copied all the same.
void SourceRemoval::removeUnlisted()
{
    constexpr qsizetype mostAtOnce = 1000;
    QList<DoomedObject> objects;
    for (; m_nextUnlisted < m_copied->count() && objects.size() < mostAtOnce; ++m_nextUnlisted)
        if (m_copied->isConfirmed(m_nextUnlisted) && !m_copied->isVisited(m_nextUnlisted))
            objects += DoomedObject{m_source.at.folderPrefix() + m_copied->name(m_nextUnlisted),
                                    {m_copied->source(m_nextUnlisted)}};
    if (objects.isEmpty())
        return end(Done());
    (new RemoveVersions(m_source.store().share(), std::move(objects), m_terms, this,
                        [this](const Result<RemovalReport> &report) { onUnlistedRemoved(report); }))
        ->start();
}

void SourceRemoval::onUnlistedRemoved(const Result<RemovalReport> &report)
{
    if (!report)
        return end(report.error());
    for (const QByteArray &key : report->changed)
        warnOfChange(key);
    if (!hasLeftOver(report->leftOver))
        removeUnlisted();
}

void SourceRemoval::end(const Outcome &outcome)
{
    deleteLater();
    m_claims.reset();
    m_terms = {};
    std::exchange(m_handler, nullptr)(outcome);
}

}  // namespace cosftp

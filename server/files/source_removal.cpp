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
                             QHash<QByteArray, ObjectVersion> copied, Handler<Done> handler)
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
    for (const ObjectInfo &object : page.objects) {
        const auto copied = m_copied.constFind(object.key);
        if (copied == m_copied.constEnd())
            continue;
        if (copied->etag == object.etag && copied->sizeBytes == object.sizeBytes)
            keys += object.key;
        else
            warnOfChange(object.key);
        m_copied.erase(copied);
    }
    removeKeys(m_source.store(), keys, this,
               [this, publishing, count = keys.size()](const Result<QList<QByteArray>> &leftOver) {
                   onRemoved(leftOver, count);
               });
}

void SourceRemoval::onRemoved(const Result<QList<QByteArray>> &leftOver, qsizetype count)
{
    if (!leftOver)
        return end(leftOver.error());
    if (!leftOver->isEmpty())
        return end(Failure::of(
            Failure::Code::Busy,
            QStringLiteral("all files were copied, but the store could not remove %1 of the old "
                           "ones, such as %2")
                .arg(leftOver->size())
                .arg(QString::fromUtf8(leftOver->first()))));
    Q_EMIT removed(count);
    m_nextMarker.isEmpty() ? removeUnlisted() : removePage(m_nextMarker);
}

// What the listing does not show yet was copied all the same.
void SourceRemoval::removeUnlisted()
{
    QList<DoomedObject> objects;
    for (auto copied = m_copied.constBegin(); copied != m_copied.constEnd(); ++copied)
        objects += DoomedObject{copied.key(), {copied.value()}};
    m_copied.clear();
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
    onRemoved(report->leftOver, 0);
}

void SourceRemoval::end(const Outcome &outcome)
{
    deleteLater();
    m_claims.reset();
    m_terms = {};
    std::exchange(m_handler, nullptr)(outcome);
}

}  // namespace cosftp

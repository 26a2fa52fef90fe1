// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/folder_rename.h"

#include "core/logging.h"
#include "files/big_copy.h"
#include "files/folder_probe.h"

#include <algorithm>

namespace cosftp {

namespace {

using Code = Failure::Code;
constexpr int copiesAtOnce = 8;
constexpr qsizetype keysPerRemoval = 1000;
constexpr int maxRemovalRounds = 2;  // of keys that the store could not remove at first

// Nobody waits for this: the answer was given, or the asker has gone.
void removeUnwatched(ObjectStore &store, const QList<QByteArray> &keys)
{
    for (qsizetype first = 0; first < keys.size(); first += keysPerRemoval) {
        const std::shared_ptr<QObject> survivor(new QObject,
                                                [](QObject *object) { object->deleteLater(); });
        store.removeMany(keys.mid(first, keysPerRemoval), survivor.get(),
                         [survivor](const Result<QList<QByteArray>> &leftOver) {
                             if (!leftOver || !leftOver->isEmpty())
                                 qCWarning(lcStore)
                                     << "copies of a rename that failed could not be removed";
                         });
    }
}

}  // namespace

FolderRename::FolderRename(Place source, Place target, Handler<Done> handler)
    : QObject(source.context), m_source(std::move(source)), m_target(std::move(target)),
      m_handler(std::move(handler))
{
    m_source.context = this;
    m_target.context = this;
}

FolderRename::~FolderRename()
{
    if (m_step == Step::Copying || m_step == Step::Undoing)
        removeUnwatched(m_source.store(), m_copies);
}

void FolderRename::start()
{
    probeName(m_target, [this](const Result<NameUse> &use) {
        if (!use)
            return onTargetChecked(use.error());
        onTargetChecked(use->isFile || use->isFolder ? Outcome(Failure::of(Code::Exists))
                                                     : Outcome(Done()));
    });
}

void FolderRename::onTargetChecked(const Outcome &isFree)
{
    if (!isFree)
        return end(isFree);
    m_step = Step::Noting;
    notePage({});
}

void FolderRename::notePage(const QByteArray &marker)
{
    ListRequest request;
    request.prefix = m_source.at.folderPrefix();
    request.marker = marker;
    m_source.store().list(request, this, [this](const Result<ListPage> &page) { onPage(page); });
}

void FolderRename::onPage(const Result<ListPage> &page)
{
    if (!page)
        return end(page.error());
    m_objects += page->objects;
    if (m_objects.size() > maxKeys)
        return end(Failure::of(Code::TooLarge,
                               QStringLiteral("more than %1 keys in the folder").arg(maxKeys)));
    if (page->isTruncated)
        return notePage(page->nextMarker);
    noteUnlisted();
    startCopying();
}

// The listing may not know yet what this session stored or removed a moment ago.
void FolderRename::noteUnlisted()
{
    NameCache &cache = m_source.tree->cache;
    const QByteArray prefix = m_source.at.folderPrefix();
    const QSet<QByteArray> removed = cache.keysBelow(m_source.path, NameCache::Change::Removed);
    m_objects.removeIf([&](const ObjectInfo &object) {
        return removed.contains(object.key.sliced(prefix.size()));
    });
    QSet<QByteArray> listed;
    for (const ObjectInfo &object : std::as_const(m_objects))
        listed.insert(object.key);
    for (const Entry &made : cache.filesMadeBelow(m_source.path)) {
        ObjectInfo object;
        object.key = prefix + made.name;
        object.sizeBytes = made.sizeBytes;
        object.etag = made.etag;
        object.storageClass = made.storageClass;
        if (!listed.contains(object.key))
            m_objects += object;
    }
    if (m_objects.isEmpty()) {  // made a moment ago: the marker is there but not listed
        ObjectInfo marker;
        marker.key = prefix;
        m_objects += marker;
    }
}

QByteArray FolderRename::targetKey(const QByteArray &sourceKey) const
{
    return m_target.at.folderPrefix() + sourceKey.sliced(m_source.at.folderPrefix().size());
}

Outcome FolderRename::checkTargetKeys() const
{
    const qsizetype growth = m_target.at.folderPrefix().size() - m_source.at.folderPrefix().size();
    const bool allFit =
        std::all_of(m_objects.begin(), m_objects.end(), [growth](const ObjectInfo &object) {
            return object.key.size() + growth <= ObjectStore::maxKeyBytes;
        });
    return allFit ? Outcome(Done())
                  : Outcome(Failure::of(Code::NameNotAllowed,
                                        QStringLiteral("a name below would become too long")));
}

void FolderRename::startCopying()
{
    if (const Outcome fit = checkTargetKeys(); !fit)
        return end(fit);
    m_step = Step::Copying;
    copyMore();
}

void FolderRename::copyMore()
{
    while (m_outcome && m_inFlight < copiesAtOnce && m_nextIndex < m_objects.size())
        copyOne(m_nextIndex++);
    if (m_inFlight > 0)
        return;
    if (m_outcome)
        removeSources();
    else
        undo();
}

void FolderRename::copyOne(qsizetype index)
{
    ++m_inFlight;
    const ObjectInfo &object = m_objects.at(index);
    const CopyRequest request{object.key, targetKey(object.key), object.etag, object.storageClass};
    copyObject(m_source.store(), request, object.sizeBytes, this,
               [this, index](const Result<StoredObject> &copy) { onCopied(index, copy); });
}

void FolderRename::onCopied(qsizetype index, const Result<StoredObject> &copy)
{
    --m_inFlight;
    if (copy)
        m_copies += targetKey(m_objects.at(index).key);
    else if (m_outcome)
        m_outcome = copy.error();
    copyMore();
}

void FolderRename::undo()
{
    m_step = Step::Undoing;
    removeUnwatched(m_source.store(), std::exchange(m_copies, {}));
    end(m_outcome);
}

void FolderRename::removeSources()
{
    if (m_step == Step::Copying) {
        m_step = Step::Removing;
        for (const ObjectInfo &object : std::as_const(m_objects))
            m_toRemove += object.key;
    }
    if (m_toRemove.isEmpty()) {
        noteChanges();
        return end(Done());
    }
    const QList<QByteArray> keys = m_toRemove.first(std::min(keysPerRemoval, m_toRemove.size()));
    m_toRemove.remove(0, keys.size());
    m_source.store().removeMany(
        keys, this, [this](const Result<QList<QByteArray>> &leftOver) { onRemoved(leftOver); });
}

void FolderRename::onRemoved(const Result<QList<QByteArray>> &leftOver)
{
    if (!leftOver)
        return end(leftOver.error());
    if (!leftOver->isEmpty()) {
        if (++m_removalRounds >= maxRemovalRounds)
            return end(Failure::of(
                Code::Busy,
                QStringLiteral("all files were copied, but the store could not remove %1 of the "
                               "old ones, such as %2")
                    .arg(leftOver->size())
                    .arg(QString::fromUtf8(leftOver->first()))));
        m_toRemove = *leftOver + m_toRemove;
    }
    removeSources();
}

void FolderRename::noteChanges()
{
    NameCache &cache = m_source.tree->cache;
    const QByteArray prefix = m_source.at.folderPrefix();
    for (const ObjectInfo &object : std::as_const(m_objects)) {
        const QByteArray relative = object.key.sliced(prefix.size());
        const bool isFolder = relative.isEmpty() || relative.endsWith('/');
        VirtualPath from = m_source.path;
        VirtualPath to = m_target.path;
        for (const QByteArray &name : relative.split('/')) {
            if (name.isEmpty())
                continue;
            from = from.child(name);
            to = to.child(name);
        }
        cache.noteRemoved(from, isFolder);
        Entry entry = isFolder ? folderEntry(to.name()) : fileEntry(to.name(), object);
        entry.modified = QDateTime::currentDateTimeUtc();
        cache.noteMade(to, entry);
    }
    cache.noteRemoved(m_source.path, true);
    cache.noteMade(m_target.path,
                   folderEntry(m_target.path.name(), QDateTime::currentDateTimeUtc()));
}

void FolderRename::end(const Outcome &outcome)
{
    if (std::exchange(m_step, Step::Ended) == Step::Ended)
        return;
    deleteLater();
    std::exchange(m_handler, nullptr)(outcome);
}

}  // namespace cosftp

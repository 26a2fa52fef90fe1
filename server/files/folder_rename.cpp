// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/folder_rename.h"

#include "core/logging.h"
#include "files/folder_probe.h"
#include "files/job_journal.h"
#include "files/job_recovery.h"
#include "files/kept_time.h"
#include "files/remove_many.h"

#include <algorithm>

namespace cosftp {

namespace {

using Code = Failure::Code;

// Nobody waits for this: the answer was given, or the asker has gone. The journal goes last, so
// that what cannot be removed now is removed by the next clean-up.
void removeCopies(ObjectStore &store, const QList<QByteArray> &keys, const QByteArray &journal)
{
    removeKeys(store, keys, nullptr, [&store, journal](const Result<QList<QByteArray>> &leftOver) {
        if (!leftOver || !leftOver->isEmpty())
            qCWarning(lcStore) << "copies of a rename that failed could not be removed";
        else if (!journal.isEmpty())
            removeKeys(store, {journal}, nullptr, [](const auto &) {});
    });
}

}  // namespace

FolderRename::FolderRename(Place source, Place target, FolderJobOptions options,
                           Handler<Done> handler)
    : QObject(source.context), m_source(std::move(source)), m_target(std::move(target)),
      m_options(std::move(options)), m_handler(std::move(handler))
{
    m_source.context = this;
    m_target.context = this;
}

FolderRename::~FolderRename()
{
    if (m_step == Step::Copying || m_step == Step::Undoing)
        removeCopies(m_source.store(), m_begun.values(),
                     m_journal != nullptr ? m_journal->key() : QByteArray());
}

void FolderRename::start() { checkTarget(true); }

void FolderRename::checkTarget(bool mayRecover)
{
    probeName(m_target, [this, mayRecover](const Result<NameUse> &use) {
        if (!use)
            return end(use.error());
        if (use->isFile || (use->isFolder && !mayRecover))
            return end(Failure::of(Code::Exists));
        if (use->isFolder)
            return recover(Failure::of(Code::Exists));
        m_step = Step::Noting;
        notePage({});
    });
}

// The target may be what a crash left of the same rename.
void FolderRename::recover(const Failure &taken)
{
    recoverJobs(
        m_source.store(), {m_target.at.folderPrefix(), JobJournal::lease}, this,
        [this, taken](const Result<RecoveryReport> &report) {
            if (!report || report->matching == 0)
                return end(taken);
            if (report->stillOwned > 0)
                return end(Failure::of(
                    Code::Busy, QStringLiteral("the same folder is being renamed, or was when a "
                                               "server stopped less than two minutes ago")));
            checkTarget(false);
        });
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
    if (m_objects.size() > m_options.maxKeys)
        return end(
            Failure::of(Code::TooLarge,
                        QStringLiteral("more than %1 files in the folder").arg(m_options.maxKeys)));
    if (page->isTruncated)
        return notePage(page->nextMarker);
    noteUnlisted();
    if (const Outcome fit = checkTargetKeys(); !fit)
        return end(fit);
    openJournal();
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

// One object needs none: a crash would leave it under both names, and nothing lost.
void FolderRename::openJournal()
{
    if (m_objects.size() < 2)
        return startCopying();
    m_journal = new JobJournal(m_source.store(), m_source.at.folderPrefix(),
                               m_target.at.folderPrefix(), this);
    m_journal->open([this](const Outcome &opened) {
        if (!opened)
            return end(opened);
        startCopying();
    });
}

void FolderRename::startCopying()
{
    m_step = Step::Copying;
    QList<FolderCopy::Task> tasks;
    tasks.reserve(m_objects.size());
    for (const ObjectInfo &object : std::as_const(m_objects))
        tasks.append(FolderCopy::Task{object.key, targetKey(object.key)});
    auto *copy = new FolderCopy(m_source.store(), std::move(tasks), this);
    connect(copy, &FolderCopy::begun, this, [this](const QByteArray &key) { m_begun.insert(key); });
    connect(copy, &FolderCopy::copied, this, &FolderRename::onCopied);
    connect(copy, &FolderCopy::finished, this, &FolderRename::onAllCopied);
    copy->start();
}

void FolderRename::onCopied(const FolderCopy::Copied &copied)
{
    ++m_copies;
    m_copied.insert(copied.task.sourceKey, copied.source.etag);
    tellProgress();
}

void FolderRename::onAllCopied(const Outcome &outcome)
{
    sender()->deleteLater();
    if (!outcome)
        return undo(outcome.error());
    decide();
}

void FolderRename::undo(const Failure &why)
{
    m_step = Step::Undoing;
    removeCopies(m_source.store(), std::exchange(m_begun, {}).values(),
                 m_journal != nullptr ? m_journal->key() : QByteArray());
    end(why);
}

void FolderRename::decide()
{
    if (m_journal == nullptr) {
        m_step = Step::Removing;
        return checkPage({});
    }
    // A decision whose answer was lost may stand: from here on only whoever reads the journal may
    // undo anything.
    m_step = Step::Deciding;
    m_journal->decide([this](const Outcome &decided) {
        if (!decided)
            return end(decided);
        m_step = Step::Removing;
        if (m_options.onDecided)
            m_options.onDecided();
        checkPage({});
    });
}

// --- Removing: only what is still the version that was copied

void FolderRename::checkPage(const QByteArray &marker)
{
    ListRequest request;
    request.prefix = m_source.at.folderPrefix();
    request.marker = marker;
    m_source.store().list(request, this,
                          [this](const Result<ListPage> &page) { onCheckedPage(page); });
}

void FolderRename::onCheckedPage(const Result<ListPage> &page)
{
    if (!page)
        return end(page.error());
    m_nextMarker = page->isTruncated ? page->nextMarker : QByteArray();
    removeUnchanged(*page);
}

void FolderRename::removeUnchanged(const ListPage &page)
{
    QList<QByteArray> keys;
    for (const ObjectInfo &object : page.objects) {
        const auto copied = m_copied.constFind(object.key);
        if (copied == m_copied.constEnd())
            continue;
        if (*copied == object.etag)
            keys += object.key;
        else
            qCWarning(lcStore) << "changed while its folder was renamed, so it stays:"
                               << object.key;
        m_copied.erase(copied);
    }
    const qsizetype count = keys.size();
    removeKeys(
        m_source.store(), keys, this,
        [this, count](const Result<QList<QByteArray>> &leftOver) { onRemoved(leftOver, count); });
}

void FolderRename::onRemoved(const Result<QList<QByteArray>> &leftOver, qsizetype count)
{
    if (!leftOver)
        return end(leftOver.error());
    if (!leftOver->isEmpty())
        return end(Failure::of(
            Code::Busy,
            QStringLiteral("all files were copied, but the store could not remove %1 of the old "
                           "ones, such as %2")
                .arg(leftOver->size())
                .arg(QString::fromUtf8(leftOver->first()))));
    m_removed += count;
    tellProgress();
    if (!m_nextMarker.isEmpty())
        return checkPage(m_nextMarker);
    removeUnlisted();
}

// What the listing does not show yet was copied all the same.
void FolderRename::removeUnlisted()
{
    const QList<QByteArray> keys = std::exchange(m_copied, {}).keys();
    if (!keys.isEmpty())
        return removeKeys(
            m_source.store(), keys, this,
            [this](const Result<QList<QByteArray>> &leftOver) { onRemoved(leftOver, 0); });
    noteChanges();
    if (m_journal == nullptr)
        return end(Done());
    m_journal->close([this] { end(Done()); });
}

// Copying and removing count alike, so that the work is done when the number is twice the objects'.
void FolderRename::tellProgress()
{
    if (m_options.onProgress)
        m_options.onProgress((m_copies + m_removed) / 2, m_objects.size());
}

void FolderRename::noteChanges()
{
    constexpr qsizetype mostNoted = 2000;  // for the others the listings will do
    NameCache &cache = m_source.tree->cache;
    const QByteArray prefix = m_source.at.folderPrefix();
    for (const ObjectInfo &object : m_objects.first(std::min(mostNoted, m_objects.size()))) {
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
        entry.stored = QDateTime::currentDateTimeUtc();
        entry.modified = entry.stored;
        cache.noteMade(to, entry);
    }
    cache.noteRemoved(m_source.path, true);
    // Its marker, if it has one, was noted above; without one it lives by its files.
    cache.learnFolder(m_target.path);
}

void FolderRename::end(const Outcome &outcome)
{
    if (std::exchange(m_step, Step::Ended) == Step::Ended)
        return;
    deleteLater();
    std::exchange(m_handler, nullptr)(outcome);
}

}  // namespace cosftp

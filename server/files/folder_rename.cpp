// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/folder_rename.h"

#include "core/logging.h"
#include "core/thread_check.h"
#include "files/folder_probe.h"
#include "files/job_journal.h"
#include "files/kept_time.h"
#include "files/remove_many.h"

#include <QPointer>

#include <algorithm>

namespace cosftp {

namespace {

using Code = Failure::Code;
constexpr qint64 clockSlackSeconds = 1;  // some answers tell times in whole seconds

}  // namespace

FolderRename::FolderRename(Place source, Place target, FolderJobOptions options,
                           Handler<Done> handler)
    : QObject(source.context), m_source(std::move(source)), m_target(std::move(target)),
      m_options(std::move(options)), m_handler(std::move(handler))
{
    m_source.context = this;
    m_target.context = this;
}

// While the decision is on its way only whoever reads the journal may undo anything.
FolderRename::~FolderRename()
{
    assertThread(*this);
    if (m_step == Step::Copying)
        removeCopies([] {});
}

void FolderRename::start()
{
    assertThread(*this);
    claim(true);
}

void FolderRename::claim(bool mayRecover)
{
    FolderClaims::take(m_source.store(),
                       {m_source.at.mount->bucket, m_source.at.folderPrefix(),
                        m_target.at.folderPrefix(), m_source.tree->asker, "RNTO"},
                       this, [this, mayRecover](const Result<FolderClaims::Held> &claims) {
                           if (!claims)
                               return end(claims.error());
                           m_claims = *claims;
                           checkTarget(mayRecover);
                       });
}

void FolderRename::checkTarget(bool mayRecover)
{
    probeName(m_target, [this, mayRecover](const Result<NameUse> &use) {
        if (!use)
            return end(use.error());
        if (use->isFile || (use->isFolder && !mayRecover))
            return end(Failure::of(Code::Exists));
        if (use->isFolder)
            return recover();
        m_step = Step::Noting;
        notePage({});
    });
}

// The target may be what a crash left of the same rename. Who mends takes the claims anew.
void FolderRename::recover()
{
    m_claims->whenGone(this, [this] {
        RecoveryScope scope;
        scope.onlyTo = m_target.at.folderPrefix();
        scope.bucket = m_target.at.mount->bucket;
        scope.asker = m_source.tree->asker;
        recoverJobs(m_source.store(), scope, this,
                    [this](const Result<RecoveryReport> &report) { onRecovered(report); });
    });
    m_claims.reset();
}

void FolderRename::onRecovered(const Result<RecoveryReport> &report)
{
    if (!report || report->matching == 0)
        return end(Failure::of(Code::Exists));
    if (report->stillOwned > 0)
        return end(Failure::of(
            Code::Busy, QStringLiteral("the same folder is being renamed, or was when a server "
                                       "stopped less than two minutes ago")));
    claim(false);
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

// The listing may not know yet what this session stored a moment ago. What the session removed and
// is listed may be what somebody else stored since: the copy's HEAD tells.
void FolderRename::noteUnlisted()
{
    NameCache &cache = m_source.tree->cache;
    const QByteArray prefix = m_source.at.folderPrefix();
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
    connect(copy, &FolderCopy::begun, this, &FolderRename::onBegun);
    connect(copy, &FolderCopy::copied, this, &FolderRename::onCopied);
    connect(copy, &FolderCopy::finished, this, &FolderRename::onAllCopied);
    copy->start();
}

// Until the answer comes a copy is known by its content alone.
void FolderRename::onBegun(const FolderCopy::Task &task, const ObjectInfo &source)
{
    m_begun[task.targetKey] += ObjectVersion::of(source);
}

void FolderRename::onCopied(const FolderCopy::Copied &copied)
{
    ObjectVersion copy = ObjectVersion::of(copied.source);
    copy.etag = copied.copy.etag;
    if (copied.copy.lastModified.isValid())
        copy.notAfter = copied.copy.lastModified.addSecs(clockSlackSeconds);
    m_begun.insert(copied.task.targetKey, {copy});
    m_sure += copied.task.targetKey;
    m_copied.insert(copied.task.sourceKey, ObjectVersion::of(copied.source));
    tellProgress();
}

void FolderRename::onAllCopied(const Outcome &outcome)
{
    sender()->deleteLater();
    if (!outcome)
        return undo(outcome.error());
    hasGone() ? undo(Failure::of(Code::NotFound)) : decide();
}

// Another session has renamed or removed it since RNFR. One that this session has emptied itself is
// there for its client.
bool FolderRename::hasGone() const
{
    return m_sure.isEmpty()
           && m_source.tree->cache.keysBelow(m_source.path, NameCache::Change::Removed).isEmpty();
}

// --- Undoing: only what is still an own copy

RemovalTerms FolderRename::termsFor(const Place &place) const
{
    RemovalTerms terms;
    terms.spans = {place.folderSpan()};
    terms.guards = place.tree->asker.guards;
    terms.holder = place.tree->asker.holderFor("RNTO");
    terms.confirm = [claims = m_claims](QObject *context, Handler<Done> handler) {
        claims->confirm(context, std::move(handler));
    };
    return terms;
}

void FolderRename::undo(const Failure &why)
{
    m_step = Step::Undoing;
    removeCopies([self = QPointer(this), why] {
        if (self != nullptr)
            self->end(why);
    });
}

// Goes on when this job has gone, with its claims. The journal goes last, so that what cannot be
// removed now is removed by the next clean-up.
void FolderRename::removeCopies(const std::function<void()> &done)
{
    QList<DoomedObject> copies;
    copies.reserve(m_begun.size());
    for (auto copy = m_begun.constBegin(); copy != m_begun.constEnd(); ++copy)
        copies += DoomedObject{copy.key(), copy.value()};
    m_begun.clear();
    const std::shared_ptr<ObjectStore> store = m_source.store().share();
    const QByteArray journal = m_journal != nullptr ? m_journal->key() : QByteArray();
    const auto onRemoved = [store, journal, done,
                            claims = m_claims](const Result<RemovalReport> &report) {
        if (!report || !report->leftOver.isEmpty())
            qCWarning(lcStore) << "copies of a rename that failed could not be removed";
        else if (!journal.isEmpty())
            store->remove(journal, nullptr, [claims](const Outcome &) {});
        done();
    };
    (new RemoveVersions(store, std::move(copies), termsFor(m_target), store->background(),
                        onRemoved))
        ->start();
}

// --- Deciding

void FolderRename::decide()
{
    m_step = Step::Deciding;
    m_claims->confirm(this, [this](const Outcome &confirmed) { onConfirmedToDecide(confirmed); });
}

void FolderRename::onConfirmedToDecide(const Outcome &confirmed)
{
    if (!confirmed)
        return undo(confirmed.error());  // which looks whether it may
    if (m_journal == nullptr)
        return startRemoving();
    m_journal->decide([this](const Outcome &decided) { onDecided(decided); });
}

// A decision whose answer was lost may stand: then only whoever reads the journal may undo
// anything.
void FolderRename::onDecided(const Outcome &decided)
{
    if (!decided && decided.error().code == Code::Changed)
        return undo(decided.error());
    if (!decided)
        return end(decided);
    startRemoving();
}

// --- Removing: only what is still the version that was copied

void FolderRename::startRemoving()
{
    m_step = Step::Removing;
    if (m_options.onDecided && m_journal != nullptr)
        m_options.onDecided();
    removePage({});
}

void FolderRename::removePage(const QByteArray &marker)
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

void FolderRename::checkPage(const QByteArray &marker, const HeldKeys &publishing)
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

void FolderRename::removeUnchanged(const ListPage &page, const HeldKeys &publishing)
{
    QList<QByteArray> keys;
    for (const ObjectInfo &object : page.objects) {
        const auto copied = m_copied.constFind(object.key);
        if (copied == m_copied.constEnd())
            continue;
        if (copied->etag == object.etag && copied->sizeBytes == object.sizeBytes)
            keys += object.key;
        else
            qCWarning(lcStore) << "changed while its folder was renamed, so it stays:"
                               << object.key;
        m_copied.erase(copied);
    }
    removeKeys(m_source.store(), keys, this,
               [this, publishing, count = keys.size()](const Result<QList<QByteArray>> &leftOver) {
                   onRemoved(leftOver, count);
               });
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
    m_nextMarker.isEmpty() ? removeUnlisted() : removePage(m_nextMarker);
}

// What the listing does not show yet was copied all the same.
void FolderRename::removeUnlisted()
{
    QList<DoomedObject> objects;
    for (auto copied = m_copied.constBegin(); copied != m_copied.constEnd(); ++copied)
        objects += DoomedObject{copied.key(), {copied.value()}};
    m_copied.clear();
    if (objects.isEmpty())
        return closeJournal();
    (new RemoveVersions(m_source.store().share(), std::move(objects), termsFor(m_source), this,
                        [this](const Result<RemovalReport> &report) { onUnlistedRemoved(report); }))
        ->start();
}

void FolderRename::onUnlistedRemoved(const Result<RemovalReport> &report)
{
    if (!report)
        return end(report.error());
    for (const QByteArray &key : report->changed)
        qCWarning(lcStore) << "changed while its folder was renamed, so it stays:" << key;
    onRemoved(report->leftOver, 0);
}

void FolderRename::closeJournal()
{
    noteChanges();
    if (m_journal == nullptr)
        return end(Done());
    m_journal->close([this] { end(Done()); });
}

// Copying and removing count alike, so that the work is done when the number is twice the objects'.
void FolderRename::tellProgress()
{
    if (m_options.onProgress)
        m_options.onProgress((m_sure.size() + m_removed) / 2, m_objects.size());
}

void FolderRename::noteChanges()
{
    constexpr qsizetype mostNoted = 2000;  // for the others the listings will do
    NameCache &cache = m_source.tree->cache;
    const QByteArray prefix = m_source.at.folderPrefix();
    for (const ObjectInfo &object : m_objects.first(std::min(mostNoted, m_objects.size()))) {
        const auto copy = m_begun.constFind(targetKey(object.key));
        if (copy == m_begun.constEnd() || !m_sure.contains(copy.key()))
            continue;  // it had vanished, maybe between its HEAD and its copy
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
        entry.sizeBytes = copy->first().sizeBytes;  // it may have been changed since it was listed
        entry.etag = copy->first().etag;
        entry.crc64 = copy->first().crc64;
        entry.stored = QDateTime::currentDateTimeUtc();
        entry.modified = entry.stored;
        cache.noteMade(to, entry);
    }
    cache.noteRemoved(m_source.path, true);
    // Its marker, if it has one, was noted above; without one it lives by its files.
    cache.learnFolder(m_target.path);
}

// The answer waits until the claims are given back: who renames the folder again finds it free.
void FolderRename::end(const Outcome &outcome)
{
    if (std::exchange(m_step, Step::Ended) == Step::Ended)
        return;
    m_outcome = outcome;
    if (m_claims == nullptr)
        return deliver();
    m_claims->whenGone(this, [this] { deliver(); });
    m_claims.reset();
}

void FolderRename::deliver()
{
    deleteLater();
    std::exchange(m_handler, nullptr)(m_outcome);
}

}  // namespace cosftp

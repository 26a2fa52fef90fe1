// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/folder_rename.h"

#include "core/thread_check.h"
#include "files/folder_probe.h"
#include "files/job_journal.h"
#include "files/kept_time.h"
#include "files/rename_copies.h"
#include "files/source_removal.h"

#include <QPointer>

namespace cosftp {

using Code = Failure::Code;

namespace {

constexpr qsizetype mostNoted = 2000;  // for the others the listings will do

}  // namespace

FolderRename::FolderRename(Place source, Place target, FolderJobOptions options,
                           Handler<Done> handler)
    : QObject(source.context), m_source(std::move(source)), m_target(std::move(target)),
      m_options(std::move(options)), m_handler(std::move(handler)),
      m_ledger(std::make_shared<FolderLedger>(m_options.mayHold))
{
    m_source.context = this;
    m_target.context = this;
}

// While the decision is on its way only whoever reads the journal may undo anything.
FolderRename::~FolderRename()
{
    assertThread(*this);
    if (m_step == Step::Copying)
        m_copies->takeBack([] {});
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
    for (const ObjectInfo &object : page->objects)
        note(object);
    if (m_ledger->count() > m_options.maxKeys)
        return end(
            Failure::of(Code::TooLarge,
                        QStringLiteral("more than %1 files in the folder").arg(m_options.maxKeys)));
    if (!m_ledger->mayBeHeld())
        return end(keysDoNotFit());
    if (page->isTruncated)
        return notePage(page->nextMarker);
    noteUnlisted();
    (void)m_ledger->mayBeHeld();  // it has become smaller
    if (const Outcome fit = checkTargetKeys(); !fit)
        return end(fit);
    openJournal();
}

void FolderRename::note(const ObjectInfo &object)
{
    m_ledger->add(QByteArrayView(object.key).sliced(m_source.at.folderPrefix().size()), object.etag,
                  object.sizeBytes);
    if (m_firstObjects.size() < mostNoted)
        m_firstObjects += object;
}

// The listing may not know yet what this session stored a moment ago. What the session removed and
// is listed may be what somebody else stored since: the copy's HEAD tells.
void FolderRename::noteUnlisted()
{
    m_ledger->sort();
    QList<Entry> made = m_source.tree->cache.filesMadeBelow(m_source.path);
    made.removeIf([this](const Entry &entry) { return m_ledger->find(entry.name).has_value(); });
    ObjectInfo object;
    for (const Entry &entry : std::as_const(made)) {
        object.key = m_source.at.folderPrefix() + entry.name;
        note(object);
    }
    if (m_ledger->count() == 0) {  // made a moment ago: the marker is there but not listed
        object.key = m_source.at.folderPrefix();
        note(object);
    }
    m_ledger->sort();
}

Outcome FolderRename::checkTargetKeys() const
{
    const bool allFit =
        m_target.at.folderPrefix().size() + m_ledger->longestName() <= ObjectStore::maxKeyBytes;
    return allFit ? Outcome(Done())
                  : Outcome(Failure::of(Code::NameNotAllowed,
                                        QStringLiteral("a name below would become too long")));
}

// One object needs none: a crash would leave it under both names, and nothing lost.
void FolderRename::openJournal()
{
    if (m_ledger->count() < 2)
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
    m_copies = new RenameCopies(m_source.store().share(), termsFor(m_target), m_claims,
                                m_journal != nullptr ? m_journal->key() : QByteArray(), this);
    connect(m_copies, &RenameCopies::progressed, this, &FolderRename::tellProgress);
    connect(m_copies, &RenameCopies::finished, this, &FolderRename::onAllCopied);
    m_copies->make(m_ledger, m_source.at.folderPrefix(), m_target.at.folderPrefix());
}

void FolderRename::onAllCopied(const Outcome &outcome)
{
    if (!outcome)
        return undo(outcome.error());
    hasGone() ? undo(Failure::of(Code::NotFound)) : decide();
}

// Another session has renamed or removed it since RNFR. One that this session has emptied itself is
// there for its client.
bool FolderRename::hasGone() const
{
    return m_ledger->confirmed() == 0
           && m_source.tree->cache.keysBelow(m_source.path, NameCache::Change::Removed).isEmpty();
}

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
    m_copies->takeBack([self = QPointer(this), why] {
        if (self != nullptr)
            self->end(why);
    });
}

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

void FolderRename::startRemoving()
{
    m_step = Step::Removing;
    if (m_options.onDecided && m_journal != nullptr)
        m_options.onDecided();
    auto *removal = new SourceRemoval(m_source, m_claims, termsFor(m_source), m_ledger,
                                      [this](const Outcome &removed) { onSourceRemoved(removed); });
    connect(removal, &SourceRemoval::removed, this, [this](qint64 count) {
        m_removed += count;
        tellProgress();
    });
    removal->start();
}

void FolderRename::onSourceRemoved(const Outcome &removed)
{
    removed ? closeJournal() : end(removed);
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
        m_options.onProgress((m_ledger->confirmed() + m_removed) / 2, m_ledger->count());
}

void FolderRename::noteChanges()
{
    NameCache &cache = m_source.tree->cache;
    const qsizetype prefix = m_source.at.folderPrefix().size();
    for (const ObjectInfo &object : std::as_const(m_firstObjects)) {
        const QByteArray relative = object.key.sliced(prefix);
        const std::optional<qsizetype> number = m_ledger->find(relative);
        if (!number || !m_ledger->isConfirmed(*number))
            continue;  // it had vanished, maybe between its HEAD and its copy
        const ObjectVersion copy = m_ledger->copies(*number).first();
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
        entry.sizeBytes = copy.sizeBytes;  // it may have been changed since it was listed
        entry.etag = copy.etag;
        entry.crc64 = copy.crc64;
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
    if (m_copies != nullptr && m_copies->parent() == this)
        delete m_copies;  // which holds the claims as well
    m_claims.reset();
}

void FolderRename::deliver()
{
    deleteLater();
    std::exchange(m_handler, nullptr)(m_outcome);
}

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/job_recovery.h"

#include "core/logging.h"
#include "core/text.h"
#include "core/thread_check.h"
#include "files/claim_takeover.h"
#include "files/folder_mend.h"

namespace cosftp {

namespace {

using Code = Failure::Code;

}  // namespace

void recoverJobs(ObjectStore &store, const RecoveryScope &scope, QObject *context,
                 Handler<RecoveryReport> handler)
{
    (new JobRecovery(store, scope, context, std::move(handler)))->start();
}

JobRecovery::JobRecovery(ObjectStore &store, RecoveryScope scope, QObject *context,
                         Handler<RecoveryReport> handler)
    : QObject(context), m_store(store.share()), m_scope(std::move(scope)),
      m_handler(std::move(handler))
{}

JobRecovery::~JobRecovery() = default;

void JobRecovery::start()
{
    assertThread(*this);
    ListRequest request;
    request.prefix = journalPrefix();
    m_store->list(request, this, [this](const Result<ListPage> &page) { onListed(page); });
}

// More than a page of them cannot be: what is behind it is found the next time.
void JobRecovery::onListed(const Result<ListPage> &page)
{
    if (!page)
        return end(page.error());
    for (const ObjectInfo &object : page->objects)
        if (object.key.endsWith(".json"))
            m_journals += object.key;
    next();
}

void JobRecovery::next()
{
    if (m_journals.isEmpty())
        return end(m_report);
    m_key = m_journals.takeFirst();
    readSmallObject(*m_store, m_key, this,
                    [this](const Result<SmallObject> &object) { onJournal(object); });
}

void JobRecovery::onJournal(const Result<SmallObject> &object)
{
    if (!object && object.error().code == Code::NotFound)
        return next();  // its owner is done
    const Result<JournalRecord> record = object ? readJournal(*object) : object.error();
    if (!record)
        return failOne(record.error());
    if (!m_scope.onlyTo.isEmpty() && record->to != m_scope.onlyTo)
        return next();
    ++m_report.matching;
    if (ageOf(object->info, *m_store) >= m_scope.lease)
        return claim(*record);
    ++m_report.stillOwned;
    next();
}

void JobRecovery::claim(const JournalRecord &record)
{
    FolderClaims::take(*m_store, {m_scope.bucket, record.from, record.to, m_scope.asker, "mending"},
                       this,
                       [this](const Result<FolderClaims::Held> &claims) { onClaimed(claims); });
}

// Read again: its owner may have decided, or ended, until the claims were free.
void JobRecovery::onClaimed(const Result<FolderClaims::Held> &claims)
{
    if (!claims && claims.error().code == Code::InUse) {
        ++m_report.stillOwned;
        return next();
    }
    if (!claims)
        return failOne(claims.error());
    m_claims = *claims;
    readSmallObject(*m_store, m_key, this,
                    [this](const Result<SmallObject> &object) { onReadAgain(object); });
}

void JobRecovery::onReadAgain(const Result<SmallObject> &object)
{
    if (!object && object.error().code == Code::NotFound)
        return giveBackAndNext();
    const Result<JournalRecord> record = object ? readJournal(*object) : object.error();
    record ? takeOver(*record) : failOne(record.error());
}

// Another version of the journal: the owner, if it comes back, cannot decide any more. What was
// read is what is done, by whoever goes on with it after a further crash.
void JobRecovery::takeOver(const JournalRecord &record)
{
    ObjectAttributes attributes;
    attributes.contentType = "application/json";
    m_store->put(m_key, journalJson(record), attributes, this,
                 [this, record](const Result<StoredObject> &stored) {
                     stored ? mend(record) : failOne(stored.error());
                 });
}

void JobRecovery::mend(const JournalRecord &record)
{
    RemovalTerms terms;
    terms.spans = {{m_scope.bucket, record.from, true}, {m_scope.bucket, record.to, true}};
    terms.guards = m_scope.asker.guards;
    terms.holder = m_scope.asker.holderFor("mending");
    terms.confirm = [claims = m_claims](QObject *context, Handler<Done> handler) {
        claims->confirm(context, std::move(handler));
    };
    (new FolderMend(*m_store, record, terms, this, [this, record](const Result<qint64> &removed) {
        onMended(record, removed);
    }))->start();
}

void JobRecovery::onMended(const JournalRecord &record, const Result<qint64> &removed)
{
    if (!removed)
        return failOne(removed.error());
    count(record, *removed);
    m_store->remove(m_key, this, [this](const Outcome &) { giveBackAndNext(); });
}

void JobRecovery::count(const JournalRecord &record, qint64 removed)
{
    ++(record.isDecided ? m_report.finished : m_report.undone);
    qCWarning(lcStore).noquote() << (record.isDecided ? "finished" : "undid")
                                 << "a rename that was interrupted: from" << escaped(record.from)
                                 << "to" << escaped(record.to) << "begun"
                                 << record.started.toString(Qt::ISODate) << "-" << removed
                                 << "objects removed";
}

void JobRecovery::failOne(const Failure &failure)
{
    ++m_report.failed;
    qCWarning(lcStore).noquote() << "an interrupted rename stays as it is for now:"
                                 << escaped(m_key) << describe(failure);
    giveBackAndNext();
}

// The next job may be one of the same folders.
void JobRecovery::giveBackAndNext()
{
    if (m_claims == nullptr)
        return next();
    m_claims->whenGone(this, [this] { next(); });
    m_claims.reset();
}

void JobRecovery::end(const Result<RecoveryReport> &result)
{
    if (std::exchange(m_isEnded, true))
        return;
    deleteLater();
    std::exchange(m_handler, nullptr)(result);
}

}  // namespace cosftp

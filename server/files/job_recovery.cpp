// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/job_recovery.h"

#include "core/logging.h"
#include "core/text.h"
#include "files/folder_mend.h"
#include "files/own_objects.h"
#include "files/read_small.h"
#include "files/remove_many.h"

namespace cosftp {

namespace {

constexpr qint64 claimSeconds = 86'400;

QByteArray clockKey() { return QByteArray(ownObjectsPrefix) + "clock"; }

}  // namespace

void recoverJobs(ObjectStore &store, const RecoveryScope &scope, QObject *context,
                 Handler<RecoveryReport> handler)
{
    (new JobRecovery(store, scope, context, std::move(handler)))->start();
}

JobRecovery::JobRecovery(ObjectStore &store, RecoveryScope scope, QObject *context,
                         Handler<RecoveryReport> handler)
    : QObject(context), m_store(store), m_scope(std::move(scope)), m_handler(std::move(handler))
{}

JobRecovery::~JobRecovery() = default;

void JobRecovery::start()
{
    ListRequest request;
    request.prefix = journalPrefix();
    m_store.list(request, this, [this](const Result<ListPage> &page) { onListed(page); });
}

// More than a page of them cannot be: what is behind it is found the next time.
void JobRecovery::onListed(const Result<ListPage> &page)
{
    if (!page)
        return end(page.error());
    for (const ObjectInfo &object : page->objects)
        (object.key.endsWith(".claim") ? m_claims : m_journals)
            .append(Found{object.key, object.lastModified});
    if (m_journals.isEmpty() && m_claims.isEmpty())
        return end(m_report);
    askTheTime();
}

// This machine's clock may be wrong, so the store is made to say what time it is.
void JobRecovery::askTheTime()
{
    m_store.put(clockKey(), QByteArray(""), {}, this, [this](const Result<StoredObject> &stored) {
        if (!stored)
            return end(stored.error());
        m_store.head(clockKey(), this, [this](const Result<ObjectInfo> &clock) {
            clock ? sortOut(clock->lastModified) : end(clock.error());
        });
    });
}

void JobRecovery::sortOut(const QDateTime &storeNow)
{
    m_storeNow = storeNow;
    QList<QByteArray> old;
    for (const Found &claim : std::as_const(m_claims))
        if (claim.renewed.secsTo(storeNow) > claimSeconds)
            old += claim.key;
    removeKeys(m_store, old, nullptr, [](const auto &) {});
    next();
}

void JobRecovery::next()
{
    if (m_journals.isEmpty())
        return end(m_report);
    const Found found = m_journals.takeFirst();
    readSmall(m_store, found.key, this,
              [this, found](const Result<QByteArray> &json) { onJournal(found, json); });
}

void JobRecovery::onJournal(const Found &found, const Result<QByteArray> &json)
{
    const Result<JournalRecord> record = json ? parseJournal(*json) : json.error();
    if (!record)
        return failOne(found.key, record.error());
    if (!m_scope.onlyTo.isEmpty() && record->to != m_scope.onlyTo)
        return next();
    ++m_report.matching;
    if (found.renewed.secsTo(m_storeNow) < m_scope.lease.count()) {
        ++m_report.stillOwned;
        return next();
    }
    claim(*record);
}

void JobRecovery::claim(const JournalRecord &record)
{
    m_store.put(claimKey(record.id), QByteArray(""), {}, this,
                [this, record](const Result<StoredObject> &stored) {
                    onClaimed(record.id, stored ? Outcome(Done()) : stored.error());
                });
}

// Read again: its owner may have decided until it met the claim.
void JobRecovery::onClaimed(const QByteArray &id, const Outcome &claimed)
{
    if (!claimed)
        return failOne(id, claimed.error());
    readSmall(m_store, journalKey(id), this,
              [this](const Result<QByteArray> &json) { mend(json); });
}

void JobRecovery::mend(const Result<QByteArray> &json)
{
    if (!json && json.error().code == Failure::Code::NotFound)
        return next();  // its owner lived, and is done
    const Result<JournalRecord> record = json ? parseJournal(*json) : json.error();
    if (!record)
        return failOne("a claimed journal", record.error());
    (new FolderMend(
         m_store, *record, this,
         [this, record = *record](const Result<qint64> &removed) { onMended(record, removed); }))
        ->start();
}

void JobRecovery::onMended(const JournalRecord &record, const Result<qint64> &removed)
{
    if (!removed)
        return failOne(journalKey(record.id), removed.error());
    ++(record.isDecided ? m_report.finished : m_report.undone);
    qCWarning(lcStore).noquote() << (record.isDecided ? "finished" : "undid")
                                 << "a rename that was interrupted: from" << escaped(record.from)
                                 << "to" << escaped(record.to) << "begun"
                                 << record.started.toString(Qt::ISODate) << "-" << *removed
                                 << "objects removed";
    m_store.remove(journalKey(record.id), this, [this](const Outcome &) { next(); });
}

void JobRecovery::failOne(const QByteArray &subject, const Failure &failure)
{
    ++m_report.failed;
    qCWarning(lcStore).noquote() << "an interrupted rename stays as it is for now:"
                                 << escaped(subject) << describe(failure);
    next();
}

void JobRecovery::end(const Result<RecoveryReport> &result)
{
    if (std::exchange(m_isEnded, true))
        return;
    deleteLater();
    std::exchange(m_handler, nullptr)(result);
}

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/rename_copies.h"

#include "core/logging.h"
#include "core/thread_check.h"

namespace cosftp {

namespace {

constexpr qint64 clockSlackSeconds = 1;  // some answers tell times in whole seconds

}  // namespace

RenameCopies::RenameCopies(std::shared_ptr<ObjectStore> store, RemovalTerms terms,
                           FolderClaims::Held claims, QByteArray journal, QObject *parent)
    : QObject(parent), m_store(std::move(store)), m_terms(std::move(terms)),
      m_claims(std::move(claims)), m_journal(std::move(journal))
{}

RenameCopies::~RenameCopies() = default;

void RenameCopies::make(std::shared_ptr<FolderLedger> ledger, const QByteArray &from,
                        const QByteArray &to)
{
    assertThread(*this);
    m_ledger = std::move(ledger);
    m_to = to;
    const auto taskOf = [ledger = m_ledger, from, to](qsizetype number) {
        const QByteArray name = ledger->name(number);
        return FolderCopy::Task{number, from + name, to + name};
    };
    m_making = new FolderCopy(*m_store, m_ledger->count(), taskOf, this);
    connect(m_making, &FolderCopy::begun, this, &RenameCopies::onBegun);
    connect(m_making, &FolderCopy::copied, this, &RenameCopies::onCopied);
    connect(m_making, &FolderCopy::finished, this, &RenameCopies::onFinished);
    m_making->start();
}

// Until the answer comes a copy is known by its content alone.
void RenameCopies::onBegun(const FolderCopy::Task &task, const ObjectInfo &source)
{
    m_ledger->begin(task.number, ObjectVersion::of(source));
}

void RenameCopies::onCopied(const FolderCopy::Copied &copied)
{
    ObjectVersion copy = ObjectVersion::of(copied.source);
    copy.etag = copied.copy.etag;
    if (copied.copy.lastModified.isValid())
        copy.notAfter = copied.copy.lastModified.addSecs(clockSlackSeconds);
    m_ledger->confirm(copied.task.number, ObjectVersion::of(copied.source), copy);
    if (m_onTakenBack == nullptr)
        Q_EMIT progressed();
}

void RenameCopies::onFinished(const Outcome &outcome)
{
    m_making->deleteLater();
    m_making.clear();
    if (m_onTakenBack == nullptr)
        Q_EMIT finished(outcome);
    else if (!m_isRemoving)
        removeBegun();
}

void RenameCopies::takeBack(std::function<void()> done)
{
    assertThread(*this);
    setParent(m_store->background());
    m_onTakenBack = std::move(done);
    if (m_making != nullptr)
        m_making->stop();
    removeBegun();
}

// What is under way now may come to be behind this removal: then another one follows.
void RenameCopies::removeBegun()
{
    m_isRemoving = true;
    m_isLastRemoval = m_making == nullptr;
    m_nextToRemove = 0;
    removeBatch();
}

// A confirmed copy is done with when it was removed once. One that is not may still come to be.
void RenameCopies::removeBatch()
{
    constexpr qsizetype mostAtOnce = 1000;
    QList<DoomedObject> copies;
    for (; m_nextToRemove < m_ledger->count() && copies.size() < mostAtOnce; ++m_nextToRemove) {
        const QList<ObjectVersion> versions = m_ledger->copies(m_nextToRemove);
        if (versions.isEmpty())
            continue;
        copies += DoomedObject{m_to + m_ledger->name(m_nextToRemove), versions};
        if (m_ledger->isConfirmed(m_nextToRemove))
            m_ledger->forget(m_nextToRemove);
    }
    (new RemoveVersions(m_store, std::move(copies), m_terms, this,
                        [this](const Result<RemovalReport> &report) { onRemoved(report); }))
        ->start();
}

void RenameCopies::onRemoved(const Result<RemovalReport> &report)
{
    m_isAnyLeft = m_isAnyLeft || !report || !report->leftOver.isEmpty();
    if (report && m_nextToRemove < m_ledger->count())
        removeBatch();
    else
        onAllRemoved();
}

void RenameCopies::onAllRemoved()
{
    m_isRemoving = false;
    if (m_isLastRemoval)
        end();
    else if (m_making == nullptr)
        removeBegun();
}

void RenameCopies::end()
{
    deleteLater();
    if (m_isAnyLeft)
        qCWarning(lcStore) << "copies of a rename that failed could not be removed";
    else if (!m_journal.isEmpty())
        m_store->remove(m_journal, nullptr, [claims = m_claims](const Outcome &) {});
    m_onTakenBack();
}

}  // namespace cosftp

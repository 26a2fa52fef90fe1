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

void RenameCopies::make(QList<FolderCopy::Task> tasks)
{
    assertThread(*this);
    m_making = new FolderCopy(*m_store, std::move(tasks), this);
    connect(m_making, &FolderCopy::begun, this, &RenameCopies::onBegun);
    connect(m_making, &FolderCopy::copied, this, &RenameCopies::onCopied);
    connect(m_making, &FolderCopy::finished, this, &RenameCopies::onFinished);
    m_making->start();
}

// Until the answer comes a copy is known by its content alone.
void RenameCopies::onBegun(const FolderCopy::Task &task, const ObjectInfo &source)
{
    m_begun[task.targetKey] += ObjectVersion::of(source);
}

void RenameCopies::onCopied(const FolderCopy::Copied &copied)
{
    ObjectVersion copy = ObjectVersion::of(copied.source);
    copy.etag = copied.copy.etag;
    if (copied.copy.lastModified.isValid())
        copy.notAfter = copied.copy.lastModified.addSecs(clockSlackSeconds);
    m_begun.insert(copied.task.targetKey, {copy});
    m_sure += copied.task.targetKey;
    m_copied.insert(copied.task.sourceKey, ObjectVersion::of(copied.source));
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

std::optional<ObjectVersion> RenameCopies::copyAt(const QByteArray &targetKey) const
{
    if (!m_sure.contains(targetKey))
        return std::nullopt;
    return m_begun.value(targetKey).first();
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
    QList<DoomedObject> copies;
    copies.reserve(m_begun.size());
    for (auto copy = m_begun.constBegin(); copy != m_begun.constEnd(); ++copy)
        copies += DoomedObject{copy.key(), copy.value()};
    for (const QByteArray &key : std::exchange(m_sure, {}))
        m_begun.remove(key);
    (new RemoveVersions(m_store, std::move(copies), m_terms, this,
                        [this](const Result<RemovalReport> &report) { onRemoved(report); }))
        ->start();
}

void RenameCopies::onRemoved(const Result<RemovalReport> &report)
{
    m_isRemoving = false;
    m_isAnyLeft = m_isAnyLeft || !report || !report->leftOver.isEmpty();
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

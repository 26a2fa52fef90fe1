// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/folder_copy.h"

#include "core/thread_check.h"
#include "files/big_copy.h"
#include "files/object_version.h"

#include <algorithm>

namespace cosftp {

namespace {

constexpr int mostAttempts = 5;    // of one object, each with the tries of the store's client
constexpr int mostBadInARow = 12;  // of all: then the store is not only busy
constexpr std::chrono::milliseconds busyPause{250};

}  // namespace

FolderCopy::FolderCopy(ObjectStore &store, qsizetype count, TaskOf taskOf, QObject *parent)
    : QObject(parent), m_store(store.share()), m_taskOf(std::move(taskOf)), m_count(count)
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &FolderCopy::advance);
}

FolderCopy::~FolderCopy() = default;

void FolderCopy::start()
{
    assertThread(*this);
    advance();
}

void FolderCopy::stop()
{
    assertThread(*this);
    if (m_outcome)
        m_outcome = Failure::of(Failure::Code::Cancelled);
    advance();
}

void FolderCopy::advance()
{
    while (m_outcome && !m_pause.isActive() && m_inFlight < m_atOnce && isAnyLeft())
        run(takeNext());
    const bool isOver = m_inFlight == 0 && (!isAnyLeft() || !m_outcome);
    if (isOver && !std::exchange(m_isEnded, true))
        QMetaObject::invokeMethod(
            this, [this] { Q_EMIT finished(m_outcome); }, Qt::QueuedConnection);
}

FolderCopy::Attempt FolderCopy::takeNext()
{
    if (m_next < m_count)
        return {m_taskOf(m_next++), 1};
    const Again again = m_again.front();
    m_again.pop_front();
    return {m_taskOf(again.task), again.number};
}

// Only HEAD tells how the source is encrypted, which a copy does not inherit, and its checksum.
void FolderCopy::run(const Attempt &attempt)
{
    ++m_inFlight;
    askCopySource(
        *m_store, attempt.task.sourceKey, this,
        [this, attempt](const Result<CopySource> &source) { onSource(attempt, source); },
        m_isAccessDenied);
}

void FolderCopy::onSource(const Attempt &attempt, const Result<CopySource> &source)
{
    if (!source)
        return onFailed(attempt, source.error());
    if (!m_outcome)
        return oneLess();  // stopped, or another one has failed
    CopyRequest request = copyOf(*source, attempt.task.targetKey);
    request.replacing = Replacing::Forbidden;
    Q_EMIT begun(attempt.task, source->info);
    copyObject(*m_store, request, source->info.sizeBytes, this,
               [this, attempt, info = source->info](const Result<StoredObject> &copy) {
                   if (!copy && copy.error().code == Failure::Code::Exists)
                       return onTargetTaken(attempt, info);
                   onCopied(attempt, info, copy);
               });
}

// It may be the own copy, whose answer was lost. The same bytes by somebody else do as well.
void FolderCopy::onTargetTaken(const Attempt &attempt, const ObjectInfo &source)
{
    m_store->head(attempt.task.targetKey, this,
                  [this, attempt, source](const Result<ObjectInfo> &target) {
                      if (!target && target.error().code == Failure::Code::NotFound)
                          return onFailed(attempt, Failure::of(Failure::Code::Changed));
                      if (!target)
                          return onFailed(attempt, target.error());
                      if (!ObjectVersion::of(source).hasContentOf(*target))
                          return onFailed(attempt, Failure::of(Failure::Code::Exists));
                      onCopied(attempt, source,
                               StoredObject{target->etag, target->crc64, {}, target->lastModified});
                  });
}

void FolderCopy::onCopied(const Attempt &attempt, const ObjectInfo &source,
                          const Result<StoredObject> &copy)
{
    if (!copy)
        return onFailed(attempt, copy.error());
    Q_EMIT copied({attempt.task, source, *copy});
    if (source.crc64 && copy->crc64 && *source.crc64 != *copy->crc64)
        return onFailed(attempt, Failure::of(Failure::Code::Corrupt,
                                             QStringLiteral("the copy's checksum differs")));
    m_badInARow = 0;
    if (++m_goodInARow >= m_atOnce) {
        m_goodInARow = 0;
        m_atOnce = std::min(m_atOnce + 1, mostAtOnce);
    }
    oneLess();
}

void FolderCopy::onFailed(const Attempt &attempt, const Failure &failure)
{
    m_goodInARow = 0;
    const bool isChanged = failure.code == Failure::Code::Changed;  // since its HEAD
    const bool isHopeless = ++m_badInARow >= mostBadInARow || attempt.number >= mostAttempts;
    if ((failure.retryable || isChanged) && !isHopeless) {
        m_again.push_back({attempt.task.number, attempt.number + 1});
        m_atOnce = std::max(m_atOnce / 2, 1);
        m_pause.start(busyPause * attempt.number);
    } else if (failure.code != Failure::Code::NotFound || failure.storeCode == "NoSuchBucket") {
        m_outcome = m_outcome ? Outcome(failure) : m_outcome;
    }
    oneLess();
}

void FolderCopy::oneLess()
{
    --m_inFlight;
    advance();
}

}  // namespace cosftp

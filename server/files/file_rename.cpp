// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/file_rename.h"

#include "core/thread_check.h"
#include "files/big_copy.h"
#include "files/copy_source.h"
#include "files/folder_probe.h"
#include "files/kept_time.h"

namespace cosftp {

namespace {

using Code = Failure::Code;
constexpr qint64 clockSlackSeconds = 3;  // the store tells times in whole seconds

}  // namespace

FileRename::FileRename(Place source, Place target, Entry entry, HeldKeys names,
                       Handler<Done> handler)
    : QObject(source.context), m_source(std::move(source)), m_target(std::move(target)),
      m_entry(std::move(entry)), m_names(std::move(names)), m_handler(std::move(handler))
{
    m_source.context = this;
    m_target.context = this;
}

void FileRename::start()
{
    assertThread(*this);
    probeNoFolder(m_target, [this](const Outcome &isFree) { onTargetChecked(isFree); });
    askAccess(m_source.store(), m_source.at.key, this,
              [this](const Result<NamedValues> &access) { onAccess(access); });
}

void FileRename::onTargetChecked(const Outcome &isFree)
{
    m_isFree = isFree;
    copyWhenAsked();
}

void FileRename::onAccess(const Result<NamedValues> &access)
{
    m_access = access;
    copyWhenAsked();
}

void FileRename::copyWhenAsked()
{
    if (!m_isFree || !m_access)
        return;
    if (!*m_isFree || !*m_access)
        return end(*m_isFree ? Outcome(m_access->error()) : *m_isFree);
    CopyRequest request{m_source.at.key, m_target.at.key, m_entry.etag, m_entry.storageClass};
    request.encryption = m_entry.encryption;
    request.access = **m_access;
    if (!m_target.tree->mounts.rightsAt(m_target.path).canOverwrite)
        request.replacing = Replacing::Forbidden;
    m_copyAsked = m_source.store().now();
    copyObject(m_source.store(), request, m_entry.sizeBytes, this,
               [this](const Result<StoredObject> &copy) { onCopied(copy); });
}

void FileRename::onCopied(const Result<StoredObject> &copy)
{
    if (!copy && copy.error().code == Code::Exists)
        return onTargetTaken();
    if (!copy)
        return end(copy.error());
    if (m_entry.crc64 && copy->crc64 && *m_entry.crc64 != *copy->crc64)
        return end(Failure::of(Code::Corrupt,
                               QStringLiteral("the copy's checksum differs; the source stays")));
    noteCopy(*copy);
    lookAgain();
}

// Or the answer to a first try was lost, and it is the own copy that is in the way of the second.
void FileRename::onTargetTaken()
{
    m_target.store().head(m_target.at.key, this, [this](const Result<ObjectInfo> &info) {
        const bool isOwn = info && info->etag == m_entry.etag
                           && info->sizeBytes == m_entry.sizeBytes
                           && info->lastModified >= m_copyAsked.addSecs(-clockSlackSeconds);
        if (!isOwn)
            return end(
                Failure::of(Code::Denied, QStringLiteral("the account must not replace a file")));
        noteCopy({info->etag, info->crc64, {}});
        lookAgain();
    });
}

void FileRename::noteCopy(const StoredObject &copy)
{
    Entry renamed = m_entry;
    renamed.name = m_target.path.name();
    renamed.etag = copy.etag;
    renamed.stored = QDateTime::currentDateTimeUtc();
    renamed.modified = keptTime(m_entry.metadata).value_or(renamed.stored);
    m_target.tree->cache.noteMade(m_target.path, renamed);
}

// Somebody may have stored a new version while the old one was copied. What this server's own
// sessions store is kept off until the source has gone.
void FileRename::lookAgain()
{
    m_source.holdToPublish(
        {m_source.keySpan()}, "RNTO", [this](const Result<HeldKeys> &publishing) {
            if (!publishing)
                return end(publishing.error());
            m_source.store().head(m_source.at.key, this,
                                  [this, held = *publishing](const Result<ObjectInfo> &info) {
                                      onLookedAgain(held, info);
                                  });
        });
}

void FileRename::onLookedAgain(const HeldKeys &publishing, const Result<ObjectInfo> &info)
{
    const bool isGone = !info && info.error().code == Code::NotFound;
    if (!info && !isGone)
        return end(info.error());
    if (info && (info->etag != m_entry.etag || info->sizeBytes != m_entry.sizeBytes)) {
        m_source.tree->cache.forget(m_source.path);
        return end(Failure::of(
            Code::Changed, QStringLiteral("the source was replaced while it was copied: it stays, "
                                          "and so does the copy of what it was")));
    }
    remove(publishing);
}

void FileRename::remove(const HeldKeys &publishing)
{
    m_source.store().remove(m_source.at.key, this, [this, publishing](const Outcome &removed) {
        if (removed)
            m_source.tree->cache.noteRemoved(m_source.path, false);
        end(removed);
    });
}

void FileRename::end(const Outcome &outcome)
{
    deleteLater();
    m_names.reset();
    std::exchange(m_handler, nullptr)(outcome);
}

}  // namespace cosftp

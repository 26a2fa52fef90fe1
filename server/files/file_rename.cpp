// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/file_rename.h"

#include "files/big_copy.h"
#include "files/folder_probe.h"
#include "files/kept_time.h"

namespace cosftp {

FileRename::FileRename(Place source, Place target, Entry entry, Handler<Done> handler)
    : QObject(source.context), m_source(std::move(source)), m_target(std::move(target)),
      m_entry(std::move(entry)), m_handler(std::move(handler))
{
    m_source.context = this;
    m_target.context = this;
}

void FileRename::start()
{
    probeNoFolder(m_target, [this](const Outcome &isFree) { onTargetChecked(isFree); });
}

void FileRename::onTargetChecked(const Outcome &isFree)
{
    if (!isFree)
        return end(isFree);
    if (m_target.tree->mounts.rightsAt(m_target.path).canOverwrite)
        return copy();
    m_target.store().head(m_target.at.key, this, [this](const Result<ObjectInfo> &info) {
        if (info)
            return end(Failure::of(Failure::Code::Denied,
                                   QStringLiteral("the account must not replace a file")));
        info.error().code == Failure::Code::NotFound ? copy() : end(info.error());
    });
}

void FileRename::copy()
{
    CopyRequest request{m_source.at.key, m_target.at.key, m_entry.etag, m_entry.storageClass};
    request.encryption = m_entry.encryption;
    copyObject(m_source.store(), request, m_entry.sizeBytes, this,
               [this](const Result<StoredObject> &copy) { onCopied(copy); });
}

void FileRename::onCopied(const Result<StoredObject> &copy)
{
    if (!copy)
        return end(copy.error());
    if (m_entry.crc64 && copy->crc64 && *m_entry.crc64 != *copy->crc64)
        return end(Failure::of(Failure::Code::Corrupt,
                               QStringLiteral("the copy's checksum differs; the source stays")));
    Entry renamed = m_entry;
    renamed.name = m_target.path.name();
    renamed.etag = copy->etag;
    renamed.stored = QDateTime::currentDateTimeUtc();
    renamed.modified = keptTime(m_entry.metadata).value_or(renamed.stored);
    m_target.tree->cache.noteMade(m_target.path, renamed);
    m_source.store().remove(m_source.at.key, this,
                            [this](const Outcome &removed) { onRemoved(removed); });
}

void FileRename::onRemoved(const Outcome &removed)
{
    if (removed)
        m_source.tree->cache.noteRemoved(m_source.path, false);
    end(removed);
}

void FileRename::end(const Outcome &outcome)
{
    deleteLater();
    std::exchange(m_handler, nullptr)(outcome);
}

}  // namespace cosftp

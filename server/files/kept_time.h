// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/object_store.h"

#include <QDateTime>
#include <QHash>

#include <optional>

namespace cosftp {

/// The time that lies with an object as "x-cos-meta-mtime", where cosfs and rclone keep it too:
/// Unix seconds, maybe with a fraction, which is dropped. No value: none, or nonsense.
std::optional<QDateTime> keptTime(const NamedValues &metadata);
/// The same metadata with that time. Only times since 1970 can be kept.
NamedValues withKeptTime(const NamedValues &metadata, const QDateTime &time);

/// The kept times of versions that somebody asked about, because listings do not show metadata.
/// One per worker, for all its sessions and buckets; holds up to 2 * generationSize of them.
class KnownTimes
{
public:
    static constexpr qsizetype generationSize = 20'000;

    /// `info` needs etag and lastModified; a version without a kept time is not noted.
    void learn(const QByteArray &bucket, const ObjectInfo &info);
    /// The time of exactly this version, if it is known.
    [[nodiscard]] std::optional<QDateTime> timeOf(const QByteArray &bucket,
                                                  const ObjectInfo &info) const;
    [[nodiscard]] qsizetype size() const { return m_young.size() + m_old.size(); }

private:
    // A version is told by key, ETag and the second in which it was stored; 64 bits of hash each
    // keep an entry small.
    using Version = std::pair<quint64, quint64>;
    static Version versionOf(const QByteArray &bucket, const ObjectInfo &info);

    QHash<Version, qint64> m_young;  ///< Unix seconds.
    QHash<Version, qint64> m_old;    ///< Forgotten as a whole when the young ones are full.
};

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/kept_time.h"

namespace cosftp {

namespace {

const QByteArray name = "mtime";
constexpr qint64 endOfTime = 253'402'300'799;  // 9999-12-31T23:59:59Z, the last that FTP can say

QDateTime utc(qint64 seconds) { return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC); }

}  // namespace

std::optional<QDateTime> keptTime(const NamedValues &metadata)
{
    for (const NamedValue &entry : metadata) {
        if (entry.name.toLower() != name)
            continue;
        const QByteArray whole = entry.value.trimmed().split('.').first();
        bool isNumber = false;
        const qint64 seconds = whole.toLongLong(&isNumber);
        if (isNumber && seconds >= 0 && seconds <= endOfTime)
            return utc(seconds);
    }
    return std::nullopt;
}

NamedValues withKeptTime(const NamedValues &metadata, const QDateTime &time)
{
    NamedValues changed = metadata;
    changed.removeIf([](const NamedValue &entry) { return entry.name.toLower() == name; });
    changed += NamedValue{name, QByteArray::number(time.toSecsSinceEpoch())};
    return changed;
}

KnownTimes::Version KnownTimes::versionOf(const QByteArray &bucket, const ObjectInfo &info)
{
    constexpr std::size_t otherSeed = 0x9e3779b9;
    const QByteArray text = bucket + '\0' + info.key + '\0' + info.etag + '\0'
                            + QByteArray::number(info.lastModified.toSecsSinceEpoch());
    return {qHash(text), qHash(text, otherSeed)};
}

void KnownTimes::learn(const QByteArray &bucket, const ObjectInfo &info)
{
    const std::optional<QDateTime> time = keptTime(info.metadata);
    if (!time || !info.lastModified.isValid() || info.etag.isEmpty())
        return;
    if (m_young.size() >= generationSize)
        m_old = std::exchange(m_young, {});
    m_young.insert(versionOf(bucket, info), time->toSecsSinceEpoch());
}

std::optional<QDateTime> KnownTimes::timeOf(const QByteArray &bucket, const ObjectInfo &info) const
{
    if (m_young.isEmpty() && m_old.isEmpty())
        return std::nullopt;  // most buckets keep no times: no hashing for each line of a listing
    const Version version = versionOf(bucket, info);
    for (const auto *generation : {&m_young, &m_old})
        if (const auto found = generation->constFind(version); found != generation->constEnd())
            return utc(*found);
    return std::nullopt;
}

}  // namespace cosftp

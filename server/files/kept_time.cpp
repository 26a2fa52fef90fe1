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

NamedValues withoutKeptTime(const NamedValues &metadata)
{
    NamedValues others = metadata;
    others.removeIf([](const NamedValue &entry) { return entry.name.toLower() == name; });
    return others;
}

NamedValues withKeptTime(const NamedValues &metadata, const QDateTime &time)
{
    NamedValues changed = withoutKeptTime(metadata);
    changed += NamedValue{name, QByteArray::number(time.toSecsSinceEpoch())};
    return changed;
}

}  // namespace cosftp

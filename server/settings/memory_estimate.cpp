// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/memory_estimate.h"

#include <QFile>

namespace cosftp {

namespace {
constexpr qint64 kiB = 1024;
constexpr qint64 miB = 1024 * kiB;
constexpr qint64 perConnectionBytes = 256 * kiB;  // the buffers between a socket and the store
}  // namespace

qint64 estimatedMemoryBytes(const Settings &settings)
{
    return settings.limits.memoryBudgetBytes + settings.limits.maxConnections * perConnectionBytes;
}

QString memoryProblem(const Settings &settings, qint64 availableBytes)
{
    const qint64 estimate = estimatedMemoryBytes(settings);
    if (availableBytes < 0 || estimate <= availableBytes / 10 * 6)
        return {};
    return QStringLiteral("the server may need %1 MiB, more than 60 % of the %2 MiB that are "
                          "available; a smaller memory_budget or max_connection_num, or "
                          "config_check_enable = false, would be right")
        .arg(estimate / miB)
        .arg(availableBytes / miB);
}

qint64 availableMemoryBytes()
{
    QFile file(QStringLiteral("/proc/meminfo"));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray &line : file.readAll().split('\n'))
        if (line.startsWith("MemAvailable:"))
            return line.mid(13).trimmed().split(' ').first().toLongLong() * kiB;
    return -1;
}

}  // namespace cosftp

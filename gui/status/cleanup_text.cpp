// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/cleanup_text.h"

#include "common/format.h"

#include <QCoreApplication>
#include <QStringList>

namespace cosftp {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Cleanup)
};

}  // namespace

QString cleanupText(const CleanupRecord &record)
{
    if (record.open == 0)
        return {};
    QStringList parts{
        Words::tr("%n interrupted upload(s) found with %1, at %2", nullptr, record.open)
            .arg(format::bytes(record.openBytes), format::time(record.at)),
        Words::tr("%n can be continued", nullptr, record.resumable)};
    if (record.removed > 0)
        parts += Words::tr("%n removed (%1)", nullptr, record.removed)
                     .arg(format::bytes(record.removedBytes));
    if (record.failed > 0)
        parts += Words::tr("%n could not be removed", nullptr, record.failed);
    return parts.join(QStringLiteral("; "));
}

QString cleanupLines(const QList<CleanupRecord> &records)
{
    QStringList lines;
    for (const CleanupRecord &record : records)
        if (record.open > 0)
            lines += QString::fromUtf8(record.bucket) + QStringLiteral(": ") + cleanupText(record);
    return lines.join(u'\n');
}

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/job_text.h"

#include "common/format.h"

#include <QLocale>

namespace cosftp {

QString JobText::title(const JobRecord &job)
{
    const QString user = QString::fromUtf8(job.user);
    const QString from = QString::fromUtf8(job.from);
    switch (job.kind) {
    case JobRecord::Kind::Rename:
        return tr("%1 renames the folder %2 to %3").arg(user, from, QString::fromUtf8(job.to));
    case JobRecord::Kind::Remove:
        return tr("%1 deletes the folder %2").arg(user, from);
    }
    return {};
}

QString JobText::progress(const JobRecord &job, const QDateTime &now)
{
    const qint64 seconds = qMax<qint64>(0, job.started.secsTo(now));
    const QString spent = format::duration(std::chrono::seconds(seconds));
    if (job.total < 0)
        return tr("The files are being counted, for %1").arg(spent);
    const double share = job.total == 0 ? 1 : double(job.done) / double(job.total);
    return tr("%1 of %2 files, %3, for %4")
        .arg(QLocale().toString(job.done), QLocale().toString(job.total), format::percent(share),
             spent);
}

}  // namespace cosftp

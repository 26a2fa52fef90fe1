// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/cleanup_report.h"

#include "common/format.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace cosftp {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Cleanup)
};

}  // namespace

std::optional<CleanupReport> cleanupReport(const LogRecord &record)
{
    static const QRegularExpression form(QStringLiteral(
        "^bucket \"?([^ \"]+)\"? holds (\\d+) unfinished uploads with (\\d+) bytes: (\\d+) can be "
        "continued, (\\d+) were aborted \\( ?(\\d+) bytes ?\\),? ?(\\d+) could not be"));
    if (record.category != "cosftp.server")
        return {};
    const QRegularExpressionMatch match = form.match(record.text);
    if (!match.hasMatch())
        return {};
    const auto number = [&match](int group) { return match.captured(group).toLongLong(); };
    return CleanupReport{match.captured(1), record.at, number(2), number(3),
                         number(4),         number(5), number(6), number(7)};
}

QString cleanupText(const CleanupReport &report)
{
    const auto count = [](qint64 value) { return int(qMin<qint64>(value, 1'000'000)); };
    QString text =
        Words::tr("%n interrupted upload(s) found with %1, at %2", nullptr, count(report.open))
            .arg(format::bytes(report.openBytes), format::time(report.at));
    text +=
        QStringLiteral("; ") + Words::tr("%n can be continued", nullptr, count(report.resumable));
    if (report.removed > 0)
        text += QStringLiteral("; ")
                + Words::tr("%n removed (%1)", nullptr, count(report.removed))
                      .arg(format::bytes(report.removedBytes));
    if (report.failed > 0)
        text += QStringLiteral("; ")
                + Words::tr("%n could not be removed", nullptr, count(report.failed));
    return text;
}

}  // namespace cosftp

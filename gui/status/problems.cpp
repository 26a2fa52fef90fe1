// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/problems.h"

#include "common/problem_text.h"
#include "status/addresses.h"
#include "status/bucket_watch.h"
#include "status/log_store.h"
#include "status/transfer_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace cosftp {

namespace {

QString translated(const char *text) { return QCoreApplication::translate("Problems", text); }

QString settingsAction() { return translated(QT_TRANSLATE_NOOP("Problems", "Open settings")); }

Problem settingsProblem(const SettingsProblem &found, Problem::Severity severity)
{
    Problem problem;
    problem.severity = severity;
    problem.text = shownProblem(found);
    problem.action = settingsAction();
    problem.pageId = QStringLiteral("settings");
    problem.place =
        found.section.isEmpty() ? QString() : found.section + QLatin1Char('/') + found.key;
    return problem;
}

bool isOfTransfer(const LogRecord &record, const QList<TransferRecord> &ended)
{
    return std::any_of(ended.begin(), ended.end(), [&record](const TransferRecord &transfer) {
        return !transfer.errorId.isEmpty()
               && record.text.contains(QString::fromUtf8(transfer.errorId));
    });
}

QString whatHappened(const TransferRecord &transfer)
{
    if (transfer.state == TransferRecord::State::Parked)
        return translated(QT_TRANSLATE_NOOP("Problems", "Upload of %1 by %2 was interrupted"));
    return transfer.direction == TransferRecord::Direction::Upload
               ? translated(QT_TRANSLATE_NOOP("Problems", "Upload of %1 by %2 failed"))
               : translated(QT_TRANSLATE_NOOP("Problems", "Download of %1 by %2 failed"));
}

Problem transferProblem(const TransferRecord &transfer)
{
    const bool isParked = transfer.state == TransferRecord::State::Parked;
    Problem problem;
    problem.severity = isParked ? Problem::Severity::Warning : Problem::Severity::Error;
    problem.at = transfer.ended;
    problem.text = whatHappened(transfer).arg(QString::fromUtf8(transfer.path),
                                              QString::fromUtf8(transfer.user));
    problem.advice = TransferText::cause(transfer);
    problem.action = translated(QT_TRANSLATE_NOOP("Problems", "Show in history"));
    problem.pageId = QStringLiteral("history");
    problem.place = isParked ? QStringLiteral("parked") : QStringLiteral("failed");
    return problem;
}

// Whether one of the clients comes from outside.
bool hasPublicClient(const QList<SessionRecord> &sessions)
{
    return std::any_of(sessions.begin(), sessions.end(), [](const SessionRecord &session) {
        return isPublicAddress(hostOf(session.peer));
    });
}

}  // namespace

QList<Problem> settingsProblems(const SettingsDocument &document)
{
    QList<Problem> problems;
    for (const SettingsProblem &found : document.loaded.problems)
        problems += settingsProblem(found, Problem::Severity::Error);
    for (const SettingsProblem &found : document.loaded.warnings)
        problems += settingsProblem(found, Problem::Severity::Warning);
    return problems;
}

QList<Problem> transferProblems(const QList<TransferRecord> &ended)
{
    QList<Problem> problems;
    for (auto transfer = ended.rbegin(); transfer != ended.rend(); ++transfer)
        if (transfer->state == TransferRecord::State::Failed
            || transfer->state == TransferRecord::State::Parked)
            problems += transferProblem(*transfer);
    return problems;
}

QList<Problem> logProblems(const QList<LogRecord> &records, const QList<TransferRecord> &ended)
{
    QList<Problem> problems;
    for (auto record = records.rbegin(); record != records.rend(); ++record) {
        if (record->level < LogSettings::Level::Warning || isOfTransfer(*record, ended))
            continue;
        Problem problem;
        problem.severity = record->level == LogSettings::Level::Error ? Problem::Severity::Error
                                                                      : Problem::Severity::Warning;
        problem.at = record->at;
        problem.text = record->text;
        problem.action = translated(QT_TRANSLATE_NOOP("Problems", "Show in log"));
        problem.pageId = QStringLiteral("log");
        problem.place = QStringLiteral("warnings");
        problems += problem;
    }
    return problems;
}

QList<Problem> bucketProblems(const QList<BucketHealth> &buckets)
{
    QList<Problem> problems;
    for (const BucketHealth &bucket : buckets) {
        if (bucket.state != BucketHealth::State::Failed)
            continue;
        Problem problem;
        problem.severity = Problem::Severity::Error;
        problem.at = bucket.checked;
        problem.text = QCoreApplication::translate("Problems", "Bucket %1: %2")
                           .arg(bucket.name, bucket.problem);
        problem.advice = translatedAdvice(bucket.advice);
        problem.action = translated(QT_TRANSLATE_NOOP("Problems", "Open bucket"));
        problem.pageId = QStringLiteral("settings");
        problem.place = QStringLiteral("buckets/") + bucket.id;
        problems += problem;
    }
    return problems;
}

QList<Problem> withoutEchoes(QList<Problem> logProblems, const QList<BucketHealth> &buckets)
{
    for (const BucketHealth &bucket : buckets) {
        if (bucket.state != BucketHealth::State::Failed)
            continue;
        logProblems.removeIf([tag = bucket.id + QLatin1Char(' ')](const Problem &problem) {
            return problem.text.startsWith(tag);  // as lines of the store begin
        });
    }
    return logProblems;
}

QList<Problem> passiveProblems(const LinkStatus &status, const QStringList &localAddresses,
                               const QList<SessionRecord> &sessions)
{
    const bool isTold = !status.passiveAddress.isEmpty();
    const QHostAddress told(status.passiveAddress);
    const bool toldIsPrivate = isTold && !told.isNull() && !isPublicAddress(told);
    const bool ownArePrivate =
        !isTold
        && std::none_of(localAddresses.begin(), localAddresses.end(),
                        [](const QString &text) { return isPublicAddress(QHostAddress(text)); });
    if (!hasPublicClient(sessions) || !(toldIsPrivate || ownArePrivate))
        return {};
    Problem problem;
    problem.text =
        toldIsPrivate
            ? QCoreApplication::translate("Problems",
                                          "Clients from the Internet are told the private "
                                          "address %1 for data connections.")
                  .arg(status.passiveAddress)
            : QCoreApplication::translate("Problems", "Clients from the Internet are told a "
                                                      "private address for data connections.");
    problem.advice = QCoreApplication::translate(
        "Problems", "They can log in, but listings and transfers hang. Set the public address or "
                    "host name under which clients reach this server as announced address.");
    problem.action = translated(QT_TRANSLATE_NOOP("Problems", "Set address"));
    problem.pageId = QStringLiteral("settings");
    problem.place = QStringLiteral("network/masquerade_address");
    return {problem};
}

QList<Problem> plainLoginProblems(const QList<SessionRecord> &sessions)
{
    const bool isPlain =
        std::any_of(sessions.begin(), sessions.end(), [](const SessionRecord &session) {
            return session.tls.isEmpty() && !session.user.isEmpty()
                   && isPublicAddress(hostOf(session.peer));
        });
    if (!isPlain)
        return {};
    Problem problem;
    problem.text = QCoreApplication::translate(
        "Problems", "Users from the Internet log in without encryption.");
    problem.advice = QCoreApplication::translate(
        "Problems", "Their passwords and files can be read on the way. Switch encryption on, and "
                    "demand it where the clients can.");
    problem.action = settingsAction();
    problem.pageId = QStringLiteral("settings");
    problem.place = QStringLiteral("TLS/required");
    return {problem};
}

QList<Problem> sortedProblems(QList<Problem> problems, qsizetype limit)
{
    std::stable_sort(problems.begin(), problems.end(),
                     [](const Problem &left, const Problem &right) {
                         if (left.at.isValid() != right.at.isValid())
                             return !left.at.isValid();
                         return left.at > right.at;
                     });
    return problems.mid(0, limit);
}

}  // namespace cosftp

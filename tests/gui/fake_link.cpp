// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/fake_link.h"

#include <QCryptographicHash>
#include <QStringList>

namespace cosftp::test {

namespace {

Failure invalid(const QList<SettingsProblem> &problems)
{
    QStringList lines;
    for (const SettingsProblem &problem : problems)
        lines += problem.toString();
    return Failure::of(Failure::Code::Invalid, lines.join(QLatin1Char('\n')));
}

}  // namespace

FakeLink::FakeLink(QObject *parent) : ServerLink(parent), m_probeSteps(passedProbe())
{
    m_status.version = QStringLiteral(COSFTP_VERSION);
    m_document.fileName = QStringLiteral("/home/ann/.config/cosftp/cosftp.conf");
    takeText({});
}

void FakeLink::setStatus(const LinkStatus &status)
{
    m_status = status;
    Q_EMIT statusChanged();
}

void FakeLink::setState(LinkStatus::State state, const QString &problem)
{
    LinkStatus status = m_status;
    status.state = state;
    status.problem = problem;
    status.isAccepting = state == LinkStatus::State::Running;
    status.address =
        state == LinkStatus::State::Running ? QStringLiteral("0.0.0.0:2121") : QString();
    setStatus(status);
}

void FakeLink::setSnapshot(const MonitorSnapshot &snapshot)
{
    m_snapshot = snapshot;
    Q_EMIT snapshotChanged();
}

void FakeLink::setDialogue(quint64 sessionId, const QList<DialogueLine> &lines)
{
    m_dialogues[sessionId] = lines;
}

void FakeLink::setSettingsFile(const QString &fileName)
{
    m_document.fileName = fileName;
    setSettingsText(m_document.text);
}

void FakeLink::setSettingsText(const QByteArray &text)
{
    takeText(text);
    Q_EMIT settingsChanged();
}

void FakeLink::takeText(const QByteArray &text)
{
    m_document.text = text;
    m_document.revision = QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex();
    m_document.loaded = parseSettings(text, m_document.fileName);
}

// --- Answers ---

void FakeLink::later(QObject *context, std::function<void()> give)
{
    m_answers.push_back({context, std::move(give)});
    if (!m_isHeld)
        QMetaObject::invokeMethod(this, &FakeLink::releaseOne, Qt::QueuedConnection);
}

void FakeLink::release()
{
    m_isHeld = false;
    for (std::size_t left = m_answers.size(); left > 0; --left)
        QMetaObject::invokeMethod(this, &FakeLink::releaseOne, Qt::QueuedConnection);
}

void FakeLink::releaseOne()
{
    if (m_answers.empty())
        return;
    const Answer answer = std::move(m_answers.front());
    m_answers.pop_front();
    if (answer.context != nullptr)
        answer.give();
}

// --- What windows ask for ---

void FakeLink::start()
{
    ++m_calls.starts;
    setState(LinkStatus::State::Starting);
    later(this, [this] {
        setState(m_startProblem.isEmpty() ? LinkStatus::State::Running : LinkStatus::State::Failed,
                 m_startProblem);
    });
}

void FakeLink::stop()
{
    ++m_calls.stops;
    setState(LinkStatus::State::Stopping);
    later(this, [this] { setState(LinkStatus::State::Stopped); });
}

void FakeLink::setAccepting(bool isAccepting)
{
    m_calls.accepting += isAccepting;
    later(this, [this, isAccepting] {
        LinkStatus status = m_status;
        status.isAccepting = isAccepting;
        setStatus(status);
    });
}

void FakeLink::closeSessions(const QList<quint64> &sessionIds)
{
    m_calls.closedSessions += sessionIds;
}

void FakeLink::unban(const QStringList &addresses) { m_calls.unbanned += addresses; }

void FakeLink::abortTransfers(const QList<quint64> &transferIds)
{
    m_calls.abortedTransfers += transferIds;
}

void FakeLink::askDialogue(quint64 sessionId, QObject *context,
                           Handler<QList<DialogueLine>> handler)
{
    m_calls.dialogues += sessionId;
    later(context, [this, sessionId, handler = std::move(handler)] {
        handler(m_dialogues.value(sessionId));
    });
}

void FakeLink::changeSettings(const QList<SettingsChange> &changes, const QByteArray &revision,
                              QObject *context, Handler<ApplyReport> handler)
{
    m_calls.changes += changes;
    later(context, [this, changes, revision, handler = std::move(handler)] {
        handler(change(updatedSettings(m_document.text, changes), revision));
    });
}

void FakeLink::replaceSettings(const QByteArray &text, const QByteArray &revision, QObject *context,
                               Handler<ApplyReport> handler)
{
    m_calls.replacements += text;
    later(context, [this, text, revision, handler = std::move(handler)] {
        handler(change(text, revision));
    });
}

Result<ApplyReport> FakeLink::change(const Result<QByteArray> &text, const QByteArray &revision)
{
    if (const std::optional<Failure> failure = std::exchange(m_nextChangeFailure, std::nullopt))
        return *failure;
    if (revision != m_document.revision)
        return Failure::of(Failure::Code::Busy,
                           QStringLiteral("the settings file was changed by somebody else"));
    if (!text)
        return text.error();
    const LoadedSettings next = parseSettings(*text, m_document.fileName);
    if (!next.problems.isEmpty())
        return invalid(next.problems);
    const ApplyReport report = applyReport(m_document.loaded.settings, next.settings);
    setSettingsText(*text);
    return report;
}

void FakeLink::probeBucket(const BucketSettings &bucket, const QByteArray &prefix, bool isReadOnly,
                           QObject *context, std::function<void(const ProbeStep &)> onStep,
                           std::function<void()> onFinished)
{
    m_calls.probes += ProbeCall{bucket, prefix, isReadOnly};
    for (const ProbeStep &step : std::as_const(m_probeSteps))
        later(context, [onStep, step] { onStep(step); });
    later(context, std::move(onFinished));
}

void FakeLink::checkNetwork(QObject *context, std::function<void(const NetworkStep &)> onStep,
                            std::function<void()> onFinished)
{
    ++m_calls.networkChecks;
    for (const NetworkStep &step : std::as_const(m_networkSteps))
        later(context, [onStep, step] { onStep(step); });
    later(context, std::move(onFinished));
}

void FakeLink::askUploads(const BucketSettings &bucket, QObject *context,
                          Handler<QList<UnfinishedUpload>> handler)
{
    m_calls.askedUploads += bucket.id;
    later(context, [handler, uploads = m_uploads] { handler(uploads); });
}

void FakeLink::abortUploads(const BucketSettings &, const QList<UnfinishedUpload> &uploads,
                            QObject *context, Handler<AbortedUploads> handler)
{
    m_calls.abortedUploads += uploads;
    AbortedUploads report;
    QList<UnfinishedUpload> left = m_uploads ? *m_uploads : QList<UnfinishedUpload>();
    for (const UnfinishedUpload &upload : uploads) {
        report.aborted += static_cast<int>(left.removeAll(upload));
        report.abortedBytes += upload.bytes;
    }
    m_uploads = left;
    later(context, [handler, report] { handler(report); });
}

QList<ProbeStep> passedProbe()
{
    using Kind = ProbeStep::Kind;
    QList<ProbeStep> steps;
    for (const Kind kind : {Kind::Reach, Kind::List, Kind::Upload, Kind::Download, Kind::Multipart,
                            Kind::Copy, Kind::Delete}) {
        ProbeStep step;
        step.kind = kind;
        step.verdict = ProbeStep::Verdict::Passed;
        step.milliseconds = 12;
        steps += step;
    }
    return steps;
}

}  // namespace cosftp::test

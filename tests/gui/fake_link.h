// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/server_link.h"

#include <QHash>
#include <QPointer>

#include <deque>
#include <functional>

namespace cosftp::test {

/// A server that tests script: nothing runs, every answer comes later through the event loop, and
/// every call is remembered. Settings are real text: changes go through the same functions as in
/// the program. start() and stop() succeed unless the test says setStartProblem().
class FakeLink final : public ServerLink
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FakeLink)

public:
    struct ProbeCall
    {
        BucketSettings bucket;
        QByteArray prefix;
        bool isReadOnly = false;
    };
    /// What the windows asked for, in order.
    struct Calls
    {
        int starts = 0;
        int stops = 0;
        QList<bool> accepting;
        QList<QList<quint64>> closedSessions;
        QList<QList<quint64>> abortedTransfers;
        QStringList unbanned;
        QList<quint64> dialogues;
        QList<QList<SettingsChange>> changes;
        QList<QByteArray> replacements;
        QList<ProbeCall> probes;
        int networkChecks = 0;
        QStringList askedUploads;  ///< Ids of buckets.
        QList<QList<UnfinishedUpload>> abortedUploads;
    };

    explicit FakeLink(QObject *parent = nullptr);
    ~FakeLink() override = default;

    // What the server does; the signals go out from inside these calls.
    void setStatus(const LinkStatus &status);
    void setState(LinkStatus::State state, const QString &problem = {});
    void setSnapshot(const MonitorSnapshot &snapshot);
    void setDialogue(quint64 sessionId, const QList<DialogueLine> &lines);
    void log(const QList<LogRecord> &records) { Q_EMIT logged(records); }
    /// The file was changed by another hand.
    void setSettingsText(const QByteArray &text);
    void setSettingsFile(const QString &fileName);

    // How it answers.
    /// Empty: start() succeeds.
    void setStartProblem(const QString &problem) { m_startProblem = problem; }
    void setProbeSteps(const QList<ProbeStep> &steps) { m_probeSteps = steps; }
    void setNetworkSteps(const QList<NetworkStep> &steps) { m_networkSteps = steps; }
    /// What lies unfinished in every bucket; abortUploads() takes out of it.
    void setUploads(const Result<QList<UnfinishedUpload>> &uploads) { m_uploads = uploads; }
    /// The next change of the settings fails with this and changes nothing.
    void failNextChange(const Failure &failure) { m_nextChangeFailure = failure; }
    /// Answers wait until release(): for what a window shows meanwhile.
    void hold() { m_isHeld = true; }
    void release();
    void releaseOne();  ///< Only the oldest; the others stay held.
    [[nodiscard]] int heldAnswers() const { return static_cast<int>(m_answers.size()); }

    [[nodiscard]] const Calls &calls() const { return m_calls; }
    void forgetCalls() { m_calls = {}; }

    [[nodiscard]] LinkStatus status() const override { return m_status; }
    [[nodiscard]] MonitorSnapshot snapshot() const override { return m_snapshot; }
    [[nodiscard]] SettingsDocument settings() const override { return m_document; }

    void start() override;
    void stop() override;
    void setAccepting(bool isAccepting) override;
    void closeSessions(const QList<quint64> &sessionIds) override;
    void abortTransfers(const QList<quint64> &transferIds) override;
    void unban(const QStringList &addresses) override;
    void askDialogue(quint64 sessionId, QObject *context,
                     Handler<QList<DialogueLine>> handler) override;
    void changeSettings(const QList<SettingsChange> &changes, const QByteArray &revision,
                        QObject *context, Handler<ApplyReport> handler) override;
    void replaceSettings(const QByteArray &text, const QByteArray &revision, QObject *context,
                         Handler<ApplyReport> handler) override;
    void probeBucket(const BucketSettings &bucket, const QByteArray &prefix, bool isReadOnly,
                     QObject *context, std::function<void(const ProbeStep &)> onStep,
                     std::function<void()> onFinished) override;
    void checkNetwork(QObject *context, std::function<void(const NetworkStep &)> onStep,
                      std::function<void()> onFinished) override;
    void askUploads(const BucketSettings &bucket, QObject *context,
                    Handler<QList<UnfinishedUpload>> handler) override;
    void abortUploads(const BucketSettings &bucket, const QList<UnfinishedUpload> &uploads,
                      QObject *context, Handler<AbortedUploads> handler) override;

private:
    struct Answer
    {
        QPointer<QObject> context;
        std::function<void()> give;
    };

    void later(QObject *context, std::function<void()> give);
    Result<ApplyReport> change(const Result<QByteArray> &text, const QByteArray &revision);
    void takeText(const QByteArray &text);

    LinkStatus m_status;
    MonitorSnapshot m_snapshot;
    SettingsDocument m_document;
    QHash<quint64, QList<DialogueLine>> m_dialogues;
    QList<ProbeStep> m_probeSteps;
    QList<NetworkStep> m_networkSteps;
    Result<QList<UnfinishedUpload>> m_uploads{QList<UnfinishedUpload>()};
    std::optional<Failure> m_nextChangeFailure;
    QString m_startProblem;
    Calls m_calls;
    std::deque<Answer> m_answers;
    bool m_isHeld = false;
};

/// A probe in which every step passes.
QList<ProbeStep> passedProbe();

}  // namespace cosftp::test

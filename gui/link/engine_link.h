// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/server_link.h"

#include <QHash>
#include <QThread>

#include <functional>
#include <memory>

namespace cosftp {

class EngineHost;
class LogTap;
struct PreparedSettings;

/// Puts the secrets in place of the keychain references in settings. The handler runs later, in the
/// GUI's thread, and is dropped when the context dies. What it fails with is shown to people.
using SecretResolver =
    std::function<void(const Settings &settings, QObject *context, Handler<Settings> handler)>;

/// The server inside this process. The engine has a thread of its own, so whatever it does the
/// windows go on; this object lives in the GUI's thread. The destructor ends the server at once:
/// stop() and wait for Stopped first, if transfers shall be given their time.
class EngineLink final : public ServerLink
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EngineLink)

public:
    /// Without a resolver, settings with keychain references cannot be started.
    explicit EngineLink(const QString &settingsFile, SecretResolver resolver = {},
                        QObject *parent = nullptr);
    ~EngineLink() override;

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
    /// A change that another hand made while the server runs is put in force too, if it is valid.
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
    struct Probe
    {
        std::function<void(const ProbeStep &)> onStep;
        std::function<void(const NetworkStep &)> onNetworkStep;
        std::function<void()> onFinished;
    };

    template <typename Answer>
    void ask(QObject *context, std::function<Answer(EngineHost &)> work,
             std::function<void(const Answer &)> then);
    void tell(std::function<void(EngineHost &)> work);
    void observeBeforeTheStart();
    void connectHost();
    void resolve(const Settings &settings, QObject *context, const Handler<Settings> &handler);

    void startWith(const Result<Settings> &settings);
    void onStarted(const Outcome &outcome);
    void setState(LinkStatus::State state, const QString &problem = {});
    void takeNews(const EngineStatus &status, const MonitorSnapshot &snapshot);
    void takeDocument(const SettingsDocument &document, bool isForeign);
    void applyForeignChange();
    void resolveAndCommit(const Result<PreparedSettings> &prepared,
                          const Handler<ApplyReport> &handler);
    void commit(const PreparedSettings &prepared, const Settings &resolved,
                const Handler<ApplyReport> &handler);
    quint64 newProbe(QObject *context, const Probe &probe);
    template <typename Answer>
    Handler<Answer> acrossThreads(QObject *context, const Handler<Answer> &handler);
    void resolveBucket(const BucketSettings &bucket, QObject *context,
                       const Handler<BucketSettings> &handler);
    void refuseProbe(quint64 id, const Failure &failure);
    void takeProbeStep(quint64 id, const ProbeStep &step);
    void takeNetworkStep(quint64 id, const NetworkStep &step);
    void endProbe(quint64 id);
    void cancelProbe(quint64 id);

    SecretResolver m_resolver;
    LinkStatus m_status;
    MonitorSnapshot m_snapshot;
    SettingsDocument m_document;
    std::unique_ptr<QObject> m_starting;  // context of a start; gone once it was called off
    std::unique_ptr<QObject> m_applying;  // context of putting a foreign change in force
    std::unique_ptr<LogTap> m_tap;
    QHash<quint64, Probe> m_probes;
    quint64 m_lastProbe = 0;
    QThread m_thread;
    EngineHost *m_host = nullptr;  // lives and dies in m_thread
};

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bucket_probe.h"
#include "core/result.h"
#include "engine.h"
#include "monitor/log_sink.h"
#include "monitor/records.h"
#include "network_check.h"
#include "settings/settings_file.h"
#include "settings/settings_save.h"
#include "upload_inventory.h"

#include <QObject>

namespace cosftp {

/// What the windows know of the server as a whole.
struct LinkStatus
{
    enum class State { Stopped, Starting, Running, Stopping, Failed };
    State state = State::Stopped;
    bool isAccepting = false;
    bool canStartAndStop = true;  ///< Whether this link may start and stop the server.
    QString problem;              ///< Why it is Failed, and what to do; for people.
    QString address;              ///< "0.0.0.0:2121"; empty when not running.
    QString passiveAddress;       ///< Told to clients in PASV; empty: the address they came to.
    qint64 memoryUsedBytes = 0;
    qint64 memoryBudgetBytes = 0;
    QString version;  ///< Of the server.
    bool operator==(const LinkStatus &) const = default;
};

/// The settings file of the server, as it stands now.
struct SettingsDocument
{
    QString fileName;
    QByteArray text;
    QByteArray revision;    ///< Changes with the text; given back when changes are made.
    LoadedSettings loaded;  ///< What the text means, its problems and warnings.
};

/// The only way from the windows to a server. The windows assume nothing about where it runs: every
/// answer comes later, by signal or handler, in the GUI's thread, and nothing here blocks. Handlers
/// are dropped when their context dies. Values stay what they were while a server is away.
class ServerLink : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ServerLink)

public:
    explicit ServerLink(QObject *parent = nullptr) : QObject(parent) {}
    ~ServerLink() override = default;

    [[nodiscard]] virtual LinkStatus status() const = 0;
    [[nodiscard]] virtual MonitorSnapshot snapshot() const = 0;  ///< The last one that came.
    [[nodiscard]] virtual SettingsDocument settings() const = 0;

    /// Starts with the settings file as it stands; statusChanged() tells how it went.
    virtual void start() = 0;
    /// Takes no more clients, lets transfers finish for the grace time of the settings.
    virtual void stop() = 0;
    virtual void setAccepting(bool isAccepting) = 0;
    virtual void closeSessions(const QList<quint64> &sessionIds) = 0;
    virtual void abortTransfers(const QList<quint64> &transferIds) = 0;
    /// Ends the bans of these addresses; the next snapshot shows them no more.
    virtual void unban(const QStringList &addresses) = 0;
    /// The last lines of a session's dialogue.
    virtual void askDialogue(quint64 sessionId, QObject *context,
                             Handler<QList<DialogueLine>> handler) = 0;

    /// Changes the settings file and the running server with it. Code::Busy if the file is not at
    /// `revision` any more (somebody else changed it), Code::Invalid with the problems if the
    /// result is not valid; nothing is changed then.
    virtual void changeSettings(const QList<SettingsChange> &changes, const QByteArray &revision,
                                QObject *context, Handler<ApplyReport> handler) = 0;
    /// Puts a whole new text in place of the settings file (import, restore); same failures.
    virtual void replaceSettings(const QByteArray &text, const QByteArray &revision,
                                 QObject *context, Handler<ApplyReport> handler) = 0;

    /// Tries a bucket from where the server runs. `onStep` for each step, then `onFinished`; the
    /// death of the context cancels.
    virtual void probeBucket(const BucketSettings &bucket, const QByteArray &prefix,
                             bool isReadOnly, QObject *context,
                             std::function<void(const ProbeStep &)> onStep,
                             std::function<void()> onFinished) = 0;
    /// Tries the server's network on its own machine, with the settings that are in the file. Same
    /// rules as probeBucket().
    virtual void checkNetwork(QObject *context, std::function<void(const NetworkStep &)> onStep,
                              std::function<void()> onFinished) = 0;

    /// The uploads that nobody has ended in a bucket; the death of the context cancels.
    virtual void askUploads(const BucketSettings &bucket, QObject *context,
                            Handler<QList<UnfinishedUpload>> handler) = 0;
    /// Removes them with their bytes. What is under way when the context dies is carried out.
    virtual void abortUploads(const BucketSettings &bucket, const QList<UnfinishedUpload> &uploads,
                              QObject *context, Handler<AbortedUploads> handler) = 0;

Q_SIGNALS:
    void statusChanged();
    void snapshotChanged();  ///< A few times a second while the server runs.
    void settingsChanged();  ///< Also when the file was changed by another hand.
    void logged(const QList<cosftp::LogRecord> &records);
};

}  // namespace cosftp

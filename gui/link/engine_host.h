// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine.h"
#include "link/server_link.h"
#include "link/settings_document.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

namespace cosftp {

class SettingsWatch;

/// The engine and the settings file, in a thread of their own: starting, stopping and reading files
/// may take longer than a window may stand still. Made anywhere and moved to its thread; from
/// open() on every function is called there only.
class EngineHost final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EngineHost)

public:
    /// `revision`: of the file as the windows know it already.
    EngineHost(QString settingsFile, QByteArray revision);
    ~EngineHost() override;

    void open();   ///< First, in the thread.
    void close();  ///< Last, in the thread: ends whatever runs.

    /// The settings to start with: the file as it stands. Fails with its problems.
    Result<Settings> load();
    /// `settings` with every secret in its place.
    Outcome start(const Settings &settings);
    /// stopped() follows, at once if nothing runs.
    void stop();
    /// Puts settings that were changed by another hand in force.
    void apply(const Settings &settings);
    Result<PreparedSettings> prepareChanges(const QList<SettingsChange> &changes,
                                            const QByteArray &revision);
    Result<PreparedSettings> prepareText(const QByteArray &text, const QByteArray &revision);
    /// Writes what was prepared, and applies `resolved` (the same with its secrets).
    Result<ApplyReport> commit(const PreparedSettings &prepared, const Settings &resolved);

    void setAccepting(bool isAccepting);
    Engine &engine() { return *m_engine; }

    void startProbe(quint64 id, const BucketSettings &bucket, const QByteArray &prefix,
                    bool isReadOnly);
    void startCheck(quint64 id);
    /// Ends a probe or a check; unknown ids are ignored.
    void cancelProbe(quint64 id);

    /// Handlers run in this thread; cancelInventory() drops them.
    void askUploads(quint64 id, const BucketSettings &bucket,
                    Handler<QList<UnfinishedUpload>> handler);
    void abortUploads(quint64 id, const BucketSettings &bucket,
                      const QList<UnfinishedUpload> &uploads, Handler<AbortedUploads> handler);
    void cancelInventory(quint64 id);

Q_SIGNALS:
    /// A few times a second while the engine runs, and once more when it has stopped.
    void newsCame(const cosftp::EngineStatus &status, const cosftp::MonitorSnapshot &snapshot);
    void stopped();
    /// `isForeign`: not by commit().
    void documentChanged(const cosftp::SettingsDocument &document, bool isForeign);
    void probeStepDone(quint64 id, const cosftp::ProbeStep &step);
    void networkStepDone(quint64 id, const cosftp::NetworkStep &step);
    void probeFinished(quint64 id);  ///< A probe or a check.

private:
    void tellNews();
    ApplyReport putInForce(const Settings &settings);
    void readAgain(bool isForeign);

    QString m_settingsFile;
    QByteArray m_revision;  // of what was told last
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<QTimer> m_newsTimer;
    std::unique_ptr<SettingsWatch> m_watch;
    UploadInventory *openInventory(quint64 id, const BucketSettings &bucket);

    QHash<quint64, QObject *> m_probes;  // and checks
    QHash<quint64, UploadInventory *> m_inventories;
};

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/engine_host.h"

#include "core/logging.h"
#include "link/settings_watch.h"

#include <QDir>
#include <QFileInfo>
#include <QThread>

#include <chrono>

namespace cosftp {

namespace {

constexpr std::chrono::milliseconds newsInterval{500};

// Nothing runs, so nothing has to be restarted for a change.
ApplyReport reportForStart(const Settings &from, const Settings &to)
{
    ApplyReport report = applyReport(from, to);
    report.appliedNow += std::exchange(report.needsRestart, {});
    return report;
}

}  // namespace

EngineHost::EngineHost(QString settingsFile, QByteArray revision)
    : m_settingsFile(std::move(settingsFile)), m_revision(std::move(revision))
{}

EngineHost::~EngineHost() = default;

void EngineHost::open()
{
    Q_ASSERT(QThread::currentThread() == thread());
    m_engine = std::make_unique<Engine>();
    connect(m_engine.get(), &Engine::stopped, this, [this] {
        m_newsTimer->stop();
        tellNews();
        Q_EMIT stopped();
    });
    m_newsTimer = std::make_unique<QTimer>();
    m_newsTimer->setInterval(newsInterval);
    connect(m_newsTimer.get(), &QTimer::timeout, this, &EngineHost::tellNews);
    m_watch = std::make_unique<SettingsWatch>(m_settingsFile);
    connect(m_watch.get(), &SettingsWatch::changed, this, [this] { readAgain(true); });
    readAgain(true);
}

void EngineHost::close()
{
    qDeleteAll(std::exchange(m_probes, {}));
    qDeleteAll(std::exchange(m_inventories, {}));
    m_watch.reset();
    m_newsTimer.reset();
    m_engine.reset();
}

void EngineHost::tellNews() { Q_EMIT newsCame(m_engine->status(), m_engine->snapshot()); }

void EngineHost::readAgain(bool isForeign)
{
    const SettingsDocument document = readDocument(m_settingsFile);
    if (std::exchange(m_revision, document.revision) != document.revision)
        Q_EMIT documentChanged(document, isForeign);
}

Result<Settings> EngineHost::load()
{
    const LoadedSettings loaded = loadSettings(m_settingsFile);
    if (!loaded.problems.isEmpty())
        return Failure::of(Failure::Code::Invalid, problemLines(loaded));
    return loaded.settings;
}

Outcome EngineHost::start(const Settings &settings)
{
    if (m_engine->isRunning())
        return Done{};
    if (const Outcome logging = installLogSink(settings.log); !logging)
        return logging;
    const Outcome started = m_engine->start(settings);
    if (!started)
        return started;
    qCInfo(lcServer).noquote() << "version" << COSFTP_VERSION << "accepts clients on"
                               << m_engine->addressText();
    m_newsTimer->start();
    tellNews();
    return Done{};
}

void EngineHost::stop()
{
    if (m_engine->isRunning())
        m_engine->stop();
    else
        Q_EMIT stopped();
}

ApplyReport EngineHost::putInForce(const Settings &settings)
{
    if (const Outcome logging = installLogSink(settings.log); !logging)
        qCCritical(lcSettings).noquote() << "the log cannot be written:" << logging.error().detail;
    const ApplyReport report = m_engine->apply(settings);
    tellNews();
    return report;
}

void EngineHost::apply(const Settings &settings)
{
    if (!m_engine->isRunning())
        return;
    const ApplyReport report = putInForce(settings);
    const QStringList changed = report.appliedNow + report.needsRestart;
    if (!changed.isEmpty())
        qCInfo(lcSettings).noquote()
            << "the settings file was changed:" << changed.join(QStringLiteral(", "));
}

Result<PreparedSettings> EngineHost::prepareChanges(const QList<SettingsChange> &changes,
                                                    const QByteArray &revision)
{
    const SettingsDocument document = readDocument(m_settingsFile);
    return preparedSettings(document, revision, updatedSettings(document.text, changes));
}

Result<PreparedSettings> EngineHost::prepareText(const QByteArray &text, const QByteArray &revision)
{
    return preparedSettings(readDocument(m_settingsFile), revision, text);
}

Result<ApplyReport> EngineHost::commit(const PreparedSettings &prepared, const Settings &resolved)
{
    const SettingsDocument old = readDocument(m_settingsFile);
    // Fetching secrets took its time; the file may have changed meanwhile.
    const Result<PreparedSettings> again = preparedSettings(old, prepared.revision, prepared.text);
    if (!again)
        return again.error();
    QDir().mkpath(QFileInfo(m_settingsFile).absolutePath());
    if (const Outcome written = replaceSettings(m_settingsFile, prepared.text); !written)
        return written.error();
    m_watch->watch();
    ApplyReport report = reportForStart(old.loaded.settings, prepared.settings);
    if (m_engine->isRunning())
        report = putInForce(resolved);
    readAgain(false);
    return report;
}

void EngineHost::setAccepting(bool isAccepting)
{
    m_engine->setAccepting(isAccepting);
    tellNews();
}

void EngineHost::startProbe(quint64 id, const BucketSettings &bucket, const QByteArray &prefix,
                            bool isReadOnly)
{
    auto *probe = new BucketProbe(bucket, prefix, isReadOnly, this);
    m_probes.insert(id, probe);
    connect(probe, &BucketProbe::stepDone, this,
            [this, id](const ProbeStep &step) { Q_EMIT probeStepDone(id, step); });
    connect(probe, &BucketProbe::finished, this, [this, id] {
        cancelProbe(id);
        Q_EMIT probeFinished(id);
    });
    probe->start();
}

// Of the file as it stands: what was not applied is not in the server either.
void EngineHost::startCheck(quint64 id)
{
    const NetworkSettings network = readDocument(m_settingsFile).loaded.settings.network;
    const QString address = m_engine->isRunning() ? m_engine->addressText() : QString();
    auto *check = new NetworkCheck(network, address, this);
    check->setOwnPassivePort(m_engine->singlePassivePort());
    m_probes.insert(id, check);
    connect(check, &NetworkCheck::stepDone, this,
            [this, id](const NetworkStep &step) { Q_EMIT networkStepDone(id, step); });
    connect(check, &NetworkCheck::finished, this, [this, id] {
        cancelProbe(id);
        Q_EMIT probeFinished(id);
    });
    check->start();
}

void EngineHost::cancelProbe(quint64 id)
{
    if (QObject *probe = m_probes.take(id))
        probe->deleteLater();
}

UploadInventory *EngineHost::openInventory(quint64 id, const BucketSettings &bucket)
{
    auto *inventory = new UploadInventory(bucket, this);
    m_inventories.insert(id, inventory);
    return inventory;
}

void EngineHost::askUploads(quint64 id, const BucketSettings &bucket,
                            Handler<QList<UnfinishedUpload>> handler)
{
    const Settings settings = readDocument(m_settingsFile).loaded.settings;
    openInventory(id, bucket)
        ->list(settings, [this, id, handler = std::move(handler)](
                             const Result<QList<UnfinishedUpload>> &uploads) {
            cancelInventory(id);
            handler(uploads);
        });
}

void EngineHost::abortUploads(quint64 id, const BucketSettings &bucket,
                              const QList<UnfinishedUpload> &uploads,
                              Handler<AbortedUploads> handler)
{
    openInventory(id, bucket)
        ->abort(uploads,
                [this, id, handler = std::move(handler)](const Result<AbortedUploads> &report) {
                    cancelInventory(id);
                    handler(report);
                });
}

void EngineHost::cancelInventory(quint64 id)
{
    if (UploadInventory *inventory = m_inventories.take(id))
        inventory->deleteLater();
}

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
// The server's state, controls and settings; engine_link_buckets.cpp tries buckets and networks.
#include "link/engine_link.h"

#include "core/logging.h"
#include "link/engine_host.h"
#include "link/log_tap.h"

#include <QPointer>

#include <algorithm>

namespace cosftp {

namespace {

bool isInKeychain(const BucketSettings &bucket)
{
    return bucket.credentials.source == CredentialSettings::Source::Keychain;
}

bool needsSecrets(const Settings &settings)
{
    return std::any_of(settings.buckets.begin(), settings.buckets.end(), isInKeychain);
}

// What a person reads: the cause, then what to do.
QString problemText(const Failure &failure)
{
    const QString cause =
        failure.detail.isEmpty() ? QString::fromLatin1(nameOf(failure.code)) : failure.detail;
    return failure.advice.isEmpty() ? cause : cause + QLatin1Char('\n') + failure.advice;
}

// The handler, or nothing once its context is gone.
template <typename Value>
Handler<Value> guarded(QObject *context, Handler<Value> handler)
{
    return [asker = QPointer<QObject>(context),
            handler = std::move(handler)](const Result<Value> &result) {
        if (asker != nullptr)
            handler(result);
    };
}

}  // namespace

EngineLink::EngineLink(const QString &settingsFile, SecretResolver resolver, QObject *parent)
    : ServerLink(parent), m_resolver(std::move(resolver)), m_document(readDocument(settingsFile)),
      m_tap(std::make_unique<LogTap>()), m_host(new EngineHost(settingsFile, m_document.revision))
{
    m_status.version = QStringLiteral(COSFTP_VERSION);
    observeBeforeTheStart();
    connect(m_tap.get(), &LogTap::logged, this, &ServerLink::logged);
    m_thread.setObjectName(QStringLiteral("engine"));
    m_host->moveToThread(&m_thread);
    connectHost();
    m_thread.start();
}

EngineLink::~EngineLink()
{
    tell([](EngineHost &host) {
        host.close();
        QThread::currentThread()->quit();
    });
    m_thread.wait();
}

// The log file is the server's; the windows show what is logged from now on.
void EngineLink::observeBeforeTheStart()
{
    LogSettings withoutFile = m_document.loaded.settings.log;
    withoutFile.directory.clear();
    if (const Outcome installed = installLogSink(withoutFile); !installed)
        qCWarning(lcServer).noquote() << installed.error().detail;
}

void EngineLink::connectHost()
{
    connect(&m_thread, &QThread::started, m_host, &EngineHost::open);
    connect(&m_thread, &QThread::finished, m_host, &QObject::deleteLater);
    connect(m_host, &EngineHost::newsCame, this, &EngineLink::takeNews);
    connect(m_host, &EngineHost::documentChanged, this, &EngineLink::takeDocument);
    connect(m_host, &EngineHost::stopped, this, [this] { setState(LinkStatus::State::Stopped); });
    connect(m_host, &EngineHost::probeStepDone, this, &EngineLink::takeProbeStep);
    connect(m_host, &EngineHost::networkStepDone, this, &EngineLink::takeNetworkStep);
    connect(m_host, &EngineHost::probeFinished, this, &EngineLink::endProbe);
}

// The destructor waits for the thread, so this object is there as long as the host works.
template <typename Answer>
void EngineLink::ask(QObject *context, std::function<Answer(EngineHost &)> work,
                     std::function<void(const Answer &)> then)
{
    const auto errand = [this, host = m_host, asker = QPointer<QObject>(context),
                         work = std::move(work), then = std::move(then)] {
        const auto deliver = [asker, then, answer = work(*host)] {
            if (asker != nullptr)
                then(answer);
        };
        QMetaObject::invokeMethod(this, deliver, Qt::QueuedConnection);
    };
    QMetaObject::invokeMethod(m_host, errand, Qt::QueuedConnection);
}

void EngineLink::tell(std::function<void(EngineHost &)> work)
{
    QMetaObject::invokeMethod(
        m_host, [host = m_host, work = std::move(work)] { work(*host); }, Qt::QueuedConnection);
}

void EngineLink::resolve(const Settings &settings, QObject *context,
                         const Handler<Settings> &handler)
{
    if (!needsSecrets(settings))
        return handler(settings);
    if (m_resolver)
        return m_resolver(settings, context, handler);
    Failure failure = Failure::of(Failure::Code::Credentials,
                                  QStringLiteral("a bucket's key lies in the keychain, which this "
                                                 "program was not given"));
    failure.advice = QStringLiteral("Enter the key again.");
    handler(failure);
}

// --- Start and stop ---

void EngineLink::start()
{
    using State = LinkStatus::State;
    if (m_status.state != State::Stopped && m_status.state != State::Failed)
        return;
    m_starting = std::make_unique<QObject>();
    setState(State::Starting);
    ask<Result<Settings>>(
        m_starting.get(), [](EngineHost &host) { return host.load(); },
        [this](const Result<Settings> &settings) {
            if (!settings)
                return startWith(settings);
            resolve(*settings, m_starting.get(),
                    [this](const Result<Settings> &resolved) { startWith(resolved); });
        });
}

void EngineLink::startWith(const Result<Settings> &settings)
{
    if (!settings)
        return setState(LinkStatus::State::Failed, problemText(settings.error()));
    ask<Outcome>(
        m_starting.get(), [wanted = *settings](EngineHost &host) { return host.start(wanted); },
        [this](const Outcome &outcome) { onStarted(outcome); });
}

void EngineLink::onStarted(const Outcome &outcome)
{
    if (outcome)
        setState(LinkStatus::State::Running);
    else
        setState(LinkStatus::State::Failed, problemText(outcome.error()));
}

// Also while it starts: what was sent to the host is done in order, so the stop comes last.
void EngineLink::stop()
{
    using State = LinkStatus::State;
    if (m_status.state != State::Running && m_status.state != State::Starting)
        return;
    m_starting.reset();
    setState(State::Stopping);
    tell([](EngineHost &host) { host.stop(); });
}

void EngineLink::setState(LinkStatus::State state, const QString &problem)
{
    const LinkStatus old = m_status;
    m_status.state = state;
    m_status.problem = problem;
    if (state != LinkStatus::State::Running)
        m_status.isAccepting = false;
    if (state == LinkStatus::State::Stopped || state == LinkStatus::State::Failed)
        m_status.address.clear();
    if (m_status != old)
        Q_EMIT statusChanged();
}

void EngineLink::takeNews(const EngineStatus &status, const MonitorSnapshot &snapshot)
{
    const LinkStatus old = m_status;
    m_status.isAccepting = status.isAccepting;
    m_status.address = status.address;
    m_status.passiveAddress = status.passiveAddress;
    m_status.memoryUsedBytes = status.memoryUsedBytes;
    m_status.memoryBudgetBytes = status.memoryBudgetBytes;
    m_snapshot = snapshot;
    if (m_status != old)
        Q_EMIT statusChanged();
    Q_EMIT snapshotChanged();
}

// --- Controls ---

void EngineLink::setAccepting(bool isAccepting)
{
    tell([isAccepting](EngineHost &host) { host.setAccepting(isAccepting); });
}

void EngineLink::closeSessions(const QList<quint64> &sessionIds)
{
    tell([sessionIds](EngineHost &host) { host.engine().closeSessions(sessionIds); });
}

void EngineLink::unban(const QStringList &addresses)
{
    tell([addresses](EngineHost &host) { host.engine().unban(addresses); });
}

void EngineLink::abortTransfers(const QList<quint64> &transferIds)
{
    tell([transferIds](EngineHost &host) { host.engine().abortTransfers(transferIds); });
}

void EngineLink::askDialogue(quint64 sessionId, QObject *context,
                             Handler<QList<DialogueLine>> handler)
{
    ask<QList<DialogueLine>>(
        context, [sessionId](EngineHost &host) { return host.engine().dialogue(sessionId); },
        std::move(handler));
}

// --- Settings ---

void EngineLink::takeDocument(const SettingsDocument &document, bool isForeign)
{
    m_document = document;
    Q_EMIT settingsChanged();
    if (isForeign && m_status.state == LinkStatus::State::Running)
        applyForeignChange();
}

// The windows show the file, so what runs follows it. A change that is not valid waits for a better
// one; the windows show what is wrong with it.
void EngineLink::applyForeignChange()
{
    if (!m_document.loaded.problems.isEmpty())
        return;
    m_applying = std::make_unique<QObject>();
    resolve(m_document.loaded.settings, m_applying.get(), [this](const Result<Settings> &settings) {
        if (settings)
            return tell([next = *settings](EngineHost &host) { host.apply(next); });
        qCWarning(lcSettings).noquote()
            << "the changed settings file is not in force:" << settings.error().detail;
    });
}

// From here on the change is made even if the window that asked is gone: only its handler goes.
void EngineLink::changeSettings(const QList<SettingsChange> &changes, const QByteArray &revision,
                                QObject *context, Handler<ApplyReport> handler)
{
    ask<Result<PreparedSettings>>(
        this,
        [changes, revision](EngineHost &host) { return host.prepareChanges(changes, revision); },
        [this, given = guarded(context, std::move(handler))](
            const Result<PreparedSettings> &prepared) { resolveAndCommit(prepared, given); });
}

void EngineLink::replaceSettings(const QByteArray &text, const QByteArray &revision,
                                 QObject *context, Handler<ApplyReport> handler)
{
    ask<Result<PreparedSettings>>(
        this, [text, revision](EngineHost &host) { return host.prepareText(text, revision); },
        [this, given = guarded(context, std::move(handler))](
            const Result<PreparedSettings> &prepared) { resolveAndCommit(prepared, given); });
}

// A server that does not run needs no secrets yet.
void EngineLink::resolveAndCommit(const Result<PreparedSettings> &prepared,
                                  const Handler<ApplyReport> &handler)
{
    if (!prepared)
        return handler(prepared.error());
    if (m_status.state != LinkStatus::State::Running)
        return commit(*prepared, prepared->settings, handler);
    resolve(prepared->settings, this,
            [this, wanted = *prepared, handler](const Result<Settings> &resolved) {
                if (!resolved)
                    return handler(resolved.error());
                commit(wanted, *resolved, handler);
            });
}

void EngineLink::commit(const PreparedSettings &prepared, const Settings &resolved,
                        const Handler<ApplyReport> &handler)
{
    ask<Result<ApplyReport>>(
        this, [prepared, resolved](EngineHost &host) { return host.commit(prepared, resolved); },
        handler);
}

}  // namespace cosftp

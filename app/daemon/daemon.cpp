// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon.h"

#include "core/logging.h"
#include "daemon_settings.h"
#include "monitor/log_sink.h"

#include <QCoreApplication>

#include <cstdio>

namespace cosftp {

namespace {
void printError(const QString &line) { std::fputs(qPrintable(line + QLatin1Char('\n')), stderr); }
}  // namespace

bool report(const LoadedSettings &loaded)
{
    for (const SettingsProblem &warning : loaded.warnings)
        printError(QStringLiteral("warning: ") + warning.toString());
    for (const SettingsProblem &problem : loaded.problems)
        printError(problem.toString());
    return loaded.problems.isEmpty();
}

Daemon::Daemon(QString settingsFile, QObject *parent)
    : QObject(parent), m_settingsFile(std::move(settingsFile))
{
    connect(&m_engine, &Engine::stopped, this, [] {
        qCInfo(lcServer) << "stopped";
        QCoreApplication::exit(ExitStopped);
    });
}

ExitStatus Daemon::start(const Settings &settings)
{
    const Outcome logging = installLogSink(settings.log);
    if (!logging) {
        printError(QStringLiteral("cosftpd: the log cannot be written: ") + logging.error().detail);
        return ExitCouldNotRun;
    }
    const Outcome started = m_engine.start(settings);
    if (!started) {
        printError(QStringLiteral("cosftpd: ") + started.error().detail);
        return ExitCouldNotRun;
    }
    const QString implicit = m_engine.implicitAddressText();
    std::printf("cosftpd ready ftp=%s%s%s\n", qPrintable(m_engine.addressText()),
                implicit.isEmpty() ? "" : " ftps=", qPrintable(implicit));
    std::fflush(stdout);
    qCInfo(lcServer).noquote() << "version" << COSFTP_VERSION << "accepts clients on"
                               << m_engine.addressText() << implicit;
    return ExitStopped;
}

void Daemon::reload()
{
    if (m_settingsFile.isEmpty())
        return;
    const LoadedSettings loaded = loadDaemonSettings(m_settingsFile);
    for (const SettingsProblem &problem : loaded.problems)
        qCCritical(lcSettings).noquote() << "reload:" << problem.toString();
    if (!loaded.problems.isEmpty()) {
        qCCritical(lcSettings)
            << "reload: the settings file has problems; the old settings stay in force";
        return;
    }
    const Outcome logging = installLogSink(loaded.settings.log);
    if (!logging)
        qCCritical(lcSettings).noquote()
            << "reload: the log cannot be written:" << logging.error().detail;
    const ApplyReport done = m_engine.apply(loaded.settings);
    qCInfo(lcSettings).noquote() << "reload: in force now:"
                                 << (done.appliedNow.isEmpty()
                                         ? QStringLiteral("nothing changed")
                                         : done.appliedNow.join(QStringLiteral(", ")));
    if (!done.needsRestart.isEmpty())
        qCWarning(lcSettings).noquote() << "reload: takes effect at the next start only:"
                                        << done.needsRestart.join(QStringLiteral(", "));
}

void Daemon::stop()
{
    qCInfo(lcServer) << "stopping: no new clients, running transfers have their grace time";
    m_engine.stop();
}

}  // namespace cosftp

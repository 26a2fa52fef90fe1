// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon.h"

#include "core/logging.h"
#include "daemon_settings.h"
#include "monitor/log_sink.h"

#include <QCoreApplication>

#include <cstdio>
#include <poll.h>
#include <unistd.h>

namespace cosftp {

namespace {

void printError(const QString &line) { std::fputs(qPrintable(line + QLatin1Char('\n')), stderr); }

// Clients are served already: whoever started the server and reads nothing must not stop this
// thread.
void printReady(const QByteArray &line)
{
    pollfd output{STDOUT_FILENO, POLLOUT, 0};
    const bool isTaken =
        ::poll(&output, 1, 0) == 1
        && ::write(STDOUT_FILENO, line.constData(), static_cast<std::size_t>(line.size()))
               == line.size();
    if (!isTaken)
        qCWarning(lcServer) << "standard output does not take the line that says ready";
}

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
    printReady("cosftpd ready ftp=" + m_engine.addressText().toUtf8()
               + (implicit.isEmpty() ? "" : " ftps=") + implicit.toUtf8() + '\n');
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

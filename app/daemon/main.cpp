// SPDX-License-Identifier: GPL-3.0-or-later
#include "arguments.h"
#include "auth/user_directory.h"
#include "daemon.h"
#include "daemon_settings.h"
#include "demo/demo.h"
#include "orphans.h"
#include "password_upgrade.h"
#include "settings/setting_row.h"
#include "signals.h"
#include "store_check.h"

#include <QCoreApplication>

#include <cstdio>
#include <malloc.h>

namespace {

using namespace cosftp;

// Part buffers are large and short-lived: above this size they go back to the system at once
// instead of staying in glibc's arenas (measured with 8 MiB parts: a fifth less memory).
constexpr int mmapThresholdBytes = 1024 * 1024;

int fail(const QString &text, ExitStatus status)
{
    std::fputs(qPrintable(QStringLiteral("cosftpd: %1\n").arg(text)), stderr);
    return status;
}

int hashFromInput()
{
    char line[1024] = {};
    if (std::fgets(line, sizeof line, stdin) == nullptr)
        return fail(QStringLiteral("no password on standard input"), ExitCouldNotRun);
    const Result<QByteArray> hash = hashPassword(QByteArray(line).trimmed());
    if (!hash)
        return fail(hash.error().detail, ExitCouldNotRun);
    std::puts(hash->constData());
    return ExitStopped;
}

int hashInFile(const QString &settingsFile)
{
    const Result<UpgradedPasswords> done = upgradePasswords(settingsFile);
    if (!done)
        return fail(done.error().detail, ExitSettingsInvalid);
    std::printf("%d passwords hashed\n", done->count);
    if (!done->backup.isEmpty())
        std::fputs(qPrintable(QStringLiteral("cosftpd: %1 is the file as it was, with the "
                                             "passwords in clear text: remove it when the server "
                                             "runs with the new one\n")
                                  .arg(done->backup)),
                   stderr);
    return ExitStopped;
}

int serve(const Settings &settings, const QString &settingsFile, const Demo *demo,
          UnixSignals &unixSignals)
{
    Daemon daemon(settingsFile);
    QObject::connect(&unixSignals, &UnixSignals::terminateAsked, &daemon, &Daemon::stop);
    QObject::connect(&unixSignals, &UnixSignals::reloadAsked, &daemon, &Daemon::reload);
    const ExitStatus status = daemon.start(settings);
    if (status != ExitStopped)
        return status;
    if (demo != nullptr)
        std::fputs(qPrintable(demo->welcome(daemon.engine().port())), stderr);
    return QCoreApplication::exec();
}

int serveDemo(const Arguments &arguments, UnixSignals &unixSignals)
{
    Demo demo;
    const Outcome started = demo.start(arguments.dataDirectory, arguments.port);
    if (!started)
        return fail(started.error().detail, ExitCouldNotRun);
    return serve(demo.settings(), {}, &demo, unixSignals);
}

int serveFile(const Arguments &arguments, UnixSignals &unixSignals)
{
    const LoadedSettings loaded = loadDaemonSettings(arguments.settingsFile);
    if (!report(loaded))
        return ExitSettingsInvalid;
    if (arguments.action == Arguments::Action::Orphans)
        return showOrphans(loaded.settings, arguments.aborts) ? ExitStopped : ExitCouldNotRun;
    if (arguments.action != Arguments::Action::Check)
        return serve(loaded.settings, arguments.settingsFile, nullptr, unixSignals);
    if (arguments.checksStore && !checkStores(loaded.settings))
        return ExitCouldNotRun;
    std::fputs("cosftpd: the settings are valid\n", stderr);
    return ExitStopped;
}

}  // namespace

int main(int argc, char *argv[])
{
    mallopt(M_MMAP_THRESHOLD, mmapThresholdBytes);
    // Qt's network threads then wait with ppoll: a tenth less CPU for downloads than with GLib's
    // loop.
    qputenv("QT_NO_GLIB", "1");
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("cosftpd"));
    QCoreApplication::setApplicationVersion(QStringLiteral(COSFTP_VERSION));
    UnixSignals unixSignals;  // before the first thread, which inherits what is blocked
    const Result<Arguments> arguments = parseArguments(QCoreApplication::arguments());
    if (!arguments)
        return fail(arguments.error().detail, ExitSettingsInvalid);
    switch (arguments->action) {
    case Arguments::Action::ShowHelp:
        return std::fputs(qPrintable(helpText()), stdout) < 0;
    case Arguments::Action::ShowVersion:
        return std::puts("cosftpd " COSFTP_VERSION) < 0;
    case Arguments::Action::ShowSettings:
        return std::fputs(qPrintable(settingsReference()), stdout) < 0;
    case Arguments::Action::HashPassword:
        return hashFromInput();
    case Arguments::Action::HashPasswords:
        return hashInFile(arguments->settingsFile);
    case Arguments::Action::Demo:
        return serveDemo(*arguments, unixSignals);
    case Arguments::Action::Serve:
    case Arguments::Action::Check:
    case Arguments::Action::Orphans:
        return serveFile(*arguments, unixSignals);
    }
    return ExitCouldNotRun;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/language.h"
#include "daemon/signals.h"
#include "tray/desktop.h"
#include "shell/preferences.h"
#include "shell/single_instance.h"

#include <QApplication>

#include <csignal>
#include <cstdio>
#include <malloc.h>

namespace {

using namespace cosftp;

constexpr int exitFailed = 1;
constexpr int exitUsage = 2;

// Part buffers are large and short-lived: above this size they go back to the system at once.
constexpr int mmapThresholdBytes = 1024 * 1024;

int fail(const QString &sentence, int status)
{
    std::fputs(qPrintable(QStringLiteral("cosftp: %1\n").arg(sentence)), stderr);
    return status;
}

QStringList wordsOf(int argc, char *argv[])
{
    QStringList words;
    for (int i = 1; i < argc; ++i)
        words.append(QString::fromLocal8Bit(argv[i]));
    return words;
}

// Without one, Qt would end the process with an abort.
bool hasDisplay()
{
    const auto isSet = [](const char *name) { return !qEnvironmentVariableIsEmpty(name); };
    return isSet("DISPLAY") || isSet("WAYLAND_DISPLAY") || isSet("QT_QPA_PLATFORM");
}

// Qt's threads for the display inherit this; UnixSignals, which can only be made after them, takes
// the signals up.
void holdSignals()
{
    sigset_t held;
    sigemptyset(&held);
    for (const int number : {SIGTERM, SIGINT, SIGHUP})
        sigaddset(&held, number);
    pthread_sigmask(SIG_BLOCK, &held, nullptr);
}

int runFirst(const Profile &profile, const CommandLine &line, SingleInstance &instance,
             UnixSignals &unixSignals)
{
    QApplication::setQuitOnLastWindowClosed(false);
    profile.useForWindows();
    const Preferences preferences = loadPreferences();
    language::use(preferences.language);
    Theme::instance().setMode(preferences.theme);
    Desktop desktop(profile);
    QObject::connect(&instance, &SingleInstance::argumentsCame, &desktop, &Desktop::handle);
    QObject::connect(&unixSignals, &UnixSignals::terminateAsked, &desktop, &Desktop::quit);
    // Later, so that an end that comes before the event loop is not lost.
    QObject::connect(&desktop, &Desktop::finished, qApp, &QCoreApplication::quit,
                     Qt::QueuedConnection);
    desktop.begin(line);
    return QApplication::exec();
}

int run(const CommandLine &line, const QStringList &words, UnixSignals &unixSignals)
{
    const Result<Profile> profile =
        Profile::at(line.profile.isEmpty() ? defaultProfile() : line.profile);
    if (!profile)
        return fail(profile.error().detail, exitFailed);
    SingleInstance instance(profile->folder());
    const Result<SingleInstance::Role> role = instance.claim(words);
    if (!role)
        return fail(role.error().detail, exitFailed);
    if (*role == SingleInstance::Role::Later)
        return 0;
    if (line.quits)
        return 0;  // nothing runs: it has ended already
    return runFirst(*profile, line, instance, unixSignals);
}

}  // namespace

int main(int argc, char *argv[])
{
    mallopt(M_MMAP_THRESHOLD, mmapThresholdBytes);
    const QStringList words = wordsOf(argc, argv);
    const Result<CommandLine> line = parseCommandLine(words);
    if (!line)
        return fail(line.error().detail, exitUsage);
    if (line->action == CommandLine::Action::ShowHelp)
        return std::fputs(qPrintable(commandLineHelp()), stdout) < 0;
    if (line->action == CommandLine::Action::ShowVersion)
        return std::puts("cosftp " COSFTP_VERSION) < 0;
    if (!hasDisplay())
        return fail(QStringLiteral("no display: neither DISPLAY nor WAYLAND_DISPLAY is set"),
                    exitFailed);
    holdSignals();
    const QApplication application(argc, argv);
    UnixSignals unixSignals;
    QApplication::setApplicationDisplayName(QStringLiteral("COS FTP Server"));
    QApplication::setApplicationVersion(QStringLiteral(COSFTP_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("cosftp"));
    return run(*line, words, unixSignals);
}

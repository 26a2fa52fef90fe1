// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/command_line.h"

#include <QDir>
#include <QStandardPaths>

namespace cosftp {

namespace {

Failure invalid(const QString &sentence) { return Failure::of(Failure::Code::Invalid, sentence); }

// Takes the value of an option: the next word, or what stands behind "=".
Outcome takeProfile(CommandLine *line, const QString &value)
{
    if (value.isEmpty() || value.startsWith(u'-'))
        return invalid(QStringLiteral("--profile needs a folder"));
    line->profile = QDir::cleanPath(QDir::current().absoluteFilePath(value));
    return Done{};
}

bool takeSwitch(CommandLine *line, const QString &word)
{
    if (word == QLatin1StringView("--minimized"))
        line->startsMinimized = true;
    else if (word == QLatin1StringView("--show"))
        line->shows = true;
    else if (word == QLatin1StringView("--quit"))
        line->quits = true;
    else if (word == QLatin1StringView("--help") || word == QLatin1StringView("-h"))
        line->action = CommandLine::Action::ShowHelp;
    else if (word == QLatin1StringView("--version"))
        line->action = CommandLine::Action::ShowVersion;
    else
        return false;
    return true;
}

}  // namespace

Result<CommandLine> parseCommandLine(const QStringList &words)
{
    CommandLine line;
    const QString profileEquals = QStringLiteral("--profile=");
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString &word = words.at(i);
        if (takeSwitch(&line, word))
            continue;
        Outcome taken = invalid(
            QStringLiteral("unknown option '%1'; cosftp --help lists what there is").arg(word));
        if (word == QLatin1StringView("--profile"))
            taken = takeProfile(&line, words.value(++i));
        else if (word.startsWith(profileEquals))
            taken = takeProfile(&line, word.mid(profileEquals.size()));
        else if (word == QLatin1StringView("-session") && ++i < words.size())
            taken = Done{};  // what X11 session managers add when they start us again
        if (!taken)
            return taken.error();
    }
    return line;
}

QString commandLineHelp()
{
    return QStringLiteral(
        "Usage: cosftp [OPTION...]\n"
        "FTP server for Tencent Cloud COS with a window and a tray icon.\n"
        "\n"
        "  --show         show the window, also of a program that runs already\n"
        "  --minimized    start in the tray; the window is shown where there is no tray\n"
        "  --quit         end the program that runs; transfers get the grace time\n"
        "  --profile DIR  use the settings in this folder instead of\n"
        "                 ~/.config/cosftp; each profile has a program of its own\n"
        "  --version      print the version\n"
        "  --help         print this text\n");
}

QString defaultProfile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
           + QStringLiteral("/cosftp");
}

}  // namespace cosftp

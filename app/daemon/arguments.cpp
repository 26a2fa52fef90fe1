// SPDX-License-Identifier: GPL-3.0-or-later
#include "arguments.h"

#include <QCommandLineParser>

namespace cosftp {

namespace {

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        QStringLiteral("FTP server over Tencent Cloud COS: what clients upload lands in a bucket, "
                       "what they download comes from it."));
    parser.addOptions({
        {QStringLiteral("config"), QStringLiteral("The settings file."), QStringLiteral("FILE")},
        {QStringLiteral("check"),
         QStringLiteral("Validate the settings file and exit: 0 valid, 2 not.")},
        {QStringLiteral("check-store"),
         QStringLiteral("Like --check, and try what the key of each bucket may do, with small "
                        "objects that are removed again (a bucket that nobody may write to is "
                        "only read): 0 everything works, 1 something does not, 2 settings "
                        "invalid.")},
        {QStringLiteral("demo"),
         QStringLiteral("Serve an embedded store on this machine; no account needed.")},
        {QStringLiteral("data"), QStringLiteral("With --demo: keep the files in DIR."),
         QStringLiteral("DIR")},
        {QStringLiteral("port"),
         QStringLiteral("With --demo: the FTP port (2121; 0: any free one)."), QStringLiteral("N")},
        {QStringLiteral("settings"),
         QStringLiteral("Print every setting with its meaning and limits.")},
        {QStringLiteral("orphans"),
         QStringLiteral("List the unfinished uploads that lie in the buckets of the settings.")},
        {QStringLiteral("abort"),
         QStringLiteral("With --orphans: abort those that nobody can continue any more.")},
        {QStringLiteral("hash-password"),
         QStringLiteral(
             "Read a password from standard input and print its hash for the settings file.")},
        {QStringLiteral("hash-passwords"),
         QStringLiteral("Replace every password in clear text of the settings file by its hash.")},
        {{QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Show this help.")},
        {{QStringLiteral("v"), QStringLiteral("version")}, QStringLiteral("Show the version.")},
    });
}

Failure invalid(const QString &text) { return Failure::of(Failure::Code::Invalid, text); }

Arguments::Action actionOf(const QCommandLineParser &parser)
{
    using Action = Arguments::Action;
    const QList<std::pair<const char *, Action>> actions{{"help", Action::ShowHelp},
                                                         {"version", Action::ShowVersion},
                                                         {"settings", Action::ShowSettings},
                                                         {"hash-password", Action::HashPassword},
                                                         {"hash-passwords", Action::HashPasswords},
                                                         {"demo", Action::Demo},
                                                         {"orphans", Action::Orphans},
                                                         {"check", Action::Check},
                                                         {"check-store", Action::Check}};
    for (const auto &[name, action] : actions)
        if (parser.isSet(QString::fromLatin1(name)))
            return action;
    return Action::Serve;
}

}  // namespace

Result<Arguments> parseArguments(const QStringList &words)
{
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(words))
        return invalid(parser.errorText());
    if (!parser.positionalArguments().isEmpty())
        return invalid(
            QStringLiteral("unexpected argument \"%1\"").arg(parser.positionalArguments().first()));
    Arguments arguments;
    arguments.action = actionOf(parser);
    arguments.settingsFile = parser.value(QStringLiteral("config"));
    arguments.checksStore = parser.isSet(QStringLiteral("check-store"));
    arguments.aborts = parser.isSet(QStringLiteral("abort"));
    arguments.dataDirectory = parser.value(QStringLiteral("data"));
    if (parser.isSet(QStringLiteral("port"))) {
        bool isOk = false;
        arguments.port = parser.value(QStringLiteral("port")).toUShort(&isOk);
        if (!isOk)
            return invalid(QStringLiteral("--port takes a number from 0 to 65535"));
    }
    const bool needsFile = arguments.action == Arguments::Action::Serve
                           || arguments.action == Arguments::Action::Orphans
                           || arguments.action == Arguments::Action::HashPasswords
                           || arguments.action == Arguments::Action::Check;
    if (needsFile && arguments.settingsFile.isEmpty())
        return invalid(QStringLiteral(
            "--config FILE is missing (or use --demo to try the server without an account)"));
    return arguments;
}

QString helpText()
{
    QCommandLineParser parser;
    describe(parser);
    return parser.helpText();
}

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "localcos/faults.h"
#include "localcos/server.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QHostAddress>

#include <csignal>
#include <cstdio>
#include <optional>

using namespace cosftp;

namespace {

constexpr int exitStopped = 0;
constexpr int exitCannotRun = 1;
constexpr int exitBadArguments = 2;

struct Arguments
{
    localcos::ServerOptions server;
    std::chrono::milliseconds latency{0};
    qint64 bytesPerSecond = 0;
};

void complain(const QString &line)
{
    std::fprintf(stderr, "cosftp-localcos: %s\n", qUtf8Printable(line));
}

void addOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(QStringLiteral("A Tencent Cloud COS endpoint over a folder."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({
        {QStringLiteral("listen"), QStringLiteral("Address and port; port 0: any free one."),
         QStringLiteral("ADDRESS:PORT"), QStringLiteral("127.0.0.1:0")},
        {QStringLiteral("data"), QStringLiteral("The folder; made if missing."),
         QStringLiteral("DIR")},
        {QStringLiteral("bucket"), QStringLiteral("A bucket, NAME-APPID; may be repeated."),
         QStringLiteral("BUCKET")},
        {QStringLiteral("secret-id"), QStringLiteral("Or the environment's COS_SECRETID."),
         QStringLiteral("ID")},
        {QStringLiteral("secret-key"), QStringLiteral("Or the environment's COS_SECRETKEY."),
         QStringLiteral("KEY")},
        {QStringLiteral("token"), QStringLiteral("Demand this session token."),
         QStringLiteral("TOKEN")},
        {QStringLiteral("region"), QStringLiteral("The region to name; default local."),
         QStringLiteral("REGION"), QStringLiteral("local")},
        {QStringLiteral("strict"),
         QStringLiteral("Demand that every parameter and header is signed.")},
        {QStringLiteral("no-sync"),
         QStringLiteral("Faster: do not wait for the disk. A crash of the system may lose data.")},
        {QStringLiteral("latency"), QStringLiteral("Milliseconds before every answer."),
         QStringLiteral("MS"), QStringLiteral("0")},
        {QStringLiteral("bandwidth"), QStringLiteral("Bytes per second, connection and direction."),
         QStringLiteral("BYTES_PER_SECOND"), QStringLiteral("0")},
    });
}

QByteArray valueOrEnvironment(const QCommandLineParser &parser, const QString &option,
                              const char *variable)
{
    return parser.isSet(option) ? parser.value(option).toUtf8() : qgetenv(variable);
}

// What is wrong with the address, or nothing.
QString readAddress(const QString &text, localcos::ServerOptions &server)
{
    const qsizetype colon = text.lastIndexOf(QLatin1Char(':'));
    QString address = text.first(std::max<qsizetype>(colon, 0));
    if (address.startsWith(QLatin1Char('[')) && address.endsWith(QLatin1Char(']')))
        address = address.sliced(1, address.size() - 2);
    bool isNumber = false;
    server.port = text.sliced(colon + 1).toUShort(&isNumber);
    server.listenAddress = address;
    if (!isNumber || QHostAddress(address).isNull())
        return QStringLiteral("--listen: want ADDRESS:PORT, have ") + text;
    return {};
}

QString readNumber(const QCommandLineParser &parser, const QString &option, qint64 &number)
{
    bool isNumber = false;
    number = parser.value(option).toLongLong(&isNumber);
    if (!isNumber || number < 0)
        return QStringLiteral("--%1: want a number, have %2").arg(option, parser.value(option));
    return {};
}

QString readBuckets(const QStringList &names, localcos::ServerOptions &server)
{
    if (names.isEmpty())
        return QStringLiteral("--bucket NAME-APPID is missing");
    for (const QString &name : names) {
        const qsizetype dash = name.lastIndexOf(QLatin1Char('-'));
        bool isNumber = false;
        name.sliced(dash + 1).toULongLong(&isNumber);
        const bool hasOnlyOurs = std::all_of(name.begin(), name.end(), [](QChar c) {
            return (c >= QLatin1Char('a') && c <= QLatin1Char('z'))
                   || (c >= QLatin1Char('0') && c <= QLatin1Char('9')) || c == QLatin1Char('-');
        });
        if (dash < 1 || !isNumber || !hasOnlyOurs)
            return QStringLiteral("--bucket: want NAME-APPID such as ftp-1250000000, have ") + name;
        server.buckets += name.toLatin1();
    }
    return {};
}

std::optional<Arguments> readArguments(const QCommandLineParser &parser)
{
    Arguments arguments;
    localcos::ServerOptions &server = arguments.server;
    server.dataDirectory = parser.value(QStringLiteral("data"));
    server.secretId = valueOrEnvironment(parser, QStringLiteral("secret-id"), "COS_SECRETID");
    server.secretKey = valueOrEnvironment(parser, QStringLiteral("secret-key"), "COS_SECRETKEY");
    server.token = parser.value(QStringLiteral("token")).toUtf8();
    server.region = parser.value(QStringLiteral("region")).toUtf8();
    server.isStrict = parser.isSet(QStringLiteral("strict"));
    server.isDurable = !parser.isSet(QStringLiteral("no-sync"));
    qint64 latency = 0;
    QStringList problems{
        readAddress(parser.value(QStringLiteral("listen")), server),
        readBuckets(parser.values(QStringLiteral("bucket")), server),
        readNumber(parser, QStringLiteral("latency"), latency),
        readNumber(parser, QStringLiteral("bandwidth"), arguments.bytesPerSecond),
        server.dataDirectory.isEmpty() ? QStringLiteral("--data DIR is missing") : QString(),
        server.secretId.isEmpty() ? QStringLiteral("--secret-id ID is missing") : QString(),
        server.secretKey.isEmpty() ? QStringLiteral("--secret-key KEY is missing") : QString()};
    problems.removeAll(QString());
    for (const QString &problem : std::as_const(problems))
        complain(problem);
    if (!problems.isEmpty())
        return std::nullopt;
    arguments.latency = std::chrono::milliseconds(latency);
    return arguments;
}

// Serves until one of `stopSignals` arrives.
int serve(const Arguments &arguments, const sigset_t &stopSignals)
{
    localcos::Server server(arguments.server);
    server.faults().setLatency(arguments.latency);
    server.faults().setBandwidth(arguments.bytesPerSecond);
    if (const Outcome started = server.start(); !started) {
        complain(started.error().detail);
        return exitCannotRun;
    }
    const QString &address = arguments.server.listenAddress;
    const bool isIpv6 = address.contains(QLatin1Char(':'));
    const QString host = isIpv6 ? QLatin1Char('[') + address + QLatin1Char(']') : address;
    std::printf("cosftp-localcos ready http=%s:%u bucket=%s\n", qUtf8Printable(host),
                static_cast<unsigned int>(server.port()),
                arguments.server.buckets.first().constData());
    std::fflush(stdout);
    int signal = 0;
    sigwait(&stopSignals, &signal);
    server.stop();
    return exitStopped;
}

}  // namespace

int main(int argc, char **argv)
{
    // Blocked before any thread exists, so that only sigwait() receives them.
    sigset_t stopSignals{};
    sigemptyset(&stopSignals);
    sigaddset(&stopSignals, SIGTERM);
    sigaddset(&stopSignals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &stopSignals, nullptr);

    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("cosftp-localcos"));
    QCoreApplication::setApplicationVersion(QStringLiteral(COSFTP_VERSION));
    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(QCoreApplication::arguments())) {
        complain(parser.errorText());
        return exitBadArguments;
    }
    if (parser.isSet(QStringLiteral("help")))
        parser.showHelp(exitStopped);
    if (parser.isSet(QStringLiteral("version")))
        parser.showVersion();
    if (!parser.positionalArguments().isEmpty()) {
        complain(QStringLiteral("unexpected argument ") + parser.positionalArguments().first());
        return exitBadArguments;
    }
    const std::optional<Arguments> arguments = readArguments(parser);
    return arguments ? serve(*arguments, stopSignals) : exitBadArguments;
}

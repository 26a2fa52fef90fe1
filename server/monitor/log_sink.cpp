// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/log_sink.h"

#include "core/text.h"
#include "monitor/log_file.h"
#include "monitor/log_lane.h"

#include <QLoggingCategory>
#include <QMutex>

#include <cerrno>
#include <cstdlib>
#include <memory>
#include <poll.h>
#include <unistd.h>

namespace cosftp {

namespace {

// A reload does not wait longer for a disk that hangs, nor the end of the process for a pipe that
// nobody reads.
constexpr std::chrono::seconds longestFlush{1};

LogSettings::Level levelOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return LogSettings::Level::Debug;
    case QtInfoMsg:
        return LogSettings::Level::Info;
    case QtWarningMsg:
        return LogSettings::Level::Warning;
    case QtCriticalMsg:
    case QtFatalMsg:
        return LogSettings::Level::Error;
    }
    return LogSettings::Level::Error;
}

const char *nameOf(LogSettings::Level level)
{
    switch (level) {
    case LogSettings::Level::Debug:
        return "DEBUG";
    case LogSettings::Level::Info:
        return "INFO";
    case LogSettings::Level::Warning:
        return "WARNING";
    case LogSettings::Level::Error:
        return "ERROR";
    }
    return "ERROR";
}

LogRecord recordOf(LogSettings::Level level, const char *category, const QString &text)
{
    return {QDateTime::currentDateTimeUtc(), level, category == nullptr ? "default" : category,
            escapedText(text)};
}

QByteArray lineOf(const LogRecord &record)
{
    return record.at.toString(Qt::ISODateWithMs).toLatin1() + ' ' + nameOf(record.level) + ' '
           + record.category + ' ' + record.text.toUtf8();
}

// Blocks if it is a pipe that nobody reads.
Outcome toStandardError(const QByteArray &line)
{
    const QByteArray bytes = line + '\n';
    for (qsizetype written = 0; written < bytes.size();) {
        const ssize_t count = ::write(STDERR_FILENO, bytes.constData() + written,
                                      static_cast<std::size_t>(bytes.size() - written));
        if (count > 0) {
            written += count;
        } else if (count < 0 && errno == EAGAIN) {  // made so by who gave it to us
            pollfd ready{STDERR_FILENO, POLLOUT, 0};
            (void)::poll(&ready, 1, -1);
        } else if (errno != EINTR) {
            return Failure::of(Failure::Code::Internal,
                               QStringLiteral("standard error cannot be written: ")
                                   + qt_error_string(errno));
        }
    }
    return Done{};
}

QByteArray gapLine(quint64 lines)
{
    return lineOf(recordOf(LogSettings::Level::Warning, "cosftp.server",
                           QStringLiteral("%1 lines of the log are missing here: they could not be "
                                          "written")
                               .arg(lines)));
}

/// Where messages go. One for the process, because Qt has one message handler. A lane that is in
/// trouble is told of in the other one.
struct Sink
{
    LogLane standardError{
        QStringLiteral("standard error"), gapLine,
        [this](bool isTrouble, const QString &text) { news(file, isTrouble, text); }};
    LogLane file{
        QStringLiteral("the log file"), gapLine, [this](bool isTrouble, const QString &text) {
            news(standardError, isTrouble,
                 isTrouble ? text + QStringLiteral("; the log goes to standard error only") : text);
        }};
    QMutex observerMutex;  ///< Held while the observer runs: none runs after it was taken away.
    std::function<void(const LogRecord &)> observer;

    Sink() { standardError.setTarget(toStandardError); }
    void news(LogLane &lane, bool isTrouble, const QString &text);
    void tellObserver(const LogRecord &record);
};

Sink &theSink()
{
    static Sink *const sink = new Sink;  // never deleted: messages may come until the very end
    return *sink;
}

void Sink::news(LogLane &lane, bool isTrouble, const QString &text)
{
    const LogRecord record = recordOf(
        isTrouble ? LogSettings::Level::Error : LogSettings::Level::Warning, "cosftp.server", text);
    lane.add(lineOf(record));
    tellObserver(record);
}

void Sink::tellObserver(const LogRecord &record)
{
    const QMutexLocker lock(&observerMutex);
    if (observer)
        observer(record);
}

void onMessage(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    const LogRecord record = recordOf(levelOf(type), context.category, text);
    const QByteArray line = lineOf(record);
    Sink &sink = theSink();
    const bool isLast = type == QtFatalMsg;  // the process ends with it
    if (isLast)
        flushLog();  // else there may be no room for it
    sink.standardError.add(line);
    sink.file.add(line);
    if (isLast)
        return flushLog();
    thread_local bool isInside = false;  // what an observer does may make Qt complain
    if (std::exchange(isInside, true))
        return;
    sink.tellObserver(record);
    isInside = false;
}

// Debug messages are those of our categories; Qt's own would drown them.
QString filterRules(LogSettings::Level level)
{
    switch (level) {
    case LogSettings::Level::Debug:
        return QStringLiteral("*.debug=false\ncosftp.*.debug=true");
    case LogSettings::Level::Info:
        return QStringLiteral("*.debug=false");
    case LogSettings::Level::Warning:
        return QStringLiteral("*.debug=false\n*.info=false");
    case LogSettings::Level::Error:
        return QStringLiteral("*.debug=false\n*.info=false\n*.warning=false");
    }
    return {};
}

}  // namespace

Outcome installLogSink(const LogSettings &settings)
{
    std::shared_ptr<LogFile> file;
    if (!settings.directory.isEmpty()) {
        file = std::make_shared<LogFile>(settings);
        if (Outcome opened = file->open(); !opened)
            return opened;
    }
    static const int atEnd = std::atexit(flushLog);
    Q_UNUSED(atEnd)
    LogLane &lane = theSink().file;
    lane.flush(longestFlush);
    if (file)
        lane.setTarget([file](const QByteArray &line) { return file->write(line); });
    else
        lane.setTarget({});
    QLoggingCategory::setFilterRules(filterRules(settings.level));
    qInstallMessageHandler(onMessage);
    return Done{};
}

void flushLog()
{
    theSink().file.flush(longestFlush);
    theSink().standardError.flush(longestFlush);
}

void observeLog(std::function<void(const LogRecord &)> observer)
{
    Sink &sink = theSink();
    const QMutexLocker lock(&sink.observerMutex);
    sink.observer = std::move(observer);
}

}  // namespace cosftp

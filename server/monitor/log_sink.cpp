// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/log_sink.h"

#include "core/text.h"
#include "monitor/log_file.h"

#include <QLoggingCategory>
#include <QMutex>

#include <cstdio>
#include <memory>

namespace cosftp {

namespace {

/// Where messages go. One for the process, because Qt has one message handler.
struct Sink
{
    QMutex mutex;
    std::unique_ptr<LogFile> file;
    bool hasFailed = false;  ///< Said already: said again only after a line was written.
    QMutex observerMutex;    ///< Held while the observer runs: none runs after it was taken away.
    std::function<void(const LogRecord &)> observer;
};

Sink &theSink()
{
    static Sink *const sink = new Sink;  // never deleted: messages may come until the very end
    return *sink;
}

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

void toStandardError(const QByteArray &line)
{
    std::fputs((line + '\n').constData(), stderr);
    std::fflush(stderr);
}

void writeLine(const QByteArray &line)
{
    Sink &sink = theSink();
    const QMutexLocker lock(&sink.mutex);
    toStandardError(line);
    if (!sink.file)
        return;
    const Outcome outcome = sink.file->write(line);
    if (!outcome && !sink.hasFailed)
        toStandardError(lineOf(recordOf(LogSettings::Level::Error, "cosftp.server",
                                        outcome.error().detail
                                            + QStringLiteral("; the log goes to standard error "
                                                             "only"))));
    sink.hasFailed = !outcome;
}

void tellObserver(const LogRecord &record)
{
    Sink &sink = theSink();
    const QMutexLocker lock(&sink.observerMutex);
    if (sink.observer)
        sink.observer(record);
}

void onMessage(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    // Qt's own classes may complain while the log is written; the lock is taken then.
    thread_local bool isInside = false;
    const LogRecord record = recordOf(levelOf(type), context.category, text);
    if (isInside)
        return toStandardError(lineOf(record));
    isInside = true;
    writeLine(lineOf(record));
    tellObserver(record);
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
    std::unique_ptr<LogFile> file;
    if (!settings.directory.isEmpty()) {
        file = std::make_unique<LogFile>(settings);
        if (Outcome opened = file->open(); !opened)
            return opened;
    }
    Sink &sink = theSink();
    {
        const QMutexLocker lock(&sink.mutex);
        sink.file.swap(file);
        sink.hasFailed = false;
    }
    QLoggingCategory::setFilterRules(filterRules(settings.level));
    qInstallMessageHandler(onMessage);
    return Done{};
}

void observeLog(std::function<void(const LogRecord &)> observer)
{
    Sink &sink = theSink();
    const QMutexLocker lock(&sink.observerMutex);
    sink.observer = std::move(observer);
}

}  // namespace cosftp

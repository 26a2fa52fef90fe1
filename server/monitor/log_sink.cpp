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
};

Sink &theSink()
{
    static Sink *const sink = new Sink;  // never deleted: messages may come until the very end
    return *sink;
}

const char *levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "DEBUG";
    case QtInfoMsg:
        return "INFO";
    case QtWarningMsg:
        return "WARNING";
    case QtCriticalMsg:
    case QtFatalMsg:
        return "ERROR";
    }
    return "ERROR";
}

QByteArray lineOf(const char *level, const char *category, const QString &text)
{
    const QString time = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs);
    return time.toLatin1() + ' ' + level + ' ' + (category == nullptr ? "default" : category) + ' '
           + escapedText(text).toUtf8();
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
        toStandardError(lineOf("ERROR", "cosftp.server",
                               outcome.error().detail
                                   + QStringLiteral("; the log goes to standard error only")));
    sink.hasFailed = !outcome;
}

void onMessage(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    // Qt's own classes may complain while the log is written; the lock is taken then.
    thread_local bool isInside = false;
    const QByteArray line = lineOf(levelName(type), context.category, text);
    if (isInside)
        return toStandardError(line);
    isInside = true;
    writeLine(line);
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

}  // namespace cosftp

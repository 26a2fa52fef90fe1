// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/log_sink.h"

#include <QList>

#include <deque>
#include <vector>

namespace cosftp {

/// One line of the log as it is shown.
struct LogLine
{
    QDateTime at;  ///< UTC.
    LogSettings::Level level = LogSettings::Level::Info;
    QByteArray category;    ///< Without "cosftp.": "session".
    quint64 sessionId = 0;  ///< From the tag that begins the text ("s12", "s12-3"); 0: none.
    QString text;
};

/// What a log view shows.
struct LogFilter
{
    LogSettings::Level minimumLevel = LogSettings::Level::Debug;
    QByteArray category;    ///< Empty: all.
    quint64 sessionId = 0;  ///< 0: all.
    QString text;           ///< Upper and lower case alike; empty: all.
    bool operator==(const LogFilter &) const = default;
    [[nodiscard]] bool isEmpty() const { return *this == LogFilter{}; }
};

/// Many log lines in little memory: text lies in UTF-8 chunks, a line costs 24 bytes besides. Lines
/// are known by a number that grows for ever; the oldest go in whole chunks. Not thread-safe.
class LogStore
{
public:
    static constexpr int chunkLines = 8192;
    static constexpr quint64 defaultMaximum = 1'000'000;

    explicit LogStore(quint64 maximumLines = defaultMaximum);

    void append(const LogRecord &record);
    void clear();

    [[nodiscard]] quint64 first() const { return m_first; }  ///< Number of the oldest line.
    [[nodiscard]] quint64 end() const { return m_end; }      ///< One behind the newest.
    /// The number must be in [first(), end()).
    [[nodiscard]] LogLine line(quint64 number) const;
    [[nodiscard]] bool matches(quint64 number, const LogFilter &filter) const;
    [[nodiscard]] QList<QByteArray> categories() const { return m_categories; }

private:
    struct Entry
    {
        qint64 atMs = 0;
        quint32 textBegin = 0;
        quint32 sessionId = 0;
        quint8 category = 0;
        quint8 level = 0;
    };
    struct Chunk
    {
        QByteArray text;
        std::vector<Entry> entries;
    };

    [[nodiscard]] const Chunk &chunkOf(quint64 number) const;
    [[nodiscard]] QByteArrayView textOf(quint64 number) const;
    quint8 categoryNumber(const QByteArray &category);

    quint64 m_maximum;
    quint64 m_first = 0;
    quint64 m_end = 0;
    std::deque<Chunk> m_chunks;
    QList<QByteArray> m_categories;
};

/// The session whose tag begins a log text; 0 if there is none.
quint64 sessionOfLogText(QStringView text);
/// "Warning", in the present language.
QString logLevelText(LogSettings::Level level);
/// "2026-11-22 09:05:01.123  Warning  session  text": for copying, saving and searching by eye.
QString logLineText(const LogLine &line);
QByteArray logCsvHeader();
QByteArray logLineCsv(const LogLine &line);

}  // namespace cosftp

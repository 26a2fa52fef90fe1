// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/log_store.h"

#include "common/csv.h"

#include <QCoreApplication>

namespace cosftp {

namespace {

constexpr qsizetype mostCategories = 100;  // an entry has 8 bits for them
// Whatever a line says, a chunk stays far below what its 32-bit places can reach.
constexpr qsizetype longestText = 16384;

QByteArray shortCategory(const QByteArray &category)
{
    static const QByteArray ours = QByteArrayLiteral("cosftp.");
    return category.startsWith(ours) ? category.mid(ours.size()) : category;
}

}  // namespace

LogStore::LogStore(quint64 maximumLines) : m_maximum(qMax<quint64>(maximumLines, chunkLines)) {}

void LogStore::append(const LogRecord &record)
{
    const QByteArray text = record.text.left(longestText).toUtf8();
    if (m_chunks.empty() || m_chunks.back().entries.size() == chunkLines) {
        m_chunks.emplace_back();
        m_chunks.back().entries.reserve(chunkLines);
    }
    Chunk &chunk = m_chunks.back();
    Entry entry;
    entry.textBegin = quint32(chunk.text.size());
    entry.sessionId = quint32(sessionOfLogText(record.text));
    entry.atMs = record.at.toMSecsSinceEpoch();
    entry.category = categoryNumber(shortCategory(record.category));
    entry.level = static_cast<quint8>(record.level);
    chunk.entries.push_back(entry);
    chunk.text += text;
    ++m_end;
    if (m_end - m_first > m_maximum) {
        m_first += chunkLines;
        m_chunks.pop_front();
    }
}

void LogStore::clear()
{
    m_chunks.clear();
    // Chunks begin at multiples of their size.
    m_end = (m_end + chunkLines - 1) / chunkLines * chunkLines;
    m_first = m_end;
}

const LogStore::Chunk &LogStore::chunkOf(quint64 number) const
{
    return m_chunks[std::size_t((number - m_first) / chunkLines)];
}

QByteArrayView LogStore::textOf(quint64 number) const
{
    const Chunk &chunk = chunkOf(number);
    const std::size_t index = std::size_t((number - m_first) % chunkLines);
    const qsizetype begin = chunk.entries[index].textBegin;
    const qsizetype end = index + 1 < chunk.entries.size()
                              ? qsizetype(chunk.entries[index + 1].textBegin)
                              : chunk.text.size();
    return QByteArrayView(chunk.text).sliced(begin, end - begin);
}

LogLine LogStore::line(quint64 number) const
{
    const Entry &entry = chunkOf(number).entries[std::size_t((number - m_first) % chunkLines)];
    LogLine line;
    line.at = QDateTime::fromMSecsSinceEpoch(entry.atMs, Qt::UTC);
    line.level = LogSettings::Level(entry.level);
    line.category = m_categories.value(qsizetype(entry.category));
    line.sessionId = entry.sessionId;
    line.text = QString::fromUtf8(textOf(number));
    return line;
}

bool LogStore::matches(quint64 number, const LogFilter &filter) const
{
    const Entry &entry = chunkOf(number).entries[std::size_t((number - m_first) % chunkLines)];
    if (LogSettings::Level(entry.level) < filter.minimumLevel)
        return false;
    if (filter.sessionId != 0 && entry.sessionId != filter.sessionId)
        return false;
    if (!filter.category.isEmpty()
        && m_categories.value(qsizetype(entry.category)) != filter.category)
        return false;
    return filter.text.isEmpty()
           || QString::fromUtf8(textOf(number)).contains(filter.text, Qt::CaseInsensitive);
}

quint8 LogStore::categoryNumber(const QByteArray &category)
{
    qsizetype number = m_categories.indexOf(category);
    if (number < 0 && m_categories.size() < mostCategories) {
        number = m_categories.size();
        m_categories += category;
    }
    return static_cast<quint8>(qMax<qsizetype>(number, 0));
}

quint64 sessionOfLogText(QStringView text)
{
    if (text.size() < 2 || text.front() != QLatin1Char('s'))
        return 0;
    quint64 id = 0;
    qsizetype place = 1;
    while (place < text.size() && text[place] >= QLatin1Char('0')
           && text[place] <= QLatin1Char('9'))
        id = id * 10 + quint64(text[place++].unicode() - u'0');
    const bool endsThere = place == text.size() || text[place] == QLatin1Char(' ')
                           || text[place] == QLatin1Char('-') || text[place] == QLatin1Char(':');
    return place > 1 && endsThere ? id : 0;
}

QString logLevelText(LogSettings::Level level)
{
    switch (level) {
    case LogSettings::Level::Debug:
        return QCoreApplication::translate("LogLevel", "Debug");
    case LogSettings::Level::Info:
        return QCoreApplication::translate("LogLevel", "Info");
    case LogSettings::Level::Warning:
        return QCoreApplication::translate("LogLevel", "Warning");
    case LogSettings::Level::Error:
        return QCoreApplication::translate("LogLevel", "Error");
    }
    return {};
}

QString logLineText(const LogLine &line)
{
    return QStringLiteral("%1  %2  %3  %4")
        .arg(line.at.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz")),
             logLevelText(line.level), QString::fromUtf8(line.category), line.text);
}

QByteArray logCsvHeader()
{
    return csv::row({QCoreApplication::translate("LogLevel", "Time (UTC)"),
                     QCoreApplication::translate("LogLevel", "Level"),
                     QCoreApplication::translate("LogLevel", "Part"),
                     QCoreApplication::translate("LogLevel", "Session"),
                     QCoreApplication::translate("LogLevel", "Message")});
}

QByteArray logLineCsv(const LogLine &line)
{
    return csv::row({line.at.toString(Qt::ISODateWithMs), logLevelText(line.level),
                     QString::fromUtf8(line.category),
                     line.sessionId == 0 ? QString() : QString::number(line.sessionId), line.text});
}

}  // namespace cosftp

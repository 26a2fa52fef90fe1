// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/log_model.h"

#include "common/theme.h"
#include "status/live_model.h"

#include <QElapsedTimer>

#include <algorithm>

namespace cosftp {

namespace {

constexpr std::chrono::milliseconds batchTime{100};
constexpr qint64 sliceMs = 15;
constexpr quint64 linesBetweenLooksAtTheClock = 256;

QVariant levelIcon(LogSettings::Level level)
{
    switch (level) {
    case LogSettings::Level::Debug:
    case LogSettings::Level::Info:
        return Theme::instance().icon(QStringLiteral("info"), Theme::Colour::Muted);
    case LogSettings::Level::Warning:
        return Theme::instance().icon(QStringLiteral("warning"), Theme::Colour::Warning);
    case LogSettings::Level::Error:
        return Theme::instance().icon(QStringLiteral("cross"), Theme::Colour::Bad);
    }
    return {};
}

QVariant levelColour(LogSettings::Level level)
{
    switch (level) {
    case LogSettings::Level::Debug:
        return Theme::instance().colour(Theme::Colour::Muted);
    case LogSettings::Level::Info:
        return {};
    case LogSettings::Level::Warning:
        return Theme::instance().colour(Theme::Colour::Warning);
    case LogSettings::Level::Error:
        return Theme::instance().colour(Theme::Colour::Bad);
    }
    return {};
}

}  // namespace

LogModel::LogModel(quint64 maximumLines, QObject *parent)
    : QAbstractTableModel(parent), m_store(maximumLines)
{
    m_batch.setSingleShot(true);
    connect(&m_batch, &QTimer::timeout, this, &LogModel::scanSlice);
}

void LogModel::append(const QList<LogRecord> &records)
{
    for (const LogRecord &record : records)
        m_store.append(record);
    if (!m_batch.isActive())
        m_batch.start(batchTime);
}

void LogModel::clear()
{
    beginResetModel();
    m_store.clear();
    m_shown.clear();
    m_scanned = m_store.end();
    endResetModel();
    Q_EMIT scanned();
}

void LogModel::setFilter(const LogFilter &filter)
{
    if (filter == m_filter)
        return;
    beginResetModel();
    m_filter = filter;
    m_shown.clear();
    m_scanned = m_store.first();
    endResetModel();
    scanSlice();
}

void LogModel::dropForgotten()
{
    const auto kept = std::lower_bound(m_shown.begin(), m_shown.end(), m_store.first());
    const auto count = int(kept - m_shown.begin());
    m_scanned = qMax(m_scanned, m_store.first());
    if (count == 0)
        return;
    beginRemoveRows({}, 0, count - 1);
    m_shown.erase(m_shown.begin(), kept);
    endRemoveRows();
}

void LogModel::scanSlice()
{
    dropForgotten();
    QElapsedTimer timer;
    timer.start();
    std::vector<quint64> found;
    const bool takesAll = m_filter.isEmpty();
    while (m_scanned < m_store.end()) {
        if (takesAll || m_store.matches(m_scanned, m_filter))
            found.push_back(m_scanned);
        ++m_scanned;
        if (m_scanned % linesBetweenLooksAtTheClock == 0 && timer.hasExpired(sliceMs))
            break;
    }
    if (!found.empty()) {
        const int begin = rowCount();
        beginInsertRows({}, begin, begin + int(found.size()) - 1);
        m_shown.insert(m_shown.end(), found.begin(), found.end());
        endInsertRows();
    }
    if (isScanning())
        m_batch.start(0);
    Q_EMIT scanned();
}

int LogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

int LogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

LogLine LogModel::lineAt(int row) const
{
    const quint64 number = m_shown[std::size_t(row)];
    // Lines may be forgotten by the store before their rows go with the next batch.
    return number < m_store.first() ? LogLine{} : m_store.line(number);
}

QString LogModel::display(const LogLine &line, int column)
{
    switch (column) {
    case Time:
        return line.at.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz"));
    case Level:
        return logLevelText(line.level);
    case Category:
        return QString::fromUtf8(line.category);
    case Session:
        return line.sessionId == 0 ? QString() : QString::number(line.sessionId);
    case Text:
        return line.text;
    default:
        return {};
    }
}

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return display(lineAt(index.row()), index.column());
    case Qt::ForegroundRole:
        return levelColour(lineAt(index.row()).level);
    case Qt::DecorationRole:
        return index.column() == Level ? levelIcon(lineAt(index.row()).level) : QVariant();
    case idRole:
        return m_shown[std::size_t(index.row())];
    case Qt::TextAlignmentRole:
        return index.column() == Session ? int(Qt::AlignRight | Qt::AlignVCenter)
                                         : int(Qt::AlignLeft | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case Level:
        return tr("Level");
    case Category:
        return tr("Part");
    case Session:
        return tr("Session");
    case Text:
        return tr("Message");
    default:
        return {};
    }
}

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QDateTime>
#include <QSet>

#include <algorithm>
#include <vector>

namespace cosftp {

/// Sort values of all tables; numbers and times are numbers here.
constexpr int sortValueRole = Qt::UserRole;
/// quint64: the id of the row's record.
constexpr int idRole = Qt::UserRole + 1;
/// bool: the record has gone, its row is held by a frozen list.
constexpr int goneRole = Qt::UserRole + 2;

/// By what a cell is sorted: a number, or a text where all of a column's cells have one.
struct SortValue
{
    double number = 0;
    QString text = {};

    [[nodiscard]] bool isBefore(const SortValue &other) const
    {
        if (number != other.number)
            return number < other.number;
        return text.compare(other.text, Qt::CaseInsensitive) < 0;
    }
    [[nodiscard]] QVariant toVariant() const
    {
        return text.isEmpty() ? QVariant(number) : QVariant(text);
    }
};

/// What LiveProxy sorts. Thousands of rows are compared with each snapshot, so no QVariant is made.
class LiveTable : public QAbstractTableModel
{
public:
    using QAbstractTableModel::QAbstractTableModel;
    [[nodiscard]] virtual SortValue sortValueAt(int row, int column) const = 0;
};

/// Rows that stand for records with an id and stay where they are while the records change: a new
/// list of records becomes insertions, removals and changes of ranges, never a reset, so that
/// selection and place survive. `Row` has `record`, `id()`, and `bool take(record, now)`, which
/// says whether anything that is shown has changed. GUI thread.
template <typename Record, typename Row>
class LiveModel : public LiveTable
{
public:
    using LiveTable::LiveTable;

    /// `records` are sorted by id. While frozen no row comes or goes; values still change.
    void update(const QList<Record> &records, const QDateTime &now)
    {
        m_now = now;
        if (!m_isFrozen) {
            removeMissing(records);
            insertNew(records);
        }
        changeValues(records);
    }

    void setFrozen(bool isFrozen) { m_isFrozen = isFrozen; }
    /// Stale rows are shown greyed: the server is away, they are what it told last.
    void setStale(bool isStale)
    {
        if (std::exchange(m_isStale, isStale) != isStale && !m_rows.empty())
            tellChanged(0, int(m_rows.size()) - 1);
    }
    [[nodiscard]] bool isGreyed(const Row &row) const { return m_isStale || row.isGone; }
    [[nodiscard]] bool isFrozen() const { return m_isFrozen; }

    [[nodiscard]] const Row &row(int index) const { return m_rows[std::size_t(index)]; }
    /// -1 if there is none.
    [[nodiscard]] int rowOf(quint64 id) const
    {
        const auto found =
            std::lower_bound(m_rows.begin(), m_rows.end(), id,
                             [](const Row &row, quint64 wanted) { return row.id() < wanted; });
        const bool isThere = found != m_rows.end() && found->id() == id;
        return isThere ? int(found - m_rows.begin()) : -1;
    }
    [[nodiscard]] QDateTime now() const { return m_now; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_rows.size());
    }

private:
    // Each signal costs the views more than a row does: ranges that are close are told as one.
    static constexpr int joinedGap = 16;

    void removeMissing(const QList<Record> &records)
    {
        QSet<quint64> present;
        present.reserve(records.size());
        for (const Record &record : records)
            present.insert(Row::idOf(record));
        for (int last = int(m_rows.size()) - 1; last >= 0; --last) {
            if (present.contains(m_rows[std::size_t(last)].id()))
                continue;
            int first = last;
            while (first > 0 && !present.contains(m_rows[std::size_t(first - 1)].id()))
                --first;
            this->beginRemoveRows({}, first, last);
            m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
            this->endRemoveRows();
            last = first;
        }
    }

    void insertNew(const QList<Record> &records)
    {
        std::size_t place = 0;
        for (qsizetype from = 0; from < records.size();) {
            const quint64 id = Row::idOf(records[from]);
            while (place < m_rows.size() && m_rows[place].id() < id)
                ++place;
            if (place < m_rows.size() && m_rows[place].id() == id) {
                ++from;
                continue;
            }
            qsizetype to = from;
            while (to < records.size()
                   && (place == m_rows.size() || Row::idOf(records[to]) < m_rows[place].id()))
                ++to;
            this->beginInsertRows({}, int(place), int(place) + int(to - from) - 1);
            m_rows.insert(m_rows.begin() + std::ptrdiff_t(place), std::size_t(to - from), Row{});
            for (; from < to; ++from, ++place)
                m_rows[place].take(records[from], m_now);
            this->endInsertRows();
        }
    }

    void changeValues(const QList<Record> &records)
    {
        int first = -1;
        int last = -1;
        qsizetype next = 0;
        for (int index = 0; index < int(m_rows.size()); ++index) {
            Row &row = m_rows[std::size_t(index)];
            while (next < records.size() && Row::idOf(records[next]) < row.id())
                ++next;
            const bool isThere = next < records.size() && Row::idOf(records[next]) == row.id();
            if (!(isThere ? row.take(records[next], m_now) : row.leave()))
                continue;
            if (first >= 0 && index - last > joinedGap)
                tellChanged(std::exchange(first, -1), last);
            if (first < 0)
                first = index;
            last = index;
        }
        if (first >= 0)
            tellChanged(first, last);
    }

    void tellChanged(int first, int last)
    {
        Q_EMIT this->dataChanged(this->index(first, 0), this->index(last, this->columnCount() - 1));
    }

    std::vector<Row> m_rows;  // by id
    QDateTime m_now;
    bool m_isFrozen = false;
    bool m_isStale = false;
};

}  // namespace cosftp

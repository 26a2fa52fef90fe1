// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/recorder.h"

#include <algorithm>

namespace cosftp::test {

namespace {
constexpr qsizetype mostEarlier = 200;
}

OpId Recorder::begin(Record record)
{
    ++m_commands;
    record.begin = moment();
    record.end = {never, never};
    record.id = static_cast<OpId>(record.begin.order);
    record.sent.op = record.id;
    m_history.records += record;
    return record.id;
}

Record &Recorder::at(OpId id)
{
    const auto found =
        std::lower_bound(m_history.records.begin(), m_history.records.end(), id,
                         [](const Record &record, OpId number) { return record.id < number; });
    Q_ASSERT(found != m_history.records.end() && found->id == id);
    return *found;
}

void Recorder::end(OpId id) { at(id).end = moment(); }

void Recorder::note(int server, const QByteArray &what, bool isKill)
{
    m_history.troubles += {moment(), server, isKill, what};
}

void Recorder::beginSegment(std::map<QByteArray, Content> standing)
{
    for (const Record &record : std::as_const(m_history.records))
        if (record.isUpload() && !record.isAcknowledged() && (record.isBegun || record.code == 0))
            m_history.earlier += record;
    if (m_history.earlier.size() > mostEarlier)
        m_history.earlier.remove(0, m_history.earlier.size() - mostEarlier);
    m_history.records.clear();
    m_history.troubles.clear();
    m_history.before = std::move(standing);
}

}  // namespace cosftp::test

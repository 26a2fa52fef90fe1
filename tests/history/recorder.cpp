// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/recorder.h"

#include <algorithm>

namespace cosftp::test {

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
    m_history.beginSegment(std::move(standing));
}

}  // namespace cosftp::test

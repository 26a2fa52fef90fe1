// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/range_buffers.h"

#include <algorithm>

namespace cosftp {

namespace {
constexpr qint64 smallestRangeBytes = 1024 * 1024;
constexpr qint64 largestRangeBytes = 8 * smallestRangeBytes;
constexpr qint64 rangesInBudget = 32;
}  // namespace

RangeBuffers::RangeBuffers(std::shared_ptr<SharedBudget> memory)
    : m_memory(std::move(memory)),
      m_rangeBytes(m_memory == nullptr ? largestRangeBytes
                                       : std::clamp(m_memory->total() / rangesInBudget,
                                                    smallestRangeBytes, largestRangeBytes))
{}

std::optional<RangeBuffer> RangeBuffers::tryTake()
{
    if (m_memory == nullptr || isWantedByOthers())
        return std::nullopt;
    const qint64 total = m_memory->total();
    if ((m_out + 1) * m_rangeBytes > total / 2)
        return std::nullopt;
    RangeBuffer buffer;
    if (!m_spare.empty()) {
        buffer = std::move(m_spare.back());
        m_spare.pop_back();
    } else {
        if (m_memory->used() + m_rangeBytes > total - total / 4)
            return std::nullopt;
        buffer.memory = m_memory->tryTake(m_rangeBytes);
        if (buffer.memory.amount() == 0)
            return std::nullopt;
        buffer.bytes = QByteArray(m_rangeBytes, Qt::Uninitialized);
    }
    ++m_out;
    return buffer;
}

void RangeBuffers::giveBack(RangeBuffer buffer)
{
    --m_out;
    if (!isWantedByOthers())
        m_spare.push_back(std::move(buffer));
}

void RangeBuffers::dropSpare() { m_spare.clear(); }

bool RangeBuffers::isWantedByOthers() const
{
    return m_memory != nullptr && m_memory->waiting() > 0;
}

}  // namespace cosftp

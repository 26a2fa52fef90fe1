// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/range_fetch.h"

#include <memory>
#include <optional>
#include <vector>

namespace cosftp {

/// The memory of one download's ranges ahead: takes it from the shared budget without ever waiting,
/// never more than half of the whole, and leaves a quarter of it for the others. What was used is
/// kept for the next range.
class RangeBuffers
{
public:
    explicit RangeBuffers(std::shared_ptr<SharedBudget> memory);

    /// Of one buffer: a thirty-second of the budget, 1 to 8 MiB.
    [[nodiscard]] qint64 rangeBytes() const { return m_rangeBytes; }
    [[nodiscard]] std::optional<RangeBuffer> tryTake();
    void giveBack(RangeBuffer buffer);
    void forgetOne() { --m_out; }  ///< A buffer that was taken has died.
    void dropSpare();
    /// Somebody waits in the budget's queue.
    [[nodiscard]] bool isWantedByOthers() const;

private:
    std::shared_ptr<SharedBudget> m_memory;
    qint64 m_rangeBytes = 0;
    qint64 m_out = 0;
    std::vector<RangeBuffer> m_spare;
};

}  // namespace cosftp

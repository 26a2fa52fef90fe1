// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/judge_tasks.h"

namespace cosftp::test {

struct Explanation
{
    enum class Result {
        Found,
        NoneExists,
        GivenUp  ///< There may be one, but the search was too long.
    };
    Result result = Result::Found;
    /// In the longest order that was found: what has no place in it any more, and what stood then.
    QList<const Task *> stuck = {};
    QList<std::optional<Content>> standing = {};
};

/// Looks for an order of all tasks of a component that fits their times and what was seen (the way
/// of Wing and Gong, with a memory of the states that lead nowhere).
Explanation explain(const Component &component);

}  // namespace cosftp::test

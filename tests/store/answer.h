// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QTest>

#include <memory>
#include <optional>

namespace cosftp {

/// Where the answer to one question arrives: store.head(key, &context, answer.handler()).
template <typename T>
class Answer
{
public:
    Handler<T> handler()
    {
        return [slot = m_slot](const Result<T> &result) {
            ++slot->count;
            slot->result = result;
        };
    }
    [[nodiscard]] bool isThere() const { return m_slot->result.has_value(); }
    [[nodiscard]] int count() const { return m_slot->count; }
    /// Waits for it, at most 20 s; after that a failure "no result".
    Result<T> wait() const
    {
        constexpr int deadlineMs = 20'000;
        [[maybe_unused]] const bool came =
            QTest::qWaitFor([this] { return isThere(); }, deadlineMs);
        return m_slot->result.value_or(Result<T>());
    }

private:
    struct Slot
    {
        std::optional<Result<T>> result;
        int count = 0;
    };
    std::shared_ptr<Slot> m_slot = std::make_shared<Slot>();
};

}  // namespace cosftp

/// Fails the test with the reason if a Result is none.
#define REQUIRE(result)                                                                            \
    QVERIFY2(result, qPrintable((result) ? QString() : describe((result).error())))

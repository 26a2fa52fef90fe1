// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QTest>
#include <QTimer>

#include <memory>
#include <optional>

namespace cosftp {

/// Waits for a statement to come true, at most 20 s. Unlike QTest::qWaitFor it sleeps in the event
/// loop: Qt sends a body in steps of 16 KiB, each a turn of that loop, and ten milliseconds of
/// sleep per step make seconds of a test.
template <typename Statement>
bool waitUntil(Statement isTrue)
{
    constexpr int deadlineMs = 90'000;
    const QDeadlineTimer deadline(deadlineMs);
    QTimer waker;
    waker.start(deadlineMs);
    while (!isTrue() && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    return isTrue();
}

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
        waitUntil([this] { return isThere(); });
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

/// Fails the test with the reason if a Result is none. Evaluates its argument once.
#define REQUIRE(result)                                                                            \
    do {                                                                                           \
        const auto &required = (result);                                                           \
        QVERIFY2(required.has_value(),                                                             \
                 qPrintable(required ? QString() : describe(required.error())));                   \
    } while (false)

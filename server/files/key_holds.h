// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QList>

#include <chrono>
#include <list>
#include <memory>
#include <mutex>
#include <optional>

class QObject;

namespace cosftp {

/// One key of a bucket, or all keys that begin with a prefix.
struct KeySpan
{
    QByteArray bucket;  ///< NAME-APPID: whatever user, mount or alias leads there.
    QByteArray key;     ///< Or the prefix.
    bool isPrefix = false;
    bool operator==(const KeySpan &) const = default;
    [[nodiscard]] bool overlaps(const KeySpan &other) const;
};

/// Who holds it, for replies and logs.
struct KeyHolder
{
    quint64 sessionId = 0;  ///< 0: the server itself.
    QByteArray user;
    QByteArray command;  ///< "APPE", "RNTO".
    /// "session 12 of camera (APPE)".
    [[nodiscard]] QByteArray text() const;
};

class KeyHolds;

/// Keys that are held; given back when the last reference goes. Any thread.
class KeyHold final
{
public:
    KeyHold(std::shared_ptr<KeyHolds> book, quint64 number)
        : m_book(std::move(book)), m_number(number)
    {}
    ~KeyHold();
    Q_DISABLE_COPY_MOVE(KeyHold)

private:
    std::shared_ptr<KeyHolds> m_book;
    quint64 m_number;
};
using HeldKeys = std::shared_ptr<KeyHold>;

/// Who may change which keys, for the whole process. Whoever reads a key and changes it on the
/// strength of what was read holds it from the first question to the last, so that nobody else
/// does the same in between. Spans that overlap exclude each other; who has to wait is served in
/// the order of asking, and never overtaken by somebody who asked later for an overlapping span.
/// All spans of one taker are taken together, so takers cannot wait for each other in a circle as
/// long as nobody asks for more while holding some. Thread-safe.
class KeyHolds final : public std::enable_shared_from_this<KeyHolds>
{
public:
    static std::shared_ptr<KeyHolds> create();
    Q_DISABLE_COPY_MOVE(KeyHolds)

    /// The answer comes later, in the thread of `context`, which is the calling one; not if the
    /// context dies first. Fails with InUse, naming a holder, if the wait is longer than `patience`
    /// (0: at once).
    void take(const QList<KeySpan> &spans, const KeyHolder &holder,
              std::chrono::milliseconds patience, QObject *context, Handler<HeldKeys> handler);
    /// Who holds any of it now.
    [[nodiscard]] std::optional<KeyHolder> holderOf(const KeySpan &span) const;
    [[nodiscard]] int waiting() const;

private:
    friend class KeyHold;
    class Waiter;
    struct Entry
    {
        quint64 number = 0;
        QList<KeySpan> spans;
        KeyHolder holder;
        Waiter *waiter = nullptr;  ///< Null: it holds; else it waits.
    };

    KeyHolds() = default;
    void give(quint64 number);
    void forget(const Waiter *waiter);
    [[nodiscard]] std::optional<KeyHolder> giveUp(const Waiter *waiter);
    void serve();
    [[nodiscard]] const Entry *obstacleTo(const Entry &entry) const;

    mutable std::mutex m_mutex;
    std::list<Entry> m_entries;  ///< In the order of asking.
    quint64 m_lastNumber = 0;
};

/// The two books of a process.
struct KeyGuards
{
    /// How long a look and a change may keep others from the same; longer, and the store is ill.
    static constexpr std::chrono::seconds publishingPatience{30};

    /// What has just ended gives its names back a moment behind its reply. So long everybody waits,
    /// also who does not wait for what is under way.
    static constexpr std::chrono::seconds settlingPatience{3};

    /// Held from the first question to the last by whatever reads before it changes: APPE, REST +
    /// STOR, renames, set times, folder jobs.
    std::shared_ptr<KeyHolds> keys = KeyHolds::create();
    /// Held by everybody, plain uploads included, for the moment in which an object is looked at
    /// for the last time and then replaced or removed. Never held while waiting for a client or
    /// for anything else that is held.
    std::shared_ptr<KeyHolds> publishing = KeyHolds::create();
};

/// In whose name keys are taken, and how long that may wait.
struct KeyAsker
{
    KeyGuards guards = {};
    KeyHolder holder = {};
    std::chrono::milliseconds patience{0};

    [[nodiscard]] KeyHolder holderFor(const QByteArray &command) const
    {
        return {holder.sessionId, holder.user, command};
    }
};

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/key_holds.h"

#include "core/text.h"

#include <QObject>
#include <QTimer>

#include <algorithm>
#include <utility>
#include <vector>

namespace cosftp {

bool KeySpan::overlaps(const KeySpan &other) const
{
    if (bucket != other.bucket)
        return false;
    if (isPrefix && other.isPrefix)
        return key.startsWith(other.key) || other.key.startsWith(key);
    if (isPrefix)
        return other.key.startsWith(key);
    return other.isPrefix ? key.startsWith(other.key) : key == other.key;
}

QByteArray KeyHolder::text() const
{
    const QByteArray what = command.isEmpty() ? QByteArray() : " (" + command + ')';
    if (sessionId == 0)
        return "the server" + what;
    return "session " + QByteArray::number(sessionId) + " of " + escaped(user) + what;
}

KeyHold::~KeyHold() { m_book->give(m_number); }

// Stands for one take(): a child of its context, so it dies with it. Under the book's lock a waiter
// in the book is alive, because its destructor needs the lock to leave it.
class KeyHolds::Waiter final : public QObject
{
    Q_DISABLE_COPY_MOVE(Waiter)

public:
    Waiter(std::shared_ptr<KeyHolds> book, QObject *context, Handler<HeldKeys> handler)
        : QObject(context), m_book(std::move(book)), m_handler(std::move(handler))
    {}
    ~Waiter() override { m_book->forget(this); }

    void waitFor(std::chrono::milliseconds patience)
    {
        QTimer::singleShot(patience, this, [this] {
            const std::optional<KeyHolder> holder = m_book->giveUp(this);
            if (!holder)
                return;  // it was granted, and the answer is on its way
            Failure failure = Failure::of(Failure::Code::InUse, QString::fromUtf8(holder->text()));
            failure.holder = holder->text();
            deliver(failure);
        });
    }
    void deliver(const Result<HeldKeys> &answer)
    {
        deleteLater();
        if (const auto handler = std::exchange(m_handler, nullptr))
            handler(answer);
    }

private:
    std::shared_ptr<KeyHolds> m_book;
    Handler<HeldKeys> m_handler;
};

std::shared_ptr<KeyHolds> KeyHolds::create() { return std::shared_ptr<KeyHolds>(new KeyHolds); }

void KeyHolds::take(const QList<KeySpan> &spans, const KeyHolder &holder,
                    std::chrono::milliseconds patience, QObject *context, Handler<HeldKeys> handler)
{
    auto *waiter = new Waiter(shared_from_this(), context, std::move(handler));
    {
        const std::scoped_lock lock(m_mutex);
        m_entries.push_back({++m_lastNumber, spans, holder, waiter});
    }
    serve();
    waiter->waitFor(patience);
}

// Whoever holds an overlapping span, or waits for one and came earlier.
const KeyHolds::Entry *KeyHolds::obstacleTo(const Entry &entry) const
{
    for (const Entry &other : m_entries) {
        const bool isBefore = other.waiter == nullptr || other.number < entry.number;
        const bool overlaps =
            std::any_of(other.spans.begin(), other.spans.end(), [&entry](const KeySpan &theirs) {
                return std::any_of(
                    entry.spans.begin(), entry.spans.end(),
                    [&theirs](const KeySpan &mine) { return mine.overlaps(theirs); });
            });
        if (&other != &entry && isBefore && overlaps)
            return &other;
    }
    return nullptr;
}

// Posting under the lock is safe: it never calls back into this class. The hold travels in the
// event, so it is given back if the waiter dies before it is delivered; that destructor runs
// outside the lock. Another thread may have done with a hold before this one has: `granted` keeps
// the reference that may be the last until the lock is free.
void KeyHolds::serve()
{
    std::vector<HeldKeys> granted;
    const std::scoped_lock lock(m_mutex);
    for (Entry &entry : m_entries) {
        if (entry.waiter == nullptr || obstacleTo(entry) != nullptr)
            continue;
        Waiter *waiter = std::exchange(entry.waiter, nullptr);
        granted.push_back(std::make_shared<KeyHold>(shared_from_this(), entry.number));
        QMetaObject::invokeMethod(
            waiter, [waiter, hold = granted.back()] { waiter->deliver(hold); },
            Qt::QueuedConnection);
    }
}

void KeyHolds::give(quint64 number)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_entries.remove_if([number](const Entry &entry) { return entry.number == number; });
    }
    serve();
}

void KeyHolds::forget(const Waiter *waiter)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_entries.remove_if([waiter](const Entry &entry) { return entry.waiter == waiter; });
    }
    serve();  // it may have stood in the way of others
}

// Nothing if it holds already; else who stands in the way.
std::optional<KeyHolder> KeyHolds::giveUp(const Waiter *waiter)
{
    std::optional<KeyHolder> holder;
    {
        const std::scoped_lock lock(m_mutex);
        const auto entry =
            std::find_if(m_entries.begin(), m_entries.end(),
                         [waiter](const Entry &candidate) { return candidate.waiter == waiter; });
        if (entry == m_entries.end())
            return std::nullopt;
        const Entry *obstacle = obstacleTo(*entry);
        holder = obstacle != nullptr ? obstacle->holder : KeyHolder();
        m_entries.erase(entry);
    }
    serve();
    return holder;
}

std::optional<KeyHolder> KeyHolds::holderOf(const KeySpan &span) const
{
    const std::scoped_lock lock(m_mutex);
    for (const Entry &entry : m_entries)
        for (const KeySpan &held : entry.spans)
            if (entry.waiter == nullptr && held.overlaps(span))
                return entry.holder;
    return std::nullopt;
}

int KeyHolds::waiting() const
{
    const std::scoped_lock lock(m_mutex);
    return static_cast<int>(std::count_if(m_entries.begin(), m_entries.end(),
                                          [](const Entry &e) { return e.waiter != nullptr; }));
}

}  // namespace cosftp

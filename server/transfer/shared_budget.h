// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <atomic>
#include <functional>
#include <memory>

namespace cosftp {

class SharedBudget;

/// Whoever takes several pieces of one budget, an upload for example.
struct BudgetHolder
{
    qint64 held = 0;                     ///< Guarded by the budget's lock.
    std::atomic<bool> goesFirst{false};  ///< Its client has sent everything and waits.
    std::atomic<qint64> idle{0};         ///< It could do without so much now, see whenWanted().
};

/// Seeds are what has begun and cannot be given back by itself: together they get half of a budget,
/// so that there is always enough for one of them to grow to what can.
enum class BudgetUse { Firm, Seed };

/// A piece of a SharedBudget; gives itself back when it dies. Move only.
class BudgetGrant
{
public:
    BudgetGrant() = default;
    BudgetGrant(std::shared_ptr<SharedBudget> budget, qint64 amount,
                std::shared_ptr<BudgetHolder> holder = {}, BudgetUse use = BudgetUse::Firm);
    ~BudgetGrant();
    BudgetGrant(const BudgetGrant &) = delete;
    BudgetGrant &operator=(const BudgetGrant &) = delete;
    BudgetGrant(BudgetGrant &&other) noexcept;
    BudgetGrant &operator=(BudgetGrant &&other) noexcept;

    [[nodiscard]] qint64 amount() const { return m_amount; }
    void release();
    /// Takes over what `other` holds of the same budget.
    void merge(BudgetGrant &&other);
    void shrinkTo(qint64 amount);
    void makeFirm();  ///< It is no seed any more.

private:
    std::shared_ptr<SharedBudget> m_budget;
    std::shared_ptr<BudgetHolder> m_holder;
    qint64 m_amount = 0;
    qint64 m_seed = 0;  // so much of it is a seed
};

/// One amount (bytes of part buffers, or parts in flight) for the whole process. Thread-safe. Who
/// has to wait is served in the thread of its context: first who finishes, then who holds the least
/// at that moment, among equals who came first. So one that holds many pieces waits behind one that
/// holds none, and still gets its turn, because what it holds comes back. A seed that waits only
/// for the room of seeds is passed over. A context that died is skipped.
class SharedBudget : public std::enable_shared_from_this<SharedBudget>
{
public:
    static std::shared_ptr<SharedBudget> create(qint64 total);
    ~SharedBudget();
    Q_DISABLE_COPY_MOVE(SharedBudget)

    /// A grant of `amount`, or an empty one if it is not there now or others wait already.
    BudgetGrant tryTake(qint64 amount, const std::shared_ptr<BudgetHolder> &holder = {},
                        BudgetUse use = BudgetUse::Firm);
    /// Calls `handler` once the amount could be taken, always later, never from inside this call.
    /// More than the total is served when nothing else is out. `context` lives in the calling
    /// thread.
    void take(qint64 amount, QObject *context, std::function<void(BudgetGrant)> handler,
              const std::shared_ptr<BudgetHolder> &holder = {}, BudgetUse use = BudgetUse::Firm);
    /// Calls `handler` in the thread of `context`, never from inside a call of this class, each
    /// time that somebody waits and `holder` has something idle, which then counts as asked for.
    void whenWanted(QObject *context, const std::shared_ptr<BudgetHolder> &holder,
                    std::function<void()> handler);
    /// Takes effect at once for what is free; what is out stays out.
    void setTotal(qint64 total);
    [[nodiscard]] qint64 total() const;
    [[nodiscard]] qint64 used() const;
    [[nodiscard]] int waiting() const;
    [[nodiscard]] bool hasRoomForSeed(qint64 amount) const;

private:
    friend class BudgetGrant;
    SharedBudget() = default;
    void give(qint64 amount, qint64 seed, const std::shared_ptr<BudgetHolder> &holder);
    void serve();
    struct Private;
    std::unique_ptr<Private> d;
};

/// Makes the grant as large as `amount`, or leaves it as it is and returns false. One that is alone
/// may have more than the total.
bool resizeGrant(BudgetGrant &grant, SharedBudget &budget, qint64 amount);

}  // namespace cosftp

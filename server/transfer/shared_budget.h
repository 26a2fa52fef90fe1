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
};

/// A piece of a SharedBudget; gives itself back when it dies. Move only.
class BudgetGrant
{
public:
    BudgetGrant() = default;
    BudgetGrant(std::shared_ptr<SharedBudget> budget, qint64 amount,
                std::shared_ptr<BudgetHolder> holder = {});
    ~BudgetGrant();
    BudgetGrant(const BudgetGrant &) = delete;
    BudgetGrant &operator=(const BudgetGrant &) = delete;
    BudgetGrant(BudgetGrant &&other) noexcept;
    BudgetGrant &operator=(BudgetGrant &&other) noexcept;

    [[nodiscard]] qint64 amount() const { return m_amount; }
    void release();
    /// Takes over what `other` holds of the same budget.
    void merge(BudgetGrant &&other);

private:
    std::shared_ptr<SharedBudget> m_budget;
    std::shared_ptr<BudgetHolder> m_holder;
    qint64 m_amount = 0;
};

/// One amount (bytes of part buffers, or parts in flight) for the whole process. Thread-safe. Who
/// has to wait is served in the thread of its context: first who finishes, then who holds the least
/// at that moment, among equals who came first. So one that holds many pieces waits behind one that
/// holds none, and still gets its turn, because what it holds comes back. A context that died is
/// skipped.
class SharedBudget : public std::enable_shared_from_this<SharedBudget>
{
public:
    static std::shared_ptr<SharedBudget> create(qint64 total);
    ~SharedBudget();
    Q_DISABLE_COPY_MOVE(SharedBudget)

    /// A grant of `amount`, or an empty one if it is not there now or others wait already.
    BudgetGrant tryTake(qint64 amount, const std::shared_ptr<BudgetHolder> &holder = {});
    /// Calls `handler` once the amount could be taken, always later, never from inside this call.
    /// More than the total is served when nothing else is out. `context` lives in the calling
    /// thread.
    void take(qint64 amount, QObject *context, std::function<void(BudgetGrant)> handler,
              const std::shared_ptr<BudgetHolder> &holder = {});
    /// Takes effect at once for what is free; what is out stays out.
    void setTotal(qint64 total);
    [[nodiscard]] qint64 total() const;
    [[nodiscard]] qint64 used() const;
    [[nodiscard]] int waiting() const;

private:
    friend class BudgetGrant;
    SharedBudget() = default;
    void give(qint64 amount, const std::shared_ptr<BudgetHolder> &holder);
    void serve();
    struct Private;
    std::unique_ptr<Private> d;
};

}  // namespace cosftp

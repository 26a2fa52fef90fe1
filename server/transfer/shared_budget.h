// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>
#include <memory>

namespace cosftp {

class SharedBudget;

/// A piece of a SharedBudget; gives itself back when it dies. Move only.
class BudgetGrant
{
public:
    BudgetGrant() = default;
    BudgetGrant(std::shared_ptr<SharedBudget> budget, qint64 amount);
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
    qint64 m_amount = 0;
};

/// One amount (bytes of part buffers, or parts in flight) for the whole process. Thread-safe. Who
/// has to wait is served first come, first served, in the thread of its context; a context that
/// died is skipped.
class SharedBudget : public std::enable_shared_from_this<SharedBudget>
{
public:
    static std::shared_ptr<SharedBudget> create(qint64 total);
    ~SharedBudget();
    Q_DISABLE_COPY_MOVE(SharedBudget)

    /// A grant of `amount`, or an empty one if it is not there now or others wait already.
    BudgetGrant tryTake(qint64 amount);
    /// Calls `handler` once the amount could be taken, always later, never from inside this call.
    /// More than the total is served when nothing else is out. `context` lives in the calling
    /// thread.
    void take(qint64 amount, QObject *context, std::function<void(BudgetGrant)> handler);
    /// Takes effect at once for what is free; what is out stays out.
    void setTotal(qint64 total);
    [[nodiscard]] qint64 total() const;
    [[nodiscard]] qint64 used() const;
    [[nodiscard]] int waiting() const;

private:
    friend class BudgetGrant;
    SharedBudget() = default;
    void give(qint64 amount);
    void serve();
    struct Private;
    std::unique_ptr<Private> d;
};

}  // namespace cosftp

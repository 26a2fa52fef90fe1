// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/shared_budget.h"

#include <algorithm>
#include <deque>
#include <mutex>
#include <utility>
#include <vector>

namespace cosftp {

namespace {

// Stands for one waiting take(): a child of its context, so it dies with it. The budget fills in
// the grant under its lock and wakes it; a waiter that dies first gives the grant back.
class Waiter final : public QObject
{
    Q_DISABLE_COPY_MOVE(Waiter)

public:
    Waiter(QObject *context, std::function<void(BudgetGrant)> handler,
           std::function<void(Waiter *)> forget)
        : QObject(context), m_handler(std::move(handler)), m_forget(std::move(forget))
    {}
    ~Waiter() override { m_forget(this); }

    void grant(BudgetGrant grant) { m_grant = std::move(grant); }
    void deliver()
    {
        deleteLater();
        std::exchange(m_handler, nullptr)(std::move(m_grant));
    }

private:
    std::function<void(BudgetGrant)> m_handler;
    std::function<void(Waiter *)> m_forget;
    BudgetGrant m_grant;
};

// Stands for one whenWanted(): a child of its context, too.
class Lender final : public QObject
{
    Q_DISABLE_COPY_MOVE(Lender)

public:
    Lender(QObject *context, std::shared_ptr<BudgetHolder> holder, std::function<void()> handler,
           std::function<void(Lender *)> forget)
        : QObject(context), m_holder(std::move(holder)), m_handler(std::move(handler)),
          m_forget(std::move(forget))
    {}
    ~Lender() override { m_forget(this); }

    [[nodiscard]] qint64 idle() const { return m_holder->idle; }
    // How much it was.
    qint64 ask()
    {
        QMetaObject::invokeMethod(
            this, [this] { m_handler(); }, Qt::QueuedConnection);
        return m_holder->idle.exchange(0);
    }

private:
    std::shared_ptr<BudgetHolder> m_holder;
    std::function<void()> m_handler;
    std::function<void(Lender *)> m_forget;
};

struct QueueEntry
{
    qint64 amount = 0;
    Waiter *waiter = nullptr;
    std::shared_ptr<BudgetHolder> holder;
    BudgetUse use = BudgetUse::Firm;
    // The smallest is served first.
    [[nodiscard]] qint64 rank() const
    {
        if (holder == nullptr)
            return 0;
        return holder->goesFirst ? -1 : holder->held;
    }
};

}  // namespace

BudgetGrant::BudgetGrant(std::shared_ptr<SharedBudget> budget, qint64 amount,
                         std::shared_ptr<BudgetHolder> holder, BudgetUse use)
    : m_budget(std::move(budget)), m_holder(std::move(holder)), m_amount(amount),
      m_seed(use == BudgetUse::Seed ? amount : 0)
{}

BudgetGrant::~BudgetGrant() { release(); }

BudgetGrant::BudgetGrant(BudgetGrant &&other) noexcept
    : m_budget(std::move(other.m_budget)), m_holder(std::move(other.m_holder)),
      m_amount(std::exchange(other.m_amount, 0)), m_seed(std::exchange(other.m_seed, 0))
{}

BudgetGrant &BudgetGrant::operator=(BudgetGrant &&other) noexcept
{
    if (this != &other) {
        release();
        m_budget = std::move(other.m_budget);
        m_holder = std::move(other.m_holder);
        m_amount = std::exchange(other.m_amount, 0);
        m_seed = std::exchange(other.m_seed, 0);
    }
    return *this;
}

void BudgetGrant::release()
{
    const std::shared_ptr<SharedBudget> budget = std::exchange(m_budget, nullptr);
    const std::shared_ptr<BudgetHolder> holder = std::exchange(m_holder, nullptr);
    const qint64 amount = std::exchange(m_amount, 0);
    const qint64 seed = std::exchange(m_seed, 0);
    if (budget != nullptr && amount > 0)
        budget->give(amount, seed, holder);
}

void BudgetGrant::shrinkTo(qint64 amount)
{
    const qint64 tooMuch = m_amount - amount;
    if (m_budget == nullptr || tooMuch <= 0)
        return;
    const qint64 seed = std::min(tooMuch, m_seed);
    m_amount = amount;
    m_seed -= seed;
    m_budget->give(tooMuch, seed, m_holder);
}

void BudgetGrant::makeFirm()
{
    if (const qint64 seed = std::exchange(m_seed, 0); seed > 0)
        m_budget->give(0, seed, m_holder);
}

void BudgetGrant::merge(BudgetGrant &&other)
{
    if (m_budget == nullptr) {
        *this = std::move(other);
        return;
    }
    Q_ASSERT(other.m_budget == nullptr
             || (other.m_budget == m_budget && other.m_holder == m_holder));
    m_amount += std::exchange(other.m_amount, 0);
    m_seed += std::exchange(other.m_seed, 0);
    other.m_budget = nullptr;
    other.m_holder = nullptr;
}

struct SharedBudget::Private
{
    mutable std::mutex mutex;
    qint64 total = 0;
    qint64 used = 0;
    qint64 seeds = 0;
    std::deque<QueueEntry> queue;
    std::vector<Lender *> lenders;

    // More than the whole budget is served alone rather than never.
    [[nodiscard]] bool fits(qint64 amount) const { return used + amount <= total || used == 0; }
    [[nodiscard]] bool hasRoomFor(qint64 amount, BudgetUse use) const
    {
        return use == BudgetUse::Firm || seeds + amount <= total / 2 || seeds == 0;
    }
    void hand(qint64 amount, qint64 seed, const std::shared_ptr<BudgetHolder> &holder)
    {
        used += amount;
        seeds += seed;
        if (holder != nullptr)
            holder->held += amount;
    }
    [[nodiscard]] std::deque<QueueEntry>::iterator next()
    {
        auto best = queue.end();
        for (auto entry = queue.begin(); entry != queue.end(); ++entry) {
            const bool isBetter = best == queue.end() || entry->rank() < best->rank();
            if (isBetter && hasRoomFor(entry->amount, entry->use))
                best = entry;
        }
        return best;
    }
    // Who has most goes first, until it is enough for the one that waits.
    void askLenders(qint64 amount) const
    {
        while (amount > 0 && !lenders.empty()) {
            Lender *lender = *std::max_element(lenders.begin(), lenders.end(),
                                               [](const Lender *first, const Lender *second) {
                                                   return first->idle() < second->idle();
                                               });
            if (lender->idle() <= 0)
                return;
            amount -= lender->ask();
        }
    }
    void forget(Waiter *waiter)
    {
        std::erase_if(queue, [waiter](const QueueEntry &entry) { return entry.waiter == waiter; });
    }
};

std::shared_ptr<SharedBudget> SharedBudget::create(qint64 total)
{
    std::shared_ptr<SharedBudget> budget(new SharedBudget);
    budget->d = std::make_unique<Private>();
    budget->d->total = total;
    return budget;
}

SharedBudget::~SharedBudget() = default;

BudgetGrant SharedBudget::tryTake(qint64 amount, const std::shared_ptr<BudgetHolder> &holder,
                                  BudgetUse use)
{
    const std::scoped_lock lock(d->mutex);
    if (!d->queue.empty() || !d->fits(amount) || !d->hasRoomFor(amount, use))
        return {};
    d->hand(amount, use == BudgetUse::Seed ? amount : 0, holder);
    return {shared_from_this(), amount, holder, use};
}

void SharedBudget::take(qint64 amount, QObject *context, std::function<void(BudgetGrant)> handler,
                        const std::shared_ptr<BudgetHolder> &holder, BudgetUse use)
{
    // The waiter keeps the budget alive, hence the queue never outlives its entries' owners.
    auto *waiter =
        new Waiter(context, std::move(handler), [self = shared_from_this()](Waiter *dying) {
            {
                const std::scoped_lock lock(self->d->mutex);
                self->d->forget(dying);
            }
            self->serve();  // it may have stood in the way of smaller ones
        });
    {
        const std::scoped_lock lock(d->mutex);
        d->queue.push_back({amount, waiter, holder, use});
    }
    serve();
}

void SharedBudget::whenWanted(QObject *context, const std::shared_ptr<BudgetHolder> &holder,
                              std::function<void()> handler)
{
    auto *lender =
        new Lender(context, holder, std::move(handler), [self = shared_from_this()](Lender *dying) {
            const std::scoped_lock lock(self->d->mutex);
            std::erase(self->d->lenders, dying);
        });
    const std::scoped_lock lock(d->mutex);
    d->lenders.push_back(lender);
}

void SharedBudget::setTotal(qint64 total)
{
    {
        const std::scoped_lock lock(d->mutex);
        d->total = total;
    }
    serve();
}

qint64 SharedBudget::total() const
{
    const std::scoped_lock lock(d->mutex);
    return d->total;
}

qint64 SharedBudget::used() const
{
    const std::scoped_lock lock(d->mutex);
    return d->used;
}

int SharedBudget::waiting() const
{
    const std::scoped_lock lock(d->mutex);
    return static_cast<int>(d->queue.size());
}

bool SharedBudget::hasRoomForSeed(qint64 amount) const
{
    const std::scoped_lock lock(d->mutex);
    return d->hasRoomFor(amount, BudgetUse::Seed);
}

void SharedBudget::give(qint64 amount, qint64 seed, const std::shared_ptr<BudgetHolder> &holder)
{
    {
        const std::scoped_lock lock(d->mutex);
        d->hand(-amount, -seed, holder);
    }
    serve();
}

// Under the lock a waiter in the queue is alive: its destructor needs the lock to leave it.
// Posting to it there is safe, because posting never calls back into this class.
void SharedBudget::serve()
{
    const std::scoped_lock lock(d->mutex);
    while (!d->queue.empty()) {
        const auto next = d->next();
        if (next == d->queue.end())
            return;
        if (!d->fits(next->amount))
            return d->askLenders(next->amount);
        const QueueEntry entry = *next;
        d->queue.erase(next);
        d->hand(entry.amount, entry.use == BudgetUse::Seed ? entry.amount : 0, entry.holder);
        entry.waiter->grant(BudgetGrant(shared_from_this(), entry.amount, entry.holder, entry.use));
        QMetaObject::invokeMethod(
            entry.waiter, [waiter = entry.waiter] { waiter->deliver(); }, Qt::QueuedConnection);
    }
}

bool resizeGrant(BudgetGrant &grant, SharedBudget &budget, qint64 amount)
{
    const qint64 before = grant.amount();
    if (amount <= before) {
        grant.shrinkTo(amount);
        return true;
    }
    if (BudgetGrant more = budget.tryTake(amount - before); more.amount() > 0) {
        grant.merge(std::move(more));
        return true;
    }
    grant.release();
    grant = budget.tryTake(amount);
    if (grant.amount() > 0)
        return true;
    grant = budget.tryTake(before);
    return false;
}

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/login_queue.h"

#include <algorithm>

namespace cosftp {

namespace {
constexpr unsigned othersTurn = 4;
}  // namespace

std::optional<LoginQueue::Job> LoginQueue::add(const Job &job, const LoginOrigin &origin)
{
    Rank &rank = m_ranks[static_cast<std::size_t>(origin.standing)];
    if (rank.byNetwork.value(origin.network).size() >= mostOfNetwork)
        return job;
    std::optional<Job> dropped;
    if (m_size >= mostInAll) {
        dropped = dropBehind(origin.standing);
        if (!dropped)
            return job;
    }
    QList<Job> &waiting = rank.byNetwork[origin.network];
    if (waiting.isEmpty())
        rank.turns += origin.network;
    waiting += job;
    ++m_size;
    return dropped;
}

// The youngest login of the network that has most of them.
std::optional<LoginQueue::Job> LoginQueue::dropBehind(LoginOrigin::Standing standing)
{
    for (std::size_t at = m_ranks.size() - 1; at > static_cast<std::size_t>(standing); --at) {
        Rank &rank = m_ranks[at];
        const auto longest = std::max_element(
            rank.byNetwork.begin(), rank.byNetwork.end(),
            [](const auto &left, const auto &right) { return left.size() < right.size(); });
        if (longest == rank.byNetwork.end())
            continue;
        const Job job = longest->takeLast();
        if (longest->isEmpty()) {
            rank.turns.removeOne(longest.key());
            rank.byNetwork.erase(longest);
        }
        --m_size;
        return job;
    }
    return std::nullopt;
}

LoginQueue::Rank *LoginQueue::nextRank()
{
    Rank *best = nullptr;
    Rank *other = nullptr;
    for (Rank &rank : m_ranks) {
        if (rank.turns.isEmpty())
            continue;
        if (best == nullptr)
            best = &rank;
        else if (other == nullptr)
            other = &rank;
    }
    const bool isOthersTurn = ++m_served % othersTurn == 0;
    return isOthersTurn && other != nullptr ? other : best;
}

std::optional<LoginQueue::Job> LoginQueue::takeNext()
{
    Rank *const rank = nextRank();
    if (rank == nullptr)
        return std::nullopt;
    const QByteArray network = rank->turns.takeFirst();
    const auto waiting = rank->byNetwork.find(network);
    const Job job = waiting->takeFirst();
    if (waiting->isEmpty())
        rank->byNetwork.erase(waiting);
    else
        rank->turns += network;
    --m_size;
    return job;
}

}  // namespace cosftp

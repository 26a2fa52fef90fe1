// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>

#include <array>
#include <functional>
#include <optional>

namespace cosftp {

/// Where a login comes from, and what is known of it.
struct LoginOrigin
{
    enum class Standing {
        Known,  ///< This user has logged in from there before.
        New,
        Failed  ///< Wrong logins came from there lately.
    };
    QByteArray network;  ///< clientNetwork().
    Standing standing = Standing::New;
};

/// Logins that wait for a slow hash. Those of a better standing come first, but one of four goes to
/// the others; among equals every network has its turn, so that the first login of one comes before
/// the second of another. Short, so that nobody waits for longer than clients do. Not thread-safe.
class LoginQueue
{
public:
    using Job = QByteArray;  ///< Names the login; the owner knows the rest.
    static constexpr int mostOfNetwork = 128;
    static constexpr int mostInAll = 256;

    /// Whom there is no room for: this one, or one of a worse standing that has to give way.
    std::optional<Job> add(const Job &job, const LoginOrigin &origin);
    /// Who is next; nothing if nobody waits.
    std::optional<Job> takeNext();
    [[nodiscard]] int size() const { return m_size; }

private:
    struct Rank
    {
        QHash<QByteArray, QList<Job>> byNetwork;
        QList<QByteArray> turns;  ///< Networks that have somebody waiting; the first is next.
    };

    [[nodiscard]] Rank *nextRank();
    std::optional<Job> dropBehind(LoginOrigin::Standing standing);

    std::array<Rank, 3> m_ranks;  // by standing
    int m_size = 0;
    unsigned m_served = 0;
};

}  // namespace cosftp

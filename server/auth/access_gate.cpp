// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/access_gate.h"

namespace cosftp {

namespace {

AccessGate::Refusal refusal(const QByteArray &words, const QString &why) { return {words, why}; }

std::optional<AccessGate::Refusal> hiddenRefusal(const UserLimits &limits, const QHostAddress &peer)
{
    if (limits.lastDay.isValid() && QDateTime::currentDateTimeUtc().date() > limits.lastDay)
        return refusal({}, QStringLiteral("the account ended with %1 (expires)")
                               .arg(limits.lastDay.toString(Qt::ISODate)));
    const bool isAllowed =
        limits.allowedNetworks.isEmpty() || limits.allowedNetworks.contains(peer);
    if (!isAllowed || limits.deniedNetworks.contains(peer))
        return refusal({}, QStringLiteral("the account must not be used from this address "
                                          "(allowed_networks, denied_networks)"));
    return std::nullopt;
}

}  // namespace

AccessGate::AccessGate(const Settings &settings)
    : m_bans(settings.security), m_security(settings.security)
{}

void AccessGate::apply(const Settings &settings)
{
    m_bans.apply(settings.security);
    const QMutexLocker lock(&m_mutex);
    m_security = settings.security;
}

AccessGate::Answer<AccessGate::Lease> AccessGate::enter(const QHostAddress &peer)
{
    if (m_bans.isBanned(peer))
        return {{},
                refusal("This address is banned for now; try again later.",
                        QStringLiteral("the address is banned"))};
    const QMutexLocker lock(&m_mutex);
    const bool isAllowed =
        m_security.allowedNetworks.isEmpty() || m_security.allowedNetworks.contains(peer);
    if (!isAllowed || m_security.deniedNetworks.contains(peer))
        return {{},
                refusal("This address is not served here.",
                        QStringLiteral("the address is not allowed (allowed_networks, "
                                       "denied_networks)"))};
    const QByteArray name = 'a' + clientNetwork(peer).toLatin1();
    if (!take(name, m_security.maxSessionsPerAddress))
        return {{},
                refusal("Too many connections from your address; try again later.",
                        QStringLiteral("max_sessions_per_address is reached"))};
    return {Lease(shared_from_this(), name), std::nullopt};
}

AccessGate::Answer<AccessGate::Lease> AccessGate::admit(const UserSettings &user,
                                                        const QHostAddress &peer)
{
    if (auto hidden = hiddenRefusal(user.limits, peer))
        return {{}, std::move(hidden)};
    const QMutexLocker lock(&m_mutex);
    const int most =
        user.limits.maxSessions > 0 ? user.limits.maxSessions : m_security.maxSessionsPerUser;
    const QByteArray name = 'u' + user.name;
    if (!take(name, most))
        return {
            {},
            refusal("Too many sessions of this user; try again later.",
                    QStringLiteral("the user has %1 sessions already (max_sessions)").arg(most))};
    return {Lease(shared_from_this(), name), std::nullopt};
}

// Under the lock. 0: no limit, counted all the same, since a limit may come with a reload.
bool AccessGate::take(const QByteArray &name, int most)
{
    int &count = m_counts[name];
    if (most > 0 && count >= most)
        return false;
    ++count;
    return true;
}

void AccessGate::giveBack(const QByteArray &name)
{
    const QMutexLocker lock(&m_mutex);
    const auto found = m_counts.find(name);
    if (found != m_counts.end() && --*found == 0)
        m_counts.erase(found);
}

void AccessGate::Lease::release()
{
    if (const auto gate = std::exchange(m_gate, nullptr))
        gate->giveBack(m_name);
}

}  // namespace cosftp

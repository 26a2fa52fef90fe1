// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/cos/host_reach.h"

#include <QHash>

namespace cosftp {

std::shared_ptr<HostReach> HostReach::of(const QByteArray &host)
{
    static std::mutex mutex;
    static QHash<QByteArray, std::weak_ptr<HostReach>> known;
    const std::lock_guard lock(mutex);
    std::shared_ptr<HostReach> found = known.value(host).lock();
    if (!found) {
        found = std::make_shared<HostReach>(host);
        known.insert(host, found);
    }
    return found;
}

std::optional<QString> HostReach::answered(Clock::time_point now)
{
    const std::lock_guard lock(m_mutex);
    m_lastAnswer = now;
    if (!m_goneSince)
        return std::nullopt;
    const auto gone = std::chrono::duration_cast<std::chrono::seconds>(now - *m_goneSince);
    m_goneSince.reset();
    return QStringLiteral("%1 answers again after %2 s; %3 requests failed meanwhile")
        .arg(QString::fromUtf8(m_host))
        .arg(gone.count())
        .arg(std::exchange(m_missed, 0));
}

HostReach::Silence HostReach::missed(Clock::time_point since, const QString &why)
{
    const std::lock_guard lock(m_mutex);
    if (m_lastAnswer > since)
        return {true, std::nullopt};
    ++m_missed;
    if (m_goneSince)
        return {};
    m_goneSince = since;
    return {false, QStringLiteral("%1 cannot be reached: %2; clients are told to come later, and "
                                  "the log says when it answers again")
                       .arg(QString::fromUtf8(m_host), why)};
}

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/announced_addresses.h"

#include "core/thread_check.h"
#include "net/endpoint.h"

#include <QMutexLocker>

namespace cosftp {

AnnouncedAddresses::AnnouncedAddresses(const NetworkSettings &settings,
                                       MasqueradeAddress::Lookup lookup)
    : m_lookup(std::move(lookup)), m_usual(QString(), nullptr, std::chrono::minutes(5), m_lookup)
{
    apply(settings);
}

// The old rules die here, in the thread of their timers.
void AnnouncedAddresses::apply(const NetworkSettings &settings)
{
    assertThread(m_usual);
    m_usual.setAnnounced(settings.masqueradeAddress);
    std::vector<Rule> rules;
    for (const MasqueradeRule &text : settings.masqueradeRules)
        rules.push_back({text, addressFor(text.address)});
    const QMutexLocker lock(&m_mutex);
    m_rules.swap(rules);
}

// What is in use already goes on: a name has its answer.
std::shared_ptr<MasqueradeAddress> AnnouncedAddresses::addressFor(const QString &announced) const
{
    if (announced.isEmpty())
        return nullptr;
    const QMutexLocker lock(&m_mutex);
    for (const Rule &rule : m_rules)
        if (rule.text.address == announced)
            return rule.address;
    return std::make_shared<MasqueradeAddress>(announced, nullptr, std::chrono::minutes(5),
                                               m_lookup);
}

QHostAddress AnnouncedAddresses::announcedTo(const QHostAddress &peer,
                                             const QHostAddress &local) const
{
    const QMutexLocker lock(&m_mutex);
    for (const Rule &rule : m_rules) {
        if (!rule.text.clients.contains(peer))
            continue;
        const QHostAddress known = rule.address ? rule.address->current() : QHostAddress();
        return known.isNull() ? unmapped(local) : known;
    }
    return m_usual.announcedTo(peer, local);
}

}  // namespace cosftp

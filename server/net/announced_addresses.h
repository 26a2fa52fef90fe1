// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/masquerade_address.h"
#include "settings/settings.h"

#include <memory>
#include <vector>

namespace cosftp {

/// Which address PASV tells whom: that of the first rule whose networks the client belongs to, else
/// the one for everybody. Lives in the thread that made it; current() and announcedTo() may be
/// called from every thread.
class AnnouncedAddresses
{
public:
    explicit AnnouncedAddresses(
        const NetworkSettings &settings,
        MasqueradeAddress::Lookup lookup = MasqueradeAddress::systemLookup());

    /// Takes effect at once; names that stay keep what is known of them.
    void apply(const NetworkSettings &settings);

    /// The one for everybody; null: the local one.
    [[nodiscard]] QHostAddress current() const { return m_usual.current(); }
    /// `local`: the address that the client reached.
    [[nodiscard]] QHostAddress announcedTo(const QHostAddress &peer,
                                           const QHostAddress &local) const;

private:
    struct Rule
    {
        MasqueradeRule text;
        std::shared_ptr<MasqueradeAddress> address;  // null: the local one
    };
    [[nodiscard]] std::shared_ptr<MasqueradeAddress> addressFor(const QString &announced) const;

    MasqueradeAddress::Lookup m_lookup;
    MasqueradeAddress m_usual;
    mutable QMutex m_mutex;  // for m_rules
    std::vector<Rule> m_rules;
};

}  // namespace cosftp

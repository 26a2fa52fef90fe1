// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/ban_list.h"
#include "settings/settings.h"

#include <QHash>
#include <QHostAddress>
#include <QMutex>

#include <memory>
#include <optional>

namespace cosftp {

/// Decides which addresses and users may have a session now, and how many. Thread-safe; one for all
/// workers. Refusing for a limit is no offence: only wrong logins lead to a ban.
class AccessGate : public std::enable_shared_from_this<AccessGate>
{
public:
    /// A session of an address or user; counted until it dies.
    class Lease
    {
    public:
        Lease() = default;
        ~Lease() { release(); }
        Lease(const Lease &) = delete;
        Lease &operator=(const Lease &) = delete;
        Lease(Lease &&other) noexcept
            : m_gate(std::move(other.m_gate)), m_name(std::move(other.m_name))
        {}
        Lease &operator=(Lease &&other) noexcept
        {
            release();
            m_gate = std::move(other.m_gate);
            m_name = std::move(other.m_name);
            return *this;
        }

    private:
        friend class AccessGate;
        Lease(std::shared_ptr<AccessGate> gate, QByteArray name)
            : m_gate(std::move(gate)), m_name(std::move(name))
        {}
        void release();

        std::shared_ptr<AccessGate> m_gate;
        QByteArray m_name;
    };

    /// Why somebody is refused; the words are for the client.
    struct Refusal
    {
        QByteArray words;
        QString why;  ///< For the log.
    };
    template <typename Value>
    struct Answer
    {
        Value lease;
        std::optional<Refusal> refusal;
    };

    explicit AccessGate(const Settings &settings);
    void apply(const Settings &settings);

    /// A client has connected.
    [[nodiscard]] Answer<Lease> enter(const QHostAddress &peer);
    /// The password was right. A refusal with empty words is to look like a wrong password: the
    /// account has expired or must not be used from there.
    [[nodiscard]] Answer<Lease> admit(const UserSettings &user, const QHostAddress &peer);

    [[nodiscard]] BanList &bans() { return m_bans; }

private:
    bool take(const QByteArray &name, int most);
    void giveBack(const QByteArray &name);

    BanList m_bans;
    mutable QMutex m_mutex;
    SecuritySettings m_security;
    QHash<QByteArray, int> m_counts;  // "a" client's network, "u" user name
};

}  // namespace cosftp

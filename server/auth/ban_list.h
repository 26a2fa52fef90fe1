// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/keyed_digest.h"
#include "auth/login_queue.h"
#include "core/access_records.h"
#include "settings/settings.h"

#include <QHash>
#include <QHostAddress>
#include <QMutex>

#include <chrono>
#include <functional>

namespace cosftp {

/// What was tried in vain.
struct WrongLogin
{
    QByteArray name;
    QByteArray password;
    bool isOfUser =
        false;  ///< Nobody is shown another name: it may be a password, typed too early.
};

/// Remembers wrong logins: who has tried too many *different* ones is banned for a while. A device
/// with an old password tries one and the same, so it never bans the office that it stands in; it
/// is answered later and later instead. Thread-safe.
class BanList
{
public:
    using Clock = std::function<QDateTime()>;  ///< UTC.
    explicit BanList(const SecuritySettings &settings, Clock clock = {});
    void apply(const SecuritySettings &settings);

    [[nodiscard]] bool isBanned(const QHostAddress &peer) const;
    /// How long the refusal of this login is to be held back, which grows with each further one of
    /// the address or of the account. Bans the address if it was one too many.
    std::chrono::milliseconds noteWrongLogin(const QHostAddress &peer, const WrongLogin &login);
    /// The account's owner is here: its refusals are quick again, and who has a user is no scanner.
    void noteLogin(const QHostAddress &peer, const QByteArray &name);
    /// What is known of a login from there before its password is checked.
    [[nodiscard]] LoginOrigin originOf(const QHostAddress &peer, const QByteArray &name) const;
    /// A TLS handshake failed for this reason. Bans who fails in many different ways, as scanners
    /// do; a device that does not trust the certificate fails in one way, however often.
    void noteFailedHandshake(const QHostAddress &peer, const QString &why);

    [[nodiscard]] QList<BanRecord> bans() const;  ///< In the order in which they began.
    /// Ends the bans of these addresses and forgets their wrong logins.
    void lift(const QStringList &addresses);

private:
    struct Attempt
    {
        QDateTime at;
        QByteArray digest;
        QByteArray name;  // escaped; empty: not a user's
    };
    struct Offender
    {
        QList<Attempt> different;              // wrong logins, each once
        QHash<QString, QDateTime> handshakes;  // by reason, the last time
        int failures = 0;                      // all of them, in the window
        QDateTime lastFailure;
    };

    [[nodiscard]] QDateTime windowBegin() const;
    void ban(const QString &address, BanRecord::Why why, const Offender &offender);
    int countFailure(QHash<QByteArray, Offender> &offenders, const QByteArray &name);
    static void nameUsers(const Offender &offender, BanRecord &record);
    void forgetOld();

    const Clock m_clock;
    const KeyedDigest m_digest;
    mutable QMutex m_mutex;
    SecuritySettings m_settings;
    QHash<QByteArray, Offender> m_addresses;
    QHash<QByteArray, Offender> m_accounts;
    QHash<QString, BanRecord> m_bans;
    QHash<QByteArray, QDateTime> m_known;  // digests of users and where they logged in last
};

}  // namespace cosftp

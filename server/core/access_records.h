// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

namespace cosftp {

/// An address that gets no session for a while.
struct BanRecord
{
    enum class Why { WrongLogins, FailedHandshakes };
    QString address;  ///< Without port; the network of an IPv6 address, "2001:db8:0:1::/64".
    Why why = Why::WrongLogins;
    QDateTime since;          ///< UTC.
    QDateTime until;          ///< UTC.
    int attempts = 0;         ///< Different wrong logins, or different failures of handshakes.
    QList<QByteArray> names;  ///< Of users, as they were tried; escaped.
    int unknownNames = 0;     ///< Of the attempts; nobody is shown them.
    bool operator==(const BanRecord &) const = default;
};

/// How much of a user's quota is used.
struct QuotaRecord
{
    QByteArray user;
    qint64 bytes = 0;
    qint64 objects = 0;
    bool isCounted = false;  ///< false: the count is not complete yet.
    bool operator==(const QuotaRecord &) const = default;
};

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/entry.h"

#include <QByteArray>
#include <QDateTime>

#include <optional>

namespace cosftp {

/// The facts of MLST and MLSD that are switched on (RFC 3659 section 7.9).
struct MlstFacts
{
    bool type = true;
    bool size = true;
    bool modify = true;
    bool perm = true;
    bool unique = true;
    bool unixMode = true;

    /// "type*;size*;..." as FEAT shows it: a star marks what is on.
    [[nodiscard]] QByteArray featLine() const;
    /// Takes OPTS MLST's argument ("type;size;"): only the named facts stay on. False if it has no
    /// ';' at all.
    bool select(const QByteArray &argument);
    /// "type;size;": what is on, in our order.
    [[nodiscard]] QByteArray selected() const;
};

/// One line of LIST in the form of "ls -l", with CRLF. `now` decides between time and year; all
/// times are UTC. LIST has no way to say that there is no time: then it is that of the first
/// listing of this process (MLSD leaves the fact out).
QByteArray listLine(const Entry &entry, const QByteArray &shownName, Rights rights,
                    const QDateTime &now);

/// "type=file;size=1;...; " without a name. `uniqueSeed` (bucket and key) makes the unique fact.
QByteArray mlstFacts(const Entry &entry, const MlstFacts &facts, Rights rights,
                     const QByteArray &uniqueSeed);

/// "YYYYMMDDHHMMSS" in UTC (RFC 3659 section 2.3).
QByteArray mdtmTime(const QDateTime &time);
/// The same back; no value for anything but fourteen digits that are a date from year 1 on.
std::optional<QDateTime> parseMdtmTime(const QByteArray &text);
/// As clients send it: digits of a second may follow behind a dot (RFC 3659 section 2.3); they are
/// cut off, because no time of ours has any.
std::optional<QDateTime> parseTime(const QByteArray &text);

/// LIST's and NLST's argument without its options ("-la"): what is left is the path.
QByteArray withoutListOptions(const QByteArray &argument);

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/failure.h"

#include <QByteArray>
#include <QList>

namespace cosftp {

/// A reply of the control connection (RFC 959 section 4.2). Text is escaped when it is written, so
/// a name can never forge a second reply.
struct Reply
{
    int code = 0;
    QByteArray text;          ///< Of the only line, or of the last one.
    QByteArray first;         ///< Of the first line of several; used if `lines` is not empty.
    QList<QByteArray> lines;  ///< Between first and last; each is written behind one space.
    QByteArray reference =
        {};  ///< The word in `text` by which the log line is found; may be empty.

    [[nodiscard]] QByteArray toBytes() const;
    /// As a person reads it: lines without ends; of many only the first and the last, with their
    /// number between.
    [[nodiscard]] QList<QByteArray> shownLines() const;
    bool operator==(const Reply &) const = default;
};

/// A reply of several lines: "code-first", " line" ..., "code last".
Reply multiLine(int code, const QByteArray &first, const QList<QByteArray> &lines,
                const QByteArray &last);

/// 257 "path" text, with the quotes in the path doubled (RFC 959 appendix II).
Reply pathReply(const QByteArray &path, const QByteArray &text);

/// What the client was doing when something failed; the same failure has another code in another
/// place.
enum class Phase {
    Lookup,   ///< Before anything was sent: name, listing, rights.
    Transfer  ///< After the 150.
};

/// The only place where a failure becomes an FTP code and a text for the client. `reference` (may
/// be empty) is the word by which the operator finds the log line.
Reply failureReply(const Failure &failure, Phase phase, const QByteArray &reference = {});

/// Why something failed, for the people who run the server: what happened, what the store said,
/// what to do. One to three sentences.
QString explanation(const Failure &failure);

/// A refusal in words of its own, with the id behind them.
Reply refusalReply(int code, const QByteArray &words, const QByteArray &reference);

/// True if the reply tells the whole cause, and the client is to blame: such failures are daily
/// ones (a name that is not there) and get no id.
bool saysAll(const Failure &failure);

/// True if the failure needs a warning in the log: all but what the client itself did wrong.
bool isServerSide(const Failure &failure);

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace cosftp::test {

/// The number of a command in a history; also names the stream that it sends. 0: nobody's.
using OpId = quint32;

/// Bytes [from, from + count) of the stream of one command. Of nobody's bytes (op 0) `from` is a
/// checksum, so that equal runs are equal bytes.
struct Run
{
    OpId op = 0;
    qint64 from = 0;
    qint64 count = 0;
    bool operator==(const Run &) const = default;
    [[nodiscard]] qint64 end() const { return from + count; }
};

/// What an object is made of. Two contents are equal exactly if their bytes are.
struct Content
{
    QList<Run> runs;
    bool operator==(const Content &) const = default;

    [[nodiscard]] qint64 size() const;
    [[nodiscard]] bool holds(OpId op) const;
    /// The latest command of which it has bytes; 0: of none.
    [[nodiscard]] OpId newest() const;
    /// Bytes that are no command's and no cut line between two runs.
    [[nodiscard]] bool hasForeignBytes() const;
};

/// A line of a stream: "\n", seven hexadecimal digits of the command, ":", seven of the line.
constexpr qint64 lineBytes = 16;
/// Bytes [from, from + count) of the stream of `op`; any offset.
QByteArray streamBytes(OpId op, qint64 from, qint64 count);
/// Of what streams these bytes are.
Content decomposed(const QByteArray &bytes);
/// `head` with `tail` behind it.
Content joined(Content head, const Run &tail);
Content prefixOf(const Content &content, qint64 bytes);
/// "12[0..4096) 15[4096..8192) = 8192 bytes".
QByteArray toText(const Content &content);

}  // namespace cosftp::test

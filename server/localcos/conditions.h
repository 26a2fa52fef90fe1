// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/byte_range.h"
#include "localcos/records.h"
#include "localcos/request.h"

#include <optional>

namespace cosftp::localcos {

enum class Condition { Met, NotModified, Failed };

/// If-Match and its three sisters, in the order of RFC 7232 section 6; `prefix` is
/// "x-cos-copy-source-" for those of a copy.
Condition judge(const Request &request, const ObjectRecord &record, QByteArrayView prefix = {});

/// What a Range header asks for.
struct RangeAnswer
{
    bool isPartial = false;     ///< 206 instead of 200.
    bool isSatisfiable = true;  ///< Else 416.
    ByteRange range;            ///< Count always set when satisfiable.
};
/// A malformed or a multiple range counts as none (RFC 9110 section 14.2).
RangeAnswer rangeOf(const QByteArray &header, qint64 sizeBytes);

/// "bytes=first-last" with both ends, as a part copy wants it. Nothing if it is anything else.
std::optional<ByteRange> strictRange(const QByteArray &header);

/// Nothing if the text is no whole number from `least` to `most`.
std::optional<qint64> numberIn(const QByteArray &text, qint64 least, qint64 most);

}  // namespace cosftp::localcos

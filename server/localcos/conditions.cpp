// SPDX-License-Identifier: GPL-3.0-or-later
#include "localcos/conditions.h"

#include "localcos/object_headers.h"

#include <algorithm>
#include <limits>

namespace cosftp::localcos {

namespace {

constexpr qint64 largest = std::numeric_limits<qint64>::max();

bool matches(const QByteArray &list, const QByteArray &etag)
{
    const QList<QByteArray> candidates = list.split(',');
    return std::any_of(candidates.begin(), candidates.end(), [&](const QByteArray &candidate) {
        const QByteArray value = candidate.trimmed();
        return value == "*" || value == etag || value == '"' + etag + '"';
    });
}

}  // namespace

std::optional<qint64> numberIn(const QByteArray &text, qint64 least, qint64 most)
{
    const bool isDigits = !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return c >= '0' && c <= '9';
    });
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    if (!isDigits || !isNumber || number < least || number > most)
        return std::nullopt;
    return number;
}

Condition judge(const Request &request, const ObjectRecord &record, QByteArrayView prefix)
{
    const auto value = [&](const char *name) {
        return request.header(prefix.toByteArray() + name);
    };
    const auto has = [&](const char *name) {
        return request.hasHeader(prefix.toByteArray() + name);
    };
    if (has("if-match")) {
        if (!matches(value("if-match"), record.etag))
            return Condition::Failed;
    } else if (const auto time = timeFromHttp(value("if-unmodified-since"));
               time && record.modified > *time) {
        return Condition::Failed;
    }
    if (has("if-none-match"))
        return matches(value("if-none-match"), record.etag) ? Condition::NotModified
                                                            : Condition::Met;
    if (const auto time = timeFromHttp(value("if-modified-since"));
        time && record.modified <= *time)
        return Condition::NotModified;
    return Condition::Met;
}

RangeAnswer rangeOf(const QByteArray &header, qint64 sizeBytes)
{
    const RangeAnswer whole{false, true, {0, sizeBytes}};
    const qsizetype dash = header.indexOf('-');
    if (!header.startsWith("bytes=") || dash < 0)
        return whole;
    const QByteArray firstText = header.sliced(6, dash - 6).trimmed();
    const QByteArray lastText = header.sliced(dash + 1).trimmed();
    const auto first = numberIn(firstText, 0, largest);
    const auto last = numberIn(lastText, 0, largest);
    if (firstText.isEmpty() && last) {  // the last bytes
        const qint64 count = std::min(*last, sizeBytes);
        return {true, count > 0, {sizeBytes - count, count}};
    }
    if (!first || (!last && !lastText.isEmpty()) || (last && *last < *first))
        return whole;
    if (*first >= sizeBytes)
        return {true, false, {}};
    const qint64 end = last ? std::min(*last, sizeBytes - 1) : sizeBytes - 1;
    return {true, true, {*first, end - *first + 1}};
}

std::optional<ByteRange> strictRange(const QByteArray &header)
{
    const qsizetype dash = header.indexOf('-');
    if (!header.startsWith("bytes=") || dash < 0)
        return std::nullopt;
    const auto first = numberIn(header.sliced(6, dash - 6), 0, largest);
    const auto last = numberIn(header.sliced(dash + 1), 0, largest - 1);
    if (!first || !last || *last < *first)
        return std::nullopt;
    return ByteRange{*first, *last - *first + 1};
}

}  // namespace cosftp::localcos

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/arguments.h"

#include <algorithm>

namespace cosftp {

std::optional<qint64> parseCount(const QByteArray &text)
{
    const auto isDigit = [](char digit) { return digit >= '0' && digit <= '9'; };
    if (text.isEmpty() || !std::all_of(text.begin(), text.end(), isDigit))
        return std::nullopt;
    bool isOk = false;
    const qint64 value = text.toLongLong(&isOk);
    return isOk ? std::optional(value) : std::nullopt;
}

bool namesFolder(QByteArrayView path) { return path.endsWith('/') || path.endsWith("/."); }

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace cosftp {

/// A stretch of an object: `count` bytes from `first` on; count -1 means up to the end.
struct ByteRange
{
    qint64 first = 0;
    qint64 count = -1;

    [[nodiscard]] bool isWhole() const { return first == 0 && count < 0; }
    bool operator==(const ByteRange &) const = default;
};

}  // namespace cosftp

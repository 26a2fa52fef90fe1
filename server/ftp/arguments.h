// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace cosftp {

/// A count or an offset: decimal digits alone, at most 2^63 - 1. Zeros in front are no harm.
std::optional<qint64> parseCount(const QByteArray &text);

/// "name/" and "name/.": whoever writes that means a folder, so no file may be meant by it.
bool namesFolder(QByteArrayView path);

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>

namespace cosftp {

/// Every byte but A-Z a-z 0-9 - _ . ~ as %XX.
QByteArray percentEncoded(const QByteArray &bytes);

/// A key for the path of a URL. A '/' next to an empty segment, "." or ".." becomes %2F: URL
/// classes resolve such segments, and the request would name another object.
QByteArray encodedKeyPath(const QByteArray &key);

/// A key for x-cos-copy-source: '/' stays, everything else is encoded ('?' would begin a query).
QByteArray encodedCopyKey(const QByteArray &key);

/// Refuses what must never reach the wire: an empty key (PUT and DELETE of "/" are operations on
/// the bucket), keys whose path simplifies to "/", and keys above 850 bytes. Code::NameNotAllowed.
Outcome checkKey(const QByteArray &key);

}  // namespace cosftp

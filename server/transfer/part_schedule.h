// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace cosftp {

/// Bytes that part `number` (1..10000) of a stream of unknown length should have: `minPartBytes`
/// (0: 8 MiB; never below the store's minimum) for the first 200 parts, doubled after each 200, up
/// to the store's 5 GiB. All parts together: 40 TiB, or 35 if they begin with 1 MiB. (The store's
/// 50,000 GiB are exactly 10,000 parts of 5 GiB: only a stream that begins with such parts gets
/// there, see partBytesForStreamOf().)
qint64 partTargetBytes(int number, qint64 minPartBytes);

/// What `minPartBytes` has to be for a stream whose length is known, for example from ALLO.
qint64 partBytesForStreamOf(qint64 bytes);

/// How long a stream of unknown length may become when no part may be larger than half of the
/// memory: a part has to lie in memory whole, because its length and checksum come before it.
qint64 reachBytes(qint64 minPartBytes, qint64 memoryBytes);

/// The least that is worth one of the 10,000 part numbers when memory is short: an eighth of the
/// target, never below the store's minimum. A stream that only ever gets this still reaches 5 TiB.
qint64 partFloorBytes(int number, qint64 minPartBytes);

}  // namespace cosftp

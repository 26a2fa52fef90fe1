// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace cosftp {

/// Bytes that part `number` (1..10000) of a stream of unknown length should have: 8 MiB (or
/// `minPartBytes` if that is more) for the first 500 parts, doubled after each 500, up to the
/// store's 5 GiB. All parts together: 28 TiB. (The store's 50,000 GiB are exactly 10,000 parts of
/// 5 GiB: a stream that starts with smaller ones cannot get there.)
qint64 partTargetBytes(int number, qint64 minPartBytes);

/// The least that is worth one of the 10,000 part numbers when memory is short: an eighth of the
/// target, never below the store's minimum. A stream that only ever gets this still reaches 3 TiB.
qint64 partFloorBytes(int number, qint64 minPartBytes);

}  // namespace cosftp

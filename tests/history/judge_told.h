// SPDX-License-Identifier: GPL-3.0-or-later
// What can be read from a history without looking for an order of its commands.
#pragma once

#include "history/history.h"

#include <optional>

namespace cosftp::test {

/// Refused without trouble, or before a byte was sent: rule 3, it has no effect.
bool isWithoutEffect(const History &history, const Record &record);

/// What the session of `record` was told of that name before it: by SIZE, listings and the replies
/// to its own broken uploads (those not for an APPE); in order.
QList<qint64> toldBefore(const History &history, const Record &record);

/// The same, without what is old because the session itself has changed the file since.
QList<qint64> toldSinceOwnChange(const History &history, const Record &record);

/// Uploads of the user of `record` to its name that may wait when it is answered.
QList<const Record *> mayWait(const History &history, const Record &record, const QByteArray &key);
/// One of them may wait with so many bytes.
bool mayWaitWith(const History &history, const Record &record, const QByteArray &key, qint64 bytes);

/// Rule 5: the upload that certainly waits when `record` asks for its name; null: none does.
const Record *certainlyWaiting(const History &history, const Record &record, const QByteArray &key);

/// Rule 5: the upload that SIZE and listings have to tell of; null: none.
const Record *mustBeTold(const History &history, const Record &record, const QByteArray &key);
/// The session of `record` asked SIZE or for a listing before, whatever was answered.
bool hasAskedBefore(const History &history, const Record &record);

/// Rule 9: from when on what this session is told of the name may be.
qint64 seenSince(const History &history, const Record &record, const QByteArray &key);

}  // namespace cosftp::test

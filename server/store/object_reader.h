// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/object_store.h"

#include <QObject>

namespace cosftp {

/// The body of one GET as it arrives, in bounded memory: what is not read stays in the network.
/// Signals: opened() once when the store has agreed, then readyRead() as often as bytes come, then
/// finished() exactly once. finished() carries success only if every byte that the store promised
/// has been read(); it is emitted after the last byte was taken out, never before.
/// A failure before opened() leaves the caller free to answer as if nothing had begun; one after
/// it means that bytesDelivered() bytes are right and the rest is missing.
class ObjectReader : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ObjectReader)

public:
    explicit ObjectReader(QObject *parent) : QObject(parent) {}
    ~ObjectReader() override = default;

    /// Known after opened(): the object's full size, ETag, CRC-64.
    [[nodiscard]] virtual const ObjectInfo &info() const = 0;
    /// Copies up to `maxBytes` into `buffer`; 0 when nothing is there now.
    virtual qint64 read(char *buffer, qint64 maxBytes) = 0;
    [[nodiscard]] virtual qint64 bytesDelivered() const = 0;

Q_SIGNALS:
    void opened();
    void readyRead();
    void finished(const cosftp::Outcome &outcome);
};

}  // namespace cosftp

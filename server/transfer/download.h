// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/object_reader.h"

#include <QObject>

#include <memory>

namespace cosftp {

/// One version of one object as an ordered stream of bytes. A body that breaks goes on at the right
/// byte of the same version (If-Match), a few times; a whole object's CRC-64 is checked at the end.
/// Memory is bounded: what is not read() stays in the network. opened() once, readyRead() as bytes
/// come, finished() once, after the last byte was read.
class Download : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Download)

public:
    /// `offset` is where the stream begins (REST). An offset equal to the size is an empty stream;
    /// behind it fails with RangeNotPossible.
    Download(ObjectStore &store, QByteArray key, qint64 offset, QObject *parent);
    ~Download() override;

    void start();
    [[nodiscard]] const ObjectInfo &info() const;  ///< After opened().
    [[nodiscard]] qint64 expectedBytes() const;    ///< From the offset to the end; after opened().
    qint64 read(char *buffer, qint64 maxBytes);    ///< 0: nothing now.
    [[nodiscard]] qint64 bytesDelivered() const;

Q_SIGNALS:
    void opened();
    void readyRead();
    void finished(const cosftp::Outcome &outcome);

private:
    class Private;
    std::unique_ptr<Private> d;
};

}  // namespace cosftp

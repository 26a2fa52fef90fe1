// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/object_reader.h"
#include "transfer/shared_budget.h"

#include <QObject>

#include <memory>

namespace cosftp {

struct DownloadRequest
{
    QByteArray key;
    qint64 offset = 0;  ///< Where the stream begins (REST).
    /// The process's memory for transfers. Null: one request after the other, never two at once.
    std::shared_ptr<SharedBudget> memory;
    int maxRequestsAtOnce = 12;
};

/// One version of one object as an ordered stream of bytes. What fits into the first range is one
/// request; behind it several ranges are fetched ahead of the reader as long as that is faster,
/// into memory of the shared budget. Nothing ever waits for memory: the range that is due is read
/// from the network as it comes. A body that breaks goes on at the right byte of the same version
/// (If-Match), a few times; a whole object's CRC-64 is checked at the end.
/// opened() once, readyRead() as bytes come, finished() once, after the last byte was read. Thread:
/// the store's.
class Download : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Download)

public:
    /// An offset equal to the size is an empty stream; behind it fails with RangeNotPossible.
    Download(ObjectStore &store, DownloadRequest request, QObject *parent);
    /// One request after the other.
    Download(ObjectStore &store, QByteArray key, qint64 offset, QObject *parent);
    ~Download() override;

    void start();
    [[nodiscard]] const ObjectInfo &info() const;  ///< After opened().
    [[nodiscard]] qint64 expectedBytes() const;    ///< From the offset to the end; after opened().
    qint64 read(char *buffer, qint64 maxBytes);    ///< 0: nothing now.
    [[nodiscard]] qint64 bytesDelivered() const;
    [[nodiscard]] int requestsAtOnce() const;  ///< How many it would like to have under way now.

Q_SIGNALS:
    void opened();
    void readyRead();
    void finished(const cosftp::Outcome &outcome);

private:
    class Private;
    std::unique_ptr<Private> d;
};

}  // namespace cosftp

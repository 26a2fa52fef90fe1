// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/parked_uploads.h"

#include <chrono>
#include <memory>

namespace cosftp {

/// Reads once what interrupted uploads a bucket describes, so that listings show them to their
/// owners after a restart without asking; what is too old or gone is cleared away on the way. One
/// request at a time, in the background; failures only mean that listings show less. Deletes itself
/// when done. Thread: the store's.
class ParkedCatalogue final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ParkedCatalogue)

public:
    static void load(ObjectStore &store, std::shared_ptr<ParkedUploads> index,
                     const QByteArray &bucket, std::chrono::hours maxAge, QObject *context);

private:
    ParkedCatalogue(ObjectStore &store, std::shared_ptr<ParkedUploads> index, QByteArray bucket,
                    std::chrono::hours maxAge, QObject *context);
    void list(const QByteArray &marker);
    void onListed(const Result<ListPage> &page);
    void next();
    void onState(const Result<QByteArray> &json);

    ObjectStore &m_store;
    std::shared_ptr<ParkedUploads> m_index;
    QByteArray m_bucket;
    std::chrono::hours m_maxAge;
    QList<QByteArray> m_keys;
    QByteArray m_nextMarker;  ///< Empty: the last page is there.
};

}  // namespace cosftp

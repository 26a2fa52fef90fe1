// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/parked_uploads.h"

#include <chrono>
#include <memory>

namespace cosftp {

/// Reads what interrupted uploads a bucket describes, so that listings show them to their owners
/// after a restart, and when another server left them; what is too old or gone is cleared away on
/// the way. One request at a time. Deletes itself after the answer. Thread: the store's.
class ParkedCatalogue final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ParkedCatalogue)

public:
    static void load(ObjectStore &store, std::shared_ptr<ParkedUploads> index,
                     const QByteArray &bucket, std::chrono::hours maxAge, QObject *context,
                     Handler<Done> handler);

private:
    ParkedCatalogue(ObjectStore &store, std::shared_ptr<ParkedUploads> index, QByteArray bucket,
                    std::chrono::hours maxAge, QObject *context, Handler<Done> handler);
    void list(const QByteArray &marker);
    void onListed(const Result<ListPage> &page);
    void next();
    void onState(const Result<QByteArray> &json);
    void end(const Outcome &outcome);

    ObjectStore &m_store;
    std::shared_ptr<ParkedUploads> m_index;
    QByteArray m_bucket;
    std::chrono::hours m_maxAge;
    Handler<Done> m_handler;
    QList<QByteArray> m_keys;
    QByteArray m_nextMarker;  ///< Empty: the last page is there.
    bool m_isComplete = true;
};

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/read_small.h"
#include "transfer/parked_uploads.h"

#include <map>
#include <memory>
#include <set>

namespace cosftp {

/// Reads what interrupted uploads a bucket describes, of all users or of one, so that their owners
/// are shown them after a restart, and when another server left them; what is expired or gone is
/// cleared away on the way. One request when nothing is new. One at a time. Deletes itself after
/// the answer. Thread: the store's.
class ParkedCatalogue final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ParkedCatalogue)

public:
    /// `user` empty: of all.
    static void load(ObjectStore &store, std::shared_ptr<ParkedUploads> index,
                     const QByteArray &bucket, const QByteArray &user, QObject *context,
                     Handler<Done> handler);

private:
    ParkedCatalogue(ObjectStore &store, std::shared_ptr<ParkedUploads> index, QByteArray bucket,
                    QByteArray user, QObject *context, Handler<Done> handler);
    ~ParkedCatalogue() override;
    void list(const QByteArray &marker);
    void onListed(const Result<ListPage> &page);
    void next();
    void onState(const Result<SmallObject> &state);
    void forgetGone();
    void end(const Outcome &outcome);

    std::shared_ptr<ObjectStore> m_store;
    std::shared_ptr<ParkedUploads> m_index;
    QByteArray m_bucket;
    QByteArray m_user;
    Handler<Done> m_handler;
    std::map<QByteArray, QDateTime> m_known;  ///< Descriptions of the user, at the beginning.
    std::set<QByteArray> m_listed;
    QList<QByteArray> m_keys;
    QByteArray m_nextMarker;  ///< Empty: the last page is there.
    bool m_isComplete = true;
};

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/read_small.h"
#include "transfer/parked_uploads.h"

#include <QDeadlineTimer>
#include <QObject>

#include <chrono>
#include <memory>

namespace cosftp {

struct ParkedQuestion
{
    UploadPlace place;
    /// Not only the listing is asked, which may lag behind, but also the first description by its
    /// name. For whoever is going to change the object.
    bool isThorough = false;
    /// So long it is waited for the end of a lease that another server, maybe a dead one, has.
    std::chrono::milliseconds patience{0};
};

/// Finds what the bucket holds of the uploads of one user for one name: the descriptions, compared
/// with the parts that the store really has. What is expired, or whose upload is gone, is cleared
/// away. What another server still receives is found with its `holder` set. The one described last
/// comes first. 1 request when there is nothing (2 if thorough), else 1 for each description and
/// one for each 1,000 parts. Deletes itself after the answer. Thread: the store's.
class ParkedLookup final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ParkedLookup)

public:
    using Found = QList<ParkedUpload>;

    /// The answer comes later, not if `context` dies first.
    static void find(ObjectStore &store, std::shared_ptr<ParkedUploads> index,
                     const ParkedQuestion &question, QObject *context, Handler<Found> handler);

private:
    ParkedLookup(ObjectStore &store, std::shared_ptr<ParkedUploads> index,
                 const ParkedQuestion &question, QObject *context, Handler<Found> handler);
    void start();
    void onListed(const Result<ListPage> &page);
    void next();
    void onState(const QByteArray &stateKey, const Result<SmallObject> &state);
    void listParts(int marker);
    void onParts(const Result<PartPage> &page);
    void take();
    void clearAway(const char *why);
    void finishOrWait();
    void answer(const Result<Found> &result);

    std::shared_ptr<ObjectStore> m_store;
    std::shared_ptr<ParkedUploads> m_index;
    ParkedQuestion m_question;
    Handler<Found> m_handler;
    QDeadlineTimer m_patience;
    QList<QByteArray> m_stateKeys;
    ParkedUpload m_current;
    QList<StoredPart> m_parts;
    Found m_found;
};

}  // namespace cosftp

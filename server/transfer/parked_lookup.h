// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/parked_uploads.h"

#include <QObject>

#include <chrono>
#include <memory>

namespace cosftp {

struct ParkedQuestion
{
    UploadPlace place;
    std::chrono::hours maxAge{24};
    /// An upload that still runs at this place is asked to park itself and waited for; without this
    /// only one that is ending already is waited for.
    bool takesOver = false;
};

/// Finds what the bucket holds of an interrupted upload: the description, compared with the parts
/// that the store really has. What is too old, or whose upload is gone, is cleared away. 1 request
/// when there is nothing, else 1 and one for each 1,000 parts. Deletes itself after the answer.
class ParkedLookup final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ParkedLookup)

public:
    /// The answer comes later, not if `context` dies first.
    static void find(ObjectStore &store, std::shared_ptr<ParkedUploads> index,
                     const ParkedQuestion &question, QObject *context,
                     Handler<std::optional<ParkedUpload>> handler);

private:
    using Answer = Result<std::optional<ParkedUpload>>;

    ParkedLookup(ObjectStore &store, std::shared_ptr<ParkedUploads> index,
                 const ParkedQuestion &question, QObject *context,
                 Handler<std::optional<ParkedUpload>> handler);
    void start();
    void waitOrRead();
    void read();
    void onState(const Result<QByteArray> &json);
    void listParts(int marker);
    void onParts(const Result<PartPage> &page);
    void clearAway();
    void answer(const Answer &result);

    ObjectStore &m_store;
    std::shared_ptr<ParkedUploads> m_index;
    ParkedQuestion m_question;
    Handler<std::optional<ParkedUpload>> m_handler;
    ParkedUpload m_found;
    QList<StoredPart> m_parts;
    bool m_hasBegun = false;
};

}  // namespace cosftp

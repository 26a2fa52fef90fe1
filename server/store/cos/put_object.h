// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/cos/answer_judge.h"
#include "store/cos/cos_call.h"
#include "store/object_store.h"

namespace cosftp {

/// Stores a whole object. Content-MD5 guards what the store takes, so when the answer tells another
/// checksum the object itself is asked: nothing is concluded from one header, and a PUT is not
/// repeated over what somebody else may have put there since. Where the key must not be taken
/// (x-cos-forbid-overwrite) a refusal may be the echo of this very request, whose answer was lost:
/// then too the object is asked whether it is ours.
class PutObject final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PutObject)

public:
    /// `request` without Content-MD5 and x-cos-forbid-overwrite.
    PutObject(std::shared_ptr<CosConnection> connection, CosRequest request, Replacing replacing,
              QObject *parent);

    void start();

Q_SIGNALS:
    void finished(const cosftp::Result<cosftp::StoredObject> &result);

private:
    void send();
    void onAnswered(const Result<StoredObject> &stored);
    void lookUp(const Doubt &doubt);
    void onLookedUp(const Doubt &doubt, const Result<ObjectInfo> &found);

    std::shared_ptr<CosConnection> m_connection;
    CosRequest m_request;
    Replacing m_replacing;
    SentObject m_sent;
    bool m_isRepeated = false;
};

/// HEAD for one of the jobs that are in doubt about what stands under a key.
void lookUpObject(const std::shared_ptr<CosConnection> &connection, const QByteArray &key,
                  QObject *context, Handler<ObjectInfo> handler);

}  // namespace cosftp

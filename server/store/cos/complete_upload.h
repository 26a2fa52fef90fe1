// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/cos/answer_judge.h"
#include "store/cos/cos_call.h"
#include "store/object_store.h"

namespace cosftp {

/// Publishes a multipart upload. COS may do the work and lose the answer, and a repeated Complete
/// then meets NoSuchUpload: so when Complete fails for a reason that leaves it open what happened,
/// the object itself is looked at. It is ours if its size and its CRC-64 are those of the parts. It
/// is also looked at when the answer tells another checksum, and when a key that must not be taken
/// is: that may have been this very request, sent twice. judgeStanding() says what HEAD means.
class CompleteUpload final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CompleteUpload)

public:
    CompleteUpload(std::shared_ptr<CosConnection> connection, QByteArray key, QByteArray uploadId,
                   QList<StoredPart> parts, Replacing replacing, QObject *parent);

    void start();

Q_SIGNALS:
    void finished(const cosftp::Result<cosftp::StoredObject> &result);

private:
    void onAnswered(const Result<StoredObject> &stored);
    void lookUp(const Doubt &doubt);
    void onLookedUp(const Doubt &doubt, const Result<ObjectInfo> &found);

    std::shared_ptr<CosConnection> m_connection;
    QByteArray m_key;
    QByteArray m_uploadId;
    QList<StoredPart> m_parts;
    Replacing m_replacing;
    SentObject m_sent;  ///< Without a checksum if a part has none.
};

/// The checksum of all parts one after the other; absent if that of a part is not known.
std::optional<quint64> combinedCrc(const QList<StoredPart> &parts);

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/cos/cos_request.h"
#include "store/http/http_message.h"
#include "store/object_store.h"

namespace cosftp {

// The one judge of what comes back. For each kind of request there is one function, which says
// whether a 2xx answer
//   - is success: what COS always sends is there;
//   - is damage (Corrupt): the store has other bytes than were sent, by its own checksum;
//   - is not the store's (Network, retryable, with advice): a captive portal, a proxy or a cache
//     answered in its place. Such an answer is never success, whatever its status is.
// What proves the store is what a box in between cannot know: the ETag of an object or part, the
// root of an XML body, 204 for a removal. The x-cos-* headers are only a help, because there are
// proxies that strip them; checksums are compared where they are there.

/// The answer is not the store's; `why` says what is missing or wrong in it.
Failure notTheStore(const HttpAnswer &answer, const QString &why);

Outcome judgeHeadBucket(const HttpAnswer &answer);
Result<ObjectInfo> judgeHead(const QByteArray &key, const HttpAnswer &answer);
/// What a GET is going to deliver.
struct ComingBody
{
    ObjectInfo info;
    qint64 sizeBytes = 0;  ///< Of the body, not of the object.
};
/// Changed if it is another version than `ifMatch`, which may be empty.
Result<ComingBody> judgeGet(const QByteArray &key, ByteRange range, const QByteArray &ifMatch,
                            const HttpAnswer &answer);
Result<ListPage> judgeList(const QByteArray &bucket, const HttpAnswer &answer);
/// The checksum is the one that the answer tells: an object that stands already is not damaged
/// because of one header, see judgeStanding().
Result<StoredObject> judgePut(const HttpAnswer &answer);
/// `sent` with its ETag. Corrupt, retryable: a part is only used once it is named at the end.
Result<StoredPart> judgePart(const StoredPart &sent, const HttpAnswer &answer);
Result<StoredObject> judgeCopy(const HttpAnswer &answer);
Result<StoredPart> judgeCopyPart(int number, ByteRange range, const HttpAnswer &answer);
/// The upload's id.
Result<QByteArray> judgeInitiate(const QByteArray &bucket, const QByteArray &key,
                                 const HttpAnswer &answer);
/// The checksum as in judgePut().
Result<StoredObject> judgeComplete(const HttpAnswer &answer);
/// DELETE of an object or of an upload.
Outcome judgeRemoval(const HttpAnswer &answer);
/// The keys that were not removed.
Result<QList<QByteArray>> judgeRemovals(const HttpAnswer &answer);
Result<PartPage> judgeParts(const QByteArray &uploadId, const HttpAnswer &answer);
Result<UploadPage> judgeUploads(const QByteArray &bucket, const HttpAnswer &answer);
Result<NamedValues> judgeAccess(const HttpAnswer &answer);
Outcome judgeRestore(const HttpAnswer &answer);

/// Why there is no 2xx, or what the Error in the body of a 2xx says. A 409 or 412 without a code
/// on a request that must not replace anything is Exists.
Failure judgeRefusal(const CosRequest &request, const HttpAnswer &answer);

/// A refusal that may be gone in a moment where the same key was accepted before: keys and policies
/// take effect at one machine of the store after the other. 401, 403, and a 400 that names no
/// mistake of ours.
bool isOddRefusal(const Failure &failure);

/// What was sent to stand under a key, as far as HEAD can show it.
struct SentObject
{
    qint64 sizeBytes = 0;
    std::optional<quint64> crc64;
    QByteArray md5Etag;  ///< The ETag it has if the store makes it of the MD5; may be empty.
};

/// Why a HEAD was needed after the answer.
struct Doubt
{
    enum class Cause {
        LostAnswer,     ///< It is open whether the store did it.
        OtherChecksum,  ///< It did, and its answer tells another checksum than was sent.
        Taken           ///< The key is taken, perhaps by this request: it may have been sent twice.
    };
    Cause cause = Cause::LostAnswer;
    Failure why = {};                  ///< What is reported if HEAD shows nothing better.
    std::optional<quint64> told = {};  ///< OtherChecksum: the checksum in the answer.
};

/// What HEAD (`found`) makes of the doubt. Success if what was sent stands there. OtherChecksum:
/// Corrupt if HEAD tells the same wrong checksum as the answer did, Changed if something else
/// stands there or nothing, Network if HEAD tells none. Taken: `why`. LostAnswer: `why`. Where HEAD
/// itself failed and not even `why` would be certain: its failure.
Result<StoredObject> judgeStanding(const SentObject &sent, const Doubt &doubt,
                                   const Result<ObjectInfo> &found);

}  // namespace cosftp

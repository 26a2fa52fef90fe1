// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "localcos/answer.h"
#include "localcos/conditions.h"
#include "localcos/counters.h"
#include "localcos/request_body.h"
#include "localcos/service.h"

namespace cosftp::localcos {

/// One row per kind of request: how it is counted, where its body goes, who answers it.
struct Operation
{
    Verb verb;
    const char *name;
    qint64 Counters::*counter;
    RequestBody::Kind body;
    bool writesKey;  ///< The key must be one that COS accepts.
    Answer (*run)(Service &service, const Request &request, RequestBody &body);
};
const Operation &operationOf(Verb verb);

/// What can be refused before the body is read: bucket, key, lengths.
Outcome admit(const Service &service, const Operation &operation, const Request &request);

namespace operations {

Answer getService(Service &service, const Request &request, RequestBody &body);
Answer headBucket(Service &service, const Request &request, RequestBody &body);
Answer list(Service &service, const Request &request, RequestBody &body);
Answer deleteMany(Service &service, const Request &request, RequestBody &body);
Answer listUploads(Service &service, const Request &request, RequestBody &body);

Answer headObject(Service &service, const Request &request, RequestBody &body);
Answer getObject(Service &service, const Request &request, RequestBody &body);
Answer putObject(Service &service, const Request &request, RequestBody &body);
Answer appendObject(Service &service, const Request &request, RequestBody &body);
Answer deleteObject(Service &service, const Request &request, RequestBody &body);
Answer restore(Service &service, const Request &request, RequestBody &body);

Answer getAccess(Service &service, const Request &request, RequestBody &body);
Answer putAccess(Service &service, const Request &request, RequestBody &body);

Answer copyObject(Service &service, const Request &request, RequestBody &body);
Answer copyPart(Service &service, const Request &request, RequestBody &body);

Answer initiate(Service &service, const Request &request, RequestBody &body);
Answer putPart(Service &service, const Request &request, RequestBody &body);
Answer complete(Service &service, const Request &request, RequestBody &body);
Answer abort(Service &service, const Request &request, RequestBody &body);
Answer listParts(Service &service, const Request &request, RequestBody &body);

Answer other(Service &service, const Request &request, RequestBody &body);

}  // namespace operations

/// `text` as a header or element shows an ETag.
inline QByteArray quoted(const QByteArray &text) { return '"' + text + '"'; }
/// An ETag that says nothing about the content: 32 random hexadecimal characters.
QByteArray opaqueEtag();
/// 1 to 10000; fails with InvalidArgument.
Result<int> partNumberOf(const Request &request);
/// The open upload that the request names; fails with NoSuchUpload.
Result<UploadRecord> uploadOf(Service &service, const Request &request);
/// A page size parameter, clamped to 1000; fails with InvalidArgument.
Result<int> pageLimit(const Request &request, QByteArrayView name);
/// True for encoding-type=url; fails with InvalidArgument for anything else.
Result<bool> wantsEncoding(const Request &request);
/// The APPID, which COS shows as owner.
QByteArray ownerOf(const QByteArray &bucket);
/// Forbidden only where x-cos-forbid-overwrite has an effect.
Overwrite overwriteRule(const Service &service, const Request &request);

}  // namespace cosftp::localcos

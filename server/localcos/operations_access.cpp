// SPDX-License-Identifier: GPL-3.0-or-later
// Access rights of one object.
#include "localcos/access.h"
#include "localcos/operations.h"

namespace cosftp::localcos::operations {

namespace {

QByteArray ownerIdOf(const Request &request) { return accountId(ownerOf(request.bucket)); }

Result<NamedValues> wantedAccess(const Request &request, const RequestBody &body)
{
    if (body.memory().trimmed().isEmpty())
        return accessFrom(request);
    return accessFromXml(body.memory(), ownerIdOf(request));
}

}  // namespace

Answer getAccess(Service &service, const Request &request, RequestBody &)
{
    const Result<ObjectRecord> record = service.index.find(request.bucket, request.key);
    if (!record)
        return errorAnswer(request, record.error());
    Answer answer = xmlAnswer(200, accessXml(record->access, ownerIdOf(request)));
    if (record->access.isEmpty())
        answer.setHeader("x-cos-acl", "default");
    return answer;
}

Answer putAccess(Service &service, const Request &request, RequestBody &body)
{
    const Result<NamedValues> access = wantedAccess(request, body);
    if (!access)
        return errorAnswer(request, access.error());
    const Outcome changed = service.index.setAccess(request.bucket, request.key, *access);
    return changed ? Answer() : errorAnswer(request, changed.error());
}

}  // namespace cosftp::localcos::operations

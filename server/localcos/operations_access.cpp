// SPDX-License-Identifier: GPL-3.0-or-later
// The access rights of one object. They are kept and told; this endpoint judges nobody by them.
#include "localcos/object_headers.h"
#include "localcos/operations.h"

#include <array>

namespace cosftp::localcos::operations {

namespace {

constexpr const char *schema = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";

struct GrantHeader
{
    const char *header;
    const char *permission;
};
constexpr std::array grantHeaders{GrantHeader{"x-cos-grant-read", "READ"},
                                  GrantHeader{"x-cos-grant-read-acp", "READ_ACP"},
                                  GrantHeader{"x-cos-grant-write-acp", "WRITE_ACP"},
                                  GrantHeader{"x-cos-grant-full-control", "FULL_CONTROL"}};

QByteArray accountId(const QByteArray &uin) { return "qcs::cam::uin/" + uin + ":uin/" + uin; }

QByteArray valueOf(const NamedValues &headers, const QByteArray &name)
{
    for (const NamedValue &header : headers)
        if (header.name == name)
            return header.value;
    return {};
}

void grant(QByteArray &xml, const QByteArray &type, const QByteArray &grantee,
           const QByteArray &permission)
{
    xml += "\t\t<Grant>\n\t\t\t<Grantee " + QByteArray(schema) + " xsi:type=\"" + type + "\">"
           + grantee + "</Grantee>\n\t\t\t<Permission>" + permission
           + "</Permission>\n\t\t</Grant>\n";
}

void grantGroup(QByteArray &xml, const QByteArray &group)
{
    grant(xml, "Group", "<URI>http://cam.qcloud.com/groups/global/" + group + "</URI>", "READ");
}

// `ids`: id="100000000001",id="100000000002"
void grantAccounts(QByteArray &xml, const QByteArray &ids, const QByteArray &permission)
{
    for (const QByteArray &id : ids.split(','))
        if (const QByteArray uin = id.mid(id.indexOf('"') + 1).chopped(1); !uin.isEmpty())
            grant(xml, "CanonicalUser", "<ID>" + accountId(uin) + "</ID>", permission);
}

QByteArray policyXml(const QByteArray &owner, const NamedValues &access)
{
    QByteArray xml = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<AccessControlPolicy>\n"
                     "\t<Owner><ID>"
                     + accountId(owner) + "</ID></Owner>\n\t<AccessControlList>\n";
    const QByteArray canned = valueOf(access, "x-cos-acl");
    if (canned == "public-read")
        grantGroup(xml, "AllUsers");
    if (canned == "authenticated-read")
        grantGroup(xml, "AuthenticatedUsers");
    for (const GrantHeader &row : grantHeaders)
        if (const QByteArray ids = valueOf(access, row.header); !ids.isEmpty())
            grantAccounts(xml, ids, row.permission);
    grantAccounts(xml, "id=\"" + owner + '"', "FULL_CONTROL");
    return xml + "\t</AccessControlList>\n</AccessControlPolicy>\n";
}

}  // namespace

Answer getAcl(Service &service, const Request &request, RequestBody &)
{
    const Result<ObjectRecord> record = service.index.find(request.bucket, request.key);
    if (!record)
        return errorAnswer(request, record.error());
    NamedValues access = record->headers;
    access.removeIf([](const NamedValue &header) { return !isAccessHeader(header.name); });
    Answer answer = xmlAnswer(200, policyXml(ownerOf(request.bucket), access));
    if (access.isEmpty())
        answer.setHeader("x-cos-acl", "default");
    return answer;
}

Answer putAcl(Service &service, const Request &request, RequestBody &)
{
    const Result<ObjectRecord> record = service.index.find(request.bucket, request.key);
    if (!record)
        return errorAnswer(request, record.error());
    NamedValues headers = record->headers;
    headers.removeIf([](const NamedValue &header) { return isAccessHeader(header.name); });
    headers += accessFrom(request);
    const Outcome set = service.index.setHeaders(request.bucket, request.key, headers);
    return set ? Answer() : errorAnswer(request, set.error());
}

}  // namespace cosftp::localcos::operations

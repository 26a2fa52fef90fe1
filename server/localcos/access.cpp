// SPDX-License-Identifier: GPL-3.0-or-later
#include "localcos/access.h"

#include "localcos/errors.h"
#include "localcos/xml.h"

#include <QXmlStreamReader>

#include <algorithm>
#include <array>

namespace cosftp::localcos {

namespace {

const QByteArray cannedHeader = "x-cos-acl";
const QByteArray groupsUri = "http://cam.qcloud.com/groups/global/";
constexpr std::array<const char *, 6> cannedWords{"default",           "private",
                                                  "public-read",       "authenticated-read",
                                                  "bucket-owner-read", "bucket-owner-full-control"};

struct Right
{
    const char *permission;
    const char *header;
};
constexpr std::array rights{
    Right{"READ", "x-cos-grant-read"}, Right{"READ_ACP", "x-cos-grant-read-acp"},
    Right{"WRITE_ACP", "x-cos-grant-write-acp"}, Right{"FULL_CONTROL", "x-cos-grant-full-control"}};

struct Grant
{
    QByteArray grantee;
    QByteArray permission;
};

// id="1",id="2/3": the accounts, or nothing if it is no such list.
QList<QByteArray> accountsIn(const QByteArray &value)
{
    QList<QByteArray> accounts;
    const QList<QByteArray> items = value.split(',');
    for (const QByteArray &raw : items) {
        const QByteArray item = raw.trimmed();
        constexpr qsizetype frame = 5;  // id=""
        if (!item.startsWith("id=\"") || !item.endsWith('"') || item.size() <= frame)
            return {};
        accounts += item.sliced(4, item.size() - frame);
    }
    return accounts;
}

Grant readGrant(QXmlStreamReader &reader)
{
    Grant grant;
    while (reader.readNextStartElement()) {
        if (reader.name() == u"Permission") {
            grant.permission = reader.readElementText().trimmed().toUtf8();
        } else if (reader.name() == u"Grantee") {
            while (reader.readNextStartElement())
                if (reader.name() == u"ID" || reader.name() == u"URI")
                    grant.grantee = reader.readElementText().trimmed().toUtf8();
                else
                    reader.skipCurrentElement();
        } else {
            reader.skipCurrentElement();
        }
    }
    return grant;
}

void addGrant(NamedValues &access, const QByteArray &header, const QByteArray &grantee)
{
    const QByteArray id = "id=\"" + grantee + '"';
    const auto known = std::find_if(access.begin(), access.end(),
                                    [&](const NamedValue &entry) { return entry.name == header; });
    if (known == access.end())
        access += NamedValue{header, id};
    else
        known->value += ',' + id;
}

Outcome take(NamedValues &access, const Grant &grant, const QByteArray &owner)
{
    const auto *right = std::find_if(rights.begin(), rights.end(), [&](const Right &row) {
        return grant.permission == row.permission;
    });
    if (right == rights.end() || grant.grantee.isEmpty() || grant.grantee.contains('\n'))
        return invalidArgument(QStringLiteral("Unknown grantee or permission."));
    const bool isForAll = grant.grantee == groupsUri + "AllUsers";
    if (isForAll || grant.grantee == groupsUri + "AuthenticatedUsers")
        access.first().value = isForAll ? "public-read" : "authenticated-read";
    else if (grant.grantee != owner)
        addGrant(access, right->header, grant.grantee);
    return Done{};
}

void writeGrant(XmlWriter &xml, const QByteArray &grantee, const QByteArray &permission)
{
    const bool isGroup = grantee.startsWith("http:");
    xml.open("Grant");
    xml.open("Grantee", QByteArray(" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                                   " xsi:type=\"")
                            + (isGroup ? "Group\"" : "CanonicalUser\""));
    xml.leaf(isGroup ? "URI" : "ID", grantee);
    if (!isGroup)
        xml.leaf("DisplayName", grantee);
    xml.close();
    xml.leaf("Permission", permission);
    xml.close();
}

}  // namespace

QByteArray accountId(const QByteArray &account)
{
    if (account.startsWith("qcs::"))
        return account;
    const QByteArray user = account.mid(account.indexOf('/') + 1);
    const QByteArray main =
        account.first(account.size() - user.size()).chopped(user.size() < account.size() ? 1 : 0);
    return "qcs::cam::uin/" + (main.isEmpty() ? user : main) + ":uin/" + user;
}

Result<NamedValues> accessFrom(const Request &request)
{
    NamedValues access;
    const QByteArray canned = request.header(cannedHeader);
    const bool isKnown = std::any_of(cannedWords.begin(), cannedWords.end(),
                                     [&](const char *word) { return canned == word; });
    if (!canned.isEmpty() && !isKnown)
        return invalidArgument(QStringLiteral("Unknown x-cos-acl."));
    if (!canned.isEmpty() && canned != "default")
        access += NamedValue{cannedHeader, canned};
    for (const Right &right : rights) {
        if (!request.hasHeader(right.header))
            continue;
        if (accountsIn(request.header(right.header)).isEmpty())
            return invalidArgument(QStringLiteral("A grant is no list of id=\"ACCOUNT\"."));
        access += NamedValue{right.header, request.header(right.header)};
    }
    return access;
}

Result<NamedValues> accessFromXml(const QByteArray &xml, const QByteArray &owner)
{
    NamedValues access{{cannedHeader, "private"}};
    QXmlStreamReader reader(xml);
    if (!reader.readNextStartElement() || reader.name() != u"AccessControlPolicy")
        return malformedXml();
    while (reader.readNextStartElement()) {
        if (reader.name() != u"AccessControlList") {
            reader.skipCurrentElement();
            continue;
        }
        while (reader.readNextStartElement())
            if (const Outcome taken = take(access, readGrant(reader), owner); !taken)
                return taken.error();
    }
    if (reader.hasError())
        return malformedXml();
    return access;
}

QByteArray accessXml(const NamedValues &access, const QByteArray &owner)
{
    XmlWriter xml("AccessControlPolicy");
    xml.open("Owner");
    xml.leaf("ID", owner);
    xml.leaf("DisplayName", owner);
    xml.close();
    xml.open("AccessControlList");
    writeGrant(xml, owner, "FULL_CONTROL");
    for (const NamedValue &entry : access) {
        if (entry.value == "public-read")
            writeGrant(xml, groupsUri + "AllUsers", "READ");
        if (entry.value == "authenticated-read")
            writeGrant(xml, groupsUri + "AuthenticatedUsers", "READ");
        for (const Right &right : rights)
            if (entry.name == right.header)
                for (const QByteArray &account : accountsIn(entry.value))
                    writeGrant(xml, accountId(account), right.permission);
    }
    return xml.finish();
}

}  // namespace cosftp::localcos

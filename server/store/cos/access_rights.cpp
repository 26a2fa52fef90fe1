// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/cos/access_rights.h"

#include "core/text.h"

#include <QXmlStreamReader>

#include <algorithm>
#include <array>

namespace cosftp {

namespace {

using Grant = AccessList::Grant;

constexpr const char *everybody = "http://cam.qcloud.com/groups/global/AllUsers";
constexpr const char *everybodyOnce = "qcs::cam::anyone:anyone";  // in older lists
constexpr const char *accounts = "http://cam.qcloud.com/groups/global/AuthenticatedUsers";

struct GrantHeader
{
    const char *permission;
    const char *header;
};
constexpr std::array grantHeaders{GrantHeader{"READ", "x-cos-grant-read"},
                                  GrantHeader{"READ_ACP", "x-cos-grant-read-acp"},
                                  GrantHeader{"WRITE_ACP", "x-cos-grant-write-acp"},
                                  GrantHeader{"FULL_CONTROL", "x-cos-grant-full-control"}};

Grant readGrant(QXmlStreamReader &xml)
{
    Grant grant;
    while (xml.readNextStartElement()) {
        if (xml.name() == u"Permission") {
            grant.permission = xml.readElementText().trimmed().toUtf8();
        } else if (xml.name() == u"Grantee") {
            while (xml.readNextStartElement()) {
                if (xml.name() == u"ID" || xml.name() == u"URI")
                    grant.grantee = xml.readElementText().trimmed().toUtf8();
                else
                    xml.skipCurrentElement();
            }
        } else {
            xml.skipCurrentElement();
        }
    }
    return grant;
}

QByteArray readOwner(QXmlStreamReader &xml)
{
    QByteArray owner;
    while (xml.readNextStartElement()) {
        if (xml.name() == u"ID")
            owner = xml.readElementText().trimmed().toUtf8();
        else
            xml.skipCurrentElement();
    }
    return owner;
}

bool isGroup(const QByteArray &grantee)
{
    return grantee.startsWith("http:") || grantee.startsWith("https:") || grantee == everybodyOnce;
}

// "qcs::cam::uin/1:uin/1" is account 1, "qcs::cam::uin/1:uin/2" its user 2: "1" and "1/2" in a
// header. What looks different is passed on as it is, which COS takes too.
QByteArray headerId(const QByteArray &grantee)
{
    const QByteArray prefix = "qcs::cam::uin/";
    const qsizetype middle = grantee.indexOf(":uin/", prefix.size());
    if (!grantee.startsWith(prefix) || middle < 0)
        return grantee;
    const QByteArray account = grantee.mid(prefix.size(), middle - prefix.size());
    const QByteArray user = grantee.mid(middle + 5);
    return account == user ? account : account + '/' + user;
}

Failure notSayable(const Grant &grant)
{
    return Failure::of(Failure::Code::Denied,
                       QStringLiteral("no header can give another object this right: %1 for %2")
                           .arg(QString::fromUtf8(escaped(grant.permission, 80)),
                                QString::fromUtf8(escaped(grant.grantee, 80))));
}

// The rights of the groups, as one of the words of x-cos-acl.
Result<QByteArray> cannedOf(const QList<Grant> &grants)
{
    QByteArray canned = "private";
    for (const Grant &grant : grants) {
        if (!isGroup(grant.grantee))
            continue;
        const bool isForAll = grant.grantee == everybody || grant.grantee == everybodyOnce;
        if (grant.permission != "READ" || (!isForAll && grant.grantee != accounts))
            return notSayable(grant);
        if (isForAll || canned == "private")
            canned = isForAll ? "public-read" : "authenticated-read";
    }
    return canned;
}

Outcome addGrant(NamedValues &headers, const Grant &grant)
{
    const auto *row =
        std::find_if(grantHeaders.begin(), grantHeaders.end(), [&grant](const GrantHeader &known) {
            return grant.permission == known.permission;
        });
    if (row == grantHeaders.end() || grant.grantee.isEmpty() || grant.grantee.contains('"'))
        return notSayable(grant);
    const QByteArray id = "id=\"" + headerId(grant.grantee) + '"';
    const auto known =
        std::find_if(headers.begin(), headers.end(),
                     [row](const NamedValue &header) { return header.name == row->header; });
    if (known == headers.end())
        headers += NamedValue{row->header, id};
    else
        known->value += ',' + id;
    return Done{};
}

}  // namespace

Result<AccessList> parseAccessList(const QByteArray &body)
{
    AccessList list;
    QXmlStreamReader xml(body);
    if (!xml.readNextStartElement() || xml.name() != u"AccessControlPolicy")
        return Failure::of(Failure::Code::Corrupt,
                           QStringLiteral("the answer is no AccessControlPolicy: %1")
                               .arg(QString::fromUtf8(escaped(body, 80))));
    while (xml.readNextStartElement()) {
        if (xml.name() == u"Owner") {
            list.owner = readOwner(xml);
        } else if (xml.name() == u"AccessControlList") {
            while (xml.readNextStartElement())
                if (xml.name() == u"Grant")
                    list.grants += readGrant(xml);
                else
                    xml.skipCurrentElement();
        } else {
            xml.skipCurrentElement();
        }
    }
    if (xml.hasError() || !xml.isEndElement())
        return Failure::of(Failure::Code::Corrupt,
                           QStringLiteral("AccessControlPolicy is not complete"));
    return list;
}

Result<NamedValues> accessHeaders(const AccessList &list, const QByteArray &canned)
{
    const bool isEmpty = list.owner.isEmpty() && list.grants.isEmpty();  // an old store's answer
    if (canned == "default" || (canned.isEmpty() && isEmpty))
        return NamedValues();
    const Result<QByteArray> groups = cannedOf(list.grants);
    if (!groups)
        return groups.error();
    NamedValues headers{{"x-cos-acl", *groups}};
    for (const Grant &grant : list.grants) {
        if (isGroup(grant.grantee) || grant.grantee == list.owner)
            continue;  // the owner has all rights of any object
        if (const Outcome added = addGrant(headers, grant); !added)
            return added.error();
    }
    return headers;
}

}  // namespace cosftp

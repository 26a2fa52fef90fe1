// SPDX-License-Identifier: GPL-3.0-or-later
#include "localcos/request.h"

#include <algorithm>
#include <array>

namespace cosftp::localcos {

namespace {

// Sub-resources that COS has and this endpoint does not.
constexpr std::array<const char *, 21> foreignResources{"accelerate",
                                                        "cors",
                                                        "domain",
                                                        "domaincertificate",
                                                        "encryption",
                                                        "inventory",
                                                        "intelligenttiering",
                                                        "lifecycle",
                                                        "logging",
                                                        "notification",
                                                        "object-lock",
                                                        "origin",
                                                        "policy",
                                                        "referer",
                                                        "replication",
                                                        "symlink",
                                                        "tagging",
                                                        "versioning",
                                                        "versions",
                                                        "website",
                                                        "publicAccessBlock"};

const NamedValue *find(const NamedValues &values, QByteArrayView name)
{
    const auto found = std::find_if(values.begin(), values.end(),
                                    [&](const NamedValue &value) { return value.name == name; });
    return found == values.end() ? nullptr : &*found;
}

NamedValues decodedQuery(const QByteArray &text)
{
    NamedValues query;
    const QList<QByteArray> pairs = text.split('&');
    for (const QByteArray &pair : pairs) {
        const qsizetype at = pair.indexOf('=');
        if (!pair.isEmpty())
            query += NamedValue{percentDecoded(at < 0 ? pair : pair.first(at)),
                                at < 0 ? QByteArray() : percentDecoded(pair.sliced(at + 1))};
    }
    return query;
}

// "http://host/path" is allowed in a request line (RFC 9112 section 3.2.2).
QByteArray originForm(const QByteArray &target)
{
    const qsizetype scheme = target.indexOf("://");
    if (target.startsWith('/') || scheme < 0)
        return target;
    const qsizetype slash = target.indexOf('/', scheme + 3);
    return slash < 0 ? QByteArray("/") : target.sliced(slash);
}

void address(Request &request)
{
    const QByteArray host = request.header("host");
    const QByteArray label = host.first(std::max<qsizetype>(host.indexOf('.'), 0));
    if (isBucketName(label)) {
        request.isHostStyle = true;
        request.bucket = label;
        request.key = request.path.sliced(1);
        return;
    }
    const qsizetype slash = request.path.indexOf('/', 1);
    request.bucket = request.path.sliced(1, (slash < 0 ? request.path.size() : slash) - 1);
    request.key = slash < 0 ? QByteArray() : request.path.sliced(slash + 1);
}

bool isForeign(const Request &request)
{
    return std::any_of(foreignResources.begin(), foreignResources.end(),
                       [&](const char *name) { return request.hasParameter(name); });
}

Verb bucketVerb(const Request &request)
{
    if (request.method == "HEAD")
        return Verb::HeadBucket;
    if (request.method == "GET")
        return request.hasParameter("uploads") ? Verb::ListUploads : Verb::List;
    return request.method == "POST" && request.hasParameter("delete") ? Verb::DeleteMany
                                                                      : Verb::Other;
}

Verb putVerb(const Request &request)
{
    const bool isCopy = request.hasHeader("x-cos-copy-source");
    if (request.hasParameter("partNumber") || request.hasParameter("uploadId"))
        return isCopy ? Verb::CopyPart : Verb::PutPart;
    return isCopy ? Verb::CopyObject : Verb::PutObject;
}

Verb postVerb(const Request &request)
{
    if (request.hasParameter("uploads"))
        return Verb::Initiate;
    if (request.hasParameter("uploadId"))
        return Verb::Complete;
    if (request.hasParameter("append"))
        return Verb::AppendObject;
    return request.hasParameter("restore") ? Verb::Restore : Verb::Other;
}

Verb accessVerb(const Request &request)
{
    if (request.method == "GET")
        return Verb::GetAccess;
    return request.method == "PUT" ? Verb::PutAccess : Verb::Other;
}

Verb objectVerb(const Request &request)
{
    if (request.hasParameter("acl"))
        return accessVerb(request);
    if (request.method == "HEAD")
        return Verb::HeadObject;
    if (request.method == "GET")
        return request.hasParameter("uploadId") ? Verb::ListParts : Verb::GetObject;
    if (request.method == "PUT")
        return putVerb(request);
    if (request.method == "POST")
        return postVerb(request);
    if (request.method == "DELETE")
        return request.hasParameter("uploadId") ? Verb::Abort : Verb::DeleteObject;
    return Verb::Other;
}

Verb verbOf(const Request &request)
{
    if (request.bucket.isEmpty())
        return request.method == "GET" ? Verb::GetService : Verb::Other;
    if (isForeign(request) || (request.key.isEmpty() && request.hasParameter("acl")))
        return Verb::Other;
    return request.key.isEmpty() ? bucketVerb(request) : objectVerb(request);
}

}  // namespace

QByteArray Request::header(QByteArrayView name) const
{
    const NamedValue *found = find(headers, name);
    return found == nullptr ? QByteArray() : found->value;
}

bool Request::hasHeader(QByteArrayView name) const { return find(headers, name) != nullptr; }

QByteArray Request::parameter(QByteArrayView name) const
{
    const NamedValue *found = find(query, name);
    return found == nullptr ? QByteArray() : found->value;
}

bool Request::hasParameter(QByteArrayView name) const { return find(query, name) != nullptr; }

Request makeRequest(const QByteArray &method, const QByteArray &target, NamedValues headers)
{
    Request request;
    request.method = method;
    for (NamedValue &header : headers)
        header.name = header.name.toLower();
    request.headers = std::move(headers);
    const QByteArray form = originForm(target);
    const qsizetype mark = form.indexOf('?');
    QByteArray path = mark < 0 ? form : form.first(mark);
    request.path = percentDecoded(path.replace('+', ' '));
    if (mark >= 0)
        request.query = decodedQuery(form.sliced(mark + 1));
    if (!request.path.startsWith('/'))
        request.path.prepend('/');
    address(request);
    request.verb = verbOf(request);
    return request;
}

bool isBucketName(QByteArrayView name)
{
    const qsizetype dash = name.lastIndexOf('-');
    const auto isLabel = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    };
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    return dash > 0 && dash + 1 < name.size() && std::all_of(name.begin(), name.end(), isLabel)
           && std::all_of(name.begin() + dash + 1, name.end(), isDigit);
}

QByteArray percentDecoded(QByteArrayView text)
{
    const auto digit = [](char c) {
        if (c >= '0' && c <= '9')
            return c - '0';
        const int letter = (c | 0x20) - 'a';
        return letter >= 0 && letter < 6 ? letter + 10 : -1;
    };
    QByteArray decoded;
    decoded.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool mayBeEscape = text[i] == '%' && i + 2 < text.size();
        const int high = mayBeEscape ? digit(text[i + 1]) : -1;
        const int low = mayBeEscape ? digit(text[i + 2]) : -1;
        if (high < 0 || low < 0) {
            decoded += text[i];
            continue;
        }
        decoded += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return decoded;
}

QByteArray encodedKey(const QByteArray &key) { return key.toPercentEncoding("/"); }

}  // namespace cosftp::localcos

// SPDX-License-Identifier: GPL-3.0-or-later
#include "localcos/authorization.h"

#include "localcos/errors.h"
#include "localcos/object_headers.h"

#include <algorithm>
#include <array>

namespace cosftp::localcos {

namespace {

constexpr qint64 toleratedSkewSeconds = 15 * 60;

constexpr std::array<const char *, 7> fieldNames{
    "q-sign-algorithm", "q-ak",       "q-sign-time", "q-key-time", "q-header-list",
    "q-url-param-list", "q-signature"};

// The seven fields of an authorization string and where it stood.
struct Claim
{
    Request fields;  // only its query is used: the same kind of list
    bool isInUrl = false;

    [[nodiscard]] QByteArray field(QByteArrayView name) const { return fields.parameter(name); }
    [[nodiscard]] QList<QByteArray> list(QByteArrayView name) const
    {
        const QByteArray names = field(name);
        return names.isEmpty() ? QList<QByteArray>() : names.split(';');
    }
};

Failure denied(const QString &message) { return cosError(403, "AccessDenied", message); }

NamedValues splitFields(const QByteArray &text)
{
    NamedValues fields;
    const QList<QByteArray> pairs = text.split('&');
    for (const QByteArray &pair : pairs) {
        const qsizetype at = pair.indexOf('=');
        if (at > 0)
            fields += NamedValue{pair.first(at).trimmed(), pair.sliced(at + 1)};
    }
    return fields;
}

Result<Claim> claimOf(const Request &request)
{
    Claim claim;
    if (request.hasHeader("authorization")) {
        claim.fields.query = splitFields(request.header("authorization"));
    } else if (request.hasParameter("sign")) {
        claim.fields.query = splitFields(request.parameter("sign"));
        claim.isInUrl = true;
    } else if (request.hasParameter("q-signature")) {
        claim.fields.query = request.query;
        claim.isInUrl = true;
    } else {
        return denied(request.bucket.isEmpty()
                          ? QStringLiteral("Check auth failure because signature empty.")
                          : QStringLiteral("Access Denied."));
    }
    const bool isWhole = std::all_of(fieldNames.begin(), fieldNames.end(), [&](const char *name) {
        return claim.fields.hasParameter(name);
    });
    if (!isWhole || claim.field("q-sign-algorithm") != "sha1")
        return denied(QStringLiteral("The authorization is malformed."));
    return claim;
}

Outcome checkTime(const Claim &claim, qint64 now)
{
    const QList<QByteArray> times = claim.field("q-sign-time").split(';');
    const QList<QByteArray> keyTimes = claim.field("q-key-time").split(';');
    if (times.size() != 2 || keyTimes.size() != 2)
        return denied(QStringLiteral("The signature's time is malformed."));
    const qint64 start = std::max(times[0].toLongLong(), keyTimes[0].toLongLong());
    const qint64 end = std::min(times[1].toLongLong(), keyTimes[1].toLongLong());
    // A URL is often used long after it was made, so being late says nothing about a clock there.
    const bool isSkewed =
        start - now > toleratedSkewSeconds || (!claim.isInUrl && now - end > toleratedSkewSeconds);
    if (isSkewed)
        return cosError(403, "RequestTimeTooSkewed",
                        QStringLiteral("The difference between the request time and the server's "
                                       "time is too large."));
    if (now < start || now > end)
        return denied(QStringLiteral("Request has expired"));
    return Done{};
}

// The values of the listed names, each found by its encoded, lower-case name. A repeated name takes
// the values in the order in which they came; a listed name that was not sent counts as empty.
NamedValues listed(const QList<QByteArray> &names, NamedValues sent)
{
    NamedValues values;
    for (const QByteArray &name : names) {
        const auto found = std::find_if(sent.begin(), sent.end(), [&](const NamedValue &value) {
            return value.name.toPercentEncoding().toLower() == name.toLower();
        });
        if (found == sent.end()) {
            values += NamedValue{percentDecoded(name), QByteArray()};
            continue;
        }
        values += *found;
        sent.erase(found);
    }
    return values;
}

// The Python SDK signs the host's name without the port, the others what they send.
void dropPort(NamedValues &headers)
{
    for (NamedValue &header : headers)
        if (header.name == "host")
            header.value = header.value.first(std::max<qsizetype>(header.value.indexOf(':'), 0));
}

Verdict checkSignature(const Request &request, const Claim &claim, const QByteArray &secretKey)
{
    SignatureInput input{request.method, request.path,
                         listed(claim.list("q-url-param-list"), request.query),
                         listed(claim.list("q-header-list"), request.headers)};
    const QByteArray keyTime = claim.field("q-key-time");
    const CosSignature computed = cosSignature(input, secretKey, keyTime);
    if (computed.signature == claim.field("q-signature"))
        return {};
    dropPort(input.headers);
    if (cosSignature(input, secretKey, keyTime).signature == claim.field("q-signature"))
        return {};
    return {cosError(403, "SignatureDoesNotMatch",
                     QStringLiteral("The Signature you specified is invalid.")),
            {{"StringToSign", computed.stringToSign}, {"FormatString", computed.httpString}}};
}

bool isListed(const QList<QByteArray> &names, const QByteArray &name)
{
    return names.contains(name.toPercentEncoding().toLower());
}

// The names that a strict bucket wants signed (COS document "strict signature mode").
bool isDemanded(const QByteArray &header)
{
    return header == "host" || header == "content-length" || header == "content-type"
           || header == "content-md5" || header == "range" || header.startsWith("x-cos-");
}

Outcome checkStrict(const Request &request, const Claim &claim)
{
    const QList<QByteArray> headers = claim.list("q-header-list");
    for (const NamedValue &header : request.headers)
        if (isDemanded(header.name) && !isListed(headers, header.name))
            return denied(QStringLiteral("Strict signature missing header that must be signed: ")
                          + QString::fromUtf8(header.name));
    const QList<QByteArray> parameters = claim.list("q-url-param-list");
    for (const NamedValue &parameter : request.query) {
        const bool isSignature = claim.isInUrl
                                 && (parameter.name.startsWith("q-") || parameter.name == "sign"
                                     || parameter.name == "x-cos-security-token");
        if (!isSignature && !isListed(parameters, parameter.name))
            return denied(QStringLiteral("Strict signature missing param that must be signed: ")
                          + QString::fromUtf8(parameter.name));
    }
    return Done{};
}

Outcome checkIdentity(const Request &request, const Claim &claim, const ServerOptions &options)
{
    if (claim.field("q-ak") != options.secretId)
        return cosError(
            403, "InvalidAccessKeyId",
            QStringLiteral("The Access Key Id you provided does not exist in our records"));
    if (options.token.isEmpty())
        return Done{};
    const QByteArray token = request.hasHeader("x-cos-security-token")
                                 ? request.header("x-cos-security-token")
                                 : request.parameter("x-cos-security-token");
    if (token != options.token)
        return denied(QStringLiteral("The security token is missing or invalid."));
    return Done{};
}

}  // namespace

Verdict authorize(const Request &request, const ServerOptions &options, qint64 now)
{
    const NamedValues serverTime{{"ServerTime", isoTime(now)}};
    const Result<Claim> claim = claimOf(request);
    if (!claim)
        return {claim.error(), serverTime};
    if (const Outcome identity = checkIdentity(request, *claim, options); !identity)
        return {identity.error(), {}};
    if (const Outcome time = checkTime(*claim, now); !time)
        return {time.error(), serverTime};
    Verdict verdict = checkSignature(request, *claim, options.secretKey);
    if (verdict.outcome && options.isStrict)
        verdict.outcome = checkStrict(request, *claim);
    return verdict;
}

}  // namespace cosftp::localcos

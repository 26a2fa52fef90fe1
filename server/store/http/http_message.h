// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cos_signature.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <optional>

namespace cosftp {

/// Small requests have connections of their own, so that a listing never waits behind bulk data.
enum class Lane { Metadata, Bulk };

struct HttpRequest
{
    enum class Method { Get, Head, Put, Post, Delete };
    /// The body of an answer that is kept whole may not be larger.
    static constexpr qint64 maxWholeBodyBytes = 32LL * 1024 * 1024;

    Method method = Method::Get;
    QByteArray url;       ///< Percent-encoded; sent byte for byte.
    NamedValues headers;  ///< Host, Content-Type and all others but Content-Length.
    QByteArray body;      ///< PUT and POST only; shared, not copied.
    Lane lane = Lane::Metadata;
    bool isStream = false;  ///< The body of a 2xx answer is read piece by piece.
    /// How long the store may stay silent while something is expected from it.
    std::chrono::milliseconds silenceLimit{30'000};
};

const char *nameOf(HttpRequest::Method method);

/// What came back. A trouble says that the exchange did not end as HTTP demands; status and headers
/// are nevertheless those that arrived, if they did.
struct HttpAnswer
{
    enum class Trouble {
        None,
        NotSendable,   ///< The URL or a header value is not allowed on the wire.
        HostNotFound,  ///< The name does not resolve.
        Refused,
        Closed,     ///< The connection broke; also when it broke while the body was being sent.
        Tls,        ///< No TLS connection, or a certificate that is not trusted.
        Timeout,    ///< Silent for longer than the limit.
        Truncated,  ///< The body is not as long as Content-Length says.
        TooLarge,   ///< A body above maxWholeBodyBytes.
        Unknown
    };

    Trouble trouble = Trouble::None;
    QString detail;       ///< For the log: what is known beyond `trouble`. No URL in it.
    int status = 0;       ///< 0: no answer.
    NamedValues headers;  ///< Names in lower case.
    QByteArray body;      ///< Empty for the body of a stream.

    /// The value, or empty. `name` in lower case.
    [[nodiscard]] QByteArray header(QByteArrayView name) const;
    /// Content-Length, if it is there and a number.
    [[nodiscard]] std::optional<qint64> contentLength() const;
    [[nodiscard]] bool isSuccess() const { return status >= 200 && status < 300; }
};

const char *nameOf(HttpAnswer::Trouble trouble);

}  // namespace cosftp

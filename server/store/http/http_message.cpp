// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/http/http_message.h"

#include <algorithm>

namespace cosftp {

const char *nameOf(HttpRequest::Method method)
{
    switch (method) {
    case HttpRequest::Method::Get:
        return "GET";
    case HttpRequest::Method::Head:
        return "HEAD";
    case HttpRequest::Method::Put:
        return "PUT";
    case HttpRequest::Method::Post:
        return "POST";
    case HttpRequest::Method::Delete:
        return "DELETE";
    }
    return "GET";
}

const char *nameOf(HttpAnswer::Trouble trouble)
{
    switch (trouble) {
    case HttpAnswer::Trouble::None:
        return "none";
    case HttpAnswer::Trouble::NotSendable:
        return "the request cannot be sent";
    case HttpAnswer::Trouble::HostNotFound:
        return "the host name does not resolve";
    case HttpAnswer::Trouble::Refused:
        return "the connection was refused";
    case HttpAnswer::Trouble::Closed:
        return "the connection broke";
    case HttpAnswer::Trouble::Tls:
        return "no TLS connection";
    case HttpAnswer::Trouble::Timeout:
        return "no byte came in time";
    case HttpAnswer::Trouble::Truncated:
        return "the body does not have the length that was announced";
    case HttpAnswer::Trouble::TooLarge:
        return "the answer is too large";
    case HttpAnswer::Trouble::Unknown:
        return "the exchange failed";
    }
    return "the exchange failed";
}

QByteArray HttpAnswer::header(QByteArrayView name) const
{
    const auto found = std::find_if(headers.begin(), headers.end(), [&](const NamedValue &entry) {
        return QByteArrayView(entry.name) == name;
    });
    return found == headers.end() ? QByteArray() : found->value;
}

std::optional<qint64> HttpAnswer::contentLength() const
{
    bool isNumber = false;
    const qint64 length = header("content-length").toLongLong(&isNumber);
    return isNumber && length >= 0 ? std::optional(length) : std::nullopt;
}

}  // namespace cosftp

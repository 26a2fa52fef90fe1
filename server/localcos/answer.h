// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/failure.h"
#include "localcos/records.h"
#include "localcos/request.h"

#include <optional>

namespace cosftp::localcos {

/// What goes back: a value, so that tests and faults can look at it before it is sent.
struct Answer
{
    int status = 200;
    NamedValues headers;
    QByteArray body;
    std::optional<Content> content;  ///< An object's bytes instead of `body`.
    qint64 contentBytes = 0;         ///< Of `content`; also what HEAD reports.
    bool isChunked = false;          ///< Sent without a Content-Length.
    bool isWaiting = false;  ///< White space comes for Faults::completeDelay() before the body.

    [[nodiscard]] qint64 sizeBytes() const { return content ? contentBytes : body.size(); }
    void setHeader(const QByteArray &name, const QByteArray &value);
    void removeHeader(const QByteArray &name);
};

Answer xmlAnswer(int status, const QByteArray &xml);

/// The Error body; none for HEAD. `elements` are appended to the usual five.
Answer errorAnswer(const Request &request, const Failure &failure,
                   const NamedValues &elements = {});

}  // namespace cosftp::localcos

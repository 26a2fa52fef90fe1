// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "localcos/request.h"
#include "localcos/server.h"

namespace cosftp::localcos {

/// What the signature check says; `outcome` carries the error as COS would answer it.
struct Verdict
{
    Outcome outcome = Done{};
    /// Extra elements of the Error body: StringToSign, FormatString, ServerTime.
    NamedValues elements;
};

/// Judges the Authorization header, the `sign` parameter or the q-* parameters of a request.
/// `now` in Unix seconds.
Verdict authorize(const Request &request, const ServerOptions &options, qint64 now);

}  // namespace cosftp::localcos

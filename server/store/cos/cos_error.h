// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/failure.h"
#include "store/http/http_message.h"

#include <QDateTime>

namespace cosftp {

/// The border where HTTP becomes Failure. Nothing here quotes a URL, a signature or a token.

/// What a COS error code means (cos document 436/7730). Unknown codes are judged by the HTTP
/// status.
Failure failureForCode(const QByteArray &code, int httpStatus);

/// An answer that is not 2xx, or a 2xx whose body is an Error. `answer.trouble` is looked at when
/// there is no status.
Failure failureFrom(const HttpAnswer &answer);

/// True for the two ways in which COS says that the clock differs.
bool isClockFailure(const Failure &failure);
/// True if new temporary credentials would help.
bool isExpiredCredentials(const Failure &failure);
/// True if the connection broke while a body was on its way: Qt hides an answer that came early.
bool maySwallowAnswer(const HttpAnswer &answer);

/// The time the store has, from the error body or the Date header; invalid if neither is there.
QDateTime storeTimeOf(const HttpAnswer &answer);

}  // namespace cosftp

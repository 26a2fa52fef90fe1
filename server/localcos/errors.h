// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/failure.h"

namespace cosftp::localcos {

/// An error as COS answers it: `httpStatus`, `storeCode` and, in `detail`, the message.
Failure cosError(int httpStatus, const QByteArray &code, const QString &message);

Failure noSuchKey();
Failure noSuchBucket();
Failure noSuchUpload();
Failure preconditionFailed();
/// The object lies in an archive class and is not restored.
Failure archived();
Failure alreadyExists();
Failure invalidArgument(const QString &message);
Failure malformedXml();
Failure internalError(const QString &message);

}  // namespace cosftp::localcos

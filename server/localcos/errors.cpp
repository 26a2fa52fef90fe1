// SPDX-License-Identifier: GPL-3.0-or-later
#include "localcos/errors.h"

namespace cosftp::localcos {

Failure cosError(int httpStatus, const QByteArray &code, const QString &message)
{
    Failure failure = Failure::of(Failure::Code::Invalid, message);
    failure.httpStatus = httpStatus;
    failure.storeCode = code;
    return failure;
}

Failure noSuchKey()
{
    return cosError(404, "NoSuchKey", QStringLiteral("The specified key does not exist."));
}

Failure noSuchBucket()
{
    return cosError(404, "NoSuchBucket", QStringLiteral("The specified bucket does not exist."));
}

Failure noSuchUpload()
{
    return cosError(404, "NoSuchUpload",
                    QStringLiteral("The specified multipart upload does not exist. The upload ID "
                                   "may be invalid, or the upload may have been aborted or "
                                   "completed."));
}

Failure preconditionFailed()
{
    return cosError(412, "PreconditionFailed", QStringLiteral("Precondition not match."));
}

Failure archived()
{
    return cosError(403, "InvalidObjectState",
                    QStringLiteral("The operation is not valid for the object storage class."));
}

Failure alreadyExists()
{
    return cosError(409, "FileAlreadyExists", QStringLiteral("The object already exists."));
}

Failure invalidArgument(const QString &message)
{
    return cosError(400, "InvalidArgument", message);
}

Failure malformedXml()
{
    return cosError(400, "MalformedXML",
                    QStringLiteral("The XML you provided was not well-formed or did not validate "
                                   "against our published schema"));
}

Failure internalError(const QString &message) { return cosError(500, "InternalError", message); }

}  // namespace cosftp::localcos

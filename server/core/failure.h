// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace cosftp {

/// Why something did not happen. A value: it is returned, copied and logged, never thrown.
struct Failure
{
    enum class Code {
        NotFound,          ///< No such file, folder, bucket or upload.
        Denied,            ///< The rights of the user or of the key do not allow it.
        Exists,            ///< The name is taken.
        NotEmpty,          ///< A folder that still has entries.
        NotAFile,          ///< A folder where a file is wanted.
        NotAFolder,        ///< A file where a folder is wanted.
        NameNotAllowed,    ///< A name that the store cannot keep.
        TooLarge,          ///< Above a size limit or quota.
        RangeNotPossible,  ///< An offset behind the end of the object.
        Changed,           ///< The object is not the version that was asked for.
        Archived,          ///< The object lies in an archive class and has to be restored first.
        Busy,              ///< Throttled or in use: later may work.
        InUse,             ///< Somebody else is changing it now; `holder` says who.
        Network,           ///< The store was not reached, or the line broke.
        Timeout,
        Corrupt,      ///< A checksum or length does not match.
        Credentials,  ///< The store does not accept the key, its signature or its token.
        Cancelled,
        Invalid,  ///< The caller's input is wrong.
        Internal
    };

    Code code = Code::Internal;
    QString detail;  ///< For the log only; may quote the store's words.
    QString advice;  ///< For the log: what the operator should change. Empty if nothing is known.
    bool retryable = false;  ///< The same request may succeed later.
    int httpStatus = 0;      ///< 0 when no answer came.
    QByteArray storeCode;    ///< COS error code such as "NoSuchKey"; empty if none.
    QByteArray requestId;    ///< x-cos-request-id; empty if none.
    QByteArray holder;       ///< InUse: who is changing it, in words for the client's reply.

    static Failure of(Code code, QString detail = {});
};

/// The code's name, for logs and test output.
const char *nameOf(Failure::Code code);

/// One line for the log: name, detail, COS code, HTTP status, request id and advice. Escaped.
QString describe(const Failure &failure);

}  // namespace cosftp

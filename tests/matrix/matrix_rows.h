// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "localcos/faults.h"
#include "matrix/bucket_view.h"
#include "support/ftp_client.h"

namespace cosftp::test {

/// What the client was told.
struct Told
{
    int code = 0;
    QByteArray text;
    bool isSuccess = false;
    bool isRight = true;  ///< A success came with the right bytes, size or names.
};

/// A row of the matrix: one request of the server's, and what a client does to cause it.
struct MatrixRow
{
    const char *name = "";
    localcos::Verb verb = localcos::Verb::Other;
    Told (*act)(FtpClient &client, const QByteArray &folder) = nullptr;
    /// What the folder holds after success; before, and after failure, it is matrixBefore().
    BucketContent (*after)() = nullptr;
    /// What it uploads; null: nothing that could go on later.
    const QByteArray &(*sent)() = nullptr;
};

constexpr qint64 matrixLargestFile = 6LL * 1024 * 1024;

const QList<MatrixRow> &matrixRows();
const BucketContent &matrixBefore();

}  // namespace cosftp::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "matrix/matrix_rows.h"

namespace cosftp::test {

namespace {

using localcos::Verb;

constexpr qsizetype mib = 1024 * 1024;

const QByteArray &oldBytes()
{
    static const QByteArray bytes = patternBytes(300'000, 1);
    return bytes;
}
const QByteArray &smallBytes()
{
    static const QByteArray bytes = patternBytes(10'000, 2);
    return bytes;
}
const QByteArray &largeBytes()  // in parts
{
    static const QByteArray bytes = patternBytes(5 * mib, 3);
    return bytes;
}
const QByteArray &tooLargeBytes()
{
    static const QByteArray bytes = patternBytes(matrixLargestFile + mib, 4);
    return bytes;
}

Told toldBy(const ClientReply &reply)
{
    return {reply.code, reply.text, reply.code >= 200 && reply.code < 300, true};
}

Told storeSmall(FtpClient &client, const QByteArray &folder)
{
    return toldBy(client.store('/' + folder + "file", smallBytes()));
}

Told storeLarge(FtpClient &client, const QByteArray &folder)
{
    return toldBy(client.store('/' + folder + "file", largeBytes()));
}

// What is too large is never stored: its parts are aborted.
Told storeTooLarge(FtpClient &client, const QByteArray &folder)
{
    return toldBy(client.store('/' + folder + "file", tooLargeBytes()));
}

Told retrieve(FtpClient &client, const QByteArray &folder)
{
    QByteArray bytes;
    Told told = toldBy(client.retrieve("RETR /" + folder + "file", &bytes));
    told.isRight = bytes == oldBytes();
    return told;
}

Told size(FtpClient &client, const QByteArray &folder)
{
    Told told = toldBy(client.send("SIZE /" + folder + "file"));
    told.isRight = told.text == "213 " + QByteArray::number(oldBytes().size());
    return told;
}

Told list(FtpClient &client, const QByteArray &folder)
{
    QByteArray bytes;
    Told told = toldBy(client.retrieve("NLST /" + folder, &bytes));
    told.isRight = bytes.contains("file\r\n") && bytes.contains("other\r\n");
    return told;
}

Told rename(FtpClient &client, const QByteArray &folder)
{
    const ClientReply from = client.send("RNFR /" + folder + "file");
    return from.code == 350 ? toldBy(client.send("RNTO /" + folder + "renamed")) : toldBy(from);
}

Told remove(FtpClient &client, const QByteArray &folder)
{
    return toldBy(client.send("DELE /" + folder + "file"));
}

BucketContent withFile(const QByteArray &bytes)
{
    BucketContent content = matrixBefore();
    content["file"] = bytes;
    return content;
}

BucketContent afterSmall() { return withFile(smallBytes()); }
BucketContent afterLarge() { return withFile(largeBytes()); }
BucketContent unchanged() { return matrixBefore(); }

BucketContent afterRename()
{
    BucketContent content = matrixBefore();
    content.erase("file");
    content["renamed"] = oldBytes();
    return content;
}

BucketContent afterRemoval()
{
    BucketContent content = matrixBefore();
    content.erase("file");
    return content;
}

}  // namespace

const BucketContent &matrixBefore()
{
    static const BucketContent content{{"file", oldBytes()}, {"other", "x"}};
    return content;
}

const QList<MatrixRow> &matrixRows()
{
    static const QList<MatrixRow> rows{
        {"PUT", Verb::PutObject, storeSmall, afterSmall, smallBytes},
        {"initiate", Verb::Initiate, storeLarge, afterLarge, largeBytes},
        {"part", Verb::PutPart, storeLarge, afterLarge, largeBytes},
        {"complete", Verb::Complete, storeLarge, afterLarge, largeBytes},
        {"abort", Verb::Abort, storeTooLarge, unchanged},
        {"GET", Verb::GetObject, retrieve, unchanged},
        {"HEAD", Verb::HeadObject, size, unchanged},
        {"LIST", Verb::List, list, unchanged},
        {"COPY", Verb::CopyObject, rename, afterRename},
        {"DELETE", Verb::DeleteObject, remove, afterRemoval},
    };
    return rows;
}

}  // namespace cosftp::test

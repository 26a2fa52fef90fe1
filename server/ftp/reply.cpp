// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/reply.h"

#include "core/text.h"

namespace cosftp {

namespace {

constexpr int pathLimit = 8192;  // a path of 4 KiB with every quote doubled

QByteArray number(int code) { return QByteArray::number(code); }

struct Answer
{
    int code;
    const char *text;
};

Answer answerFor(Failure::Code code, Phase phase)
{
    const int tryAgain = phase == Phase::Lookup ? 450 : 451;
    switch (code) {
    case Failure::Code::NotFound:
        return {550, "No such file or folder."};
    case Failure::Code::Denied:
        return {550, "Permission denied."};
    case Failure::Code::Exists:
        return {550, "The name exists already."};
    case Failure::Code::NotEmpty:
        return {550, "The folder is not empty."};
    case Failure::Code::NotAFile:
        return {550, "This is a folder, not a file."};
    case Failure::Code::NotAFolder:
        return {550, "This is a file, not a folder."};
    case Failure::Code::NameNotAllowed:
        return {553, "The storage cannot keep a file of this name."};
    case Failure::Code::TooLarge:
        return {552, "The file is larger than allowed; nothing was stored."};
    case Failure::Code::RangeNotPossible:
        return {554, "The offset lies behind the end of the file."};
    case Failure::Code::Changed:
        return {tryAgain, "The file was changed meanwhile; start again."};
    case Failure::Code::Archived:
        return {550, "The file is archived and has to be restored first."};
    case Failure::Code::InUse:
        return {450, "The file is being changed now; try again later."};
    case Failure::Code::Busy:
        return {tryAgain, "The storage is busy; try again."};
    case Failure::Code::Network:
        return {tryAgain, "The storage could not be reached; try again."};
    case Failure::Code::Timeout:
        return {tryAgain, "The storage did not answer in time; try again."};
    case Failure::Code::Corrupt:
        return {451, "The data was damaged on its way to or from the storage; try again."};
    case Failure::Code::Credentials:
        return {550, "The storage refuses this server's key; tell the administrator."};
    case Failure::Code::Cancelled:
        return {426, "The transfer was stopped."};
    case Failure::Code::Invalid:
        return {501, "The argument is not valid."};
    case Failure::Code::Internal:
        return {451, "The server met an error of its own."};
    }
    return {451, "The server met an error of its own."};
}

// RFC 959 section 4.2: 452 where waiting helps, 552 where only another file or another limit does.
Answer answerFor(const Failure &failure, Phase phase)
{
    constexpr int insufficientStorage = 507;
    if (failure.storeCode == "NoSuchBucket")
        return {550, "The storage bucket of this account is missing; tell the administrator."};
    if (failure.httpStatus == insufficientStorage)
        return {452, "The storage is full; try again later."};
    return answerFor(failure.code, phase);
}

// Details that the transfers themselves wrote for whoever reads the reply; those of other failures
// may quote the store.
QByteArray withDetail(Failure::Code code, const QByteArray &text, const QByteArray &detail)
{
    if (code == Failure::Code::Cancelled)
        return "The transfer was stopped: " + detail + '.';
    if (code == Failure::Code::TooLarge)
        return "The file is larger than allowed (" + detail + "); nothing was stored.";
    return text;
}

}  // namespace

QByteArray Reply::toBytes() const
{
    QByteArray bytes;
    if (!lines.isEmpty()) {
        bytes += number(code) + '-' + escaped(first) + "\r\n";
        for (const QByteArray &line : lines)
            bytes += ' ' + escaped(line, pathLimit) + "\r\n";
    }
    bytes += number(code) + ' ' + escaped(text, pathLimit) + "\r\n";
    return bytes;
}

QList<QByteArray> Reply::shownLines() const
{
    constexpr qsizetype mostShown = 3;
    QList<QByteArray> shown;
    if (!lines.isEmpty())
        shown += number(code) + '-' + escaped(first);
    if (lines.size() > mostShown)
        shown += " (" + QByteArray::number(lines.size()) + " lines)";
    else
        for (const QByteArray &line : lines)
            shown += ' ' + escaped(line);
    shown += number(code) + ' ' + escaped(text);
    return shown;
}

Reply multiLine(int code, const QByteArray &first, const QList<QByteArray> &lines,
                const QByteArray &last)
{
    return {code, last, first, lines};
}

Reply pathReply(const QByteArray &path, const QByteArray &text)
{
    QByteArray quoted = path;
    quoted.replace('"', "\"\"");
    return {257, '"' + quoted + "\" " + text, {}, {}};
}

Reply failureReply(const Failure &failure, Phase phase, const QByteArray &reference)
{
    const Answer answer = answerFor(failure, phase);
    QByteArray text = answer.text;
    if (failure.code == Failure::Code::InUse && !failure.holder.isEmpty())
        text = "In use by " + failure.holder + "; try again later.";
    const bool isOurs = failure.httpStatus == 0 && failure.storeCode.isEmpty();
    if (isOurs && !failure.detail.isEmpty())
        text = withDetail(failure.code, text, failure.detail.toUtf8());
    return refusalReply(answer.code, text, reference);
}

Reply refusalReply(int code, const QByteArray &words, const QByteArray &reference)
{
    const QByteArray text = reference.isEmpty() ? words : words + " [" + reference + ']';
    return {code, text, {}, {}, reference};
}

QString explanation(const Failure &failure)
{
    QString text = QString::fromUtf8(failureReply(failure, Phase::Transfer).text);
    QStringList said;
    if (!failure.storeCode.isEmpty())
        said += QStringLiteral("COS says ") + QString::fromUtf8(failure.storeCode);
    if (failure.httpStatus >= 300)
        said += QStringLiteral("HTTP ") + QString::number(failure.httpStatus);
    if (!failure.requestId.isEmpty())
        said += QStringLiteral("request ") + QString::fromUtf8(failure.requestId);
    if (!failure.detail.isEmpty() && !text.contains(failure.detail))
        said += failure.detail;
    if (!said.isEmpty())
        text += QStringLiteral(" (") + said.join(QStringLiteral(", ")) + QLatin1Char(')');
    if (!failure.advice.isEmpty())
        text += QLatin1Char(' ') + failure.advice;
    return escapedText(text);
}

bool saysAll(const Failure &failure)
{
    switch (failure.code) {
    case Failure::Code::NotFound:
        return failure.storeCode != "NoSuchBucket";
    case Failure::Code::Exists:
    case Failure::Code::NotEmpty:
    case Failure::Code::NotAFile:
    case Failure::Code::NotAFolder:
    case Failure::Code::RangeNotPossible:
    case Failure::Code::Invalid:
        return true;
    default:
        return false;
    }
}

bool isServerSide(const Failure &failure)
{
    switch (failure.code) {
    case Failure::Code::NotFound:
        return failure.storeCode == "NoSuchBucket";
    case Failure::Code::Exists:
    case Failure::Code::NotEmpty:
    case Failure::Code::NotAFile:
    case Failure::Code::NotAFolder:
    case Failure::Code::NameNotAllowed:
    case Failure::Code::TooLarge:
    case Failure::Code::RangeNotPossible:
    case Failure::Code::Cancelled:
    case Failure::Code::InUse:
    case Failure::Code::Invalid:
        return false;
    case Failure::Code::Denied:
        return failure.httpStatus != 0;
    case Failure::Code::Changed:
    case Failure::Code::Archived:
    case Failure::Code::Busy:
    case Failure::Code::Network:
    case Failure::Code::Timeout:
    case Failure::Code::Corrupt:
    case Failure::Code::Credentials:
    case Failure::Code::Internal:
        return true;
    }
    return true;
}

}  // namespace cosftp

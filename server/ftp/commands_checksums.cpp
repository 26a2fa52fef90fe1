// SPDX-License-Identifier: GPL-3.0-or-later
// HASH (draft-ietf-ftpext2-hash) and the older verbs for the same.
#include "ftp/arguments.h"
#include "ftp/checksum_job.h"
#include "ftp/commands.h"
#include "ftp/session.h"

#include <array>
#include <limits>

namespace cosftp::commands {

namespace {

using Form = ChecksumRequest::Form;

// "path", "\"path\"" or "\"path\" start [end]"; "" inside quotes means ". Clients quote only paths
// with spaces, so a path without quotes is every byte of the argument.
struct XArgument
{
    QByteArray path;
    QList<QByteArray> numbers;
};

std::optional<XArgument> parseXArgument(const QByteArray &argument)
{
    if (!argument.startsWith('"'))
        return XArgument{argument, {}};
    XArgument parsed;
    qsizetype at = 1;
    for (;; ++at) {
        if (at >= argument.size())
            return std::nullopt;
        if (argument[at] == '"' && argument.mid(at + 1, 1) != "\"")
            break;
        at += argument[at] == '"' ? 1 : 0;
        parsed.path += argument[at];
    }
    const QByteArray rest = argument.mid(at + 1).trimmed();
    if (!rest.isEmpty())
        parsed.numbers = rest.simplified().split(' ');
    return parsed;
}

bool readNumber(const QByteArray &text, qint64 &number)
{
    const std::optional<qint64> count = parseCount(text);
    number = count.value_or(0);
    return count.has_value();
}

bool isHashing(Session &session)
{
    if (session.settings().limits.hashMaxBytes > 0)
        return true;
    session.reply(502, "Checksums are switched off here (hash_max_size).");
    return false;
}

void run(Session &session, ChecksumRequest request)
{
    const auto path = session.resolveFile(request.shownPath);
    if (!path)
        return;
    request.path = *path;
    session.run(new ChecksumJob(session, std::move(request)));
}

void runXVerb(Session &session, const QByteArray &argument, DigestAlgorithm algorithm)
{
    if (!isHashing(session))
        return;
    const std::optional<XArgument> parsed = parseXArgument(argument);
    ChecksumRequest request;
    request.form = Form::XVerb;
    request.algorithm = algorithm;
    qint64 end = 0;
    const bool isGood =
        parsed && !parsed->path.isEmpty() && parsed->numbers.size() <= 2
        && (parsed->numbers.isEmpty() || readNumber(parsed->numbers.first(), request.first))
        && (parsed->numbers.size() < 2 || readNumber(parsed->numbers.last(), end));
    if (!isGood)
        return session.reply(501, "Send a path, or \"path\" start end.");
    if (parsed->numbers.size() == 2)
        request.end = end;
    request.shownPath = parsed->path;
    run(session, std::move(request));
}

}  // namespace

void hash(Session &session, const QByteArray &path)
{
    const std::optional<ByteRange> range = session.state().taken.hashRange;
    if (!isHashing(session))
        return;
    ChecksumRequest request{Form::Hash, session.state().hashAlgorithm, {}, path, 0, {}};
    if (range) {
        request.first = range->first;
        request.end = range->first + range->count;
    }
    run(session, std::move(request));
}

// "first last", both included; "1 0" takes it back (draft-bryan-ftp-range).
void rang(Session &session, const QByteArray &bytes)
{
    constexpr qint64 most = std::numeric_limits<qint64>::max() - 1;
    const QList<QByteArray> words = bytes.simplified().split(' ');
    qint64 first = 0;
    qint64 last = 0;
    const bool areNumbers = words.size() == 2 && readNumber(words.first(), first)
                            && readNumber(words.last(), last) && last < most;
    const bool isReset = areNumbers && first == 1 && last == 0;
    if (!areNumbers || (first > last && !isReset))
        return session.reply(501, "RANG takes the first and the last byte.");
    if (isReset)
        return session.reply(350, "The whole file again.");
    session.state().announced.hashRange = ByteRange{first, last - first + 1};
    session.reply(350, "HASH from byte " + QByteArray::number(first) + " to "
                           + QByteArray::number(last) + '.');
}

void md5(Session &session, const QByteArray &path)
{
    if (isHashing(session))
        run(session, {Form::Md5, DigestAlgorithm::Md5, {}, path, 0, {}});
}

void xcrc(Session &session, const QByteArray &argument)
{
    runXVerb(session, argument, DigestAlgorithm::Crc32);
}

void xmd5(Session &session, const QByteArray &argument)
{
    runXVerb(session, argument, DigestAlgorithm::Md5);
}

void xsha1(Session &session, const QByteArray &argument)
{
    runXVerb(session, argument, DigestAlgorithm::Sha1);
}

void xsha256(Session &session, const QByteArray &argument)
{
    runXVerb(session, argument, DigestAlgorithm::Sha256);
}

void xsha512(Session &session, const QByteArray &argument)
{
    runXVerb(session, argument, DigestAlgorithm::Sha512);
}

void optsHash(Session &session, const QByteArray &algorithm)
{
    if (!isHashing(session))
        return;
    if (!algorithm.isEmpty()) {
        const std::optional<DigestAlgorithm> wanted = digestAlgorithm(algorithm);
        if (!wanted)
            return session.reply(504, "Unknown algorithm.");
        session.state().hashAlgorithm = *wanted;
    }
    session.reply(200, nameOf(session.state().hashAlgorithm));
}

QList<QByteArray> checksumFeatures(const SessionState &state)
{
    QByteArray line = "HASH ";
    for (const DigestAlgorithm algorithm :
         {DigestAlgorithm::Sha256, DigestAlgorithm::Sha512, DigestAlgorithm::Sha1,
          DigestAlgorithm::Md5, DigestAlgorithm::Crc32})
        line += QByteArray(nameOf(algorithm)) + (algorithm == state.hashAlgorithm ? "*;" : ";");
    line.chop(1);
    return {line, "MD5", "XCRC", "XMD5", "XSHA", "XSHA1", "XSHA256", "XSHA512"};
}

}  // namespace cosftp::commands

// SPDX-License-Identifier: GPL-3.0-or-later
// What is made of status, headers and body of an answer of the store.
#include "ftp/reply.h"
#include "fuzz/bytes.h"
#include "fuzz/property.h"
#include "store/cos/cos_answer.h"
#include "store/cos/cos_error.h"

namespace cosftp {

namespace {

// "206", "etag: \"x\"", ..., "", body; as HttpCall hands it on.
HttpAnswer answerIn(fuzz::Pieces &input)
{
    HttpAnswer answer;
    answer.trouble = static_cast<HttpAnswer::Trouble>(input.choice(10));
    answer.status = std::clamp(input.line().toInt(), 0, 999);
    for (QByteArray line = input.line(); !line.isEmpty(); line = input.line()) {
        const qsizetype colon = std::max<qsizetype>(line.indexOf(':'), 0);
        answer.headers += {line.first(colon).toLower(), line.mid(colon + 1).trimmed()};
    }
    answer.body = input.rest();
    return answer;
}

void checkRange(const HttpAnswer &answer, ByteRange range)
{
    const Result<qint64> bytes = bodyBytesOf(answer, range, {});
    if (!bytes)
        return HOLDS(fuzz::isOneLine(describe(bytes.error())));
    HOLDS(*bytes >= 0 && *bytes == answer.contentLength());
    HOLDS(answer.status == 200 || answer.status == 206);
    HOLDS(range.count < 0 || *bytes <= range.count);
    HOLDS(answer.status == 206 || range.first == 0);
}

void checkEtag(const HttpAnswer &answer)
{
    const QByteArray etag = "\"5d41402abc4b2a76b9719d911017c592\"";
    HOLDS(!bodyBytesOf(answer, {}, etag) || answer.header("etag") == etag);
}

void checkInfo(const HttpAnswer &answer)
{
    const Result<ObjectInfo> info = objectInfoFrom("a/b", answer);
    if (!info)
        return HOLDS(info.error().retryable);
    HOLDS(info->key == "a/b" && info->sizeBytes >= 0 && !info->storageClass.isEmpty());
    HOLDS(answer.status == 206 || info->sizeBytes == answer.contentLength());
}

// What a client and the log are told is one line each, whatever the store said.
void checkFailure(const HttpAnswer &answer)
{
    const Failure failure = failureFrom(answer);
    HOLDS(fuzz::isOneLine(describe(failure)) && fuzz::isOneLine(explanation(failure)));
    for (const Phase phase : {Phase::Lookup, Phase::Transfer}) {
        const Reply reply = failureReply(failure, phase, "A1B2");
        HOLDS(reply.code >= 400 && reply.code <= 599);
        HOLDS(fuzz::isOneLine(reply.toBytes().chopped(2)));
    }
    HOLDS(answer.status < 500 || failure.code != Failure::Code::NotFound
          || !failure.storeCode.isEmpty());
}

void checkContentRange(const QByteArray &value)
{
    const std::optional<ContentRange> range = parseContentRange(value);
    if (!range)
        return;
    HOLDS(range->first >= 0 && range->first <= range->last && range->last < range->totalBytes);
    const QByteArray again = "bytes " + QByteArray::number(range->first) + '-'
                             + QByteArray::number(range->last) + '/'
                             + QByteArray::number(range->totalBytes);
    HOLDS(parseContentRange(again) == range);
}

}  // namespace

}  // namespace cosftp

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    using namespace cosftp;
    fuzz::Pieces input(fuzz::bytesOf(data, size));
    const qint64 first = input.choice(256);
    const qint64 count = input.choice(256) - 1;  // -1: to the end
    const HttpAnswer answer = answerIn(input);
    checkRange(answer, {first, count});
    checkRange(answer, {});
    checkEtag(answer);
    checkInfo(answer);
    checkFailure(answer);
    checkContentRange(answer.header("content-range"));
    const QDateTime time = storeTimeOf(answer);
    HOLDS(!time.isValid() || time.timeSpec() == Qt::UTC);
    return 0;
}

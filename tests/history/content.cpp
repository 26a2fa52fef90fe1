// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/content.h"

#include "core/crc64.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

namespace cosftp::test {

namespace {

constexpr int digits = 7;
constexpr int opAt = 1;
constexpr int indexAt = 9;

/// One line, that can become the next one of the same stream.
class Line
{
public:
    Line(OpId op, qint64 index)
    {
        m_text[0] = '\n';
        m_text[opAt + digits] = ':';
        write(opAt, op);
        write(indexAt, static_cast<quint64>(index));
    }
    [[nodiscard]] const char *text() const { return m_text.data(); }
    void next()
    {
        for (std::size_t at = indexAt + digits - 1; at >= indexAt; --at) {
            char &digit = m_text[at];
            if (digit == 'f') {
                digit = '0';
                continue;
            }
            digit = digit == '9' ? 'a' : static_cast<char>(digit + 1);
            return;
        }
    }

private:
    void write(int at, quint64 number)
    {
        for (int place = digits - 1; place >= 0; --place, number >>= 4U)
            m_text.at(static_cast<std::size_t>(at + place)) = "0123456789abcdef"[number & 15U];
    }
    std::array<char, lineBytes> m_text{};
};

std::optional<qint64> numberAt(const char *text)
{
    qint64 number = 0;
    for (int place = 0; place < digits; ++place) {
        const char digit = text[place];
        const bool isDigit = digit >= '0' && digit <= '9';
        if (!isDigit && (digit < 'a' || digit > 'f'))
            return std::nullopt;
        number = number * 16 + (isDigit ? digit - '0' : digit - 'a' + 10);
    }
    return number;
}

// The bytes from here to the next begin of a line, which may be the rest of a line.
qsizetype bytesToLine(const QByteArray &bytes, qsizetype at)
{
    const qsizetype found = bytes.indexOf('\n', at);
    return (found < 0 ? bytes.size() : found) - at;
}

// A run that begins here, at a line or within one, with at least one whole line.
std::optional<Run> runAt(const QByteArray &bytes, qsizetype at)
{
    const qsizetype rest = bytesToLine(bytes, at);
    const qsizetype line = at + rest;
    if (rest >= lineBytes || line + lineBytes > bytes.size())
        return std::nullopt;
    const auto op = numberAt(bytes.constData() + line + opAt);
    const auto index = numberAt(bytes.constData() + line + indexAt);
    const bool isLine = op && index && *op > 0 && bytes.at(line + opAt + digits) == ':';
    if (!isLine || (rest > 0 && *index == 0))
        return std::nullopt;
    const Run run{static_cast<OpId>(*op), *index * lineBytes - rest, rest + lineBytes};
    if (rest > 0 && streamBytes(run.op, run.from, rest) != bytes.mid(at, rest))
        return std::nullopt;
    return run;
}

// By whole lines: what is left of a line that was cut is nobody's, whoever reads it.
void extend(Run &run, const QByteArray &bytes, qsizetype at)
{
    Line line(run.op, run.end() / lineBytes);
    for (qsizetype next = at + run.count; next + lineBytes <= bytes.size(); next += lineBytes) {
        if (std::memcmp(bytes.constData() + next, line.text(), lineBytes) != 0)
            return;
        run.count += lineBytes;
        line.next();
    }
}

Run foreignAt(const QByteArray &bytes, qsizetype at)
{
    const qsizetype count = std::max<qsizetype>(
        1, bytes.at(at) == '\n' ? 1 + bytesToLine(bytes, at + 1) : bytesToLine(bytes, at));
    const QByteArray foreign = bytes.mid(at, count);
    return {0, static_cast<qint64>(Crc64::of(foreign) >> 1U), count};
}

void append(QList<Run> &runs, const Run &run)
{
    const bool goesOn =
        !runs.isEmpty() && run.op != 0 && runs.last().op == run.op && runs.last().end() == run.from;
    if (goesOn)
        runs.last().count += run.count;
    else if (run.count > 0)
        runs += run;
}

}  // namespace

qint64 Content::size() const
{
    qint64 bytes = 0;
    for (const Run &run : runs)
        bytes += run.count;
    return bytes;
}

bool Content::holds(OpId op) const
{
    return std::any_of(runs.begin(), runs.end(), [op](const Run &run) { return run.op == op; });
}

OpId Content::newest() const
{
    OpId newest = 0;
    for (const Run &run : runs)
        newest = std::max(newest, run.op);
    return newest;
}

// A line that was cut may go on with another command's and look like nobody's.
bool Content::hasForeignBytes() const
{
    return std::any_of(runs.begin(), runs.end(),
                       [](const Run &run) { return run.op == 0 && run.count > lineBytes; });
}

QByteArray streamBytes(OpId op, qint64 from, qint64 count)
{
    const qint64 skipped = from % lineBytes;
    const qint64 lines = (skipped + count + lineBytes - 1) / lineBytes;
    QByteArray bytes(lines * lineBytes, Qt::Uninitialized);
    Line line(op, from / lineBytes);
    char *at = bytes.data();
    for (qint64 each = 0; each < lines; ++each, at += lineBytes, line.next())
        std::memcpy(at, line.text(), lineBytes);
    return skipped == 0 && bytes.size() == count ? bytes : bytes.mid(skipped, count);
}

Content decomposed(const QByteArray &bytes)
{
    Content content;
    for (qsizetype at = 0; at < bytes.size();) {
        std::optional<Run> run = runAt(bytes, at);
        if (run)
            extend(*run, bytes, at);
        else
            run = foreignAt(bytes, at);
        append(content.runs, *run);
        at += run->count;
    }
    return content;
}

// Where a line was cut, its beginning and the next bytes may look like something else: they are
// made and read like those of an object.
Content joined(Content head, const Run &tail)
{
    const qint64 cutBytes = head.runs.isEmpty() ? 0 : head.runs.last().end() % lineBytes;
    const bool isClean = cutBytes == 0 && tail.from % lineBytes == 0;
    if (isClean || head.runs.isEmpty() || head.runs.last().op == 0 || tail.count < 2 * lineBytes) {
        append(head.runs, tail);
        return head;
    }
    Run &last = head.runs.last();
    const qint64 seam = (lineBytes - tail.from % lineBytes) % lineBytes + lineBytes;
    const QByteArray bytes = streamBytes(last.op, last.end() - cutBytes, cutBytes)
                             + streamBytes(tail.op, tail.from, seam);
    last.count -= cutBytes;
    if (last.count <= 0)
        head.runs.removeLast();
    const QList<Run> seamRuns = decomposed(bytes).runs;
    for (const Run &run : seamRuns)
        append(head.runs, run);
    append(head.runs, {tail.op, tail.from + seam, tail.count - seam});
    return head;
}

Content prefixOf(const Content &content, qint64 bytes)
{
    Content prefix;
    for (const Run &run : content.runs) {
        const qint64 count = std::min(run.count, bytes);
        append(prefix.runs, {run.op, run.from, count});
        bytes -= count;
    }
    return prefix;
}

QByteArray toText(const Content &content)
{
    QByteArray text;
    for (const Run &run : content.runs) {
        text += (run.op == 0 ? QByteArray("nobody's") : QByteArray::number(run.op)) + '[';
        if (run.op != 0)
            text += QByteArray::number(run.from) + ".." + QByteArray::number(run.end());
        else
            text += QByteArray::number(run.count);
        text += ") ";
    }
    return text + "= " + QByteArray::number(content.size()) + " bytes";
}

}  // namespace cosftp::test

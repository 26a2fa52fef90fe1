// SPDX-License-Identifier: GPL-3.0-or-later
// The arguments of listings, their wildcards, and the lines that go out.
#include "core/text.h"
#include "files/kept_time.h"
#include "ftp/listing_format.h"
#include "ftp/name_pattern.h"
#include "fuzz/bytes.h"
#include "fuzz/property.h"
#include "store/cos/cos_time.h"

namespace cosftp {

namespace {

// The same question answered by the book: a table of all pairs of prefixes.
bool matchesSlowly(const QList<uint> &name, const QList<uint> &pattern)
{
    std::vector<bool> row(static_cast<size_t>(name.size()) + 1, false);
    row[0] = true;
    for (const uint wanted : pattern) {
        std::vector<bool> next(row.size(), false);
        next[0] = row[0] && wanted == '*';
        for (size_t n = 1; n < row.size(); ++n) {
            const bool isSame = wanted == '?' || wanted == name[static_cast<qsizetype>(n) - 1];
            next[n] = wanted == '*' ? row[n] || next[n - 1] : isSame && row[n - 1];
        }
        row = next;
    }
    return row.back();
}

void checkWildcards(const QByteArray &name, const QByteArray &pattern)
{
    const bool isMatch = matchesWildcard(name, pattern);
    HOLDS(matchesWildcard(name, "*"));
    HOLDS(hasWildcard(name) || matchesWildcard(name, name));
    HOLDS(hasWildcard(pattern) || isMatch == (name == pattern));
    const qsizetype mostCompared = 256;
    const bool hasSets = pattern.contains('[');  // which the slow one does not know
    if (!hasSets && isValidUtf8(name) && isValidUtf8(pattern)
        && name.size() + pattern.size() < mostCompared)
        HOLDS(isMatch
              == matchesSlowly(QString::fromUtf8(name).toUcs4().toList(),
                               QString::fromUtf8(pattern).toUcs4().toList()));
}

void checkOptions(const QByteArray &argument)
{
    const QByteArray path = withoutListOptions(argument);
    HOLDS(argument.endsWith(path));
    HOLDS(argument.startsWith('-') || path == argument);
}

void checkTimes(const QByteArray &text)
{
    if (const std::optional<QDateTime> time = parseMdtmTime(text))
        HOLDS(mdtmTime(*time) == text);
    const QDateTime ofStore = parseCosTime(text);
    if (ofStore.isValid())
        HOLDS(parseMdtmTime(mdtmTime(ofStore)) == ofStore);
}

void checkFactChoice(const QByteArray &argument)
{
    MlstFacts facts;
    if (!facts.select(argument))
        return HOLDS(facts.selected() == MlstFacts().selected());
    const QByteArray selected = facts.selected();
    MlstFacts again;
    HOLDS(again.select(selected) && again.selected() == selected);
    HOLDS(facts.featLine().count('*') == selected.count(';'));
}

// RFC 3659 section 7.2: fact=value; ... and one space before the name.
void checkFacts(const Entry &entry, const MlstFacts &facts, const QByteArray &seed)
{
    const QByteArray line = mlstFacts(entry, facts, Rights::of(true, true, false), seed);
    HOLDS(fuzz::isOneLine(line) && line.indexOf(' ') == line.size() - 1);
    QList<QByteArray> words = line.chopped(1).split(';');
    HOLDS(words.takeLast().isEmpty());
    for (const QByteArray &word : words)
        HOLDS(word.count('=') == 1 && !word.startsWith('=') && !word.endsWith('='));
}

void checkLine(const Entry &entry, const QDateTime &now)
{
    const QByteArray line = listLine(entry, entry.name, Rights::of(true, true, true), now);
    HOLDS(line.endsWith(' ' + entry.name + "\r\n"));
    const QByteArray columns = line.chopped(entry.name.size() + 3).simplified();
    HOLDS(fuzz::isOneLine(columns) && columns.split(' ').size() == 8);
    HOLDS(columns.startsWith(entry.isFolder ? 'd' : '-'));
}

}  // namespace

}  // namespace cosftp

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    using namespace cosftp;
    fuzz::Pieces input(fuzz::bytesOf(data, size));
    const bool isFolder = input.choice(2) == 1;
    const QByteArray name = input.line();
    const QByteArray argument = input.line();
    const QByteArray time = input.line();
    checkWildcards(name, argument);
    checkOptions(argument);
    checkFactChoice(argument);
    checkTimes(time);

    const std::optional<QDateTime> kept = keptTime({{"mtime", time}});
    const QDateTime modified = kept ? *kept : parseCosTime(time);
    ObjectInfo info;
    info.sizeBytes = 5;
    info.lastModified = modified;
    const Entry entry = isFolder ? folderEntry(name, modified) : fileEntry(name, info);
    MlstFacts facts;
    facts.select(argument);
    checkFacts(entry, facts, "bucket/" + name);
    checkLine(entry, QDateTime(QDate(2024, 2, 29), QTime(12, 0), Qt::UTC));
    return 0;
}

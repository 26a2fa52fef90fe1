// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/listing_format.h"

#include <QCryptographicHash>
#include <QLocale>

#include <array>

namespace cosftp {

namespace {

constexpr std::array<const char *, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr qint64 recentDays = 180;
constexpr qint64 futureSeconds = 3600;

// FileZilla drops entries without a sane date. What has none of its own (a prefix that no object
// stands for) is shown as of the start of this server, as mounted object stores show it as of the
// mount: no old date that somebody would believe, and the same in every listing.
QDateTime shownTime(const Entry &entry)
{
    static const QDateTime began = QDateTime::currentDateTimeUtc();
    return entry.modified.isValid() ? entry.modified.toUTC() : began;
}

QByteArray padded(qint64 number, int width)
{
    return QByteArray::number(number).rightJustified(width, ' ');
}

QByteArray twoDigits(int number) { return QByteArray::number(number).rightJustified(2, '0'); }

QByteArray listDate(const QDateTime &time, const QDateTime &now)
{
    const bool isRecent = time.daysTo(now) <= recentDays && now.secsTo(time) <= futureSeconds;
    const QByteArray day = QByteArray(months.at(static_cast<std::size_t>(time.date().month() - 1)))
                           + ' ' + padded(time.date().day(), 2) + ' ';
    if (isRecent)
        return day + twoDigits(time.time().hour()) + ':' + twoDigits(time.time().minute());
    return day + padded(time.date().year(), 5);
}

bool isDecimal(const QByteArray &text)
{
    return std::all_of(text.begin(), text.end(),
                       [](char digit) { return digit >= '0' && digit <= '9'; });
}

bool isWritable(bool isFolder, Rights rights)
{
    return isFolder ? rights.canWrite || rights.canMakeFolders
                    : rights.canOverwrite || rights.canAppend;
}

QByteArray modeDigits(bool isFolder, Rights rights)
{
    if (isFolder)
        return isWritable(isFolder, rights) ? "0755" : "0555";
    return isWritable(isFolder, rights) ? "0644" : "0444";
}

QByteArray modeLetters(bool isFolder, Rights rights)
{
    if (isFolder)
        return isWritable(isFolder, rights) ? "drwxr-xr-x" : "dr-xr-xr-x";
    return isWritable(isFolder, rights) ? "-rw-r--r--" : "-r--r--r--";
}

QByteArray permLetters(bool isFolder, Rights rights)
{
    QByteArray letters;
    letters += rights.canRename ? "f" : "";
    if (isFolder) {
        letters += "e";
        letters += rights.canList ? "l" : "";
        letters += rights.canWrite ? "c" : "";
        letters += rights.canMakeFolders ? "m" : "";
        letters += rights.canDelete ? "dp" : "";
    } else {
        letters += rights.canRead ? "r" : "";
        letters += rights.canOverwrite ? "w" : "";
        letters += rights.canAppend ? "a" : "";
        letters += rights.canDelete ? "d" : "";
    }
    std::sort(letters.begin(), letters.end());
    return letters;
}

struct Fact
{
    const char *name;
    bool MlstFacts::*isOn;
};
constexpr std::array<Fact, 6> allFacts{{{"type", &MlstFacts::type},
                                        {"size", &MlstFacts::size},
                                        {"modify", &MlstFacts::modify},
                                        {"perm", &MlstFacts::perm},
                                        {"unique", &MlstFacts::unique},
                                        {"unix.mode", &MlstFacts::unixMode}}};

}  // namespace

QByteArray MlstFacts::featLine() const
{
    QByteArray line;
    for (const Fact &fact : allFacts)
        line += QByteArray(fact.name) + (this->*fact.isOn ? "*;" : ";");
    return line;
}

bool MlstFacts::select(const QByteArray &argument)
{
    if (!argument.isEmpty() && !argument.contains(';'))
        return false;
    const QList<QByteArray> wanted = argument.toLower().split(';');
    for (const Fact &fact : allFacts)
        this->*fact.isOn = wanted.contains(fact.name);
    return true;
}

QByteArray MlstFacts::selected() const
{
    QByteArray line;
    for (const Fact &fact : allFacts)
        if (this->*fact.isOn)
            line += QByteArray(fact.name) + ';';
    return line;
}

QByteArray listLine(const Entry &entry, const QByteArray &shownName, Rights rights,
                    const QDateTime &now)
{
    return modeLetters(entry.isFolder, rights) + "   1 owner    group    "
           + padded(entry.isFolder ? 0 : entry.sizeBytes, 8) + ' ' + listDate(shownTime(entry), now)
           + ' ' + shownName + "\r\n";
}

QByteArray mlstFacts(const Entry &entry, const MlstFacts &facts, Rights rights,
                     const QByteArray &uniqueSeed)
{
    QByteArray line;
    if (facts.type)
        line += entry.isFolder ? "type=dir;" : "type=file;";
    if (facts.size && !entry.isFolder)
        line += "size=" + QByteArray::number(entry.sizeBytes) + ';';
    if (facts.modify && entry.modified.isValid())
        line += "modify=" + mdtmTime(entry.modified) + ';';
    if (facts.perm)
        line += "perm=" + permLetters(entry.isFolder, rights) + ';';
    if (facts.unique)
        line += "unique="
                + QCryptographicHash::hash(uniqueSeed, QCryptographicHash::Sha1).toHex().first(20)
                + ';';
    if (facts.unixMode)
        line += "unix.mode=" + modeDigits(entry.isFolder, rights) + ';';
    return line + ' ';
}

QByteArray mdtmTime(const QDateTime &time)
{
    return time.toUTC().toString(QStringLiteral("yyyyMMddhhmmss")).toLatin1();
}

std::optional<QDateTime> parseMdtmTime(const QByteArray &text)
{
    if (!isDecimal(text))
        return std::nullopt;
    QDateTime time =
        QDateTime::fromString(QString::fromLatin1(text), QStringLiteral("yyyyMMddhhmmss"));
    time.setTimeSpec(Qt::UTC);
    const bool isTime = time.isValid() && time.date().year() > 0 && mdtmTime(time) == text;
    return isTime ? std::optional(time) : std::nullopt;
}

std::optional<QDateTime> parseTime(const QByteArray &text)
{
    const qsizetype dot = text.indexOf('.');
    if (dot < 0)
        return parseMdtmTime(text);
    const QByteArray fraction = text.mid(dot + 1);
    return !fraction.isEmpty() && isDecimal(fraction) ? parseMdtmTime(text.first(dot))
                                                      : std::nullopt;
}

// An object that is really called "-a" has to be listed as "./-a": looking for it first would cost
// every "LIST -a" of every client a second request.
QByteArray withoutListOptions(const QByteArray &argument)
{
    QByteArray rest = argument;
    while (rest.startsWith('-') && rest.size() > 1) {
        const qsizetype space = rest.indexOf(' ');
        const QByteArray word = space < 0 ? rest : rest.first(space);
        const QByteArray after = space < 0 ? QByteArray() : rest.mid(space + 1);
        if (word == "--")
            return after;
        const bool isOption = std::all_of(word.begin() + 1, word.end(), [](char letter) {
            return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')
                   || (letter >= '0' && letter <= '9');
        });
        if (!isOption)
            return rest;
        rest = after;
    }
    return rest;
}

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/virtual_path.h"
#include "settings/value_text.h"

#include <QRegularExpression>

#include <array>

namespace cosftp::valueText {

namespace {

constexpr std::array rightMembers{&Rights::canList,      &Rights::canRead,       &Rights::canWrite,
                                  &Rights::canOverwrite, &Rights::canAppend,     &Rights::canRename,
                                  &Rights::canDelete,    &Rights::canMakeFolders};
const QString noRights = QStringLiteral("none");

std::optional<Rights> rightsFromWords(const QString &text)
{
    Rights rights;
    if (text.compare(noRights, Qt::CaseInsensitive) == 0)
        return rights;
    for (const QString &word : text.split(QLatin1Char('+'))) {
        const qsizetype at = rightWords().indexOf(word.toLower());
        if (at < 0)
            return std::nullopt;
        rights.*rightMembers.at(static_cast<std::size_t>(at)) = true;
    }
    return rights;
}

QString rightsAsWords(const Rights &rights)
{
    QStringList words;
    for (std::size_t at = 0; at < rightMembers.size(); ++at)
        if (rights.*rightMembers.at(at))
            words += rightWords().at(static_cast<qsizetype>(at));
    return words.isEmpty() ? noRights : words.join(QLatin1Char('+'));
}

}  // namespace

const QStringList &rightWords()
{
    static const QStringList words{QStringLiteral("list"),   QStringLiteral("read"),
                                   QStringLiteral("write"),  QStringLiteral("overwrite"),
                                   QStringLiteral("append"), QStringLiteral("rename"),
                                   QStringLiteral("delete"), QStringLiteral("mkdir")};
    return words;
}

// The value is not quoted: a password put into the wrong place must not come out.
QString readRights(const QString &text, Rights &rights)
{
    static const QRegularExpression letters(
        QStringLiteral("^[RWrw]([ \t]*[,/|+&]?[ \t]*[RWrw])*$"));
    if (letters.match(text).hasMatch()) {
        const bool writes = text.contains(QLatin1Char('W'), Qt::CaseInsensitive);
        rights = Rights::of(text.contains(QLatin1Char('R'), Qt::CaseInsensitive), writes, writes);
        return {};
    }
    const std::optional<Rights> words = rightsFromWords(text);
    if (!words)
        return QStringLiteral("the rights are made of something else, R, W or RW would be right, "
                              "or words such as list+read+write (%1)")
            .arg(rightWords().join(QStringLiteral(", ")));
    rights = *words;
    return {};
}

QString writeRights(const Rights &rights)
{
    if (rights.isPlain() && rights.canDelete == rights.canWrite && rights != Rights())
        return QLatin1String(rights.canRead ? "R" : "") + QLatin1String(rights.canWrite ? "W" : "");
    return rightsAsWords(rights);
}

bool isHashText(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral("^\\$(scrypt|[0-9a-z]{1,3})\\$[!-~]*\\$[!-~]{43,}$"));
    return form.match(text).hasMatch();
}

QString readFolderRights(const QString &text, QList<FolderRights> &folders)
{
    static const QRegularExpression form(QStringLiteral("^(/.*?)[ \\t]+(\\S+)$"));
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return QStringLiteral("the value is not a folder with rights, /PATH RIGHTS such as "
                              "/inbox write+list would be right");
    FolderRights folder;
    const Result<VirtualPath> path = VirtualPath().resolved(match.captured(1).toUtf8());
    if (!path)
        return path.error().detail;
    folder.path = path->toBytes();
    if (QString problem = readRights(match.captured(2), folder.rights); !problem.isEmpty())
        return problem;
    for (const FolderRights &other : folders)
        if (other.path == folder.path)
            return QStringLiteral("%1 has rights already, one line for each folder would be right")
                .arg(quoted(QString::fromUtf8(folder.path)));
    folders += folder;
    return {};
}

QString writeFolderRights(const FolderRights &folder)
{
    return QString::fromUtf8(folder.path) + QLatin1Char(' ') + writeRights(folder.rights);
}

}  // namespace cosftp::valueText

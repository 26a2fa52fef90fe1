// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/entry_reading.h"

#include "settings/section_name.h"
#include "settings/setting_row.h"
#include "settings/value_text.h"

namespace cosftp {

namespace {

const QString loginUsers = QStringLiteral("login_users");

bool isLoginUsers(const QString &text)
{
    for (const QString &piece : text.split(QLatin1Char(';'))) {
        if (piece.trimmed().isEmpty())
            continue;
        Rights rights;
        const bool isEntry = piece.count(QLatin1Char(':')) >= 2;
        const QString right = piece.section(QLatin1Char(':'), -1).trimmed();
        if (!isEntry || !valueText::readRights(right, rights).isEmpty())
            return false;
    }
    return true;
}

bool isSecret(const QString &family, const QString &key)
{
    const auto *row = rowAt(accountRows(), {family, key});
    return key == loginUsers || (row != nullptr && row->info.isSecret);
}

// One blank before the mark and none behind it, as in "my #pass" or "photos #2".
bool isTight(const IniEntry &entry)
{
    const qsizetype at = entry.whole.size() - entry.comment.size();
    const bool isClose =
        at < 2 || (entry.whole[at - 1] == QLatin1Char(' ') && !entry.whole[at - 2].isSpace());
    return isClose && entry.comment.size() > 1 && !entry.comment[1].isSpace();
}

}  // namespace

bool isValueOf(const QString &family, const QString &key, const QString &text)
{
    if (key == loginUsers)
        return isLoginUsers(text);
    if (const auto *row = rowAt(accountRows(), {family, key})) {
        AccountDraft draft;
        const bool isBucketId = family == QLatin1String("USER") && key == QLatin1String("bucket");
        return !row->info.isUnused && !isBucketId && row->read(text, draft).isEmpty();
    }
    Settings settings;
    const auto *row = rowAt(settingRows(), {family, key});
    return row != nullptr && row->read(text, settings).isEmpty();
}

EntryReading readingOf(const QString &family, const IniEntry &entry)
{
    using Doubt = EntryReading::Doubt;
    const bool hasComment = !entry.comment.isEmpty() && !entry.isQuoted && !entry.isContinued;
    if (!hasComment || !isValueOf(family, entry.key, entry.whole))
        return {entry.value, Doubt::None};
    const bool isPassword = isSecret(family, entry.key) && !entry.value.isEmpty();
    const bool couldGoOn = isPassword || isTight(entry);
    if (isOriginal(family) && entry.comment.startsWith(QLatin1Char(';'))) {
        if (entry.value.contains(QLatin1Char(';')))
            return {entry.whole, Doubt::None};
        return {entry.value, couldGoOn ? Doubt::IsCut : Doubt::None};
    }
    return {entry.value, couldGoOn ? Doubt::CanBeBoth : Doubt::None};
}

}  // namespace cosftp

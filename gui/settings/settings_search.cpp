// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_search.h"

#include "settings/setting_text.h"

namespace cosftp {

namespace {

QString accountTitle(const QString &section)
{
    return section == QLatin1String("BUCKET") ? QCoreApplication::translate("Settings", "Buckets")
                                              : QCoreApplication::translate("Settings", "Users");
}

QString searchable(const SettingInfo &info, const QString &title)
{
    QStringList words{settingText::label(info), settingText::help(info), title,
                      QString::fromUtf8(info.label), QString::fromUtf8(info.help)};
    for (const SettingPlace &place : info.places)
        words << place.section << place.key;
    return words.join(QLatin1Char('\n'));
}

bool hasAll(const QString &text, const QStringList &words)
{
    return std::all_of(words.begin(), words.end(), [&text](const QString &word) {
        return text.contains(word, Qt::CaseInsensitive);
    });
}

}  // namespace

QList<FoundSetting> findSettings(const QString &text)
{
    const QStringList words = text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    QList<FoundSetting> found;
    if (words.isEmpty())
        return found;
    for (const SettingRow<AccountDraft> &row : accountRows()) {
        const QString section = settingText::nativeSection(row.info);
        const bool isOurs = section == QLatin1String("BUCKET") || section == QLatin1String("USER");
        if (isOurs && hasAll(searchable(row.info, accountTitle(section)), words))
            found += {section + QLatin1Char('/') + row.info.places.first().key,
                      settingText::label(row.info), accountTitle(section)};
    }
    for (const SettingRow<Settings> &row : settingRows()) {
        const QString section = settingText::nativeSection(row.info);
        const QString title = settingText::sectionTitle(section);
        if (hasAll(searchable(row.info, title), words))
            found += {section + QLatin1Char('/') + row.info.places.first().key,
                      settingText::label(row.info), title};
    }
    return found;
}

}  // namespace cosftp

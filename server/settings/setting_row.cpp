// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/setting_row.h"

#include "settings/setting_table.h"

namespace cosftp {

namespace {

// The one section whose single key names many users; it has no row because it fills no member.
const SettingPlace loginUsers{QStringLiteral("FTP_ACCOUNT"), QStringLiteral("login_users")};

template <typename Target>
void addPlaces(const QList<SettingRow<Target>> &rows, QList<SettingPlace> &all)
{
    for (const SettingRow<Target> &row : rows)
        all += row.info.places;
}

const QList<SettingPlace> &allPlaces()
{
    static const QList<SettingPlace> all = [] {
        QList<SettingPlace> found;
        addPlaces(accountRows(), found);
        found += loginUsers;
        addPlaces(settingRows(), found);
        return found;
    }();
    return all;
}

QString shownSection(const QString &section)
{
    if (section == QLatin1String("BUCKET"))
        return QStringLiteral("BUCKET id");
    return section == QLatin1String("USER") ? QStringLiteral("USER name") : section;
}

QString limitsOf(const SettingInfo &info)
{
    switch (info.kind) {
    case SettingInfo::Kind::Number:
        return QStringLiteral("%1 to %2").arg(info.minimum).arg(info.maximum);
    case SettingInfo::Kind::Bytes:
        return QStringLiteral("%1 to %2 bytes").arg(info.minimum).arg(info.maximum);
    case SettingInfo::Kind::Seconds:
        return QStringLiteral("%1 to %2 seconds").arg(info.minimum).arg(info.maximum);
    case SettingInfo::Kind::Switch:
        return QStringLiteral("true or false");
    case SettingInfo::Kind::Choice:
        return info.choices.join(QStringLiteral(", "));
    case SettingInfo::Kind::Ports:
        return QStringLiteral("FROM,TO");
    case SettingInfo::Kind::Text:
        return info.separator == '\0'
                   ? QString()
                   : QStringLiteral("a list, divided by '%1'").arg(QLatin1Char(info.separator));
    }
    return {};
}

template <typename Target>
QString referenceOf(const SettingRow<Target> &row)
{
    QStringList shownPlaces;
    for (const SettingPlace &place : row.info.places)
        shownPlaces += QStringLiteral("[%1] %2").arg(shownSection(place.section), place.key);
    QStringList facts;
    if (const QString limits = limitsOf(row.info); !limits.isEmpty())
        facts += limits;
    if (const QString value = row.write(Target()); !value.isEmpty() && !row.info.isSecret)
        facts += QStringLiteral("default %1").arg(value);
    facts += row.info.apply == Apply::Now ? QStringLiteral("applies on reload")
                                          : QStringLiteral("applies on restart");
    if (row.info.isSecret)
        facts += QStringLiteral("secret");
    return QStringLiteral("%1\n    %2. %3\n    %4.\n")
        .arg(shownPlaces.join(QStringLiteral(", ")), QString::fromUtf8(row.info.label),
             QString::fromUtf8(row.info.help), facts.join(QStringLiteral("; ")));
}

}  // namespace

QList<SettingPlace> places(const char *text)
{
    QList<SettingPlace> found;
    for (const QString &place : QString::fromLatin1(text).split(QLatin1Char(' '))) {
        const qsizetype slash = place.indexOf(QLatin1Char('/'));
        found += {place.left(slash), place.mid(slash + 1)};
    }
    return found;
}

QStringList knownSections()
{
    QStringList sections;
    for (const SettingPlace &place : allPlaces())
        if (!sections.contains(place.section))
            sections += place.section;
    return sections;
}

QStringList knownKeys(const QString &section)
{
    QStringList keys;
    for (const SettingPlace &place : allPlaces())
        if (place.section == section)
            keys += place.key;
    return keys;
}

QString settingsReference()
{
    QString text = QStringLiteral(
        "[FTP_ACCOUNT] login_users\n"
        "    Users of [COS_ACCOUNT]: NAME:PASSWORD:RIGHTS;NAME:PASSWORD:RIGHTS with the rights R, "
        "W or RW.\n    applies on reload; secret.\n");
    for (const SettingRow<AccountDraft> &row : accountRows())
        text += referenceOf(row);
    for (const SettingRow<Settings> &row : settingRows())
        text += referenceOf(row);
    return text;
}

}  // namespace cosftp

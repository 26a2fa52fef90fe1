// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/section_name.h"

#include <QRegularExpression>
#include <QStringList>

namespace cosftp {

namespace {

const QString firstGeneration = QStringLiteral("COS_ACCOUNT");
const QString secondGeneration = QStringLiteral("COS_ACCOUNT_n");

QRegularExpressionMatch nativeName(const QString &section)
{
    static const QRegularExpression form(QStringLiteral("^(BUCKET|USER)[ \t]+(.+)$"));
    return form.match(section);
}

bool namesItsUser(const IniSection &section)
{
    return std::any_of(section.entries.begin(), section.entries.end(), [](const IniEntry &entry) {
        return entry.key.startsWith(QLatin1String("ftp_login_user_"));
    });
}

}  // namespace

QString familyOf(const IniSection &section)
{
    if (section.name == firstGeneration)
        return namesItsUser(section) ? secondGeneration : firstGeneration;
    if (section.name.startsWith(firstGeneration))
        return secondGeneration;
    const QRegularExpressionMatch match = nativeName(section.name);
    return match.hasMatch() ? match.captured(1) : section.name;
}

QString idOf(const IniSection &section)
{
    const QRegularExpressionMatch match = nativeName(section.name);
    return match.hasMatch() ? match.captured(2) : section.name;
}

bool isOriginalAccount(const QString &family)
{
    return family == firstGeneration || family == secondGeneration
           || family == QLatin1String("FTP_ACCOUNT");
}

bool isOriginal(const QString &family)
{
    static const QStringList plain{QStringLiteral("NETWORK"), QStringLiteral("FILE_OPTION"),
                                   QStringLiteral("OPTIONAL")};
    return isOriginalAccount(family) || plain.contains(family);
}

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon_settings.h"

#include "settings/ini_text.h"

#include <QFile>

namespace cosftp {

namespace {

SettingsProblem keychainProblem(const QString &path, const IniSection &section,
                                const IniEntry &entry)
{
    return {path, entry.line, section.name, entry.key,
            QStringLiteral("the key of this bucket lies in the keychain of a desktop, which "
                           "cosftpd cannot open; credentials = file with credentials_ref = PATH "
                           "(mode 600), environment or cvm_role would be right, or an export of "
                           "the desktop program that includes the keys")};
}

}  // namespace

LoadedSettings loadDaemonSettings(const QString &path)
{
    LoadedSettings loaded = loadSettings(path);
    if (!loaded.problems.isEmpty())
        return loaded;
    QFile file(path);
    const IniText ini =
        file.open(QIODevice::ReadOnly) ? parseIni(file.readAll()) : IniText();  // it was readable
    for (const IniSection &section : ini.sections)
        for (const IniEntry &entry : section.entries)
            if (entry.key == QLatin1String("credentials")
                && entry.value.compare(QLatin1String("keychain"), Qt::CaseInsensitive) == 0)
                loaded.problems += keychainProblem(path, section, entry);
    return loaded;
}

}  // namespace cosftp

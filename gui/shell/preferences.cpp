// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/preferences.h"

#include <QSettings>

namespace cosftp {

namespace {

struct Switch
{
    const char *key;
    bool Preferences::*member;
};

constexpr Switch switches[] = {
    {"tray/close_to_tray", &Preferences::closesToTray},
    {"tray/monochrome", &Preferences::hasMonochromeIcon},
    {"server/start_with_program", &Preferences::startsServer},
    {"notifications/uploads", &Preferences::tellsUploads},
    {"notifications/failures", &Preferences::tellsFailures},
    {"notifications/logins", &Preferences::tellsLogins},
    {"notifications/bans", &Preferences::tellsBans},
    {"notifications/server", &Preferences::tellsServerProblems},
};

const QString languageKey = QStringLiteral("language");
const QString themeKey = QStringLiteral("theme");

}  // namespace

Preferences loadPreferences()
{
    const QSettings settings;
    Preferences preferences;
    preferences.language = settings.value(languageKey).toString();
    preferences.theme = Theme::modeFromName(settings.value(themeKey).toString());
    for (const Switch &one : switches)
        preferences.*one.member =
            settings.value(QLatin1StringView(one.key), preferences.*one.member).toBool();
    return preferences;
}

void savePreferences(const Preferences &preferences)
{
    QSettings settings;
    settings.setValue(languageKey, preferences.language);
    settings.setValue(themeKey, Theme::nameOf(preferences.theme));
    for (const Switch &one : switches)
        settings.setValue(QLatin1StringView(one.key), preferences.*one.member);
}

}  // namespace cosftp

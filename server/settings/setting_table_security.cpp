// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of [SECURITY] and of speeds.
#include "settings/setting_builders.h"
#include "settings/setting_table.h"

namespace cosftp {

namespace {

using namespace settingRow;

constexpr qint64 mostSessions = 1'000'000;
constexpr qint64 weekInMinutes = 7 * 24 * 60;

QList<Row> sessionRows()
{
    return {
        number(&Settings::security, &SecuritySettings::maxLoginFailures,
               {.places = places("SECURITY/max_login_failures"),
                .label = QT_TRANSLATE_NOOP("Settings", "Failed logins"),
                .help = QT_TRANSLATE_NOOP("Settings", "Wrong passwords in one session before it "
                                                      "is closed."),
                .minimum = 1,
                .maximum = 100}),
        number(&Settings::security, &SecuritySettings::maxSessionsPerAddress,
               {.places = places("SECURITY/max_sessions_per_address"),
                .label = QT_TRANSLATE_NOOP("Settings", "Sessions of one address"),
                .help = QT_TRANSLATE_NOOP("Settings", "Sessions at once from one address; an "
                                                      "office behind NAT is one. 0: no limit."),
                .maximum = mostSessions}),
        number(&Settings::security, &SecuritySettings::maxSessionsPerUser,
               {.places = places("SECURITY/max_sessions_per_user"),
                .label = QT_TRANSLATE_NOOP("Settings", "Sessions of one user"),
                .help = QT_TRANSLATE_NOOP("Settings", "Sessions at once of a user who has no "
                                                      "limit of their own; 0: no limit."),
                .maximum = mostSessions}),
        networks(&Settings::security, &SecuritySettings::allowedNetworks,
                 {.places = places("SECURITY/allowed_networks"),
                  .label = QT_TRANSLATE_NOOP("Settings", "Allowed networks"),
                  .help = QT_TRANSLATE_NOOP("Settings", "Addresses and networks that may connect; "
                                                        "private: all private addresses; empty: "
                                                        "everybody.")}),
        networks(&Settings::security, &SecuritySettings::deniedNetworks,
                 {.places = places("SECURITY/denied_networks"),
                  .label = QT_TRANSLATE_NOOP("Settings", "Denied networks"),
                  .help = QT_TRANSLATE_NOOP("Settings", "Addresses and networks that may not "
                                                        "connect, allowed or not.")}),
    };
}

QList<Row> banRows()
{
    return {
        number(&Settings::security, &SecuritySettings::banAfter,
               {.places = places("SECURITY/ban_after"),
                .label = QT_TRANSLATE_NOOP("Settings", "Ban after"),
                .help = QT_TRANSLATE_NOOP(
                    "Settings", "Different wrong passwords or names from one address before it is "
                                "banned; the same wrong password counts once. 0: never."),
                .maximum = 1000}),
        number(&Settings::security, &SecuritySettings::banWindowMinutes,
               {.places = places("SECURITY/ban_window"),
                .label = QT_TRANSLATE_NOOP("Settings", "Counted for"),
                .help = QT_TRANSLATE_NOOP("Settings", "Minutes for which a wrong password is "
                                                      "counted."),
                .minimum = 1,
                .maximum = weekInMinutes}),
        number(&Settings::security, &SecuritySettings::banMinutes,
               {.places = places("SECURITY/ban_minutes"),
                .label = QT_TRANSLATE_NOOP("Settings", "Length of a ban"),
                .help = QT_TRANSLATE_NOOP("Settings", "Minutes that a ban lasts."),
                .minimum = 1,
                .maximum = weekInMinutes}),
        networks(&Settings::security, &SecuritySettings::neverBanned,
                 {.places = places("SECURITY/never_banned"),
                  .label = QT_TRANSLATE_NOOP("Settings", "Never banned"),
                  .help = QT_TRANSLATE_NOOP("Settings", "Addresses and networks that are never "
                                                        "banned.")}),
    };
}

}  // namespace

QList<SettingRow<Settings>> securityRows() { return sessionRows() + banRows(); }

QList<SettingRow<Settings>> bandwidthRows()
{
    return {
        speed(&Settings::limits, &LimitSettings::bandwidth, &Bandwidth::up,
              {.places = places("LIMITS/upload_speed"),
               .label = QT_TRANSLATE_NOOP("Settings", "Upload speed"),
               .help = QT_TRANSLATE_NOOP("Settings", "Bytes a second of all uploads together; 0: "
                                                     "no limit.")}),
        speed(&Settings::limits, &LimitSettings::bandwidth, &Bandwidth::down,
              {.places = places("LIMITS/download_speed"),
               .label = QT_TRANSLATE_NOOP("Settings", "Download speed"),
               .help = QT_TRANSLATE_NOOP("Settings", "Bytes a second of all downloads together; "
                                                     "0: no limit.")}),
        speed(&Settings::limits, &LimitSettings::sessionBandwidth, &Bandwidth::up,
              {.places = places("LIMITS/session_upload_speed"),
               .label = QT_TRANSLATE_NOOP("Settings", "Upload speed of a session"),
               .help = QT_TRANSLATE_NOOP("Settings", "Bytes a second of the upload of one "
                                                     "session; 0: no limit.")}),
        speed(&Settings::limits, &LimitSettings::sessionBandwidth, &Bandwidth::down,
              {.places = places("LIMITS/session_download_speed"),
               .label = QT_TRANSLATE_NOOP("Settings", "Download speed of a session"),
               .help = QT_TRANSLATE_NOOP("Settings", "Bytes a second of the download of one "
                                                     "session; 0: no limit.")}),
    };
}

}  // namespace cosftp

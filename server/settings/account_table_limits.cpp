// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of a user's limits and device.
#include "settings/setting_table.h"
#include "settings/value_text.h"

namespace cosftp {

namespace {

using Kind = SettingInfo::Kind;
using Row = SettingRow<AccountDraft>;

constexpr qint64 mostBytes = 1'000'000'000'000'000'000;
constexpr qint64 mostCount = 1'000'000'000'000;

// A key that may stand with a native user and with one of the original's second generation.
QList<SettingPlace> userPlaces(const char *key)
{
    const QString name = QString::fromLatin1(key);
    return {{QStringLiteral("USER"), name}, {QStringLiteral("COS_ACCOUNT_n"), name}};
}

template <typename Value>
Row count(Value UserLimits::*member, SettingInfo info)
{
    info.kind = Kind::Number;
    info.maximum = std::is_same_v<Value, int> ? 1'000'000 : mostCount;
    return {info,
            [=](const QString &text, AccountDraft &draft) {
                qint64 value = 0;
                QString problem = valueText::readNumber(text, info, value);
                if (problem.isEmpty())
                    draft.user.limits.*member = static_cast<Value>(value);
                return problem;
            },
            [=](const AccountDraft &draft) { return QString::number(draft.user.limits.*member); }};
}

// `of` finds the number in a draft that may be changed.
Row bytes(qint64 &(*of)(UserLimits &limits), SettingInfo info)
{
    info.kind = Kind::Bytes;
    info.maximum = mostBytes;
    return {info,
            [=](const QString &text, AccountDraft &draft) {
                return valueText::readBytes(text, info, of(draft.user.limits));
            },
            [=](const AccountDraft &draft) {
                UserLimits limits = draft.user.limits;
                return valueText::writeBytes(of(limits));
            }};
}

Row networks(NetworkList UserLimits::*member, SettingInfo info)
{
    info.separator = ',';
    info.example = "192.0.2.0/24";
    return {info,
            [=](const QString &text, AccountDraft &draft) {
                return valueText::readNetworks(text, draft.user.limits.*member);
            },
            [=](const AccountDraft &draft) { return (draft.user.limits.*member).text(); }};
}

QList<Row> accessRows()
{
    return {
        count(&UserLimits::maxSessions,
              {.places = userPlaces("max_sessions"),
               .label = QT_TRANSLATE_NOOP("Settings", "Sessions"),
               .help = QT_TRANSLATE_NOOP("Settings", "Sessions of the user at once; 0: what the "
                                                     "server allows every user.")}),
        networks(&UserLimits::allowedNetworks,
                 {.places = userPlaces("allowed_networks"),
                  .label = QT_TRANSLATE_NOOP("Settings", "Allowed networks"),
                  .help = QT_TRANSLATE_NOOP("Settings", "Addresses and networks that the user may "
                                                        "come from; empty: everywhere.")}),
        networks(&UserLimits::deniedNetworks,
                 {.places = userPlaces("denied_networks"),
                  .label = QT_TRANSLATE_NOOP("Settings", "Denied networks"),
                  .help = QT_TRANSLATE_NOOP("Settings", "Addresses and networks that the user may "
                                                        "not come from.")}),
        {{.places = userPlaces("expires"),
          .label = QT_TRANSLATE_NOOP("Settings", "Last day"),
          .help = QT_TRANSLATE_NOOP("Settings", "The last day (UTC) on which the user can log in, "
                                                "YYYY-MM-DD; empty: no end.")},
         [](const QString &text, AccountDraft &draft) {
             return valueText::readDay(text, draft.user.limits.lastDay);
         },
         [](const AccountDraft &draft) { return draft.user.limits.lastDay.toString(Qt::ISODate); }},
        {{.places = userPlaces("allow_fxp"),
          .label = QT_TRANSLATE_NOOP("Settings", "Server to server (FXP)"),
          .help = QT_TRANSLATE_NOOP("Settings", "The user may have data connections with other "
                                                "addresses than that of the session."),
          .kind = Kind::Switch},
         [](const QString &text, AccountDraft &draft) {
             return valueText::readSwitch(text, draft.user.limits.allowsFxp);
         },
         [](const AccountDraft &draft) {
             return draft.user.limits.allowsFxp ? QStringLiteral("true") : QStringLiteral("false");
         }},
    };
}

QList<Row> amountRows()
{
    return {
        bytes([](UserLimits &limits) -> qint64 & { return limits.quotaBytes; },
              {.places = userPlaces("quota_size"),
               .label = QT_TRANSLATE_NOOP("Settings", "Space"),
               .help = QT_TRANSLATE_NOOP("Settings", "Bytes that may lie in the folders that the "
                                                     "user sees; 0: no limit.")}),
        count(&UserLimits::quotaObjects,
              {.places = userPlaces("quota_files"),
               .label = QT_TRANSLATE_NOOP("Settings", "Number of files"),
               .help = QT_TRANSLATE_NOOP("Settings", "Files and folders that may lie in the "
                                                     "folders that the user sees; 0: no limit.")}),
        bytes([](UserLimits &limits) -> qint64 & { return limits.bandwidth.up; },
              {.places = userPlaces("upload_speed"),
               .label = QT_TRANSLATE_NOOP("Settings", "Upload speed"),
               .help = QT_TRANSLATE_NOOP("Settings", "Bytes a second of all uploads of the user "
                                                     "together; 0: no limit.")}),
        bytes([](UserLimits &limits) -> qint64 & { return limits.bandwidth.down; },
              {.places = userPlaces("download_speed"),
               .label = QT_TRANSLATE_NOOP("Settings", "Download speed"),
               .help = QT_TRANSLATE_NOOP("Settings", "Bytes a second of all downloads of the "
                                                     "user together; 0: no limit.")}),
    };
}

// Not set: as the profile says; written only when it is set.
Row deviceSwitch(std::optional<bool> DeviceSettings::*member, SettingInfo info)
{
    info.kind = Kind::Switch;
    return {
        info,
        [=](const QString &text, AccountDraft &draft) {
            bool value = false;
            QString problem = valueText::readSwitch(text, value);
            if (problem.isEmpty())
                draft.user.device.*member = value;
            return problem;
        },
        [=](const AccountDraft &draft) {
            const std::optional<bool> &value = draft.user.device.*member;
            return !value ? QString() : *value ? QStringLiteral("true") : QStringLiteral("false");
        }};
}

// The choices stand in the order of DeviceSettings::Profile.
Row profileRow()
{
    static const QStringList choices{QStringLiteral("none"),     QStringLiteral("camera"),
                                     QStringLiteral("scanner"),  QStringLiteral("plc"),
                                     QStringLiteral("explorer"), QStringLiteral("active_only"),
                                     QStringLiteral("backup")};
    return {{.places = userPlaces("profile"),
             .label = QT_TRANSLATE_NOOP("Settings", "Device"),
             .help = QT_TRANSLATE_NOOP(
                 "Settings", "A set of the switches below for a kind of device: camera, scanner, "
                             "plc, explorer (Windows, with Chinese names), active_only, backup."),
             .kind = Kind::Choice,
             .choices = choices},
            [](const QString &text, AccountDraft &draft) {
                auto index = static_cast<qsizetype>(draft.user.device.profile);
                QString problem = valueText::readChoice(text, choices, index);
                draft.user.device.profile = static_cast<DeviceSettings::Profile>(index);
                return problem;
            },
            [](const AccountDraft &draft) {
                return choices.at(static_cast<qsizetype>(draft.user.device.profile));
            }};
}

// The choices stand in the order of Charset.
Row charsetRow()
{
    static const QStringList choices{QStringLiteral("utf-8"),        QStringLiteral("gbk"),
                                     QStringLiteral("gb18030"),      QStringLiteral("iso-8859-1"),
                                     QStringLiteral("windows-1252"), QStringLiteral("bytes")};
    return {
        {.places = userPlaces("charset"),
         .label = QT_TRANSLATE_NOOP("Settings", "Names are written in"),
         .help = QT_TRANSLATE_NOOP(
             "Settings", "gbk, gb18030 (Chinese), iso-8859-1 and windows-1252 (Western European): "
                         "for clients that do not know UTF-8; those that do are recognised. "
                         "bytes: for several charsets at once; what is not UTF-8 comes back as "
                         "it was sent, and looks strange elsewhere."),
         .kind = Kind::Choice,
         .choices = choices},
        [](const QString &text, AccountDraft &draft) {
            qsizetype index = 0;
            QString problem = valueText::readChoice(text, choices, index);
            if (problem.isEmpty())
                draft.user.device.charset = static_cast<Charset>(index);
            return problem;
        },
        [](const AccountDraft &draft) {
            const std::optional<Charset> &charset = draft.user.device.charset;
            return charset ? choices.at(static_cast<qsizetype>(*charset)) : QString();
        }};
}

QList<Row> switchRows()
{
    return {
        deviceSwitch(&DeviceSettings::makesMissingFolders,
                     {.places = userPlaces("make_missing_folders"),
                      .label = QT_TRANSLATE_NOOP("Settings", "Make missing folders"),
                      .help = QT_TRANSLATE_NOOP("Settings", "An upload or MKD into a folder that "
                                                            "is not there makes it.")}),
        deviceSwitch(&DeviceSettings::answersExistingMkd,
                     {.places = userPlaces("mkd_existing_ok"),
                      .label = QT_TRANSLATE_NOOP("Settings", "MKD of an existing folder succeeds"),
                      .help = QT_TRANSLATE_NOOP("Settings", "Answered 257 in place of 550.")}),
        deviceSwitch(&DeviceSettings::usesPeerForPort,
                     {.places = userPlaces("port_uses_peer"),
                      .label = QT_TRANSLATE_NOOP("Settings", "PORT means the client's address"),
                      .help = QT_TRANSLATE_NOOP("Settings", "Whatever address PORT names: for "
                                                            "devices behind NAT.")}),
        deviceSwitch(&DeviceSettings::offersEpsv,
                     {.places = userPlaces("epsv"),
                      .label = QT_TRANSLATE_NOOP("Settings", "EPSV"),
                      .help = QT_TRANSLATE_NOOP("Settings", "false: for devices that ask for EPSV "
                                                            "and cannot use it.")}),
        deviceSwitch(&DeviceSettings::storesAsciiAsBinary,
                     {.places = userPlaces("ascii_as_binary"),
                      .label = QT_TRANSLATE_NOOP("Settings", "TYPE A changes nothing"),
                      .help = QT_TRANSLATE_NOOP("Settings", "For clients that forget TYPE I and "
                                                            "would have their files changed.")}),
        deviceSwitch(&DeviceSettings::ignoresTimesAndModes,
                     {.places = userPlaces("ignore_times_modes"),
                      .label = QT_TRANSLATE_NOOP("Settings", "Ignore MFMT and CHMOD"),
                      .help = QT_TRANSLATE_NOOP("Settings", "They are answered as done, and "
                                                            "nothing is done.")}),
    };
}

}  // namespace

QList<SettingRow<AccountDraft>> userLimitRows() { return accessRows() + amountRows(); }

QList<SettingRow<AccountDraft>> deviceRows()
{
    return QList<Row>{profileRow(), charsetRow()} + switchRows();
}

}  // namespace cosftp

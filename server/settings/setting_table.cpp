// SPDX-License-Identifier: GPL-3.0-or-later
// One row per setting that exists once. The default stands in the struct, everything else here.
#include "settings/setting_table.h"

#include "settings/setting_builders.h"

#include <limits>

namespace cosftp {

namespace {

constexpr qint64 kiB = 1024;
constexpr qint64 miB = 1024 * kiB;
constexpr qint64 giB = 1024 * miB;
constexpr qint64 storeMaxBytes = 10'000 * 5 * giB;  // the store's parts, each of the largest size
constexpr qint64 dayInSeconds = 86'400;

using namespace settingRow;

QList<Row> sizeRows()
{
    return {
        bytes(&Settings::limits, &LimitSettings::singleFileMaxBytes,
              {.places = places("FILE_OPTION/single_file_max_size LIMITS/single_file_max_size"),
               .label = QT_TRANSLATE_NOOP("Settings", "Largest file"),
               .help = QT_TRANSLATE_NOOP(
                   "Settings", "Bytes of one uploaded file; larger ones fail. 0 and default: the "
                               "store's own limit (in the original: 200 GiB)."),
               .maximum = storeMaxBytes}),
        bytes(&Settings::limits, &LimitSettings::minPartBytes,
              {.places = places("OPTIONAL/min_part_size LIMITS/min_part_size"),
               .label = QT_TRANSLATE_NOOP("Settings", "Smallest part"),
               .help = QT_TRANSLATE_NOOP("Settings", "Bytes of the first parts of an upload; parts "
                                                     "grow with the file."),
               .minimum = miB,
               .maximum = giB}),
        bytes(&Settings::limits, &LimitSettings::memoryBudgetBytes,
              {.places = places("LIMITS/memory_budget OPTIONAL/memory_budget"),
               .label = QT_TRANSLATE_NOOP("Settings", "Memory budget"),
               .help = QT_TRANSLATE_NOOP("Settings", "Bytes of memory for the parts of all "
                                                     "transfers together."),
               .apply = Apply::Now,
               .minimum = 8 * miB,
               .maximum = 1024 * giB}),
        bytes(&Settings::limits, &LimitSettings::hashMaxBytes,
              {.places = places("LIMITS/hash_max_size"),
               .label = QT_TRANSLATE_NOOP("Settings", "Largest checksum"),
               .help = QT_TRANSLATE_NOOP(
                   "Settings", "Bytes that the server reads from the store to answer one HASH or "
                               "XCRC; 0: it does not know these commands."),
               .apply = Apply::Now,
               .maximum = storeMaxBytes}),
        onOff(&Settings::limits, &LimitSettings::checkMemory,
              {.places = places("OPTIONAL/config_check_enable LIMITS/config_check_enable"),
               .label = QT_TRANSLATE_NOOP("Settings", "Check the memory"),
               .help = QT_TRANSLATE_NOOP(
                   "Settings", "Refuse to start when the estimated memory is above 60 % of what "
                               "is available."),
               .apply = Apply::OnRestart}),
    };
}

QList<Row> countRows()
{
    return {
        number(&Settings::limits, &LimitSettings::uploadThreads,
               {.places = places("OPTIONAL/upload_thread_num LIMITS/upload_thread_num"),
                .label = QT_TRANSLATE_NOOP("Settings", "Parts in flight"),
                .help = QT_TRANSLATE_NOOP(
                    "Settings", "Parts of all uploads that are sent at once; 0 and default: four "
                                "per core, at least 16. More than eight per core are not used."),
                .apply = Apply::Now,
                .maximum = 100'000}),
        number(&Settings::limits, &LimitSettings::maxConnections,
               {.places = places("OPTIONAL/max_connection_num LIMITS/max_connection_num"),
                .label = QT_TRANSLATE_NOOP("Settings", "Connections"),
                .help = QT_TRANSLATE_NOOP(
                    "Settings", "Sessions and data connections together, at most half of them not "
                                "logged in; fewer where the system allows too few open files. 0: "
                                "no limit."),
                .maximum = 1'000'000}),
        number(&Settings::limits, &LimitSettings::maxListEntries,
               {.places = places("OPTIONAL/max_list_file LIMITS/max_list_file"),
                .label = QT_TRANSLATE_NOOP("Settings", "Entries in a listing"),
                .help = QT_TRANSLATE_NOOP(
                    "Settings", "Entries in one listing; 0 and default: no limit (in the original "
                                "default means 10000, and the rest is left out)."),
                .maximum = std::numeric_limits<int>::max()}),
        number(&Settings::limits, &LimitSettings::resumeHours,
               {.places = places("LIMITS/resume_hours"),
                .label = QT_TRANSLATE_NOOP("Settings", "Keep interrupted uploads"),
                .help = QT_TRANSLATE_NOOP("Settings", "Hours during which an interrupted upload "
                                                      "can be continued; then it is removed."),
                .minimum = 1,
                .maximum = 8760}),
        number(&Settings::limits, &LimitSettings::folderRenameLimit,
               {.places = places("LIMITS/folder_rename_limit"),
                .label = QT_TRANSLATE_NOOP("Settings", "Files in a renamed folder"),
                .help = QT_TRANSLATE_NOOP(
                    "Settings", "Files in a folder that may be renamed or removed as a whole, "
                                "which copies or deletes each of them; larger ones are refused."),
                .minimum = 1,
                .maximum = 10'000'000}),
        number(&Settings::limits, &LimitSettings::restoreArchivedDays,
               {.places = places("LIMITS/restore_archived"),
                .label = QT_TRANSLATE_NOOP("Settings", "Restore archived files"),
                .help = QT_TRANSLATE_NOOP(
                    "Settings", "Days that an archived file becomes readable when a client asks "
                                "for it (it takes hours and costs money); 0: never."),
                .maximum = 365}),
    };
}

QList<Row> cleanupRows()
{
    return {
        onOff(&Settings::cleanup, &CleanupSettings::isOn,
              {.places = places("CLEANUP/enabled"),
               .label = QT_TRANSLATE_NOOP("Settings", "Clean up"),
               .help = QT_TRANSLATE_NOOP(
                   "Settings", "Look every hour for interrupted uploads that are too old to be "
                               "continued, and for folder renames that a crash interrupted.")}),
        number(&Settings::cleanup, &CleanupSettings::orphanDays,
               {.places = places("CLEANUP/orphan_days"),
                .label = QT_TRANSLATE_NOOP("Settings", "Abort unknown uploads"),
                .help = QT_TRANSLATE_NOOP(
                    "Settings", "Days after which an idle unfinished upload that this server knows "
                                "nothing of, such as another program's, is aborted; 0: never."),
                .maximum = 3650}),
    };
}

SettingInfo timeout(const char *place, const char *label, const char *help, qint64 minimum = 1)
{
    return {.places = places(place),
            .label = label,
            .help = help,
            .minimum = minimum,
            .maximum = dayInSeconds};
}

QList<Row> timeoutRows()
{
    return {
        seconds(
            &TimeoutSettings::login,
            timeout("TIMEOUTS/login", QT_TRANSLATE_NOOP("Settings", "Login"),
                    QT_TRANSLATE_NOOP("Settings", "Seconds from the connection to the login."))),
        seconds(&TimeoutSettings::idle,
                timeout("TIMEOUTS/idle", QT_TRANSLATE_NOOP("Settings", "Idle session"),
                        QT_TRANSLATE_NOOP("Settings", "Seconds without a command or transfer."))),
        seconds(&TimeoutSettings::dataConnect,
                timeout("TIMEOUTS/data_connect", QT_TRANSLATE_NOOP("Settings", "Data connection"),
                        QT_TRANSLATE_NOOP("Settings", "Seconds until a data connection is made."))),
        seconds(&TimeoutSettings::passiveUnused,
                timeout("TIMEOUTS/passive_unused",
                        QT_TRANSLATE_NOOP("Settings", "Unused passive port"),
                        QT_TRANSLATE_NOOP("Settings", "Seconds that a passive port waits for its "
                                                      "transfer command."))),
        seconds(&TimeoutSettings::dataStall,
                timeout("TIMEOUTS/data_stall", QT_TRANSLATE_NOOP("Settings", "Stalled transfer"),
                        QT_TRANSLATE_NOOP("Settings", "Seconds in which no byte moves."))),
        seconds(&TimeoutSettings::partRetry,
                timeout("TIMEOUTS/part_retry", QT_TRANSLATE_NOOP("Settings", "Retry of a part"),
                        QT_TRANSLATE_NOOP("Settings", "Seconds for which one part of an upload is "
                                                      "tried again when the store does not take "
                                                      "it; 0: not at all."),
                        0)),
        seconds(&TimeoutSettings::nameWait,
                timeout("TIMEOUTS/name_wait", QT_TRANSLATE_NOOP("Settings", "Wait for a name"),
                        QT_TRANSLATE_NOOP("Settings", "Seconds that APPE, a resumed upload or a "
                                                      "rename waits while somebody else changes "
                                                      "the same file; 0: refused at once."),
                        0)),
        seconds(&TimeoutSettings::takeOver,
                timeout("TIMEOUTS/take_over", QT_TRANSLATE_NOOP("Settings", "Take over an upload"),
                        QT_TRANSLATE_NOOP("Settings", "Seconds without a byte after which the "
                                                      "same user's new session may go on with an "
                                                      "upload whose old session still hangs."))),
        seconds(&TimeoutSettings::shutdownGrace,
                timeout("TIMEOUTS/shutdown_grace", QT_TRANSLATE_NOOP("Settings", "Shutdown"),
                        QT_TRANSLATE_NOOP("Settings", "Seconds that running transfers get when "
                                                      "the server stops."),
                        0)),
    };
}

// WARN is what half of the world calls it.
Row withShortWarning(Row row)
{
    row.read = [read = row.read](const QString &text, Settings &settings) {
        const bool isShort = text.compare(QLatin1String("WARN"), Qt::CaseInsensitive) == 0;
        return read(isShort ? QStringLiteral("WARNING") : text, settings);
    };
    return row;
}

QList<Row> logRows()
{
    return {
        withShortWarning(
            choice(&Settings::log, &LogSettings::level,
                   {QStringLiteral("DEBUG"), QStringLiteral("INFO"), QStringLiteral("WARNING"),
                    QStringLiteral("ERROR")},
                   {.places = places("OPTIONAL/log_level LOG/log_level"),
                    .label = QT_TRANSLATE_NOOP("Settings", "Level"),
                    .help = QT_TRANSLATE_NOOP("Settings", "The least important message that is "
                                                          "logged.")})),
        text(&Settings::log, &LogSettings::directory, readAnyText,
             {.places = places("OPTIONAL/log_dir LOG/log_dir"),
              .label = QT_TRANSLATE_NOOP("Settings", "Folder"),
              .help = QT_TRANSLATE_NOOP(
                  "Settings", "Folder of cosftpd.log, as seen from the settings file; default: "
                              "log. Not set: standard error only."),
              .defaultText = "log"}),
        onOff(&Settings::log, &LogSettings::rotates,
              {.places = places("OPTIONAL/log_rotate_enabled LOG/log_rotate_enabled"),
               .label = QT_TRANSLATE_NOOP("Settings", "Rotation"),
               .help = QT_TRANSLATE_NOOP("Settings", "Begin a new log file from time to time.")}),
        choice(&Settings::log, &LogSettings::rotateWhen,
               {QStringLiteral("S"), QStringLiteral("M"), QStringLiteral("H"), QStringLiteral("D")},
               {.places = places("OPTIONAL/log_rotate_when LOG/log_rotate_when"),
                .label = QT_TRANSLATE_NOOP("Settings", "Rotate each"),
                .help = QT_TRANSLATE_NOOP("Settings", "Second, minute, hour or day.")}),
        number(&Settings::log, &LogSettings::backupCount,
               {.places = places("OPTIONAL/log_backup_count LOG/log_backup_count"),
                .label = QT_TRANSLATE_NOOP("Settings", "Old log files"),
                .help = QT_TRANSLATE_NOOP("Settings", "Old log files that are kept."),
                .maximum = 100'000}),
    };
}

}  // namespace

const QList<SettingRow<Settings>> &settingRows()
{
    static const QList<Row> rows = networkRows() + tlsRows() + securityRows() + sizeRows()
                                   + countRows() + bandwidthRows() + cleanupRows() + timeoutRows()
                                   + logRows();
    return rows;
}

}  // namespace cosftp

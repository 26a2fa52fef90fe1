// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/ini_text.h"
#include "settings/setting_row.h"
#include "settings/settings_file.h"

#include <QHash>

#include <optional>

namespace cosftp {

/// Turns the sections of one file into Settings, and collects every problem on the way. Used once.
class SettingsReader
{
public:
    explicit SettingsReader(QString fileName) : m_fileName(std::move(fileName)) {}
    LoadedSettings read(const QByteArray &text);

private:
    /// A section as the tables know it: "BUCKET" of "[BUCKET main]" with the id "main".
    struct SectionName
    {
        QString family;
        QString id;
    };
    using GivenKeys = QHash<QString, int>;  ///< Key to the line it stands on.
    /// Where a setting of settingRows() was given.
    struct Given
    {
        int line = 0;
        QString section;
        QString key;
    };
    /// The mounts of a native user: their buckets are looked up when all sections are known.
    struct PendingMounts
    {
        QString section;
        GivenKeys given;
        QList<MountSettings> mounts;
    };

    void readSection(const IniSection &section);
    void readPlain(const IniSection &section);
    void readPlainKey(const IniSection &section, const IniEntry &entry);
    void readLoginUsers(const IniSection &section, const IniEntry &entry);
    void readLoginUser(const IniSection &section, const IniEntry &entry, qsizetype number,
                       const QString &piece);
    void readAccount(const IniSection &section, const SectionName &name);
    GivenKeys readAccountKeys(const IniSection &section, const SectionName &name,
                              AccountDraft &draft);
    void addBucket(const IniSection &section, const QString &id, const AccountDraft &draft,
                   const GivenKeys &given);
    void addAccountUser(const IniSection &section, const AccountDraft &draft,
                        const GivenKeys &given);
    void addNativeUser(const IniSection &section, const QString &name, const AccountDraft &draft,
                       const GivenKeys &given);
    void addUser(const IniSection &section, int line, const QString &key, const UserSettings &user);
    void requireKeys(const IniSection &section, const GivenKeys &given, const QStringList &keys);
    void requireOnePassword(const IniSection &section, const GivenKeys &given,
                            const QString &plainKey);
    void requirePlaceAndKey(const IniSection &section, const QString &family,
                            const AccountDraft &draft, const GivenKeys &given);
    std::optional<QString> valueOf(const IniSection &section, const QString &family,
                                   const IniEntry &entry, bool mayContinue);
    void warnOfQuotes(const IniSection &section, const IniEntry &entry);
    bool isDuplicate(const IniSection &section, const IniEntry &entry, GivenKeys &given);
    void reportUnknownSection(const IniSection &section);
    void reportUnknownKey(const IniSection &section, const QString &family, const IniEntry &entry);
    void checkWhole();
    void checkLoginUsersHaveBucket();
    void checkMountedBuckets();
    void checkPorts();
    void checkPort(const SettingPlace &place, quint16 port);
    void checkTls();
    void checkSizes();
    void resolvePaths();
    void problem(int line, const QString &section, const QString &key, const QString &text);
    void warning(int line, const QString &section, const QString &key, const QString &text);

    QString m_fileName;
    LoadedSettings m_loaded;
    QList<SettingPlace> m_faultyKeys;  ///< Their lines could not be read, so they are there.
    QHash<QString, int> m_sectionLines;
    QHash<const SettingRow<Settings> *, Given> m_givenRows;
    QHash<QByteArray, int> m_userLines;
    QList<PendingMounts> m_pending;
    bool m_hasSecondGeneration = false;
};

}  // namespace cosftp

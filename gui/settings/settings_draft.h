// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/server_link.h"
#include "settings/settings_delta.h"

namespace cosftp {

/// What the user has changed and not applied yet. A value.
class SettingsDraft
{
public:
    SettingsDraft() = default;
    explicit SettingsDraft(const SettingsDocument &base);

    [[nodiscard]] const SettingsDocument &base() const { return m_base; }
    /// False if a line of the file is wrong: what it means is not known then. An empty file, or one
    /// without buckets or users, can be edited.
    [[nodiscard]] bool isUsable() const { return m_isUsable; }
    [[nodiscard]] const Settings &settings() const { return m_edited; }
    [[nodiscard]] Settings &settings() { return m_edited; }
    /// True while buckets and users stand in sections of the original, which cannot be edited.
    [[nodiscard]] bool isOriginal() const;
    /// Buckets and users get sections of our own; a change like any other, made when applied.
    void convert();

    void renameBucket(qsizetype at, const QString &id);  ///< Users of the bucket follow.
    void renameUser(qsizetype at, const QByteArray &name);
    void removeBucket(qsizetype at);
    void removeUser(qsizetype at);
    /// A SecretKey for the keychain, to be written there before the rest is applied.
    void setSecret(const QString &bucketId, const QByteArray &secret);
    [[nodiscard]] const QHash<QString, QByteArray> &secrets() const { return m_secrets; }
    void forgetSecrets() { m_secrets.clear(); }

    [[nodiscard]] bool isChanged() const;
    [[nodiscard]] QList<SettingsChange> changes() const;
    /// What would be wrong with the file after the changes.
    [[nodiscard]] QList<SettingsProblem> problems() const;
    /// The same changes to another state of the file.
    [[nodiscard]] SettingsDraft onto(const SettingsDocument &other) const;

private:
    [[nodiscard]] Result<QByteArray> changedText() const;

    SettingsDocument m_base;
    bool m_isUsable = true;
    QList<SettingsChange> m_conversion;
    QByteArray m_text;  ///< The base's, after the conversion.
    Settings m_from;    ///< What m_text means.
    Settings m_edited;
    Renames m_renames;
    QHash<QString, QByteArray> m_secrets;
};

/// The names of the users who see a part of the bucket.
QStringList usersOf(const Settings &settings, const QString &bucketId);

}  // namespace cosftp

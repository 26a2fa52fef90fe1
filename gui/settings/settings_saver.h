// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "secrets/secret_store.h"
#include "settings/settings_draft.h"

namespace cosftp {

/// Applies a draft: writes new keys into the keychain, keeps a backup of the file, changes it
/// through the link. One at a time; finished() once for each.
class SettingsSaver final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SettingsSaver)

public:
    struct Outcome
    {
        enum class Kind {
            Saved,
            SecretNotKept,  ///< The keychain refused; nothing was changed.
            ChangedByOther,
            NotValid,
            Failed
        };
        Kind kind = Kind::Failed;
        QString text;        ///< Why it did not go well; for people.
        ApplyReport report;  ///< When saved.
        bool hasBackup = true;
    };

    SettingsSaver(ServerLink &link, SecretStore &secrets, QObject *parent = nullptr);
    ~SettingsSaver() override = default;

    void save(const SettingsDraft &draft);
    /// Puts a whole text in place of the file (import, restore of a backup).
    void replace(const SettingsDocument &base, const QByteArray &text);
    [[nodiscard]] bool isBusy() const { return m_isBusy; }

Q_SIGNALS:
    void finished(const cosftp::SettingsSaver::Outcome &outcome);

private:
    void writeNextSecret();
    void onSecret(const Result<Done> &written);
    void change();
    void keepOld(const SettingsDocument &base);
    void onChanged(const Result<ApplyReport> &result);
    void end(const Outcome &outcome);

    ServerLink &m_link;
    SecretStore &m_secrets;
    SettingsDraft m_draft;
    QList<std::pair<QString, QByteArray>> m_waiting;  ///< Entries and secrets to be written.
    bool m_hasBackup = true;
    bool m_isBusy = false;
};

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/access_records.h"
#include "settings/settings.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTimer;

namespace cosftp {

class AccountFields;
class Card;
class CopyField;
class DeviceForm;
class FolderRightsList;
class MountList;
class UserLimitsForm;

/// The form of one user. The stored password is never shown; a new one is kept as a hash that is
/// made on a helper thread.
class UserEditor final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UserEditor)

public:
    explicit UserEditor(QWidget *parent = nullptr);
    ~UserEditor() override = default;

    void load(const UserSettings &user, const QList<QByteArray> &otherNames,
              const QStringList &bucketIds);
    /// What the form says, with the stored password or the hash of the new one.
    [[nodiscard]] UserSettings user() const { return m_user; }
    [[nodiscard]] QWidget *firstBad() const;
    /// A password was typed whose hash is not there yet.
    [[nodiscard]] bool isHashing() const { return m_hashing != nullptr; }
    void setFocusOn(const QString &key);
    /// What the server counts for the user's quota.
    void setUsed(const std::optional<QuotaRecord> &used);

Q_SIGNALS:
    void edited();
    void nameEdited(const QByteArray &name);  ///< A valid one.
    void hashed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void nameParts();
    void build();
    void connectAll();
    void loadParts(const UserSettings &user, const QStringList &bucketIds);
    void onEdited();
    void onName();
    void onPassword();
    void hashPassword();
    void generate();
    void showStrength();
    void retranslate();

    UserSettings m_user;
    UserSettings m_stored;  ///< As it was loaded.
    QList<QByteArray> m_otherNames;
    QString m_hashProblem;
    bool m_isLoading = false;
    QObject *m_hashing = nullptr;  ///< The context of the running hash; another password ends it.
    QTimer *m_pause;
    Card *m_account;
    Card *m_folders;
    Card *m_limitsCard;
    Card *m_deviceCard;
    QCheckBox *m_enabled;
    QLabel *m_nameLabel;
    QLineEdit *m_name;
    QLabel *m_nameProblem;
    QLabel *m_passwordLabel;
    QLineEdit *m_password;
    QPushButton *m_generate;
    QLabel *m_strength;
    CopyField *m_generated;
    AccountFields *m_encryption;
    MountList *m_mounts;
    FolderRightsList *m_folderRights;
    AccountFields *m_interrupted;
    UserLimitsForm *m_limits;
    DeviceForm *m_device;
};

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTimer;

namespace cosftp {

class Card;
class CopyField;
class MountList;
class SettingField;

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

Q_SIGNALS:
    void edited();
    void nameEdited(const QByteArray &name);  ///< A valid one.
    void hashed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
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
    QCheckBox *m_enabled;
    QLabel *m_nameLabel;
    QLineEdit *m_name;
    QLabel *m_nameProblem;
    QLabel *m_passwordLabel;
    QLineEdit *m_password;
    QPushButton *m_generate;
    QLabel *m_strength;
    CopyField *m_generated;
    MountList *m_mounts;
    QCheckBox *m_mayDelete;
    SettingField *m_interrupted;
};

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace cosftp {

class SettingField;

/// What kind of device a user's client is, and each switch of it: as the device has it, or
/// otherwise for this user.
class DeviceForm final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DeviceForm)

public:
    explicit DeviceForm(QWidget *parent = nullptr);
    ~DeviceForm() override = default;

    void load(const DeviceSettings &device);
    [[nodiscard]] DeviceSettings device() const;
    /// The control of a key of the settings table; nullptr if it is none of a device.
    [[nodiscard]] QWidget *control(const QString &key) const;

Q_SIGNALS:
    void edited();

protected:
    void changeEvent(QEvent *event) override;

private:
    /// A setting that may also be left to the device.
    struct Choice
    {
        QString key;
        QLabel *label;
        QComboBox *combo;  ///< Data: the texts of the settings table; empty: as the device has it.
        QLabel *help;
    };

    void addChoice(const QString &key);
    void onEdited();
    void showProfile();
    void retranslate();

    SettingField *m_profile;
    QList<Choice> m_choices;
};

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

namespace cosftp {

class SettingField;

/// A button beside a field for a file's name that lets one choose the file.
class FileChooser final : public QToolButton
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FileChooser)

public:
    /// The field lives longer.
    explicit FileChooser(SettingField &field);
    ~FileChooser() override = default;

protected:
    void changeEvent(QEvent *event) override;

private:
    void choose();
    void retranslate();

    SettingField &m_field;
};

}  // namespace cosftp

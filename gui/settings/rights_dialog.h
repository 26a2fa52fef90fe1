// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings.h"

#include <QDialog>

class QLabel;
class QLineEdit;

namespace cosftp {

/// Asks for a path and says what a user may do there, as one types. Shows the settings as they are
/// edited, also before they are applied.
class RightsDialog final : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RightsDialog)

public:
    RightsDialog(Settings settings, QByteArray user, QWidget *parent = nullptr);
    ~RightsDialog() override = default;

private:
    void answer();

    Settings m_settings;
    QByteArray m_user;
    QLineEdit *m_path;
    QLabel *m_result;
};

}  // namespace cosftp

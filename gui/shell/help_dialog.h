// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace cosftp {

/// The list of keys (F1).
class HelpDialog final : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HelpDialog)

public:
    /// `pageTitles` in the order of Alt+1, Alt+2 ...
    explicit HelpDialog(const QStringList &pageTitles, QWidget *parent = nullptr);
    ~HelpDialog() override = default;
};

}  // namespace cosftp

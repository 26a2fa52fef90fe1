// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/server_link.h"

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace cosftp {

class CopyField;

/// The state of the server, the addresses under which clients reach it, and the one they are told
/// for data connections.
class AddressPanel final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AddressPanel)

public:
    explicit AddressPanel(QWidget *parent = nullptr);

    /// `hosts`: where the server can be reached, the best first.
    void show(const LinkStatus &status, const QStringList &hosts);
    [[nodiscard]] QStringList addresses() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void showAddresses();
    void retranslate();

    LinkStatus m_status;
    QStringList m_hosts;
    QLabel *m_addressTitle;
    QVBoxLayout *m_list;
    QList<CopyField *> m_fields;
    QLabel *m_passiveTitle;
    CopyField *m_passive;
    QLabel *m_passiveHint;
};

}  // namespace cosftp

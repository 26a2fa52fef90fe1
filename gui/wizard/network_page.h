// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wizard/wizard_page.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

namespace cosftp {

class Field;

/// Who reaches the server, on which ports, and what it tells clients about its address.
class NetworkPage final : public WizardPage
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NetworkPage)

public:
    explicit NetworkPage(QWidget *parent = nullptr);
    ~NetworkPage() override = default;

    [[nodiscard]] QString step() const override { return tr("Network"); }
    [[nodiscard]] QString title() const override { return tr("How clients reach the server"); }
    [[nodiscard]] QString subtitle() const override;
    void enter(const WizardAnswers &answers) override;
    bool leave(WizardAnswers &answers) override;

protected:
    void retranslate() override;

private:
    void build();
    void showAddress();
    [[nodiscard]] bool isLocalOnly() const;
    [[nodiscard]] NetworkSettings network() const;

    NetworkSettings m_present;  ///< What is not asked for stays.
    bool m_isFilled = false;
    QComboBox *m_who;
    QSpinBox *m_port;
    QSpinBox *m_first;
    QSpinBox *m_last;
    QLabel *m_to;
    QLineEdit *m_address;
    Field *m_whoField;
    Field *m_portField;
    Field *m_passiveField;
    Field *m_addressField;
};

}  // namespace cosftp

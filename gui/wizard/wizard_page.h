// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wizard/wizard_answers.h"

#include <QWidget>

namespace cosftp {

/// One page of the wizard. It keeps what the user typed; answers go in and out as values.
class WizardPage : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WizardPage)

public:
    explicit WizardPage(QWidget *parent = nullptr) : QWidget(parent) {}
    ~WizardPage() override = default;

    [[nodiscard]] virtual QString step() const = 0;      ///< A word or two for the list of steps.
    [[nodiscard]] virtual QString title() const = 0;     ///< What the page wants to know.
    [[nodiscard]] virtual QString subtitle() const = 0;  ///< Why, in a sentence.
    [[nodiscard]] virtual QString nextText() const { return tr("&Next"); }
    [[nodiscard]] virtual bool isReady() const { return true; }  ///< Whether "Next" can be pressed.

    /// The page is shown after another one.
    virtual void enter(const WizardAnswers &answers) = 0;
    /// Puts what the page says into the answers. False if something is wrong; the page then says
    /// so at the field and puts the cursor there.
    virtual bool leave(WizardAnswers &answers) = 0;
    /// The user goes to another page or away: what runs in the background ends.
    virtual void cancel() {}

Q_SIGNALS:
    void readyChanged();

protected:
    virtual void retranslate() = 0;
    void changeEvent(QEvent *event) override;
};

}  // namespace cosftp

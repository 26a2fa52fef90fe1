// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/wizard_page.h"

#include <QEvent>

namespace cosftp {

void WizardPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace cosftp

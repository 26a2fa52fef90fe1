// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/questions.h"

#include "common/roles.h"

#include <QCoreApplication>
#include <QMessageBox>

namespace cosftp {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Questions)
};

QString whatEnds(const Activity &activity)
{
    if (activity.transfers() > 0)
        return Words::tr("%n transfer(s) are running.", nullptr, activity.transfers());
    return Words::tr("%n client(s) are connected.", nullptr, activity.sessions);
}

}  // namespace

QMessageBox *askBeforeEnding(Ending ending, const Activity &activity, QWidget *parent,
                             QObject *context, std::function<void()> goOn)
{
    if (activity.transfers() == 0 && activity.sessions == 0) {
        goOn();
        return nullptr;
    }
    const bool isQuit = ending == Ending::Quit;
    auto *box = new QMessageBox(QMessageBox::Question,
                                isQuit ? Words::tr("Quit") : Words::tr("Stop server"),
                                whatEnds(activity), QMessageBox::NoButton, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(
        Words::tr("New clients are turned away at once. Transfers may finish within the grace time "
                  "of the settings; what is not done by then is ended, and a half upload never "
                  "shows up in the bucket."));
    QPushButton *agree =
        box->addButton(isQuit ? Words::tr("Stop server and &quit") : Words::tr("&Stop server"),
                       QMessageBox::AcceptRole);
    setRole(agree, ButtonRole::Danger);
    QPushButton *keep = box->addButton(Words::tr("&Keep running"), QMessageBox::RejectRole);
    box->setDefaultButton(keep);
    box->setEscapeButton(keep);
    QObject::connect(agree, &QPushButton::clicked, context, std::move(goOn));
    box->open();
    return box;
}

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/new_passwords.h"

#include "common/roles.h"

#include <QCoreApplication>
#include <QHash>
#include <QMessageBox>
#include <QSet>

namespace cosftp {

namespace {

constexpr qsizetype mostNames = 10;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(NewPasswords)
};

QString shownNames(const QSet<QByteArray> &names)
{
    QStringList list;
    for (const QByteArray &name : names)
        list += QString::fromUtf8(name);
    list.sort();
    const bool areMore = list.size() > mostNames;
    return list.mid(0, mostNames).join(QStringLiteral(", "))
           + (areMore ? QStringLiteral(", …") : QString());
}

}  // namespace

QList<QByteArray> usersWithNewPasswords(const Settings &from, const Settings &to)
{
    QHash<QByteArray, QByteArray> before;
    for (const UserSettings &user : from.users)
        before.insert(user.name, user.password);
    QList<QByteArray> users;
    for (const UserSettings &user : to.users)
        if (before.contains(user.name) && before.value(user.name) != user.password)
            users += user.name;
    return users;
}

void askToEndSessions(ServerLink &link, const QList<QByteArray> &users, QWidget *parent)
{
    QList<quint64> sessions;
    QSet<QByteArray> present;
    for (const SessionRecord &session : link.snapshot().sessions)
        if (users.contains(session.user)) {
            sessions += session.sessionId;
            present += session.user;
        }
    if (sessions.isEmpty())
        return;
    auto *box = new QMessageBox(
        QMessageBox::Question, Words::tr("New password"),
        Words::tr("%n session(s) of %1 began with the old password and go on. End them?", nullptr,
                  static_cast<int>(sessions.size()))
            .arg(shownNames(present)),
        QMessageBox::NoButton, parent);
    box->setObjectName(QStringLiteral("endSessions"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    QPushButton *end = box->addButton(Words::tr("&End the sessions"), QMessageBox::AcceptRole);
    QPushButton *keep = box->addButton(Words::tr("&Let them go on"), QMessageBox::RejectRole);
    end->setObjectName(QStringLiteral("endThem"));
    setRole(end, ButtonRole::Danger);
    box->setDefaultButton(keep);
    box->setEscapeButton(keep);
    QObject::connect(end, &QPushButton::clicked, parent,
                     [server = &link, sessions] { server->closeSessions(sessions); });
    box->open();
}

}  // namespace cosftp

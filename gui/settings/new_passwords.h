// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/server_link.h"

class QWidget;

namespace cosftp {

/// The users that are in both and have another password in the second.
QList<QByteArray> usersWithNewPasswords(const Settings &from, const Settings &to);

/// Who is logged in goes on with the old password: asks whether the sessions of these users shall
/// end, if there are any. Returns at once.
void askToEndSessions(ServerLink &link, const QList<QByteArray> &users, QWidget *parent);

}  // namespace cosftp

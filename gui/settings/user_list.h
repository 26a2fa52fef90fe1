// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings.h"

#include <QStringList>

namespace cosftp {

/// Lists of users in files, as CSV or JSON: to be filled in elsewhere, and to be carried from one
/// server to another. Passwords leave as hashes or not at all; who brings clear ones gets them
/// hashed before anything is kept. The columns: name, enabled, password_hash, folders (one line
/// each, as "/PATH BUCKET /FOLDER RW"), may_delete, and every other key of [USER] that the settings
/// table knows (limits, quotas, rights of folders, the device); when read also password. Only name
/// must be there: what a list does not say of a user stays as it is.
enum class UserListFormat { Csv, Json };

QByteArray userListText(const QList<UserSettings> &users, UserListFormat format, bool withHashes);

/// One user of a list against the settings that are there.
struct ListedUser
{
    enum class Fate { Added, Changed, Same };
    int line = 0;  ///< In the file; of JSON: which one of the array.
    Fate fate = Fate::Same;
    UserSettings user;         ///< As it would be, without the password below.
    QByteArray plainPassword;  ///< To be hashed; empty: none came.
    bool operator==(const ListedUser &) const = default;
};

struct UserListProblem
{
    int line = 0;  ///< 0: the file as a whole.
    QString name;  ///< Of the user; empty if there is none.
    QString text;  ///< In the present language.
    bool operator==(const UserListProblem &) const = default;
};

/// What a list would do to the settings. With a problem nothing of it may be done.
struct UserListPlan
{
    QList<ListedUser> users;
    QList<UserListProblem> problems;
};

/// The format is seen from the text. Passwords never stand in a problem.
UserListPlan planUserList(const QByteArray &text, const Settings &settings);

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/login_queue.h"
#include "core/result.h"
#include "settings/settings.h"

#include <QObject>

#include <memory>

namespace cosftp {

/// Checks names and passwords. Thread-safe; the users are replaced as a whole on reload.
/// Unknown names, disabled users and wrong passwords cost the same work and give the same answer.
class UserDirectory
{
public:
    explicit UserDirectory(QList<UserSettings> users);
    ~UserDirectory();
    Q_DISABLE_COPY_MOVE(UserDirectory)

    /// Replaces the users; logins in progress finish with those they began with.
    void setUsers(QList<UserSettings> users);
    /// Answers in the context's thread: the user, or Denied. Hashed passwords are verified on
    /// helper threads, in the order of LoginQueue; Busy, and retryable, where too many wait. The
    /// same login again, right or wrong, costs no further hash for some minutes, nor do many of the
    /// same at once.
    void authenticate(const QByteArray &name, const QByteArray &password, QObject *context,
                      Handler<UserSettings> handler, const LoginOrigin &origin = {});

    /// How many slow hashes were checked so far.
    [[nodiscard]] qint64 hashesChecked() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// A scrypt hash of a password, for settings files. Slow on purpose.
Result<QByteArray> hashPassword(const QByteArray &password);
/// True if the text is a scrypt hash, or one of crypt(5) that this system can verify.
bool isPasswordHash(QByteArrayView text);

}  // namespace cosftp

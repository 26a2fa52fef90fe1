// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QObject>

namespace cosftp {

/// Where secrets (the SecretKey of a bucket) are kept between two starts: the keychain of the
/// desktop, or, only when the user chose it, a file that its owner alone may read. Nothing blocks;
/// handlers run later in the GUI's thread and are dropped when their context dies.
class SecretStore : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SecretStore)

public:
    enum class Keeper { Unknown, Keychain, File };
    enum class Problem { None, NoKeychain, Locked, Refused };

    /// `folder` is the profile's; the file is folder/secrets.
    explicit SecretStore(const QString &folder, QObject *parent = nullptr);
    ~SecretStore() override;

    /// Tries the keychain once with a dummy entry; ready() follows.
    void probe();
    [[nodiscard]] Keeper keeper() const;
    [[nodiscard]] Problem problem() const;
    [[nodiscard]] QString
    problemText() const;  ///< What is wrong with the keychain, and the way out.
    /// The entry under which a new key of this bucket is kept: "bucket/main@1f3a5c7e". The profile
    /// is in it, because one keychain serves all profiles of a user.
    [[nodiscard]] QString entryFor(const QString &bucketId) const;
    /// The user's decision to keep secrets in the file.
    void useFile(bool isAllowed);

    void write(const QString &entry, const QByteArray &secret, QObject *context,
               Handler<Done> handler);
    /// Code::NotFound if there is none, Code::Denied if the keychain is locked or refuses.
    void read(const QString &entry, QObject *context, Handler<QByteArray> handler);
    void remove(const QString &entry, QObject *context, Handler<Done> handler);

Q_SIGNALS:
    void ready();  ///< keeper() and problem() are known, or have changed.

private:
    void readProbe(const QString &entry);
    void endProbe(Problem problem);
    void whenKnown(QObject *context, const std::function<void()> &then);
    void writeNow(const QString &entry, const QByteArray &secret, QObject *context,
                  const Handler<Done> &handler);
    void readNow(const QString &entry, QObject *context, const Handler<QByteArray> &handler);
    void removeNow(const QString &entry, QObject *context, const Handler<Done> &handler);

    class Private;
    std::unique_ptr<Private> d;
};

}  // namespace cosftp

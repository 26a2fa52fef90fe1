// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "secrets/secret_store.h"

#include <QTimer>
#include <qt6keychain/keychain.h>

#include <chrono>

namespace cosftp {

/// One job of the keychain that answers once, at the latest after its deadline: a keychain that
/// waits for its password must not keep a window waiting. A child of the context it answers to.
class KeychainCall final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(KeychainCall)

public:
    struct Answer
    {
        QKeychain::Error error = QKeychain::OtherError;
        QString text;       ///< The keychain's own words.
        QByteArray secret;  ///< Of a read that went well.
        bool isLate = false;
    };
    using Taker = std::function<void(const Answer &)>;

    static void read(const QString &entry, std::chrono::milliseconds deadline, QObject *context,
                     Taker taker);
    static void write(const QString &entry, const QByteArray &secret,
                      std::chrono::milliseconds deadline, QObject *context, Taker taker);
    static void remove(const QString &entry, std::chrono::milliseconds deadline, QObject *context,
                       Taker taker);
    ~KeychainCall() override = default;

private:
    KeychainCall(QObject *context, Taker taker);
    void start(QKeychain::Job *job, const QString &entry, std::chrono::milliseconds deadline);
    void onFinished(QKeychain::Job *job);
    void onDeadline();
    void answer(const Answer &answer);

    Taker m_taker;
    QTimer m_deadline;
};

/// What a failed write to the keychain says about it.
SecretStore::Problem keychainProblem(const KeychainCall::Answer &answer);

}  // namespace cosftp

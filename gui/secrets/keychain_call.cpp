// SPDX-License-Identifier: GPL-3.0-or-later
#include "secrets/keychain_call.h"

namespace cosftp {

namespace {

const QString service = QStringLiteral("COS FTP Server");

bool says(const QString &text, const char *word)
{
    return text.contains(QLatin1String(word), Qt::CaseInsensitive);
}

}  // namespace

KeychainCall::KeychainCall(QObject *context, Taker taker)
    : QObject(context), m_taker(std::move(taker))
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &KeychainCall::onDeadline);
}

void KeychainCall::read(const QString &entry, std::chrono::milliseconds deadline, QObject *context,
                        Taker taker)
{
    auto *call = new KeychainCall(context, std::move(taker));
    call->start(new QKeychain::ReadPasswordJob(service), entry, deadline);
}

void KeychainCall::write(const QString &entry, const QByteArray &secret,
                         std::chrono::milliseconds deadline, QObject *context, Taker taker)
{
    auto *call = new KeychainCall(context, std::move(taker));
    auto *job = new QKeychain::WritePasswordJob(service);
    job->setTextData(QString::fromUtf8(secret));
    call->start(job, entry, deadline);
}

void KeychainCall::remove(const QString &entry, std::chrono::milliseconds deadline,
                          QObject *context, Taker taker)
{
    auto *call = new KeychainCall(context, std::move(taker));
    call->start(new QKeychain::DeletePasswordJob(service), entry, deadline);
}

// The job has no parent: one that is late goes on without us and deletes itself when it ends.
void KeychainCall::start(QKeychain::Job *job, const QString &entry,
                         std::chrono::milliseconds deadline)
{
    job->setAutoDelete(true);
    job->setKey(entry);
    connect(job, &QKeychain::Job::finished, this, &KeychainCall::onFinished);
    m_deadline.start(deadline);
    job->start();
}

void KeychainCall::onFinished(QKeychain::Job *job)
{
    Answer result{job->error(), job->errorString(), {}, false};
    if (const auto *reader = qobject_cast<QKeychain::ReadPasswordJob *>(job))
        result.secret = reader->textData().toUtf8();
    answer(result);
}

void KeychainCall::onDeadline()
{
    answer({QKeychain::OtherError, QStringLiteral("the keychain does not answer"), {}, true});
}

void KeychainCall::answer(const Answer &answer)
{
    m_deadline.stop();
    const Taker taker = std::exchange(m_taker, nullptr);
    deleteLater();
    if (taker)
        taker(answer);
}

SecretStore::Problem keychainProblem(const KeychainCall::Answer &answer)
{
    using Problem = SecretStore::Problem;
    switch (answer.error) {
    case QKeychain::NoError:
        return Problem::None;
    case QKeychain::AccessDeniedByUser:
        return Problem::Refused;
    case QKeychain::AccessDenied:  // KWallet: the user refused; libsecret: nobody unlocked it
        return says(answer.text, "access to keychain denied") ? Problem::Refused : Problem::Locked;
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return Problem::NoKeychain;
    case QKeychain::EntryNotFound:  // of what was written just before: the keychain is locked
    case QKeychain::CouldNotDeleteEntry:
        return Problem::Locked;
    case QKeychain::OtherError:
        break;
    }
    // libsecret tells in words only; the first two mean that nobody offers a keychain at all.
    if (says(answer.text, "autolaunch") || says(answer.text, "was not provided")
        || says(answer.text, "could not connect") || says(answer.text, "no such file"))
        return Problem::NoKeychain;
    return Problem::Locked;
}

}  // namespace cosftp

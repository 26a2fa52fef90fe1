// SPDX-License-Identifier: GPL-3.0-or-later
#include "secrets/secret_store.h"

#include "secrets/keychain_call.h"
#include "secrets/secret_file.h"

#include <QCryptographicHash>
#include <QDir>
#include <QUuid>

namespace cosftp {

namespace {

// A person may have to type the keychain's password; a probe only asks whether that is so.
constexpr std::chrono::milliseconds probeDeadline = std::chrono::seconds(8);
constexpr std::chrono::milliseconds callDeadline = std::chrono::seconds(60);

// Answers from the event loop, never from inside the call.
template <typename T>
void answerLater(QObject *context, const Handler<T> &handler, const Result<T> &result)
{
    QMetaObject::invokeMethod(
        context, [handler, result] { handler(result); }, Qt::QueuedConnection);
}

// Short: people see it in the settings and in their keychain.
QByteArray tagOf(const QString &folder)
{
    constexpr qsizetype letters = 8;
    const QByteArray path = QDir(folder).absolutePath().toUtf8();
    return QCryptographicHash::hash(path, QCryptographicHash::Sha256).toHex().first(letters);
}

Failure failureOf(const KeychainCall::Answer &answer, SecretStore::Problem known)
{
    if (answer.error == QKeychain::EntryNotFound && known == SecretStore::Problem::None)
        return Failure::of(Failure::Code::NotFound,
                           QStringLiteral("the keychain has no such entry"));
    return Failure::of(Failure::Code::Denied, answer.text);
}

}  // namespace

class SecretStore::Private
{
public:
    explicit Private(const QString &folder)
        : profile(tagOf(folder)), file(folder), isFileChosen(file.exists())
    {}

    QByteArray profile;  // tells it from others, says nothing of where it is
    SecretFile file;
    Problem problem = Problem::None;
    bool isFileChosen;
    bool isProbed = false;
    bool isProbing = false;
};

SecretStore::SecretStore(const QString &folder, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(folder))
{}

SecretStore::~SecretStore() = default;

QString SecretStore::entryFor(const QString &bucketId) const
{
    return QStringLiteral("bucket/%1@%2").arg(bucketId, QString::fromLatin1(d->profile));
}

void SecretStore::probe()
{
    if (std::exchange(d->isProbing, true))
        return;
    const QString entry = QStringLiteral("probe-") + QUuid::createUuid().toString(QUuid::Id128);
    const QByteArray dummy = "works";
    KeychainCall::write(entry, dummy, probeDeadline, this,
                        [this, entry](const KeychainCall::Answer &written) {
                            if (written.error != QKeychain::NoError)
                                return endProbe(keychainProblem(written));
                            readProbe(entry);
                        });
}

void SecretStore::readProbe(const QString &entry)
{
    KeychainCall::read(
        entry, probeDeadline, this, [this, entry](const KeychainCall::Answer &found) {
            KeychainCall::remove(entry, probeDeadline, this, [](const KeychainCall::Answer &) {});
            endProbe(keychainProblem(found));
        });
}

void SecretStore::endProbe(Problem problem)
{
    d->isProbing = false;
    d->isProbed = true;
    d->problem = problem;
    Q_EMIT ready();
}

SecretStore::Keeper SecretStore::keeper() const
{
    if (d->isFileChosen)
        return Keeper::File;
    return d->isProbed && d->problem == Problem::None ? Keeper::Keychain : Keeper::Unknown;
}

SecretStore::Problem SecretStore::problem() const { return d->problem; }

QString SecretStore::problemText() const
{
    switch (d->problem) {
    case Problem::None:
        return {};
    case Problem::NoKeychain:
        return tr("This desktop has no keychain. Install one (GNOME Keyring or KWallet), or keep "
                  "the keys in a file that only you can read.");
    case Problem::Locked:
        return tr("The keychain is locked. Unlock it and try again, or keep the keys in a file "
                  "that only you can read.");
    case Problem::Refused:
        return tr("The keychain refused. Allow this program to use it and try again, or keep the "
                  "keys in a file that only you can read.");
    }
    return {};
}

void SecretStore::useFile(bool isAllowed)
{
    if (isAllowed)
        (void)d->file.create();  // a failure shows with the first secret that is written
    d->isFileChosen = isAllowed;
    Q_EMIT ready();
}

// A locked keychain says "no such entry" to a read: only a probe tells the two apart.
void SecretStore::whenKnown(QObject *context, const std::function<void()> &then)
{
    if (d->isFileChosen || d->isProbed) {
        QMetaObject::invokeMethod(context, then, Qt::QueuedConnection);
        return;
    }
    connect(this, &SecretStore::ready, context, then,
            static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
    probe();
}

void SecretStore::write(const QString &entry, const QByteArray &secret, QObject *context,
                        Handler<Done> handler)
{
    const QPointer<SecretStore> self(this);
    whenKnown(context, [self, entry, secret, context, handler = std::move(handler)] {
        if (self != nullptr)
            self->writeNow(entry, secret, context, handler);
    });
}

void SecretStore::writeNow(const QString &entry, const QByteArray &secret, QObject *context,
                           const Handler<Done> &handler)
{
    if (d->isFileChosen)
        return answerLater(context, handler, d->file.write(entry, secret));
    if (d->problem != Problem::None)
        return answerLater<Done>(context, handler,
                                 Failure::of(Failure::Code::Denied, problemText()));
    KeychainCall::write(entry, secret, callDeadline, context,
                        [handler](const KeychainCall::Answer &answer) {
                            if (answer.error == QKeychain::NoError)
                                return handler(Done{});
                            handler(failureOf(answer, keychainProblem(answer)));
                        });
}

void SecretStore::read(const QString &entry, QObject *context, Handler<QByteArray> handler)
{
    const QPointer<SecretStore> self(this);
    whenKnown(context, [self, entry, context, handler = std::move(handler)] {
        if (self != nullptr)
            self->readNow(entry, context, handler);
    });
}

// Entries that were written before the user turned to the file are still in the keychain.
void SecretStore::readNow(const QString &entry, QObject *context,
                          const Handler<QByteArray> &handler)
{
    if (d->isFileChosen) {
        const Result<QByteArray> found = d->file.read(entry);
        const bool isMissing = !found && found.error().code == Failure::Code::NotFound;
        if (!isMissing || !d->isProbed || d->problem != Problem::None)
            return answerLater(context, handler, found);
    }
    const Problem known = d->problem;
    if (known != Problem::None)
        return answerLater<QByteArray>(context, handler,
                                       Failure::of(Failure::Code::Denied, problemText()));
    KeychainCall::read(entry, callDeadline, context,
                       [handler, known](const KeychainCall::Answer &answer) {
                           if (answer.error == QKeychain::NoError)
                               return handler(answer.secret);
                           handler(failureOf(answer, known));
                       });
}

void SecretStore::remove(const QString &entry, QObject *context, Handler<Done> handler)
{
    const QPointer<SecretStore> self(this);
    whenKnown(context, [self, entry, context, handler = std::move(handler)] {
        if (self != nullptr)
            self->removeNow(entry, context, handler);
    });
}

void SecretStore::removeNow(const QString &entry, QObject *context, const Handler<Done> &handler)
{
    if (d->isFileChosen)
        return answerLater(context, handler, d->file.remove(entry));
    const Problem known = d->problem;
    if (known != Problem::None)
        return answerLater<Done>(context, handler,
                                 Failure::of(Failure::Code::Denied, problemText()));
    KeychainCall::remove(
        entry, callDeadline, context, [handler, known](const KeychainCall::Answer &answer) {
            if (answer.error == QKeychain::NoError || answer.error == QKeychain::EntryNotFound)
                return handler(Done{});
            handler(failureOf(answer, known));
        });
}

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/user_directory.h"

#include "auth/keyed_digest.h"
#include "auth/password_hash.h"
#include "auth/remembered_logins.h"
#include "core/openssl.h"

#include <QHash>
#include <QMutex>
#include <QThreadPool>

#include <atomic>
#include <utility>

namespace cosftp {

namespace {

constexpr int helperThreads = 2;
constexpr int mostWaiting = 1024;

/// The users of one load; never changed, so logins in progress share it without a lock.
struct UserTable
{
    QHash<QByteArray, UserSettings> byName;
    /// The hash that unknown names are checked against; empty if nobody has one, since then no
    /// login is slow.
    QByteArray anyHash;
};
using SharedTable = std::shared_ptr<const UserTable>;

struct Attempt
{
    QByteArray name;
    QByteArray password;
    QByteArray digest;  ///< Of both, and of what the password is compared with.
};

SharedTable tableOf(const QList<UserSettings> &users)
{
    auto table = std::make_shared<UserTable>();
    for (const UserSettings &user : users) {
        table->byName.insert(user.name, user);
        if (user.passwordIsHash && table->anyHash.isEmpty())
            table->anyHash = user.password;
    }
    return table;
}

/// Carries an answer to the context's thread, unless the context is gone. The handler dies in that
/// thread too, whoever lets go of the ticket last.
class Ticket
{
public:
    Ticket(QObject *context, Handler<UserSettings> handler)
        : m_context(context), m_handler(std::move(handler))
    {}

    // destroyed() comes before the context's posted events are thrown away, so an answer posted
    // under the lock reaches a live object or nobody.
    static std::shared_ptr<Ticket> forContext(QObject *context, Handler<UserSettings> handler)
    {
        auto ticket = std::make_shared<Ticket>(context, std::move(handler));
        ticket->m_connection = QObject::connect(
            context, &QObject::destroyed, context, [ticket] { ticket->forget(); },
            Qt::DirectConnection);
        return ticket;
    }

    static void answer(const std::shared_ptr<Ticket> &ticket, const Result<UserSettings> &result)
    {
        const QMutexLocker lock(&ticket->m_mutex);
        if (ticket->m_context == nullptr)
            return;
        QMetaObject::invokeMethod(
            ticket->m_context,
            [ticket, result] {
                QObject::disconnect(ticket->m_connection);
                std::exchange(ticket->m_handler, nullptr)(result);
            },
            Qt::QueuedConnection);
    }

private:
    void forget()
    {
        m_handler = nullptr;
        const QMutexLocker lock(&m_mutex);
        m_context = nullptr;
    }

    QMutex m_mutex;
    QObject *m_context;
    Handler<UserSettings> m_handler;
    QMetaObject::Connection m_connection;
};

Failure denied() { return Failure::of(Failure::Code::Denied, QStringLiteral("login refused")); }

Result<UserSettings> answerFor(const UserSettings &user, bool isPassword)
{
    if (!isPassword || !user.isEnabled)
        return denied();
    return user;
}

}  // namespace

class UserDirectory::Private
{
public:
    [[nodiscard]] SharedTable users() const
    {
        const QMutexLocker lock(&mutex);
        return table;
    }

    // Any thread. Where somebody has a hash, every login costs one, whoever it is for.
    Result<UserSettings> verify(const UserTable &known, const Attempt &attempt)
    {
        const UserSettings user = known.byName.value(attempt.name);
        const bool isExisting = known.byName.contains(attempt.name);
        const bool isSame = isSameSecret(user.password, attempt.password);
        if (known.anyHash.isEmpty())
            return answerFor(user, isExisting && isSame);
        ++hashes;
        const bool hasHash =
            hasPasswordHash(attempt.password, user.passwordIsHash ? user.password : known.anyHash);
        const bool isPassword = isExisting && (user.passwordIsHash ? hasHash : isSame);
        (isPassword ? accepted : refused).remember(attempt.digest);
        return answerFor(user, isPassword);
    }

    struct Waiting
    {
        std::shared_ptr<Ticket> ticket;
        SharedTable known;  ///< The users when it began: a reload may have come meanwhile.
    };

    // True if somebody is at it already, who answers this one too.
    bool joins(const Attempt &attempt, const std::shared_ptr<Ticket> &ticket, SharedTable known)
    {
        const QMutexLocker lock(&mutex);
        QList<Waiting> &tickets = underWay[attempt.digest];
        tickets += Waiting{ticket, std::move(known)};
        return tickets.size() > 1;
    }
    QList<Waiting> takeTickets(const Attempt &attempt)
    {
        const QMutexLocker lock(&mutex);
        return underWay.take(attempt.digest);
    }

    mutable QMutex mutex;
    SharedTable table;
    const KeyedDigest digest;
    RememberedLogins accepted;
    RememberedLogins refused;
    QHash<QByteArray, QList<Waiting>> underWay;
    std::atomic<int> waiting{0};
    std::atomic<qint64> hashes{0};
    QThreadPool pool;  // last: its threads use all of the above
};

UserDirectory::UserDirectory(QList<UserSettings> users) : d(std::make_unique<Private>())
{
    d->pool.setMaxThreadCount(helperThreads);
    setUsers(std::move(users));
}

UserDirectory::~UserDirectory()
{
    d->pool.clear();
    d->pool.waitForDone();
}

void UserDirectory::setUsers(QList<UserSettings> users)
{
    SharedTable table = tableOf(users);
    const QMutexLocker lock(&d->mutex);
    d->table.swap(table);
}

qint64 UserDirectory::hashesChecked() const { return d->hashes; }

void UserDirectory::authenticate(const QByteArray &name, const QByteArray &password,
                                 QObject *context, Handler<UserSettings> handler)
{
    const auto ticket = Ticket::forContext(context, std::move(handler));
    const SharedTable table = d->users();
    const UserSettings user = table->byName.value(name);
    if (table->anyHash.isEmpty())
        return Ticket::answer(ticket, d->verify(*table, {name, password, {}}));
    const Attempt attempt{name, password, d->digest.of({name, user.password, password})};
    if (d->accepted.knows(attempt.digest))
        return Ticket::answer(ticket, answerFor(user, table->byName.contains(name)));
    if (d->refused.knows(attempt.digest))
        return Ticket::answer(ticket, denied());
    if (d->joins(attempt, ticket, table))
        return;
    if (d->waiting.fetch_add(1) >= mostWaiting) {
        --d->waiting;
        Failure busy = Failure::of(Failure::Code::Busy, QStringLiteral("too many logins at once"));
        busy.retryable = true;
        for (const auto &each : d->takeTickets(attempt))
            Ticket::answer(each.ticket, busy);
        return;
    }
    d->pool.start([this, table, attempt] {
        const OpensslThread used;
        const Result<UserSettings> result = d->verify(*table, attempt);
        --d->waiting;
        for (const auto &[waiting, known] : d->takeTickets(attempt))
            Ticket::answer(waiting, result ? answerFor(known->byName.value(attempt.name),
                                                       known->byName.contains(attempt.name))
                                           : result);
    });
}

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/user_directory.h"

#include "auth/keyed_digest.h"
#include "auth/password_hash.h"
#include "auth/remembered_logins.h"
#include "core/openssl.h"

#include <QHash>
#include <QMutex>
#include <QThread>
#include <QThreadPool>

#include <algorithm>
#include <atomic>
#include <utility>

namespace cosftp {

namespace {

// Each hash takes a core, and 16 MiB with the cost of our own hashes.
int helperThreads() { return std::clamp(QThread::idealThreadCount(), 2, 4); }

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
    /// One login, and everybody who has asked for it.
    struct UnderWay
    {
        Attempt attempt;
        SharedTable known;  ///< What it is checked against.
        QList<Waiting> waiting;
    };

    void ask(const Attempt &attempt, const std::shared_ptr<Ticket> &ticket,
             const SharedTable &known, const LoginOrigin &origin)
    {
        std::optional<UnderWay> dropped;
        {
            const QMutexLocker lock(&mutex);
            UnderWay &asked = underWay[attempt.digest];
            asked.waiting += Waiting{ticket, known};
            if (asked.waiting.size() > 1)
                return;  // somebody is at it already, who answers this one too
            asked.attempt = attempt;
            asked.known = known;
            if (const auto left = queue.add(attempt.digest, origin))
                dropped = underWay.take(*left);
            if (queue.size() > 0 && running < pool.maxThreadCount()) {
                ++running;
                pool.start([this] { work(); });
            }
        }
        if (dropped)
            turnAway(*dropped);
    }

    static void turnAway(const UnderWay &dropped)
    {
        Failure busy = Failure::of(Failure::Code::Busy, QStringLiteral("too many logins at once"));
        busy.retryable = true;
        for (const Waiting &each : dropped.waiting)
            Ticket::answer(each.ticket, busy);
    }

    // A helper thread, until nobody waits.
    void work()
    {
        const OpensslThread used;
        while (const std::optional<UnderWay> next = takeNext()) {
            const Attempt &attempt = next->attempt;
            const Result<UserSettings> result = verify(*next->known, attempt);
            for (const auto &[ticket, known] : takeTickets(attempt))
                Ticket::answer(ticket, result ? answerFor(known->byName.value(attempt.name),
                                                          known->byName.contains(attempt.name))
                                              : result);
        }
    }
    std::optional<UnderWay> takeNext()
    {
        const QMutexLocker lock(&mutex);
        const auto next = isEnding ? std::nullopt : queue.takeNext();
        if (!next) {
            --running;
            return std::nullopt;
        }
        return underWay.value(*next);
    }
    QList<Waiting> takeTickets(const Attempt &attempt)
    {
        const QMutexLocker lock(&mutex);
        return underWay.take(attempt.digest).waiting;
    }

    mutable QMutex mutex;
    SharedTable table;
    const KeyedDigest digest;
    RememberedLogins accepted;
    RememberedLogins refused;
    QHash<QByteArray, UnderWay> underWay;  // by digest
    LoginQueue queue;                      // of digests
    int running = 0;                       // helper threads that are at it
    bool isEnding = false;
    std::atomic<qint64> hashes{0};
    QThreadPool pool;  // last: its threads use all of the above
};

UserDirectory::UserDirectory(QList<UserSettings> users) : d(std::make_unique<Private>())
{
    d->pool.setMaxThreadCount(helperThreads());
    setUsers(std::move(users));
}

UserDirectory::~UserDirectory()
{
    {
        const QMutexLocker lock(&d->mutex);
        d->isEnding = true;
    }
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
                                 QObject *context, Handler<UserSettings> handler,
                                 const LoginOrigin &origin)
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
    d->ask(attempt, ticket, table, origin);
}

}  // namespace cosftp

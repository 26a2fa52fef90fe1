// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Session that is about its user: who it is, what they may have, what they see.
#include "core/logging.h"
#include "core/text.h"
#include "core/thread_check.h"
#include "ftp/data_job.h"
#include "ftp/session.h"
#include "transfer/parked_files.h"

namespace cosftp {

QByteArray Session::loggedInUser() const
{
    return m_state.login == SessionState::Login::LoggedIn ? m_state.userName : QByteArray();
}

QByteArray Session::loggableUser() const
{
    return settings().user(m_state.userName) != nullptr ? escaped(m_state.userName, 64)
                                                        : QByteArray("an unknown user");
}

void Session::logIn(const UserSettings &user)
{
    assertThread(*this);
    m_state.takeUser(user);
    makeTree();
    m_loginTimer.stop();
    m_loginFailures = 0;
    updateRecord();
    qCInfo(lcAuth).noquote() << m_tag << "user" << escaped(user.name) << "logged in from"
                             << m_control->peer().toString();
}

std::optional<AccessGate::Refusal> Session::admit(const UserSettings &user)
{
    assertThread(*this);
    const QHostAddress peer = m_control->peer().address;
    AccessGate::Answer<AccessGate::Lease> answer = m_services.gate->admit(user, peer);
    if (!answer.refusal && m_lease && !m_lease->becomeMember())
        answer = {{},
                  AccessGate::Refusal{"Too many connections; try again later.",
                                      QStringLiteral("it was sent away a moment before")}};
    m_userLease = std::move(answer.lease);
    if (!answer.refusal)
        m_services.gate->bans().noteLogin(peer, user.name);
    else
        qCWarning(lcAuth).noquote() << m_tag << "the password of" << escaped(user.name)
                                    << "was right, but" << answer.refusal->why;
    return std::move(answer.refusal);
}

bool Session::isAddressBanned() const
{
    return m_services.gate->bans().isBanned(m_control->peer().address);
}

void Session::refuseLogin(const QByteArray &password)
{
    assertThread(*this);
    m_monitor->loginFailed();
    qCWarning(lcAuth).noquote() << m_tag << "login failed for" << loggableUser() << "from"
                                << m_control->peer().toString();
    m_state.login = SessionState::Login::Greeted;
    endPasswordCheck();
    ++m_loginFailures;
    const bool isOfUser = settings().user(m_state.userName) != nullptr;
    m_refusalTimer.start(m_services.gate->bans().noteWrongLogin(
        m_control->peer().address, {m_state.userName, password, isOfUser}));
}

void Session::answerRefusedLogin()
{
    m_isWorking = false;
    if (m_isClosing)
        return finishIfDone();
    if (m_loginFailures >= settings().security.maxLoginFailures)
        m_endReason = "Too many failed logins.";
    endWork({530, "Login failed.", {}, {}});
}

void Session::beginPasswordCheck()
{
    if (m_lease)
        m_lease->beginCheck();
}

void Session::endPasswordCheck()
{
    if (m_lease)
        m_lease->endCheck();
}

void Session::settingsChanged()
{
    assertThread(*this);
    if (m_state.login != SessionState::Login::LoggedIn)
        return;
    const UserSettings *user = settings().user(m_state.user.name);
    if (user == nullptr || !user->isEnabled) {
        qCInfo(lcAuth).noquote() << m_tag << "ends: the account" << escaped(m_state.user.name)
                                 << "was" << (user == nullptr ? "removed" : "disabled");
        return endNow("This account was removed.");
    }
    if (user->password != m_state.user.password && !m_state.isByCertificate)
        checkNewPassword(m_state.user, *user);
    m_isTreeStale = m_isTreeStale || user->mounts != m_state.user.mounts
                    || user->folderRights != m_state.user.folderRights
                    || user->limits != m_state.user.limits;
    m_state.renewUser(*user);
    for (const auto direction : {&Bandwidth::up, &Bandwidth::down})
        (void)speedLimits(direction);  // gives running transfers the new rates
}

// A hash of the same password is no other password: the one in clear may have been replaced by it.
void Session::checkNewPassword(const UserSettings &old, const UserSettings &now)
{
    const auto sendAway = [this] {
        qCInfo(lcAuth).noquote() << m_tag << "ends: the password of" << escaped(m_state.user.name)
                                 << "was changed";
        endGently("The password of this account was changed; log in again.");
    };
    if (old.passwordIsHash || !now.passwordIsHash)
        return sendAway();
    m_services.users->authenticate(old.name, old.password, this,
                                   [this, sendAway](const Result<UserSettings> &found) {
                                       const bool isDenied = !found && !found.error().retryable;
                                       if (isDenied && !loggedInUser().isEmpty())
                                           sendAway();
                                   });
}

// Up and down have limits of their own.
SpeedLimits Session::speedLimits(qint64 Bandwidth::*direction) const
{
    const QByteArray way = direction == &Bandwidth::up ? "up " : "down ";
    const LimitSettings &limits = settings().limits;
    SpeedLimits found;
    found.add(m_services.speeds->limit(way + m_tag, limits.sessionBandwidth.*direction));
    found.add(m_services.speeds->limit(way + "user " + m_state.user.name,
                                       m_state.user.limits.bandwidth.*direction));
    found.add(m_services.speeds->limit(way + "server", limits.bandwidth.*direction));
    return found;
}

Quota Session::quota() const
{
    const Quota quota{m_state.user.limits.quotaBytes, m_state.user.limits.quotaObjects};
    if (quota.isSet())
        m_services.countQuota(m_state.user);
    return quota;
}

void Session::makeTree()
{
    m_tree = std::make_unique<FileTree>(m_services.mountsFor(m_state.user), NameCache::Clock(),
                                        m_state.user.folderRights);
    if (quota().isSet())
        m_tree->setQuota(m_services.quotas, m_state.user.name);
    m_tree->setListedTimes(m_services.times);
    m_tree->setAsker(
        {m_services.guards, {id(), m_state.user.name, {}}, settings().timeouts.nameWait});
    m_tree->setUnfinished(std::make_shared<ParkedFiles>(m_services.parked, m_services.running,
                                                        m_state.user.name, clientAddress()));
    m_hasLearned = false;
}

// With the first command that needs a user: whoever comes back sends some before he goes on, so
// what another server has left of his is known by then. A probe that only logs in costs nothing.
void Session::learnWhatWaits()
{
    if (std::exchange(m_hasLearned, true))
        return;
    for (const Mount &mount : m_tree->mounts())
        if (mount.rights.canChange())
            m_tree->learnUnfinished(mount, parent());
}

// A job or work that runs holds on to the old tree, so the new one waits for the next command.
void Session::renewTree()
{
    if (std::exchange(m_isTreeStale, false))
        makeTree();
}

void Session::resetLogin()
{
    assertThread(*this);
    const SessionState old = std::exchange(m_state, SessionState());
    if (m_lease && old.login == SessionState::Login::LoggedIn)
        m_lease->becomeGuest();
    m_state.protection = old.protection;
    m_state.wantsUtf8 = old.wantsUtf8;
    m_tree.reset();
    m_userLease = {};
    setDataEndpoint(nullptr);
    if (!m_loginTimer.isActive())
        m_loginTimer.start(settings().timeouts.login);
}

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/ban_list.h"

#include "core/logging.h"
#include "core/network_list.h"
#include "core/text.h"

#include <algorithm>

namespace cosftp {

namespace {

constexpr int mostFailedHandshakes = 10;      // different ones, in the window
constexpr qsizetype mostRemembered = 20'000;  // addresses and accounts, each
constexpr int daysKnown = 7;
constexpr std::chrono::milliseconds firstDelay{250};
constexpr std::chrono::milliseconds longestDelay{4'000};

/// The address itself, or the first one of the network.
QHostAddress firstAddressOf(const QString &network)
{
    return QHostAddress(network.section(QLatin1Char('/'), 0, 0));
}

// The first refusal comes at once: people mistype.
std::chrono::milliseconds delayAfter(int failures)
{
    if (failures <= 1)
        return std::chrono::milliseconds(0);
    const int doublings = std::min(failures - 2, 4);
    return std::min(longestDelay, firstDelay * (1 << doublings));
}

QByteArray reasonOf(const BanRecord &ban)
{
    if (ban.why == BanRecord::Why::FailedHandshakes)
        return "too many TLS handshakes failed in different ways";
    const QByteArray unknown = QByteArray::number(ban.unknownNames) + " with unknown names";
    const QList<QByteArray> tried =
        ban.unknownNames > 0 ? ban.names + QList<QByteArray>{unknown} : ban.names;
    return "too many different wrong logins (ban_after): " + tried.join(", ");
}

}  // namespace

BanList::BanList(const SecuritySettings &settings, Clock clock)
    : m_clock(clock ? std::move(clock) : Clock([] { return QDateTime::currentDateTimeUtc(); })),
      m_settings(settings)
{}

void BanList::apply(const SecuritySettings &settings)
{
    const QMutexLocker lock(&m_mutex);
    m_settings = settings;
    m_bans.removeIf([&settings](const auto &ban) {
        return settings.banAfter == 0 || settings.neverBanned.contains(firstAddressOf(ban.key()));
    });
}

bool BanList::isBanned(const QHostAddress &peer) const
{
    const QMutexLocker lock(&m_mutex);
    const auto ban = m_bans.constFind(clientNetwork(peer));
    return !m_settings.neverBanned.contains(peer) && ban != m_bans.constEnd()
           && ban->until > m_clock();
}

QDateTime BanList::windowBegin() const
{
    return m_clock().addSecs(-60LL * m_settings.banWindowMinutes);
}

int BanList::countFailure(QHash<QByteArray, Offender> &offenders, const QByteArray &name)
{
    Offender &offender = offenders[name];
    if (offender.lastFailure.isValid() && offender.lastFailure < windowBegin())
        offender.failures = 0;
    offender.lastFailure = m_clock();
    return ++offender.failures;
}

std::chrono::milliseconds BanList::noteWrongLogin(const QHostAddress &peer, const WrongLogin &login)
{
    const QMutexLocker lock(&m_mutex);
    forgetOld();
    if (m_settings.neverBanned.contains(peer))
        return std::chrono::milliseconds(0);
    const QString address = clientNetwork(peer);
    const int ofAddress = countFailure(m_addresses, address.toLatin1());
    const int ofAccount = countFailure(m_accounts, login.name);
    Offender &offender = m_addresses[address.toLatin1()];
    offender.different.removeIf(
        [begin = windowBegin()](const Attempt &attempt) { return attempt.at < begin; });
    const QByteArray digest = m_digest.of({login.name, login.password});
    const bool isKnown =
        std::any_of(offender.different.begin(), offender.different.end(),
                    [&digest](const Attempt &attempt) { return attempt.digest == digest; });
    if (!isKnown)
        offender.different +=
            Attempt{m_clock(), digest, login.isOfUser ? escaped(login.name, 64) : QByteArray()};
    if (m_settings.banAfter > 0 && offender.different.size() >= m_settings.banAfter)
        ban(address, BanRecord::Why::WrongLogins, offender);
    return delayAfter(std::max(ofAddress, ofAccount));
}

void BanList::noteLogin(const QHostAddress &peer, const QByteArray &name)
{
    const QMutexLocker lock(&m_mutex);
    const QByteArray network = clientNetwork(peer).toLatin1();
    m_accounts.remove(name);
    if (m_known.size() >= mostRemembered)
        m_known.clear();
    m_known.insert(m_digest.of({network, name}), m_clock());
    const auto offender = m_addresses.find(network);
    if (offender == m_addresses.end())
        return;
    offender->failures = 0;
    offender->handshakes.clear();
}

LoginOrigin BanList::originOf(const QHostAddress &peer, const QByteArray &name) const
{
    using Standing = LoginOrigin::Standing;
    const QMutexLocker lock(&m_mutex);
    const QByteArray network = clientNetwork(peer).toLatin1();
    const QDateTime known = m_known.value(m_digest.of({network, name}));
    if (known.isValid() && known > m_clock().addDays(-daysKnown))
        return {network, Standing::Known};
    const auto offender = m_addresses.constFind(network);
    const bool hasFailed = offender != m_addresses.constEnd() && offender->failures > 0
                           && offender->lastFailure >= windowBegin();
    return {network, hasFailed ? Standing::Failed : Standing::New};
}

void BanList::noteFailedHandshake(const QHostAddress &peer, const QString &why)
{
    const QMutexLocker lock(&m_mutex);
    forgetOld();
    if (m_settings.banAfter == 0 || m_settings.neverBanned.contains(peer))
        return;
    Offender &offender = m_addresses[clientNetwork(peer).toLatin1()];
    offender.handshakes.removeIf(
        [begin = windowBegin()](const auto &failed) { return failed.value() < begin; });
    offender.handshakes.insert(why, m_clock());
    offender.lastFailure = m_clock();
    if (offender.handshakes.size() >= mostFailedHandshakes)
        ban(clientNetwork(peer), BanRecord::Why::FailedHandshakes, offender);
}

void BanList::nameUsers(const Offender &offender, BanRecord &record)
{
    for (const Attempt &attempt : offender.different) {
        if (attempt.name.isEmpty())
            ++record.unknownNames;
        else if (!record.names.contains(attempt.name))
            record.names += attempt.name;
    }
}

void BanList::ban(const QString &address, BanRecord::Why why, const Offender &offender)
{
    BanRecord record;
    record.address = address;
    record.why = why;
    record.since = m_clock();
    record.until = record.since.addSecs(60LL * m_settings.banMinutes);
    record.attempts =
        static_cast<int>(std::max(offender.different.size(), offender.handshakes.size()));
    nameUsers(offender, record);
    m_bans.insert(address, record);
    m_addresses.remove(address.toLatin1());
    qCWarning(lcAuth).noquote() << "banned" << address << "for" << m_settings.banMinutes
                                << "minutes:" << reasonOf(record);
}

QList<BanRecord> BanList::bans() const
{
    const QMutexLocker lock(&m_mutex);
    QList<BanRecord> found;
    for (const BanRecord &ban : m_bans)
        if (ban.until > m_clock())
            found += ban;
    std::sort(found.begin(), found.end(), [](const BanRecord &first, const BanRecord &second) {
        return first.since < second.since
               || (first.since == second.since && first.address < second.address);
    });
    return found;
}

void BanList::lift(const QStringList &addresses)
{
    const QMutexLocker lock(&m_mutex);
    for (const QString &text : addresses) {
        const QString address = clientNetwork(firstAddressOf(text));
        if (m_bans.remove(address) > 0)
            qCInfo(lcAuth).noquote() << "the ban of" << address << "was lifted";
        m_addresses.remove(address.toLatin1());
    }
}

// Only when there are many: a flood from ever new addresses must not take ever more memory.
void BanList::forgetOld()
{
    m_bans.removeIf([now = m_clock()](const auto &ban) { return ban->until <= now; });
    for (QHash<QByteArray, Offender> *offenders : {&m_addresses, &m_accounts}) {
        if (offenders->size() < mostRemembered)
            continue;
        offenders->removeIf([begin = windowBegin()](const auto &offender) {
            return offender->lastFailure < begin;
        });
        if (offenders->size() >= mostRemembered)
            offenders->clear();
    }
}

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/masquerade_address.h"

#include "core/logging.h"
#include "core/thread_check.h"
#include "net/endpoint.h"
#include "net/endpoint_format.h"

#include <QHostInfo>
#include <QMutexLocker>

#include <algorithm>

namespace cosftp {

namespace {

// A client cannot reach us at the others.
bool isAnnounceable(const QHostAddress &address)
{
    return address.protocol() == QAbstractSocket::IPv4Protocol
           && address != QHostAddress(QHostAddress::AnyIPv4) && !address.isMulticast()
           && !address.isBroadcast();
}

}  // namespace

MasqueradeAddress::MasqueradeAddress(const QString &announced, QObject *parent,
                                     std::chrono::milliseconds interval, Lookup lookup)
    : QObject(parent), m_lookup(std::move(lookup))
{
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, &MasqueradeAddress::resolve);
    setAnnounced(announced);
}

void MasqueradeAddress::setAnnounced(const QString &announced)
{
    assertThread(*this);
    m_timer.stop();
    m_name.clear();
    const QString text = announced.trimmed();
    const QHostAddress ipv4 = parseIpv4(text.toLatin1());
    if (text.isEmpty())
        return use({});
    if (!ipv4.isNull() || text.contains(u':')) {
        if (!isAnnounceable(ipv4))
            qCWarning(lcNet).noquote()
                << text << "cannot be announced in PASV; the local address is";
        return use(isAnnounceable(ipv4) ? ipv4 : QHostAddress());
    }
    m_name = text;
    m_timer.start();
    resolve();
}

void MasqueradeAddress::resolve()
{
    m_lookup(m_name, this,
             [this, name = m_name](const QList<QHostAddress> &addresses, const QString &error) {
                 onAnswer(name, addresses, error);
             });
}

void MasqueradeAddress::onAnswer(const QString &name, const QList<QHostAddress> &addresses,
                                 const QString &error)
{
    if (name != m_name)
        return;  // an answer to a setting that has changed since
    // Of several addresses the one in use stays: names with many answers shuffle them.
    if (addresses.contains(current()))
        return;
    const auto found = std::find_if(addresses.begin(), addresses.end(), isAnnounceable);
    if (found != addresses.end())
        return use(*found);
    const QString reason = error.isEmpty() ? QStringLiteral("no IPv4 address") : error;
    const QHostAddress kept = current();
    qCWarning(lcNet).noquote() << "cannot resolve the announced name" << name << reason << "keeping"
                               << (kept.isNull() ? QStringLiteral("the local address")
                                                 : kept.toString());
}

void MasqueradeAddress::use(const QHostAddress &address)
{
    {
        const QMutexLocker lock(&m_mutex);
        if (m_current == address)
            return;
        m_current = address;
    }
    qCInfo(lcNet).noquote() << "PASV announces"
                            << (address.isNull() ? QStringLiteral("the local address")
                                                 : address.toString());
    Q_EMIT changed(address);
}

QHostAddress MasqueradeAddress::current() const
{
    const QMutexLocker lock(&m_mutex);
    return m_current;
}

QHostAddress MasqueradeAddress::announcedTo(const QHostAddress &peer,
                                            const QHostAddress &local) const
{
    const QHostAddress announced = current();
    return announced.isNull() || unmapped(peer).isLoopback() ? unmapped(local) : announced;
}

MasqueradeAddress::Lookup MasqueradeAddress::systemLookup()
{
    return [](const QString &name, QObject *context, const Answer &answer) {
        QHostInfo::lookupHost(name, context, [answer](const QHostInfo &info) {
            const bool isGood = info.error() == QHostInfo::NoError;
            answer(info.addresses(), isGood ? QString() : info.errorString());
        });
    };
}

}  // namespace cosftp

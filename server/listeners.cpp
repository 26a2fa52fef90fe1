// SPDX-License-Identifier: GPL-3.0-or-later
#include "listeners.h"

#include "core/logging.h"
#include "core/thread_check.h"
#include "net/listener.h"
#include "net/shared_port.h"
#include "net/shared_port_matcher.h"
#include "worker_pool.h"

#include <algorithm>

namespace cosftp {

namespace {

// In this order; the first in clear and the first encrypted one are the main ones.
QList<ListenerSettings> listenersOf(const Settings &settings)
{
    const QString &address = settings.network.listenAddress;
    QList<ListenerSettings> listeners{{address, settings.network.listenPort, false}};
    if (settings.tls.hasImplicitPort)
        listeners += {address, settings.tls.implicitPort, true};
    return listeners + settings.network.moreListeners;
}

// Where clients of every listener reach it.
ListenerSettings sharedPortOf(const Settings &settings)
{
    const QString &address = settings.network.listenAddress;
    const QList<ListenerSettings> &more = settings.network.moreListeners;
    const bool isSame =
        std::all_of(more.begin(), more.end(), [&address](const ListenerSettings &listener) {
            return listener.address == address;
        });
    return {isSame ? address : QString(), settings.network.singlePassivePort, false};
}

}  // namespace

Listeners::Listeners() { m_thread.setObjectName(QStringLiteral("listener")); }

Outcome Listeners::open(const SessionServices &services, WorkerPool &workers)
{
    assertThread(m_thread);
    m_thread.start();
    const Outcome ready = openForClients(services, workers);
    return ready ? openForSharedData(services) : ready;
}

Outcome Listeners::openForClients(const SessionServices &services, WorkerPool &workers)
{
    for (const ListenerSettings &wanted : listenersOf(*services.settings)) {
        auto listener = std::make_unique<Listener>();
        const Entrance entrance = wanted.isImplicit ? Entrance::Implicit : Entrance::Explicit;
        QObject::connect(listener.get(), &Listener::accepted, listener.get(),
                         [pool = &workers, entrance](qintptr descriptor) {
                             pool->dispatch(descriptor, entrance);
                         });
        listener->setBrake([pool = &workers] { return pool->isBehind(); });
        m_forClients += listener.get();
        const Result<Endpoint> bound = listen(std::move(listener), wanted);
        if (!bound)
            return bound.error();
        services.ownPorts->add(bound->port);
        noteAddress(*bound, wanted.isImplicit);
    }
    return Done{};
}

Outcome Listeners::openForSharedData(const SessionServices &services)
{
    if (services.sharedPort == nullptr)
        return Done{};
    auto listener = std::make_unique<Listener>();
    auto *matcher = new SharedPortMatcher(services.sharedPort, listener.get());
    QObject::connect(listener.get(), &Listener::accepted, matcher, &SharedPortMatcher::receive);
    const Result<Endpoint> bound = listen(std::move(listener), sharedPortOf(*services.settings));
    if (!bound)
        return bound.error();
    services.ownPorts->add(bound->port);
    services.sharedPort->setPort(bound->port);
    return Done{};
}

// A listener lives in the accept thread, because a QTcpServer belongs to the thread that listens.
Result<Endpoint> Listeners::listen(std::unique_ptr<Listener> made, const ListenerSettings &wanted)
{
    Listener *listener = made.release();
    listener->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, listener, &QObject::deleteLater);
    Endpoint bound;
    Outcome listening;
    QMetaObject::invokeMethod(
        listener,
        [&] {
            listening = listener->listenOn(wanted.address, wanted.port);
            bound = {listener->serverAddress(), listener->serverPort()};
        },
        Qt::BlockingQueuedConnection);
    if (listening)
        return bound;
    return Failure::of(Failure::Code::Busy,
                       QStringLiteral("cannot listen on %1").arg(listening.error().detail));
}

void Listeners::noteAddress(const Endpoint &bound, bool isImplicit)
{
    Endpoint &main = isImplicit ? m_implicitAddress : m_address;
    if (main.port == 0) {
        main = bound;
        return;
    }
    m_moreAddresses += QLatin1String(isImplicit ? "ftps://" : "ftp://") + textOf(bound);
    qCInfo(lcServer).noquote() << "accepts clients on" << m_moreAddresses.last() << "too";
}

void Listeners::closeToClients()
{
    assertThread(m_thread);
    for (Listener *listener : std::exchange(m_forClients, {}))
        QMetaObject::invokeMethod(
            listener, [listener] { listener->stopListening(); }, Qt::BlockingQueuedConnection);
}

void Listeners::close()
{
    assertThread(m_thread);
    m_forClients.clear();
    m_thread.quit();
    m_thread.wait();
    m_address = {};
    m_implicitAddress = {};
    m_moreAddresses.clear();
}

QString textOf(const Endpoint &address)
{
    const bool isAny = address.address == QHostAddress(QHostAddress::Any);
    return isAny ? QStringLiteral("0.0.0.0:%1").arg(address.port) : address.toString();
}

}  // namespace cosftp

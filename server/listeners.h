// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "ftp/services.h"
#include "net/endpoint.h"

#include <QStringList>
#include <QThread>

#include <memory>

namespace cosftp {

class Listener;
class WorkerPool;

/// Where connections come in: the listeners and their thread. Used by the engine's thread.
class Listeners
{
    Q_DISABLE_COPY_MOVE(Listeners)

public:
    Listeners();
    ~Listeners() { close(); }

    /// Listens where the settings of `services` say; clients go to `workers`, data connections to
    /// the one passive port to whoever waits there. Busy, with the address, if one cannot be had;
    /// close() then.
    Outcome open(const SessionServices &services, WorkerPool &workers);
    /// No more clients. Data connections to the one passive port still find those who wait.
    void closeToClients();
    void close();

    /// The first one in clear, and the first one of implicit FTPS; port 0: none.
    [[nodiscard]] const Endpoint &address() const { return m_address; }
    [[nodiscard]] const Endpoint &implicitAddress() const { return m_implicitAddress; }
    /// The others, as Engine::moreAddresses().
    [[nodiscard]] const QStringList &moreAddresses() const { return m_moreAddresses; }

private:
    Outcome openForClients(const SessionServices &services, WorkerPool &workers);
    Outcome openForSharedData(const SessionServices &services);
    Result<Endpoint> listen(std::unique_ptr<Listener> made, const ListenerSettings &wanted);
    void noteAddress(const Endpoint &bound, bool isImplicit);

    QThread m_thread;
    QList<Listener *> m_forClients;  // they live, and die, in m_thread
    Endpoint m_address;
    Endpoint m_implicitAddress;
    QStringList m_moreAddresses;
};

/// "127.0.0.1:2121"; all addresses: "0.0.0.0:2121".
QString textOf(const Endpoint &address);

}  // namespace cosftp

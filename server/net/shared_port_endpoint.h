// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/awaited_endpoint.h"
#include "net/shared_port.h"

namespace cosftp {

/// One PASV or EPSV of a session that waits at the port of everybody.
class SharedPortEndpoint final : public AwaitedEndpoint
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SharedPortEndpoint)

public:
    /// `owner`: the session; also the parent.
    SharedPortEndpoint(std::shared_ptr<SharedPort> port, const SharedPort::Wish &wish,
                       std::chrono::milliseconds unused, QObject *owner);
    ~SharedPortEndpoint() override;

    /// False: it has to be another session's turn first (SharedPort::add()).
    [[nodiscard]] bool hasPlace() const { return m_id != 0; }
    /// For SharedPort, in this object's thread.
    void arrive(Descriptor connection) { take(std::move(connection)); }

private:
    void stopWaiting() override { m_port->remove(m_id); }

    std::shared_ptr<SharedPort> m_port;
    quint64 m_id;
};

}  // namespace cosftp

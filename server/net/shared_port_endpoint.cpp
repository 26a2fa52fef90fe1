// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/shared_port_endpoint.h"

#include "core/thread_check.h"

namespace cosftp {

SharedPortEndpoint::SharedPortEndpoint(std::shared_ptr<SharedPort> port,
                                       const SharedPort::Wish &wish,
                                       std::chrono::milliseconds unused, QObject *owner)
    : AwaitedEndpoint(unused, owner), m_port(std::move(port)), m_id(m_port->add(this, owner, wish))
{}

SharedPortEndpoint::~SharedPortEndpoint()
{
    assertThread(*this);
    m_port->remove(m_id);
}

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Session that is about data connections: where the next one comes from, and those of
// uploads that were refused.
#include "core/thread_check.h"
#include "ftp/refused_input.h"
#include "ftp/session.h"
#include "net/data_endpoint.h"

#include <utility>

namespace cosftp {

namespace {
constexpr qsizetype mostRefusedInputs = 2;  // of one session at a time
}  // namespace

void Session::setDataEndpoint(DataEndpoint *endpoint)
{
    assertThread(*this);
    // At once: a client that asks for one port after the other would hold them all until the next
    // turn of the event loop. An endpoint that no job has taken tells nobody anything.
    delete m_endpoint;
    m_endpoint = endpoint;
    if (endpoint == nullptr)
        return;
    connect(endpoint, &DataEndpoint::inputRefused, this, [this](Channel *channel) {
        takeDataEndpoint()->deleteLater();
        dropInput(channel, m_services.connections->take())->answered();
    });
}

// A client that sends before it reads the reply of a command that was refused, and that never comes
// to reading it if nobody takes what it sends. In clear only: under TLS the handshake comes first.
void Session::refuseEarlyInput()
{
    if (m_endpoint != nullptr && !m_state.protection.isPrivate)
        m_endpoint->refuseInput();
}

RefusedInput *Session::dropInput(Channel *channel, std::optional<ConnectionCounter::Lease> lease)
{
    assertThread(*this);
    m_refusedInputs.removeIf([](const QPointer<RefusedInput> &input) { return input == nullptr; });
    if (m_refusedInputs.size() >= mostRefusedInputs)
        m_refusedInputs.takeFirst()->end();
    auto *input = new RefusedInput(channel, std::move(lease), m_tag, parent());
    m_refusedInputs += input;
    return input;
}

DataEndpoint *Session::takeDataEndpoint()
{
    assertThread(*this);
    return std::exchange(m_endpoint, nullptr);
}

void Session::endRefusedInputs()
{
    for (const QPointer<RefusedInput> &input : std::exchange(m_refusedInputs, {}))
        if (input != nullptr)
            input->end();
}

}  // namespace cosftp

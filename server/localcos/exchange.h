// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "localcos/answer.h"
#include "localcos/operations.h"
#include "localcos/request_body.h"
#include "localcos/service.h"

#include <optional>

struct MHD_Connection;

namespace cosftp::localcos {

/// One request and its answer on one connection: what libmicrohttpd calls while it goes on.
/// Runs in the connection's thread.
class Exchange
{
public:
    Exchange(Service &service, QByteArray target) : m_service(service), m_target(std::move(target))
    {}

    [[nodiscard]] bool hasBegun() const { return m_operation != nullptr; }
    /// The headers are here. False: close the connection.
    bool begin(MHD_Connection *connection, const char *method);
    /// Some of the request's body. False: close the connection.
    bool receive(MHD_Connection *connection, QByteArrayView bytes);
    /// The request is complete. False: close the connection.
    bool finish(MHD_Connection *connection);

private:
    void decide();
    [[nodiscard]] bool hasFault(Fault::Kind kind) const { return m_fault && m_fault->kind == kind; }
    /// False: a refusal or a fault stands in for the work, and the body is not stored.
    [[nodiscard]] bool doesWork() const;
    Answer work();
    Answer faultyAnswer();
    bool send(MHD_Connection *connection, Answer answer);
    void addCommonHeaders(Answer &answer) const;
    [[nodiscard]] qint64 bytesPerSecond() const;

    Service &m_service;
    QByteArray m_target;
    Request m_request;
    const Operation *m_operation = nullptr;
    Outcome m_admission = Done{};
    NamedValues m_errorElements;
    std::optional<Fault> m_fault;
    std::optional<RequestBody> m_body;
    std::optional<Pacer> m_pacer;
    bool m_isAnswered = false;
};

}  // namespace cosftp::localcos

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "net/endpoint.h"

namespace cosftp {

class DataEndpoint;
class Session;

/// PASV and EPSV: an endpoint for whoever may come to this session's data connection, and the port
/// to tell. Busy if there is none, Internal if descriptors have run out, InUse if another session
/// has to have its connection first, which takes a moment as a rule.
Result<DataEndpoint *> awaitData(Session &session, quint16 *port);

/// PORT and EPRT: where the server connects from; port 0: any.
Endpoint activeSource(Session &session);

/// PORT and EPRT: whether the server may connect to this target for this session. Denied otherwise.
Outcome mayConnectTo(Session &session, const Endpoint &target);

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/tls_context.h"

#include <QByteArrayView>

namespace cosftp {

/// Which TLS session a client wants to go on with.
struct TlsOffer
{
    QByteArray mark;       ///< Of its control connection, from the ticket; empty: none of ours.
    QByteArray sessionId;  ///< Of the session, for clients without tickets; empty: none of ours.
};

/// Whether these first bytes of a connection are TLS.
[[nodiscard]] bool looksLikeTls(QByteArrayView bytes);
/// Whether the first record, which holds the client's greeting, is complete.
[[nodiscard]] bool hasWholeGreeting(QByteArrayView bytes);
/// Reads the client's greeting as a connection of that generation would, and answers nothing.
[[nodiscard]] TlsOffer offerIn(const std::shared_ptr<const TlsContext> &context,
                               QByteArrayView greeting);

}  // namespace cosftp

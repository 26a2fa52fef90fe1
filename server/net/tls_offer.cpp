// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tls_offer.h"

#include "net/descriptor.h"
#include "net/tls_stream.h"

#include <QtEndian>

#include <array>
#include <sys/socket.h>

namespace cosftp {

namespace {
constexpr qsizetype recordHeaderBytes = 5;
}  // namespace

bool looksLikeTls(QByteArrayView bytes)
{
    constexpr char handshakeRecord = 0x16;
    return !bytes.isEmpty() && bytes.front() == handshakeRecord;
}

bool hasWholeGreeting(QByteArrayView bytes)
{
    return bytes.size() >= recordHeaderBytes
           && bytes.size() - recordHeaderBytes >= qFromBigEndian<quint16>(bytes.data() + 3);
}

// OpenSSL takes tickets apart in a handshake only: so it gets one, at a line that leads nowhere.
// The real handshake begins anew with the same bytes.
TlsOffer offerIn(const std::shared_ptr<const TlsContext> &context, QByteArrayView greeting)
{
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return {};
    const Descriptor ours(ends[0]);
    const Descriptor theirs(ends[1]);
    if (::send(theirs.get(), greeting.data(), static_cast<size_t>(greeting.size()), MSG_NOSIGNAL)
        != greeting.size())
        return {};
    TlsSetup setup;
    setup.context = context;
    TlsStream stream(setup, ours.get());
    (void)stream.handshake();
    return {stream.offeredMark(), stream.resumedSessionId()};
}

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/channel_fixtures.h"
#include "support/tls_peer.h"

/// What the tests of Channel under TLS share.
namespace channels {

using test::TlsPeer;
using test::TlsSession;
using test::TlsWish;
using ContextPtr = std::shared_ptr<const TlsContext>;

inline CertificatePair certificateFor(const QString &name)
{
    return makeSelfSigned({name}).value();
}

inline ContextPtr contextWith(const TlsSettings &settings)
{
    static const CertificatePair pair = certificateFor(QStringLiteral("localhost"));
    return TlsContext::create({pair, {}, {}, settings}).value();
}

inline TlsSetup controlSetup(const ContextPtr &context = contextWith({}))
{
    return {context, TlsSetup::Role::Control, newTlsMark(), {}};
}

/// A channel that speaks TLS and a client that does.
struct TlsLine
{
    explicit TlsLine(const TlsSetup &setup = controlSetup(), const TlsWish &wish = {},
                     bool hasSmallBuffers = false)
        : line(hasSmallBuffers)
    {
        channel = line.channel.get();
        channel->startTls(setup, std::chrono::seconds(60));
        peer = std::make_unique<TlsPeer>(std::move(line.peer), wish);
    }
    /// Both sides have finished the handshake.
    bool connect() const
    {
        if (!peer->handshake())
            return false;
        return QTest::qWaitFor([this] { return channel->isSecured(); }, 60'000);
    }

    Line line;
    Channel *channel = nullptr;
    std::unique_ptr<TlsPeer> peer;
};

/// What a data connection of that control connection begins with.
inline TlsSetup dataSetup(const TlsLine &control, const TlsSetup &setup)
{
    return {setup.context, TlsSetup::Role::Data, setup.mark, control.channel->tlsFacts().sessionId};
}

}  // namespace channels

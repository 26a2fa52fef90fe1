// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Session that is about TLS: the control connection's handshake, and what its data
// connections have to be.
#include "core/logging.h"
#include "core/text.h"
#include "core/thread_check.h"
#include "ftp/session.h"

namespace cosftp {

namespace {
constexpr std::chrono::seconds handshakeTime{20};
}  // namespace

bool Session::offersTls() const { return settings().tls.isOn && m_services.tls->get() != nullptr; }

TlsNeed Session::tlsNeed(const QByteArray &userName) const
{
    const UserSettings *user = settings().user(userName);
    const TlsNeed ofUser = user != nullptr ? user->tlsRequired : TlsNeed::Off;
    return std::max(settings().tls.required, ofUser);
}

bool Session::hasLinesAhead() const
{
    return !m_queue.isEmpty() || m_reader.pendingBytes() > 0 || m_control->hasUnreadInput();
}

void Session::startTls(bool impliesPrivacy)
{
    assertThread(*this);
    m_isAwaitingTls = true;
    resetLogin();
    m_state.protection = {};
    m_reader = LineReader();
    TlsSetup setup;
    setup.context = m_services.tls->get();
    setup.mark = newTlsMark();
    if (setup.context == nullptr)
        return onHandshakeFailed(QStringLiteral("there is no certificate"));
    m_tls = std::make_unique<ControlTls>();
    m_tls->impliesPrivacy = impliesPrivacy;
    m_state.protection = impliedProtection();
    m_tls->data = setup;
    m_tls->data.role = TlsSetup::Role::Data;
    m_control->startTls(setup, handshakeTime);
}

void Session::onSecured()
{
    m_isAwaitingTls = false;
    const TlsFacts &facts = m_tls->facts = m_control->tlsFacts();
    m_tls->data.sessionId = facts.sessionId;
    m_record.tls = facts.version;
    updateRecord();
    qCInfo(lcSession).noquote() << m_tag << facts.version << facts.cipher
                                << (facts.isResumed ? "resumed" : "")
                                << escapedText(facts.clientName);
    if (!m_isGreeted)
        return greet();
    updateReading();
}

void Session::onHandshakeFailed(const QString &why)
{
    qCInfo(lcSession).noquote() << m_tag << "no TLS with" << m_control->peer().toString() << "-"
                                << escapedText(why);
    // A balancer that only looks whether the port is open has not failed at anything.
    if (m_control->hasPeerSpokenTls())
        m_services.gate->bans().noteFailedHandshake(m_control->peer().address, why);
    m_control->close();
    onControlLost();
}

void Session::endTls()
{
    assertThread(*this);
    m_control->stopTls();
}

void Session::onTlsEnded()
{
    m_record.tls.clear();
    updateRecord();
    qCInfo(lcSession).noquote() << m_tag << "goes on in clear (CCC)";
}

bool Session::acceptsDataTls(const TlsFacts &facts)
{
    assertThread(*this);
    using Rule = TlsSettings::DataSession;
    const Rule rule = m_tls->data.context->material().settings.dataSession;
    if (facts.isOfControl || rule == Rule::Off)
        return true;
    const bool isRefused = rule == Rule::Require;
    if (isRefused || !std::exchange(m_hasToldFullHandshake, true))
        qCInfo(lcSession).noquote()
            << m_tag << (isRefused ? "data connection refused:" : "data connection:")
            << "the client did not go on with the TLS session of its control connection; its "
               "program may have a setting for TLS session resumption ([TLS] data_session)";
    return !isRefused;
}

}  // namespace cosftp

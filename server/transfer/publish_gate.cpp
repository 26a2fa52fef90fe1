// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/publish_gate.h"

#include <utility>

namespace cosftp {

namespace {
// Others hold it for one or two requests only; this is for a store that does not answer them.
constexpr std::chrono::seconds patience{120};
}  // namespace

void PublishGate::pass(ObjectStore &store, const QByteArray &key, const PublishRules &rules,
                       QObject *context, Handler<PublishPass> handler)
{
    (new PublishGate(store, key, rules, context, std::move(handler)))->start();
}

PublishGate::PublishGate(ObjectStore &store, QByteArray key, PublishRules rules, QObject *context,
                         Handler<PublishPass> handler)
    : QObject(context), m_store(store.share()), m_key(std::move(key)), m_rules(std::move(rules)),
      m_handler(std::move(handler))
{}

void PublishGate::start()
{
    assertThread(*this);
    const bool mustBeNew = !m_rules.mayReplace || (m_rules.base && m_rules.base->isEmpty());
    m_pass.replacing = mustBeNew ? Replacing::Forbidden : Replacing::Allowed;
    if (m_rules.permit == nullptr || m_rules.permit->isGiven())
        return takeHold();
    connect(m_rules.permit.get(), &PublishPermit::given, this, &PublishGate::takeHold);
}

void PublishGate::takeHold()
{
    assertThread(*this);
    m_rules.guards.publishing->take({{m_rules.bucket, m_key}}, m_rules.holder, patience, this,
                                    [this](const Result<HeldKeys> &hold) {
                                        if (!hold)
                                            return end(hold.error());
                                        m_pass.hold = *hold;
                                        confirmClaim();
                                    });
}

void PublishGate::confirmClaim()
{
    if (m_rules.claim == nullptr)
        return compare();
    m_rules.claim->confirm(this,
                           [this](const Outcome &ours) { ours ? compare() : end(ours.error()); });
}

void PublishGate::compare()
{
    if (!m_rules.base)
        return end(m_pass);
    m_store->head(m_key, this, [this](const Result<ObjectInfo> &info) { onHead(info); });
}

void PublishGate::onHead(const Result<ObjectInfo> &info)
{
    const bool isMissing = !info && info.error().code == Failure::Code::NotFound;
    if (!info && !isMissing)
        return end(info.error());
    const QByteArray there = info ? bareEtag(info->etag) : QByteArray();
    if (there != *m_rules.base)
        return end(Failure::of(Failure::Code::Changed,
                               QStringLiteral("another object stands under the name now")));
    if (info)
        m_pass.there = *info;
    end(m_pass);
}

void PublishGate::end(const Result<PublishPass> &result)
{
    assertThread(*this);
    deleteLater();
    const Result<PublishPass> answer = result;
    m_pass = {};
    if (const auto handler = std::exchange(m_handler, nullptr))
        handler(answer);
}

}  // namespace cosftp

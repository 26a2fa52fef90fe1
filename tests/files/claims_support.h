// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/bucket_claim.h"
#include "files/claim_record.h"
#include "support/fake_store.h"

#include <QTest>

#include <optional>

inline const QByteArray key = cosftp::claimObjectKey("log.txt");
inline const QByteArray marker = cosftp::claimMarkerKey(key);

inline cosftp::Failure cut()
{
    cosftp::Failure failure = cosftp::Failure::of(cosftp::Failure::Code::Network);
    failure.retryable = true;
    return failure;
}

/// One server that wants the claim; several of them share a store.
struct Server
{
    explicit Server(FakeStore &store_, const QByteArray &name_ = "server A",
                    const QByteArray &bucket_ = "b-1")
        : store(store_), name(name_), bucket(bucket_)
    {}
    void ask(std::chrono::milliseconds patience = {})
    {
        context = std::make_unique<QObject>();
        answer.reset();
        cosftp::BucketClaim::take(
            store, {"log.txt", name, patience, bucket}, context.get(),
            [this](const cosftp::Result<cosftp::BucketClaim::Held> &result) { answer = result; });
    }
    cosftp::Result<cosftp::BucketClaim::Held> take(std::chrono::milliseconds patience = {})
    {
        ask(patience);
        if (!QTest::qWaitFor([this] { return answer.has_value(); }, 30000))
            return cosftp::Failure::of(cosftp::Failure::Code::Timeout);
        return *std::exchange(answer, std::nullopt);
    }

    FakeStore &store;
    QByteArray name;
    QByteArray bucket;
    std::unique_ptr<QObject> context;
    std::optional<cosftp::Result<cosftp::BucketClaim::Held>> answer;
};

inline cosftp::Outcome confirmed(const cosftp::BucketClaim::Held &claim)
{
    QObject context;
    std::optional<cosftp::Outcome> answer;
    claim->confirm(&context, [&answer](const cosftp::Outcome &outcome) { answer = outcome; });
    if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, 30000))
        return cosftp::Failure::of(cosftp::Failure::Code::Timeout);
    return *answer;
}

inline QByteArray holderIn(const FakeStore &store)
{
    return cosftp::parseClaim(store.content(key))->holder;
}

/// A claim whose server was killed.
inline void leaveBehind(FakeStore &store, const QByteArray &holder = "the dead server")
{
    store.addObject(key, cosftp::claimJson({"log.txt", holder, "id of " + holder}));
}

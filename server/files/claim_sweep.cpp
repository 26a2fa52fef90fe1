// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/claim_sweep.h"

#include "core/thread_check.h"
#include "files/bucket_claim.h"
#include "files/claim_takeover.h"

namespace cosftp {

namespace {

constexpr std::chrono::hours leftAlone{24};

/// A child of its context; deletes itself.
class ClaimSweep final : public QObject
{
    Q_DISABLE_COPY_MOVE(ClaimSweep)

public:
    ClaimSweep(ObjectStore &store, QByteArray bucket, QObject *context, Handler<int> handler)
        : QObject(context), m_store(store.share()), m_bucket(std::move(bucket)),
          m_handler(std::move(handler))
    {}
    ~ClaimSweep() override = default;

    // More than a page of them cannot be: what is behind it is found the next time.
    void start()
    {
        assertThread(*this);
        ListRequest request;
        request.prefix = claimPrefix();
        m_store->list(request, this, [this](const Result<ListPage> &page) {
            if (!page)
                return end(page.error());
            for (const ObjectInfo &object : page->objects)
                if (ageOf(object, *m_store) > leftAlone)
                    m_old += object.key;
            next();
        });
    }

private:
    void next()
    {
        if (m_old.isEmpty())
            return end(m_swept);
        const QByteArray key = m_old.takeFirst();
        readSmallObject(*m_store, key, this, [this, key](const Result<SmallObject> &object) {
            const Result<ClaimRecord> record =
                object ? parseClaim(object->content) : object.error();
            const bool isClaim = record && key == claimObjectKey(record->subject);
            isClaim ? takeOver(*record) : remove(key);
        });
    }
    // Somebody may be about to take it over, so it goes the same way.
    void takeOver(const ClaimRecord &record)
    {
        ClaimWish wish{record.subject, "the clean-up"};
        wish.bucket = m_bucket;
        BucketClaim::take(*m_store, wish, this, [this](const Result<BucketClaim::Held> &claim) {
            m_swept += claim ? 1 : 0;
            next();
        });
    }
    // A marker whose maker was killed, which nobody relies on, or nothing of ours.
    void remove(const QByteArray &key)
    {
        m_store->remove(key, this, [this](const Outcome &removed) {
            m_swept += removed ? 1 : 0;
            next();
        });
    }
    void end(const Result<int> &result)
    {
        deleteLater();
        std::exchange(m_handler, nullptr)(result);
    }

    std::shared_ptr<ObjectStore> m_store;
    QByteArray m_bucket;
    Handler<int> m_handler;
    QList<QByteArray> m_old;
    int m_swept = 0;
};

}  // namespace

void sweepClaims(ObjectStore &store, const QByteArray &bucket, QObject *context,
                 Handler<int> handler)
{
    (new ClaimSweep(store, bucket, context, std::move(handler)))->start();
}

}  // namespace cosftp

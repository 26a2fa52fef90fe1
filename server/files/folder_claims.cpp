// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/folder_claims.h"

#include "core/thread_check.h"

#include <QPointer>

namespace cosftp {

/// Goes when both claims are removed, whoever kept it last.
struct FolderClaims::Lease
{
    HeldKeys folders;
    QPointer<QObject> context = {};
    std::function<void()> done = {};

    explicit Lease(HeldKeys held) : folders(std::move(held)) {}
    Q_DISABLE_COPY_MOVE(Lease)
    ~Lease()
    {
        folders.reset();
        if (context == nullptr)
            return;
        assertThread(*context);
        QMetaObject::invokeMethod(context, done, Qt::QueuedConnection);
    }
};

/// The work of take(). A child of its context; deletes itself.
class FolderClaims::Taking final : public QObject
{
    Q_DISABLE_COPY_MOVE(Taking)

public:
    Taking(ObjectStore &store, Wish wish, QObject *context, Handler<Held> handler)
        : QObject(context), m_store(store.share()), m_wish(std::move(wish)),
          m_handler(std::move(handler)), m_made(new FolderClaims)
    {}
    ~Taking() override = default;

    void start()
    {
        assertThread(*this);
        const auto spanOf = [this](const QByteArray &prefix) {
            return KeySpan{m_wish.bucket, prefix, true};
        };
        m_wish.asker.guards.keys->take({spanOf(m_wish.from), spanOf(m_wish.to)}, holder(), {}, this,
                                       [this](const Result<HeldKeys> &folders) {
                                           if (!folders)
                                               return end(folders.error());
                                           m_made->m_lease = std::make_shared<Lease>(*folders);
                                           claim(m_wish.from);
                                       });
    }

private:
    [[nodiscard]] KeyHolder holder() const { return m_wish.asker.holderFor(m_wish.command); }
    void claim(const QByteArray &prefix)
    {
        ClaimWish wish;
        wish.subject = prefix;
        wish.holder = holder().text();
        wish.bucket = m_wish.bucket;
        wish.heldUntilGone = m_made->m_lease;
        BucketClaim::take(*m_store, wish, this,
                          [this](const Result<BucketClaim::Held> &claim) { onClaimed(claim); });
    }
    void onClaimed(const Result<BucketClaim::Held> &claimed)
    {
        if (!claimed)
            return end(claimed.error());
        const bool isFirst = m_made->m_from == nullptr;
        (isFirst ? m_made->m_from : m_made->m_to) = *claimed;
        isFirst ? claim(m_wish.to) : end(std::move(m_made));
    }
    void end(Result<Held> result)
    {
        deleteLater();
        std::exchange(m_handler, nullptr)(std::move(result));
    }

    std::shared_ptr<ObjectStore> m_store;
    Wish m_wish;
    Handler<Held> m_handler;
    Held m_made;
};

void FolderClaims::take(ObjectStore &store, const Wish &wish, QObject *context,
                        Handler<Held> handler)
{
    (new Taking(store, wish, context, std::move(handler)))->start();
}

void FolderClaims::confirm(QObject *context, Handler<Done> handler) const
{
    assertThread(*m_from);
    m_from->confirm(context,
                    [to = m_to, context, handler = std::move(handler)](const Outcome &confirmed) {
                        confirmed ? to->confirm(context, handler) : handler(confirmed);
                    });
}

void FolderClaims::whenGone(QObject *context, std::function<void()> done) const
{
    assertThread(*m_from);
    m_lease->context = context;
    m_lease->done = std::move(done);
}

}  // namespace cosftp

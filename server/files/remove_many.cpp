// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/remove_many.h"

#include <QObject>

#include <algorithm>
#include <memory>

namespace cosftp {

namespace {

constexpr qsizetype keysPerBatch = 1000;

struct Removal
{
    std::shared_ptr<ObjectStore> store;
    QList<QByteArray> keys;
    QObject *context;
    Handler<QList<QByteArray>> handler;
    QList<QByteArray> leftOver = {};
    bool isSecondRound = false;
};

void removeNext(const std::shared_ptr<Removal> &removal);

void onBatchRemoved(const std::shared_ptr<Removal> &removal,
                    const Result<QList<QByteArray>> &leftOver)
{
    if (!leftOver)
        return removal->handler(leftOver.error());
    removal->leftOver += *leftOver;
    removeNext(removal);
}

void removeNext(const std::shared_ptr<Removal> &removal)
{
    if (removal->keys.isEmpty() && !std::exchange(removal->isSecondRound, true))
        removal->keys = std::exchange(removal->leftOver, {});
    if (removal->keys.isEmpty())
        return removal->handler(removal->leftOver);
    const QList<QByteArray> batch =
        removal->keys.first(std::min(keysPerBatch, removal->keys.size()));
    removal->keys.remove(0, batch.size());
    removal->store->removeMany(batch, removal->context,
                               [removal](const Result<QList<QByteArray>> &leftOver) {
                                   onBatchRemoved(removal, leftOver);
                               });
}

}  // namespace

void removeKeys(ObjectStore &store, const QList<QByteArray> &keys, QObject *context,
                Handler<QList<QByteArray>> handler)
{
    removeNext(std::make_shared<Removal>(Removal{store.share(), keys,
                                                 context != nullptr ? context : store.background(),
                                                 std::move(handler)}));
}

}  // namespace cosftp

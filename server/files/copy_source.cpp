// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/copy_source.h"

#include "core/logging.h"

#include <atomic>

namespace cosftp {

namespace {

void tellOnceOfNoAccess(const Failure &why)
{
    static std::atomic_flag isTold;
    if (!isTold.test_and_set())
        qCWarning(lcStore).noquote()
            << "a bucket's key has not the right cos:GetObjectACL: access rights that objects have "
               "of their own are lost when they are renamed or their time is set:"
            << describe(why);
}

Result<NamedValues> tolerated(const Result<NamedValues> &access,
                              const std::shared_ptr<bool> &isDenied)
{
    if (access || access.error().code != Failure::Code::Denied)
        return access;
    tellOnceOfNoAccess(access.error());
    if (isDenied != nullptr)
        *isDenied = true;
    return NamedValues();
}

// Two questions at once, and one answer when both are answered.
struct Asked
{
    std::optional<Result<ObjectInfo>> info = {};
    std::optional<Result<NamedValues>> access = {};
    Handler<CopySource> handler;
};

void answerIfBoth(const std::shared_ptr<Asked> &asked)
{
    if (!asked->info || !asked->access)
        return;
    const auto handler = std::exchange(asked->handler, nullptr);
    if (!*asked->info)
        return handler(asked->info->error());
    if (!*asked->access)
        return handler(asked->access->error());
    handler(CopySource{**asked->info, **asked->access});
}

}  // namespace

void askAccess(ObjectStore &store, const QByteArray &key, QObject *context,
               Handler<NamedValues> handler)
{
    store.access(key, context, [handler = std::move(handler)](const Result<NamedValues> &access) {
        handler(tolerated(access, nullptr));
    });
}

void askCopySource(ObjectStore &store, const QByteArray &key, QObject *context,
                   Handler<CopySource> handler, const std::shared_ptr<bool> &isDenied)
{
    const auto asked = std::make_shared<Asked>(Asked{.handler = std::move(handler)});
    if (isDenied != nullptr && *isDenied)
        asked->access = NamedValues();
    store.head(key, context, [asked](const Result<ObjectInfo> &info) {
        asked->info = info;
        answerIfBoth(asked);
    });
    if (!asked->access)
        store.access(key, context, [asked, isDenied](const Result<NamedValues> &access) {
            asked->access = tolerated(access, isDenied);
            answerIfBoth(asked);
        });
}

CopyRequest copyOf(const CopySource &source, const QByteArray &targetKey)
{
    CopyRequest request;
    request.sourceKey = source.info.key;
    request.targetKey = targetKey;
    request.sourceEtag = source.info.etag;
    request.storageClass = source.info.storageClass;
    request.encryption = source.info.encryption;
    request.access = source.access;
    return request;
}

}  // namespace cosftp

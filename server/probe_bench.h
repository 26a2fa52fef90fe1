// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings.h"
#include "store/http/http_client.h"
#include "store/object_store.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>

namespace cosftp {

/// The store that a probe asks, and what the probe may have left in it. A request that makes
/// something is never cancelled: the store may carry it out all the same, later than the removal.
struct ProbeBench
{
    explicit ProbeBench(const BucketSettings &bucket);

    /// The handler of a request that makes something. It is asked with the context `making`, and
    /// tells `handler` as long as `listener` lives.
    template <typename T>
    Handler<T> maker(QObject *listener, Handler<T> handler)
    {
        ++underWay;
        return [this, alive = QPointer<QObject>(listener),
                handler = std::move(handler)](const Result<T> &result) {
            --underWay;
            if (alive != nullptr)
                handler(result);
            else if (whenMade)
                whenMade();
        };
    }

    HttpClient http;
    std::unique_ptr<ObjectStore> store;
    QList<QByteArray> keys;   ///< Objects that may exist.
    QByteArray multipartKey;  ///< Its multipart uploads may be open; empty: none was begun.
    int underWay = 0;         ///< Requests that make something.
    std::function<void()> whenMade;
    QObject making;  // dies before the store
};

/// Removes what a cancelled probe left, and then itself. Gives up after a while, or when the thread
/// ends.
class ProbeCleaner final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProbeCleaner)

public:
    explicit ProbeCleaner(std::unique_ptr<ProbeBench> bench);
    ~ProbeCleaner() override;

    /// As soon as what was being made is there.
    void start();

private:
    void clearUp();
    void abortUploads(const Result<UploadPage> &page);
    void oneDone();

    std::unique_ptr<ProbeBench> m_bench;
    std::unique_ptr<QObject> m_requests;  // dies before the store
    qsizetype m_pending = 0;
};

}  // namespace cosftp

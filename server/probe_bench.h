// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings.h"
#include "store/http/http_client.h"
#include "store/object_store.h"

#include <QObject>

#include <memory>

namespace cosftp {

/// The store that a probe asks, and what the probe may have left in it.
struct ProbeBench
{
    explicit ProbeBench(const BucketSettings &bucket);

    HttpClient http;
    std::unique_ptr<ObjectStore> store;
    QList<QByteArray> keys;   ///< Objects that may exist.
    QByteArray multipartKey;  ///< Its multipart uploads may be open; empty: none was begun.
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

    void start();

private:
    void abortUploads(const Result<UploadPage> &page);
    void oneDone();

    std::unique_ptr<ProbeBench> m_bench;
    std::unique_ptr<QObject> m_requests;  // dies before the store
    qsizetype m_pending = 0;
};

}  // namespace cosftp

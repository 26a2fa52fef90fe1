// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings.h"
#include "store/object_store.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace cosftp {

class HttpClient;

/// Keeps the buckets clean, in one worker: ends folder renames that a crash interrupted, and aborts
/// uploads that nobody can continue. Shortly after the start, then every hour; sooner when
/// something could not be done. One bucket after another, with connections of its own worker.
class Housekeeper final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Housekeeper)

public:
    Housekeeper(HttpClient &http, QObject *parent);
    ~Housekeeper() override;

    /// From the next round on.
    void setSettings(std::shared_ptr<const Settings> settings) { m_settings = std::move(settings); }
    void start();

private:
    void beginRound();
    void nextBucket();
    void recover();
    void sweep();
    void endRound();

    HttpClient &m_http;
    std::shared_ptr<const Settings> m_settings;
    QTimer m_timer;
    QList<BucketSettings> m_buckets;       ///< Still to be visited in this round.
    BucketSettings m_bucket;               ///< The one being visited.
    std::unique_ptr<ObjectStore> m_store;  ///< Of that one.
    std::unique_ptr<QObject> m_work;       ///< The context of what runs there.
    bool m_isSomethingLeft = false;
};

}  // namespace cosftp

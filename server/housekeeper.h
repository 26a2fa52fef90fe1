// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/key_holds.h"
#include "settings/settings.h"
#include "store/object_store.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace cosftp {

class HttpClient;
class Monitor;
class ParkedUploads;
struct JanitorReport;

/// Learns at the start what interrupted uploads wait in the buckets, so that their owners are told
/// without asking for each name. Then keeps the buckets clean, in one worker: ends folder renames
/// that a crash interrupted, and aborts uploads that nobody can continue. Shortly after the start,
/// then every hour; sooner when something could not be done. One bucket after another, with
/// connections of its own worker.
class Housekeeper final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Housekeeper)

public:
    /// `guards`: names that sessions hold are left alone.
    Housekeeper(HttpClient &http, std::shared_ptr<ParkedUploads> parked, KeyGuards guards,
                std::shared_ptr<Monitor> monitor, QObject *parent);
    ~Housekeeper() override;

    /// From the next round on; new buckets are asked what waits there at once.
    void setSettings(std::shared_ptr<const Settings> settings);
    void start();

private:
    [[nodiscard]] QList<BucketSettings> bucketsToLearn() const;
    void learn();
    void learnNext();
    void visit(const BucketSettings &bucket);
    void beginRound();
    void nextBucket();
    void recover();
    void forgetClaims();
    void sweep();
    void tell(const JanitorReport &report);
    void endRound();

    HttpClient &m_http;
    std::shared_ptr<ParkedUploads> m_parked;
    KeyGuards m_guards;
    std::shared_ptr<Monitor> m_monitor;
    std::shared_ptr<const Settings> m_settings;
    QTimer m_timer;
    QList<BucketSettings> m_buckets;       ///< Still to be visited in this round.
    BucketSettings m_bucket;               ///< The one being visited.
    std::unique_ptr<ObjectStore> m_store;  ///< Of that one.
    std::unique_ptr<QObject> m_work;       ///< The context of what runs there.
    bool m_isStarted = false;
    bool m_isSomethingLeft = false;
};

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/server_link.h"

#include <QMap>
#include <QTimer>

#include <memory>

namespace cosftp {

/// Whether a bucket answers, and how fast.
struct BucketHealth
{
    enum class State { Unknown, Checking, Reachable, Failed };
    QString id;    ///< Of the settings.
    QString name;  ///< NAME-APPID.
    State state = State::Unknown;
    int milliseconds = 0;  ///< Of the first answer; while it is Checking, of the last time.
    QString problem;
    QString advice;
    QDateTime checked;  ///< UTC.
    bool operator==(const BucketHealth &) const = default;
};

/// Looks at each bucket of the settings every minute, only reading. GUI thread.
class BucketWatch final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BucketWatch)

public:
    static constexpr std::chrono::milliseconds interval = std::chrono::minutes(1);

    explicit BucketWatch(ServerLink &link, QObject *parent = nullptr);
    ~BucketWatch() override;

    [[nodiscard]] QList<BucketHealth> buckets() const;  ///< In the order of the settings.
    /// Looks at all of them now; those that are being looked at are left alone.
    void checkNow();

Q_SIGNALS:
    void changed();

private:
    struct Watched
    {
        BucketSettings settings;
        BucketHealth health;
        BucketHealth found;                // by the check that runs
        std::shared_ptr<QObject> running;  // its death cancels the check
    };

    void takeSettings();
    void check(const QString &id);
    void onStep(const QString &id, const ProbeStep &step);
    void onFinished(const QString &id);

    ServerLink &m_link;
    QStringList m_order;
    QMap<QString, Watched> m_watched;
    QTimer m_timer;
};

}  // namespace cosftp

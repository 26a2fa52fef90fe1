// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/object_store.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <memory>

namespace cosftp {

/// Copies many objects inside a bucket, each as the version that it is now, with content type,
/// metadata, storage class and encryption. Begins with a few copies at once, takes more while the
/// store answers well and fewer when it is throttled. An object that has vanished meanwhile is left
/// out. finished() comes once, when nothing is under way any more. Destroying it stops it.
class FolderCopy final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FolderCopy)

public:
    static constexpr int firstAtOnce = 8;
    static constexpr int mostAtOnce = 32;

    struct Task
    {
        QByteArray sourceKey;
        QByteArray targetKey;
    };
    struct Copied
    {
        Task task;
        ObjectInfo source;  ///< The version that was copied.
        StoredObject copy;
    };

    FolderCopy(ObjectStore &store, QList<Task> tasks, QObject *parent);
    ~FolderCopy() override;

    void start() { advance(); }

Q_SIGNALS:
    /// The store is asked to make this key; it may come to be even if no answer tells.
    void begun(const QByteArray &targetKey);
    void copied(const cosftp::FolderCopy::Copied &copied);
    void finished(const cosftp::Outcome &outcome);

private:
    struct Attempt
    {
        Task task;
        int number = 1;
    };
    void advance();
    void run(const Attempt &attempt);
    void onSource(const Attempt &attempt, const Result<ObjectInfo> &source);
    void onCopied(const Attempt &attempt, const ObjectInfo &source,
                  const Result<StoredObject> &copy);
    void onFailed(const Attempt &attempt, const Failure &failure);
    void oneLess();

    ObjectStore &m_store;
    std::deque<Attempt> m_waiting;
    QTimer m_pause;  ///< The store was busy.
    int m_atOnce = firstAtOnce;
    int m_inFlight = 0;
    int m_goodInARow = 0;
    int m_badInARow = 0;
    Outcome m_outcome = Done();
    bool m_isEnded = false;
};

}  // namespace cosftp

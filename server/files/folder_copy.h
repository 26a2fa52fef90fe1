// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/copy_source.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <functional>
#include <memory>

namespace cosftp {

/// Copies many objects inside a bucket, each as the version that it is now, with content type,
/// metadata, storage class, encryption and access rights. Nothing is replaced: what lies at a
/// target already and is no copy of the source ends the job with Exists. Begins with a few copies
/// at once, takes more while the store answers well and fewer when it is throttled. An object that
/// has vanished meanwhile is left out. finished() comes once, when nothing is under way any more.
/// Destroying it stops it.
class FolderCopy final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FolderCopy)

public:
    static constexpr int firstAtOnce = 8;
    static constexpr int mostAtOnce = 32;

    struct Task
    {
        qsizetype number = 0;
        QByteArray sourceKey;
        QByteArray targetKey;
    };
    using TaskOf = std::function<Task(qsizetype number)>;
    struct Copied
    {
        Task task;
        ObjectInfo source;  ///< The version that was copied.
        StoredObject copy;
    };

    /// Copies the tasks 0 to `count` - 1, each asked for when its turn comes.
    FolderCopy(ObjectStore &store, qsizetype count, TaskOf taskOf, QObject *parent);
    ~FolderCopy() override;

    void start();
    /// Begins nothing more; finished() tells when the store has answered for what is under way.
    void stop();

Q_SIGNALS:
    /// The store is asked to make this copy; it may come to be even if no answer tells.
    void begun(const cosftp::FolderCopy::Task &task, const cosftp::ObjectInfo &source);
    void copied(const cosftp::FolderCopy::Copied &copied);
    void finished(const cosftp::Outcome &outcome);

private:
    struct Attempt
    {
        Task task;
        int number = 1;
    };
    struct Again  // an attempt that waits for its turn
    {
        qsizetype task = 0;
        int number = 1;
    };
    void advance();
    [[nodiscard]] bool isAnyLeft() const { return m_next < m_count || !m_again.empty(); }
    Attempt takeNext();
    void run(const Attempt &attempt);
    void onSource(const Attempt &attempt, const Result<CopySource> &source);
    void onTargetTaken(const Attempt &attempt, const ObjectInfo &source);
    void onCopied(const Attempt &attempt, const ObjectInfo &source,
                  const Result<StoredObject> &copy);
    void onFailed(const Attempt &attempt, const Failure &failure);
    void oneLess();

    std::shared_ptr<ObjectStore> m_store;
    std::shared_ptr<bool> m_isAccessDenied = std::make_shared<bool>(false);
    TaskOf m_taskOf;
    qsizetype m_count;
    qsizetype m_next = 0;
    std::deque<Again> m_again;  ///< Behind those that were not tried yet.
    QTimer m_pause;             ///< The store was busy.
    int m_atOnce = firstAtOnce;
    int m_inFlight = 0;
    int m_goodInARow = 0;
    int m_badInARow = 0;
    Outcome m_outcome = Done();
    bool m_isEnded = false;
};

}  // namespace cosftp

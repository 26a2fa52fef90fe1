// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "settings/settings.h"

#include <QDateTime>
#include <QObject>

#include <memory>

namespace cosftp {

/// An upload in parts that nobody has ended: it is seen by nobody and costs money.
struct UnfinishedUpload
{
    enum class Fate {
        Resumable,  ///< Ours, interrupted lately.
        Expired,    ///< Ours, too old to be continued: the next round of cleaning up removes it.
        Unknown,    ///< Another tool's, or one that runs now.
        Orphan      ///< Unknown, and idle for longer than the settings allow: is removed too.
    };
    QByteArray key;
    QByteArray uploadId;
    QByteArray user;       ///< Whose upload was interrupted; empty: not known.
    QByteArray stateKey;   ///< The object that describes it; empty: none does.
    QDateTime started;     ///< UTC.
    QDateTime lastActive;  ///< UTC.
    int parts = 0;
    qint64 bytes = 0;
    Fate fate = Fate::Unknown;
    bool operator==(const UnfinishedUpload &) const = default;
};

/// What became of uploads that were to be aborted.
struct AbortedUploads
{
    int aborted = 0;
    qint64 abortedBytes = 0;
    int failed = 0;
    QString problem;  ///< Of the last one that failed, with the store's words.
    bool operator==(const AbortedUploads &) const = default;
};

/// Looks what lies unfinished in one bucket and removes what somebody has chosen. One question at a
/// time. Lives in one thread, blocks nothing; destroying it cancels it, and no handler is called
/// then.
class UploadInventory final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UploadInventory)

public:
    explicit UploadInventory(const BucketSettings &bucket, QObject *parent = nullptr);
    ~UploadInventory() override;

    /// `settings` tell how long an upload can be continued and when it counts as an orphan.
    void list(const Settings &settings, Handler<QList<UnfinishedUpload>> handler);
    /// Those that are gone already count as aborted. What describes them is removed too.
    void abort(const QList<UnfinishedUpload> &uploads, Handler<AbortedUploads> handler);

private:
    void abortNext();
    void onAborted(const UnfinishedUpload &upload, const Outcome &outcome);
    void removeDescriptions();

    class Store;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<QObject> m_requests;  ///< Context of all questions; dies before the store.
    QList<UnfinishedUpload> m_doomed;
    QList<QByteArray> m_descriptions;
    AbortedUploads m_report;
    Handler<AbortedUploads> m_handler;
};

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/parked_upload.h"

#include <QDeadlineTimer>
#include <QObject>

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <tuple>

namespace cosftp {

/// Whose upload of which object.
struct UploadPlace
{
    QByteArray bucket;  ///< NAME-APPID.
    QByteArray user;
    QByteArray key;
    bool operator==(const UploadPlace &) const = default;
    bool operator<(const UploadPlace &other) const
    {
        return std::tie(bucket, user, key) < std::tie(other.bucket, other.user, other.key);
    }
};

/// What this process knows of uploads that run or were interrupted. The truth lies in the bucket;
/// this is what saves asking for it, and what two sessions of one user agree by when the second one
/// goes on with what the first one leaves. Thread-safe; signals come from any thread, so receivers
/// name a context.
class ParkedUploads final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ParkedUploads)

public:
    struct Note
    {
        QByteArray key;
        QByteArray uploadId;
        qint64 sizeBytes = 0;
        QDateTime updated;
    };

    ParkedUploads() = default;
    ~ParkedUploads() override = default;

    void note(const QByteArray &bucket, const ParkedUpload &upload);
    void forget(const UploadPlace &place);
    [[nodiscard]] std::optional<Note> find(const UploadPlace &place) const;
    /// All of one user whose keys begin with `prefix`, in the order of the keys.
    [[nodiscard]] QList<Note> below(const QByteArray &bucket, const QByteArray &user,
                                    const QByteArray &prefix) const;

    /// True if nobody asked for this bucket in the last half minute; the caller does it now, and
    /// says learned() afterwards.
    bool shallLearn(const QByteArray &bucket);
    void learned(const QByteArray &bucket, bool isComplete);
    /// What waits in this bucket since an earlier run is known; so a name that find() does not know
    /// has nothing.
    [[nodiscard]] bool knows(const QByteArray &bucket) const;

    /// An upload runs; the number stands for it until runEnded().
    quint64 runBegan(const UploadPlace &place);
    /// It is on its way out: its end may be waited for.
    void runEnding(quint64 run);
    void runEnded(quint64 run);
    [[nodiscard]] bool isRunning(const UploadPlace &place) const;
    [[nodiscard]] bool isEnding(const UploadPlace &place) const;
    /// Anybody's upload runs there.
    [[nodiscard]] bool isWritten(const QByteArray &bucket, const QByteArray &key) const;
    /// Another session of the same user wants to go on with what runs at `place`: whoever runs it
    /// parks it.
    void askToPark(const UploadPlace &place);
    /// A client whose line broke comes back and looks what is there, at one place or (`at.key` is
    /// empty or ends with '/') directly in a folder: whoever runs an upload there looks whether its
    /// client is gone, and says looked(), behind runEnding() if so. False if nothing runs there.
    bool askToLook(const UploadPlace &at);
    void looked(quint64 run);
    /// No upload there is ending or has still to look.
    [[nodiscard]] bool isSettled(const UploadPlace &at) const;

Q_SIGNALS:
    void changed();  ///< A run ended, or its client is still there.
    void parkAsked(quint64 run);
    void lookAsked(quint64 run);

private:
    struct Run
    {
        UploadPlace place;
        bool isEnding = false;
        bool hasToLook = false;

        [[nodiscard]] bool isMeantBy(const UploadPlace &at) const;
    };

    mutable std::mutex m_mutex;
    std::map<UploadPlace, Note> m_notes;
    std::map<quint64, Run> m_runs;
    std::map<QByteArray, QDeadlineTimer> m_learned;  ///< By bucket: when to ask again.
    std::set<QByteArray> m_known;                    ///< Buckets.
    quint64 m_lastRun = 0;
};

}  // namespace cosftp

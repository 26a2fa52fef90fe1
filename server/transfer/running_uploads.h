// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/upload_place.h"

#include <QObject>

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

namespace cosftp {

/// How long the client of an upload has been silent. Written by who receives, read by anybody.
class UploadPulse
{
public:
    void beat() { m_last = now(); }
    /// It is not the client who is waited for (memory, the store, a speed limit).
    void setWaitingForClient(bool isWaiting)
    {
        if (m_isWaiting.exchange(isWaiting) != isWaiting)
            beat();
    }
    [[nodiscard]] std::chrono::milliseconds silence() const
    {
        return std::chrono::milliseconds(m_isWaiting ? now() - m_last : 0);
    }

private:
    static qint64 now()
    {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
                   std::chrono::steady_clock::now().time_since_epoch())
            .count();
    }
    std::atomic<qint64> m_last{now()};
    std::atomic<bool> m_isWaiting{true};
};

/// The uploads that this process receives now, and how sessions of one user agree when one goes on
/// with what another one leaves. Thread-safe; signals come from any thread, so receivers name a
/// context.
class RunningUploads final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RunningUploads)

public:
    struct Run
    {
        UploadPlace place;
        QByteArray address;  ///< Of the client.
        quint64 sessionId = 0;
        std::shared_ptr<const UploadPulse> pulse;
        bool isEnding = false;
        bool hasToLook = false;
    };

    RunningUploads() = default;
    ~RunningUploads() override = default;

    /// The number stands for it until ended().
    quint64 began(const Run &run);
    /// It is on its way out: its end may be waited for.
    void ending(quint64 run);
    void ended(quint64 run);
    /// What the user's client at that address still has running there, the oldest first.
    [[nodiscard]] std::optional<Run> of(const UploadPlace &place, const QByteArray &address) const;
    /// Anybody's upload runs there.
    [[nodiscard]] bool isWritten(const QByteArray &bucket, const QByteArray &key) const;
    /// Another session of the same client goes on with what has been silent for so long: whoever
    /// runs it parks it. False if nothing there is.
    bool askToPark(const UploadPlace &place, const QByteArray &address,
                   std::chrono::milliseconds silence);
    /// A client whose line broke comes back and looks what is there, at one place or (`at.key` is
    /// empty or ends with '/') directly in a folder: whoever runs an upload there looks whether its
    /// client is gone, and says looked(), behind ending() if so. False if nothing runs there.
    bool askToLook(const UploadPlace &at);
    void looked(quint64 run);
    /// No upload there is ending or has still to look.
    [[nodiscard]] bool isSettled(const UploadPlace &at) const;

Q_SIGNALS:
    void changed();  ///< A run ended, or its client is still there.
    void parkAsked(quint64 run);
    void lookAsked(quint64 run);

private:
    mutable std::mutex m_mutex;
    std::map<quint64, Run> m_runs;
    quint64 m_lastRun = 0;
};

}  // namespace cosftp

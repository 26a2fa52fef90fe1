// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/recorder.h"
#include "history/timeline.h"

namespace cosftp::test {

/// How a segment goes.
struct SegmentPlan
{
    int clients = 3;
    int commandsEach = 20;
    int faultIn = 0;  ///< One request in so many meets a fault.
    int kills = 0;
    int reloads = 0;
    bool isSlow = false;  ///< The store is far away.
    bool renamesFolders = true;
    qint64 longPauseUs = 60'000'000;  ///< The longest of a client whose line broke.
};

/// Servers over one bucket, and when things happen there.
class Stage
{
public:
    Stage() = default;
    virtual ~Stage() = default;
    Q_DISABLE_COPY_MOVE(Stage)

    virtual Timeline &timeline() = 0;
    [[nodiscard]] virtual int servers() const = 0;
    /// 0: it does not run now.
    [[nodiscard]] virtual quint16 port(int server) const = 0;
    [[nodiscard]] virtual qint64 wallErrorUs(int server) const = 0;
    /// Rule 10: look, answer, publish, answer, with a slow one among them.
    [[nodiscard]] virtual qint64 windowUs() const = 0;
    /// There are faults now, and nobody knows which command met one.
    [[nodiscard]] virtual bool hasUnseenFaults() const { return false; }
    /// Weather, and kills and reloads at random moments of what follows.
    virtual void begin(const SegmentPlan &plan, Recorder &recorder) = 0;
    /// Fair weather, all servers run, nothing is under way, what was left is mended. False if that
    /// does not come.
    virtual bool comeToRest(bool mustMend) = 0;
};

}  // namespace cosftp::test

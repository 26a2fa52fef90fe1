// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <functional>

namespace cosftp {

/// What a job over a whole folder may do, and whom it tells.
struct FolderJobOptions
{
    qint64 maxKeys =
        100'000;  ///< All keys are held in memory; more are refused before anything is done.
    /// Asked as FolderLedger::MayHold; a job that may not hold its keys ends with Busy before
    /// anything is done. May be empty.
    std::function<bool(qint64 bytes)> mayHold = {};
    std::function<void(qint64 done, qint64 total)> onProgress = {};  ///< Objects; may be empty.
    /// All copies stand: from now on the job can only go forward. May be empty.
    std::function<void()> onDecided = {};
};

}  // namespace cosftp

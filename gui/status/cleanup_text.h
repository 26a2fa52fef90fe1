// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/records.h"

namespace cosftp {

/// What cleaning up found in a bucket, for people, in the present language: "3 interrupted uploads
/// found with 1.2 GiB, ...". Empty if there was nothing.
QString cleanupText(const CleanupRecord &record);
/// Of all buckets: one line each for those where something was found.
QString cleanupLines(const QList<CleanupRecord> &records);

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bucket_probe.h"

namespace cosftp {

/// Puts into a failed step what people need: what the store said, which key of [BUCKET] is wrong,
/// what to change, which permission the key lacks. `action` is the CAM action that the failed
/// request stands for.
void explainFailure(ProbeStep &step, const Failure &failure, const BucketSettings &bucket,
                    const QString &action);

}  // namespace cosftp

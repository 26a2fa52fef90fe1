// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/judge.h"

namespace cosftp::test {

/// Rules 5, 11 and 12, which need no order of the commands.
QList<Violation> singleViolations(const History &history);

}  // namespace cosftp::test

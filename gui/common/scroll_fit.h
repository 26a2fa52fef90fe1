// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QScrollArea;

namespace cosftp {

/// Has the area measure what it holds each time it is shown. A form that changed while nobody saw
/// it (another language) is not asked again by Qt, and would be squeezed into its old height.
void measureWhenShown(QScrollArea &area);

}  // namespace cosftp

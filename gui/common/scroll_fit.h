// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QScrollArea;
class QWidget;

namespace cosftp {

/// Has the area measure what it holds each time it is shown. A form that changed while nobody saw
/// it (another language) is not asked again by Qt, and would be squeezed into its old height.
void measureWhenShown(QScrollArea &area);

/// Gives a control the cursor and scrolls to it, once its page is laid out: Qt scrolls for the Tab
/// key only.
void showFocused(QWidget &control);

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace cosftp {

/// Lets Tab follow the layouts of `root`, as one reads them. For parts that come and go: a new one
/// stands at the end of its window otherwise.
void orderTabs(QWidget &root);

}  // namespace cosftp

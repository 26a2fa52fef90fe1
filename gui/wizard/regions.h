// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace cosftp::regions {

/// Fills an editable box with the regions that Tencent names, "ap-guangzhou - Guangzhou"; what the
/// user typed or chose stays. Any other region may be typed.
void fill(QComboBox &box);
/// The id that the box shows: what stands before the first blank.
QString chosen(const QComboBox &box);
void choose(QComboBox &box, const QString &id);

}  // namespace cosftp::regions

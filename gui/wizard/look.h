// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

/// Measures that the wizard's pages share; they grow with the font.
namespace cosftp::look {

/// The distance between things that belong together.
inline int gap(const QWidget *widget) { return widget->fontMetrics().height() / 2; }

/// The side of a sign that stands in a line of text.
inline int signSide(const QWidget *widget) { return widget->fontMetrics().height(); }

}  // namespace cosftp::look

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace cosftp {

/// What a row of the settings table says against a value, in the present language. The table speaks
/// English, for logs and `--check-config` too; a sentence that is not known here stays as it is.
QString translatedProblem(const QString &english);

}  // namespace cosftp

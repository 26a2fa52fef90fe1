// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace cosftp {

struct SettingsProblem;

// The server speaks English, for logs and `--check-config` too. Its sentences in the present
// language; one that is not known here stays as it is.

/// What is wrong with a value, a line or the whole of the settings.
QString translatedProblem(const QString &english);
/// The whole line: "FILE:LINE: [SECTION] key: what is wrong".
QString shownProblem(const SettingsProblem &problem);
/// What to do when a bucket cannot be used.
QString translatedAdvice(const QString &english);

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "network_check.h"

namespace cosftp::networkTestText {

// The steps of the network's test in the present language.

QString name(NetworkStep::Kind kind);
/// What was found, and what to do if it is not well.
QString finding(const NetworkStep &step);
/// "passed", "doubtful" ...
QString verdict(NetworkStep::Verdict verdict);
/// All of it as text to be sent to somebody who helps.
QString report(const QList<NetworkStep> &steps, const QString &serverVersion);

}  // namespace cosftp::networkTestText

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace cosftp {

/// How many letters have to be put in, taken out or changed to make one word of the other.
qsizetype editDistance(const QString &first, const QString &second);

/// The word of the list that is nearest to the given one, the first of equals. Empty where none is
/// near: where more than half of the longer word would have to change.
QString nearest(const QString &word, const QStringList &words);

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/history.h"

namespace cosftp::test {

struct Violation
{
    int rule = 0;     ///< Of README.md.
    QByteArray keys;  ///< The names it is about.
    QByteArray text;  ///< The shortest part of the history that shows it, and why.
};

struct Verdict
{
    QList<Violation> violations;
    int undecided = 0;  ///< Groups of names for which the search was too long.
};

/// Judges a segment by the rules of README.md.
Verdict judge(const History &history);

}  // namespace cosftp::test

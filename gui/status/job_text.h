// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/records.h"

#include <QCoreApplication>

namespace cosftp {

/// Work over a whole folder in words, in the present language.
class JobText
{
    Q_DECLARE_TR_FUNCTIONS(JobText)

public:
    /// "ann renames the folder /old to /new"
    static QString title(const JobRecord &job);
    /// "1,200 of 10,000 files, 12 %, for 42 s"; "files are being counted" before the number is
    /// known.
    static QString progress(const JobRecord &job, const QDateTime &now);
};

}  // namespace cosftp

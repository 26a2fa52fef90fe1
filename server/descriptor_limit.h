// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace cosftp {

/// What a server may have open at once.
struct DescriptorNeed
{
    int connections = 0;  ///< max_connection_num; 0: no limit.
    qint64 parts = 0;     ///< Uploads to the store at once.
    int threads = 0;

    /// For each connection there may be a passive port or a held data connection, and one to the
    /// store; besides, the store's uploads, what each thread needs, and files of the log.
    [[nodiscard]] qint64 descriptors() const;
};

/// Raises this process's limit of open files as far as the system lets it, and gives the number of
/// connections that it carries: those of `need`, or fewer; 0: as many as come. Fewer are said in
/// the log, with the numbers and what to raise; once, until the answer is another one.
int connectionsWithin(const DescriptorNeed &need);

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "matrix/matrix_rows.h"
#include "store/cos/cos_connection.h"

#include <memory>
#include <optional>

namespace cosftp::test {

/// A server on the fixture's bucket that runs all along and has no part in the trouble. Its user
/// comes to it behind every cell, looks at everything, and where the first server failed does
/// there what did not work.
class SecondServer
{
public:
    SecondServer(const ServerFixture &first, const CosOptions &options);

    /// Empty, or what is not as it has to be. No trouble is left in the store.
    QByteArray problemBehind(const MatrixRow &row, const Told &told, const QByteArray &folder);

private:
    QByteArray wrongSight(const BucketContent &wanted, const QByteArray &folder,
                          std::optional<qint64> kept);
    QByteArray wrongEnd(const MatrixRow &row, const QByteArray &folder, std::optional<qint64> kept);
    QByteArray wrongName(const QByteArray &path, const QByteArray &bytes,
                         std::optional<qint64> kept);

    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<FtpClient> m_client;
};

}  // namespace cosftp::test

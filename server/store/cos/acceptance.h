// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/cos/cos_request.h"

#include <QElapsedTimer>

#include <array>

namespace cosftp {

/// Which kinds of requests the store has accepted lately: reading, writing, removing and restoring
/// apart, because a key may be allowed one and not another. Where it has, a refusal is odd and
/// worth another try; where it has not, the settings are wrong and should say so at once.
class Acceptance
{
public:
    void note(const CosRequest &request) { m_since.at(kindOf(request)).start(); }
    [[nodiscard]] bool isRecent(const CosRequest &request) const
    {
        const QElapsedTimer &since = m_since.at(kindOf(request));
        return since.isValid() && std::chrono::milliseconds(since.elapsed()) < lately;
    }

private:
    static constexpr std::chrono::minutes lately{10};

    enum Kind : std::size_t { Reading, Writing, Removing, Restoring, KindCount };

    static Kind kindOf(const CosRequest &request)
    {
        using Method = HttpRequest::Method;
        const QByteArray flag = request.query.isEmpty() ? "" : request.query.first().name;
        if (request.method == Method::Delete || flag == "delete")
            return Removing;
        if (request.method == Method::Get || request.method == Method::Head)
            return Reading;
        return flag == "restore" ? Restoring : Writing;
    }

    std::array<QElapsedTimer, KindCount> m_since;
};

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/cos/cos_request.h"

#include <QElapsedTimer>

#include <array>

namespace cosftp {

/// Which kinds of requests the store has accepted lately: reading, writing and removing apart,
/// because a key may be allowed one and not another. Where it has, a refusal is odd and worth
/// another try; where it has not, the settings are wrong and should say so at once.
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

    static std::size_t kindOf(const CosRequest &request)
    {
        const bool isMany = !request.query.isEmpty() && request.query.first().name == "delete";
        if (request.method == HttpRequest::Method::Delete || isMany)
            return 2;
        return request.method == HttpRequest::Method::Get
                       || request.method == HttpRequest::Method::Head
                   ? 0
                   : 1;
    }

    std::array<QElapsedTimer, 3> m_since;
};

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "descriptor_limit.h"

#include "core/logging.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <sys/resource.h>
#include <utility>

namespace cosftp {

namespace {

constexpr qint64 perConnection = 3;
constexpr qint64 perThread = 8;
constexpr qint64 base = 64;
constexpr qint64 fewest = 4;  // connections; below that there is no server

// Beyond that nobody asks, and some kernels refuse.
constexpr rlim_t most = 1'048'576;

qint64 raisedLimit()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return std::numeric_limits<int>::max();
    const rlim_t wanted = std::min(limit.rlim_max, most);
    if (limit.rlim_cur < wanted) {
        const rlim_t before = std::exchange(limit.rlim_cur, wanted);
        if (::setrlimit(RLIMIT_NOFILE, &limit) != 0)
            limit.rlim_cur = before;
    }
    return static_cast<qint64>(std::min(limit.rlim_cur, rlim_t(std::numeric_limits<int>::max())));
}

qint64 besides(const DescriptorNeed &need) { return base + perThread * need.threads + need.parts; }

}  // namespace

qint64 DescriptorNeed::descriptors() const { return perConnection * connections + besides(*this); }

int connectionsWithin(const DescriptorNeed &need)
{
    static std::atomic<int> said{0};
    const qint64 limit = raisedLimit();
    const qint64 carried = std::max(fewest, (limit - besides(need)) / perConnection);
    if (need.connections > 0 && need.connections <= carried) {
        said = 0;
        return need.connections;
    }
    const int fewer = static_cast<int>(carried);
    if (need.connections == 0)
        return fewer;
    if (said.exchange(fewer) != fewer)
        qCWarning(lcServer).noquote()
            << "max_connection_num =" << need.connections << "may need" << need.descriptors()
            << "open files, and this process may have" << limit
            << "(ulimit -n; LimitNOFILE= of its systemd unit):" << fewer
            << "connections are served at once";
    return fewer;
}

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/download_window.h"

#include <algorithm>

namespace cosftp {

namespace {

using namespace std::chrono_literals;

constexpr double worthwhile = 1.15;  // times the rate before; less is noise
constexpr auto shortestMeasure = 60ms;
constexpr auto firstRest = 1000ms;
constexpr auto longestRest = 60'000ms;
constexpr int starvedShare = 5;  // of the time: below a fifth the client is the slower one

}  // namespace

void DownloadWindow::look(const Sample &sample)
{
    if (sample.isMemoryShort || sample.wasRefused) {
        resize(m_size / 2);
        m_rateBefore = 0;
        return rest();
    }
    m_rest = std::max(0ms, m_rest - sample.elapsed);
    if (m_settle > 0ms) {
        m_settle -= sample.elapsed;
        return;
    }
    m_measured += sample.elapsed;
    m_starved += sample.starved;
    m_bytes += sample.bytesReceived;
    if (m_measured >= std::max<Time>(shortestMeasure, m_latency))
        judge();
}

void DownloadWindow::judge()
{
    const double rate = static_cast<double>(m_bytes) / static_cast<double>(m_measured.count());
    const bool isStarved = m_starved * starvedShare >= m_measured;
    const bool wasWorthIt = m_rateBefore == 0 || rate >= m_rateBefore * worthwhile;
    m_measured = m_starved = 0ms;
    m_bytes = 0;
    if (!isStarved) {
        m_rateBefore = 0;
        return resize(m_size - 1);
    }
    if (!wasWorthIt)
        return stepBack();
    if (m_rateBefore > 0)
        m_nextRest = firstRest;
    m_rateBefore = 0;
    if (m_rest > 0ms || m_size == m_most)
        return;
    m_sizeBefore = m_size;
    m_rateBefore = rate;
    resize(m_size * 2);
}

void DownloadWindow::stepBack()
{
    m_rateBefore = 0;
    resize(m_sizeBefore);
    rest();
}

void DownloadWindow::rest()
{
    m_rest = m_nextRest;
    m_nextRest = std::min<Time>(2 * m_nextRest, longestRest);
}

void DownloadWindow::resize(int size)
{
    const int next = std::clamp(size, 1, m_most);
    if (next == m_size)
        return;
    m_size = next;
    m_settle = m_latency + 20ms;
    m_measured = m_starved = 0ms;
    m_bytes = 0;
}

}  // namespace cosftp

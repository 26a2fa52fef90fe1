// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

namespace cosftp {

/// How many parts of one upload may be under way at once. Begins with two, doubles as long as a
/// round of parts moves noticeably more bytes per second than the round before, and halves when the
/// store says that it is overloaded or does not answer. A value; the caller brings the time.
class PartsWindow
{
public:
    using Time = std::chrono::steady_clock::time_point;

    explicit PartsWindow(int cap);

    [[nodiscard]] int size() const { return m_size; }
    /// A part was stored. `isWanted`: more parts were waiting than the window lets through; without
    /// that the client or the memory sets the pace, and a wider window would change nothing.
    void stored(qint64 bytes, bool isWanted, Time now);
    /// 503, a timeout, a broken line.
    void refused(Time now);

private:
    void beginRound(Time now);

    int m_cap;
    int m_size;
    int m_storedInRound = 0;
    qint64 m_bytesInRound = 0;
    Time m_roundBegan{};
    double m_bestRate = 0;  ///< Bytes per second of the best round since the last refusal.
    int m_calmRounds = 0;   ///< Rounds to wait before the next try to grow.
};

}  // namespace cosftp

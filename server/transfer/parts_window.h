// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

namespace cosftp {

/// How many parts of one upload may be under way at once. Begins with two and grows by one with
/// each part stored, until a round of parts moved hardly more bytes per second than the round
/// before; from then on it tries to double now and then. Halves when the store says that it is
/// overloaded or does not answer. A value; the caller brings the time.
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
    int m_roundParts = 0;  ///< A round ends when so many are stored.
    int m_storedInRound = 0;
    qint64 m_bytesInRound = 0;
    Time m_roundBegan{};
    double m_bestRate = 0;     ///< Bytes per second of the best round since the last refusal.
    int m_calmRounds = 0;      ///< Rounds to wait before the next try to grow.
    bool m_isStarting = true;  ///< Neither a full line nor a refusal was met so far.
};

}  // namespace cosftp

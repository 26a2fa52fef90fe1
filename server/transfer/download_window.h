// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

namespace cosftp {

/// How many requests one download keeps under way. It begins with one, tries more as long as each
/// step brings clearly more bytes a second, steps back when it did not, and tries again later and
/// later. A client that is slower than the store, a store that refuses and memory that others wait
/// for make it smaller. A value without clock: whoever owns it tells what happened and for how
/// long.
class DownloadWindow
{
public:
    using Time = std::chrono::milliseconds;
    struct Sample
    {
        Time elapsed{0};           ///< Since the last sample.
        Time starved{0};           ///< Of this, how long the client waited for the store.
        qint64 bytesReceived = 0;  ///< From the store, delivered or not.
        bool isMemoryShort = false;
        bool wasRefused = false;  ///< The store was busy, or silent, or cut a body.
    };

    /// `latency`: from the first request to its answer; new requests get that long to begin.
    DownloadWindow(int most, Time latency) : m_most(most), m_latency(latency) {}

    [[nodiscard]] int size() const { return m_size; }
    void look(const Sample &sample);

private:
    void judge();
    void resize(int size);
    void stepBack();
    void rest();

    int m_most;
    Time m_latency;
    int m_size = 1;
    int m_sizeBefore = 1;
    double m_rateBefore = 0;  ///< Bytes a millisecond at m_sizeBefore; 0: nothing to compare with.
    Time m_settle{0};         ///< Left until what comes counts.
    Time m_rest{0};           ///< Left until more is tried again.
    Time m_nextRest{1000};
    Time m_measured{0};
    Time m_starved{0};
    qint64 m_bytes = 0;
};

}  // namespace cosftp

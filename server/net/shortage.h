// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QString>

namespace cosftp {

/// Whether this errno says that descriptors or memory have run out, which passes by itself.
[[nodiscard]] bool isShortage(int error);
/// What it says, and for descriptors how many there are and what to raise: "Too many open files:
/// this process may have 256 (ulimit -n; LimitNOFILE= of its systemd unit)".
[[nodiscard]] QString shortageText(int error);

/// Says once that something is short, not each time that it is tried again; and once that it goes
/// on, when it has gone on for a while.
class Shortage
{
public:
    explicit Shortage(const char *what) : m_what(what) {}
    void note(int error);
    void noteEnough();

private:
    const char *m_what;
    QElapsedTimer m_last;  // runs once it was short
};

}  // namespace cosftp

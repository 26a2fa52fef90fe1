// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "localcos/faults.h"

#include <optional>

namespace cosftp::test {

/// A column of the matrix.
struct Trouble
{
    const char *name = "";
    /// The fault that makes it in a request of that kind; nothing where it cannot happen.
    std::optional<localcos::Fault> (*in)(localcos::Verb verb) = nullptr;
    bool refusesConnections = false;  ///< The store is gone for a moment once the fault has fired.
    bool passes = true;               ///< Goes away by itself, so that most requests can succeed.
};

/// How long the server waits for a silent store in this test.
constexpr std::chrono::milliseconds matrixSilence{400};

const QList<Trouble> &troubles();

}  // namespace cosftp::test

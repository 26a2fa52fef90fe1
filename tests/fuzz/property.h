// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <cstdlib>

namespace cosftp::fuzz {

[[noreturn]] inline void broken(const char *property, const char *file, int line)
{
    std::fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, property);
    std::abort();
}

}  // namespace cosftp::fuzz

/// What must be true for every input. libFuzzer keeps the input that breaks it.
#define HOLDS(property)                                                                            \
    ((property) ? static_cast<void>(0) : cosftp::fuzz::broken(#property, __FILE__, __LINE__))

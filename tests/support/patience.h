// SPDX-License-Identifier: GPL-3.0-or-later
// Included before every test. A wait ends when what it waits for is there; its deadline is for what never comes. Qt's
// five seconds are too short for a loaded machine under sanitizers, and an early deadline would be a false alarm.
#pragma once

#include <QTest>

#undef QTRY_VERIFY
#undef QTRY_COMPARE
#define QTRY_VERIFY(expression) QTRY_VERIFY_WITH_TIMEOUT((expression), 60000)
#define QTRY_COMPARE(expression, expected) QTRY_COMPARE_WITH_TIMEOUT((expression), expected, 60000)

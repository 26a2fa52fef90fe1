// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"

#include <QtGlobal>

#include <cstdio>
#include <map>
#include <string>

static std::map<std::string, TestRun> &registeredTests()
{
    static std::map<std::string, TestRun> tests;
    return tests;
}

TestRegistration::TestRegistration(const char *name, TestRun run)
{
    registeredTests().emplace(name, run);
}

int main(int count, char **words)
{
    const auto found = count > 1 ? registeredTests().find(words[1]) : registeredTests().end();
    if (found == registeredTests().end()) {
        std::fputs("The first argument is the test class, one of:\n", stderr);
        for (const auto &[name, run] : registeredTests())
            std::fprintf(stderr, "  %s\n", name.c_str());
        return 2;
    }
    // ctest has the deadline; Qt Test's own, five minutes for a function, is short for random
    // histories on a slow machine.
    if (!qEnvironmentVariableIsSet("QTEST_FUNCTION_TIMEOUT"))
        qputenv("QTEST_FUNCTION_TIMEOUT", "1500000");
    words[1] = words[0];
    return found->second(count - 1, words + 1);
}

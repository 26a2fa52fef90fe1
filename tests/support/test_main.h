// SPDX-License-Identifier: GPL-3.0-or-later
// One program per folder of tests holds several test classes; its first argument says which of them
// runs. A program of their own for each would be linked, and its moc files made, a hundred times
// over.
#pragma once

#include <QTest>

#ifdef QT_WIDGETS_LIB
#include <QApplication>
using TestApplication = QApplication;
#else
#include <QCoreApplication>
using TestApplication = QCoreApplication;
#endif

/// Runs one test class with the remaining arguments; returns the number of failures as QTest::qExec
/// does.
using TestRun = int (*)(int count, char **words);

/// Makes a test class known to the program under its name.
struct TestRegistration
{
    TestRegistration(const char *name, TestRun run);
};

template <class Test>
int runTest(int count, char **words)
{
    TestApplication application(count, words);
    Test test;
    return QTest::qExec(&test, count, words);
}

/// Stands at the end of a test file, at the start of a line: CMake reads the class's name there.
#define COSFTP_TEST(Test) static const TestRegistration registered##Test(#Test, &runTest<Test>);

/// The same for a class that is not run by qExec alone: a function body follows, with int count and
/// char **words.
#define COSFTP_TEST_RUN(Test)                                                                      \
    static int run##Test(int count, char **words);                                                 \
    static const TestRegistration registered##Test(#Test, &run##Test);                             \
    static int run##Test(int count, char **words)

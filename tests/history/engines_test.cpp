// SPDX-License-Identifier: GPL-3.0-or-later
// The same clients and the same judge over whole servers with threads, in real time.
//   COSFTP_HISTORY_SEED=N COSFTP_HISTORY_SEGMENTS=M
#include "history/engine_world.h"
#include "history/history_run.h"
#include "support/test_main.h"

#include <QLoggingCategory>
#include <QTest>

#include <cstdio>

using namespace cosftp;
using namespace cosftp::test;

namespace {

constexpr int usualSegments = 6;
constexpr qint64 pauseUs = 500'000;

void print(const QByteArray &line)
{
    std::printf("history: %s\n", line.constData());
    std::fflush(stdout);
}

// A folder rename that was killed would be mended minutes later.
SegmentPlan planFrom(QRandomGenerator &random)
{
    SegmentPlan plan = randomPlan(random);
    plan.commandsEach = random.bounded(6, 14);
    plan.faultIn = random.bounded(2) == 0 ? 0 : random.bounded(25, 200);
    plan.renamesFolders = plan.kills == 0 && plan.faultIn == 0;
    plan.longPauseUs = pauseUs;
    return plan;
}

}  // namespace

class EnginesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (qEnvironmentVariableIsEmpty("QT_LOGGING_RULES"))
            QLoggingCategory::setFilterRules(QStringLiteral("cosftp.*=false"));
    }

    void everyHistoryOfWholeServersCanBeExplained()
    {
        bool isGiven = false;
        const uint given = qEnvironmentVariable("COSFTP_HISTORY_SEED").toUInt(&isGiven);
        const quint32 seed = isGiven ? given : QRandomGenerator::system()->generate();
        const int asked = qEnvironmentVariableIntValue("COSFTP_HISTORY_SEGMENTS");
        QRandomGenerator random(seed);
        EngineWorld world(random.generate(), 2);
        HistoryRun run(world, random.generate());
        int found = 0;
        for (int segment = 1; segment <= (asked > 0 ? asked : usualSegments); ++segment) {
            const SegmentPlan plan = planFrom(random);
            QByteArray problem;
            const Verdict verdict = run.runSegment(plan, problem);
            const QByteArray where = "servers, seed " + QByteArray::number(seed) + ", segment "
                                     + QByteArray::number(segment) + " (" + toText(plan) + ")";
            for (const Violation &violation : verdict.violations)
                print(where + ", rule " + QByteArray::number(violation.rule) + ", " + violation.keys
                      + ": " + violation.text);
            QVERIFY2(problem.isEmpty(), (where + ": " + problem).constData());
            found += static_cast<int>(verdict.violations.size());
        }
        print("servers, seed " + QByteArray::number(seed) + ": "
              + QByteArray::number(run.commands()) + " commands");
        QCOMPARE(found, 0);
    }
};

COSFTP_TEST(EnginesTest)
#include "engines_test.moc"

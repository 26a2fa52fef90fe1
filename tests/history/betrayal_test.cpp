// SPDX-License-Identifier: GPL-3.0-or-later
// The checker finds what it is made for: the store takes away, one at a time, what the server's
// precautions stand on, and each time the judge notices.
#include "history/history_run.h"
#include "history/small_world.h"
#include "support/test_main.h"

#include <QLoggingCategory>
#include <QTest>

#include <cstdio>

using namespace cosftp;
using namespace cosftp::test;

namespace {

constexpr int mostSegments = 60;
constexpr int servers = 2;

}  // namespace

Q_DECLARE_METATYPE(Lie)

class BetrayalTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (qEnvironmentVariableIsEmpty("QT_LOGGING_RULES"))
            QLoggingCategory::setFilterRules(QStringLiteral("cosftp.*=false"));
        QHashSeed::setDeterministicGlobalSeed();
    }

    void aServerThatIsBetrayedIsFound_data()
    {
        QTest::addColumn<Lie>("lie");
        QTest::newRow("rows 1 and 2: the look before a publish is blind") << Lie::OldLooks;
        QTest::newRow("rows 2 and 9: claims and new objects exclude nobody") << Lie::OpenCreates;
        QTest::newRow("deletions do nothing") << Lie::LostDeletions;
        QTest::newRow("row 11: a portal answers") << Lie::Portal;
    }

    void aServerThatIsBetrayedIsFound()
    {
        QFETCH(const Lie, lie);
        QRandomGenerator random(7);
        SmallWorld world(random.generate(), servers);
        world.setLie(lie);
        HistoryRun run(world, random.generate());
        for (int segment = 1; segment <= mostSegments; ++segment) {
            SegmentPlan plan = randomPlan(random);
            plan.faultIn = 0;
            QByteArray problem;
            const Verdict verdict = run.runSegment(plan, problem);
            QVERIFY2(problem.isEmpty(), problem.constData());
            if (verdict.violations.isEmpty())
                continue;
            std::printf("found in segment %d, after %lld commands: %s\n", segment,
                        static_cast<long long>(run.commands()),
                        verdict.violations.first().text.constData());
            return;
        }
        QFAIL("nothing was found");
    }
};

COSFTP_TEST(BetrayalTest)
#include "betrayal_test.moc"

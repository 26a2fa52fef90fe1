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

constexpr int mostSegments = 150;
constexpr int segmentsPerWorld = 10;
constexpr int servers = 2;

// Content that no order explains; that something was refused is not what is looked for.
const Violation *lossIn(const Verdict &verdict)
{
    const auto found = std::find_if(
        verdict.violations.begin(), verdict.violations.end(),
        [](const Violation &violation) { return violation.text.startsWith("no order"); });
    return found == verdict.violations.end() ? nullptr : &*found;
}

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
        QTest::newRow("row 6: each server has its own clock") << Lie::WrongClock;
        QTest::newRow("deletions do nothing") << Lie::LostDeletions;
        QTest::newRow("row 11: a portal answers") << Lie::Portal;
    }

    void aServerThatIsBetrayedIsFound()
    {
        QFETCH(const Lie, lie);
        QRandomGenerator random(7);
        for (int segment = 0; segment < mostSegments; segment += segmentsPerWorld)
            if (isFoundInWorld(lie, random))
                return;
        QFAIL("nothing was found");
    }

private:
    static bool isFoundInWorld(Lie lie, QRandomGenerator &random)
    {
        SmallWorld world(random.generate(), servers);
        world.setLie(lie);
        HistoryRun run(world, random.generate());
        for (int segment = 1; segment <= segmentsPerWorld; ++segment) {
            SegmentPlan plan = randomPlan(random);
            plan.faultIn = 0;
            QByteArray problem;
            const Verdict verdict = run.runSegment(plan, problem);
            const Violation *loss = lossIn(verdict);
            if (loss == nullptr)
                continue;
            std::printf("found after %lld commands: %s\n", static_cast<long long>(run.commands()),
                        loss->text.constData());
            return true;
        }
        return false;
    }
};

COSFTP_TEST(BetrayalTest)
#include "betrayal_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Random clients against a random store: what a client was told and what the bucket holds agree
// after every step.
//   COSFTP_MODEL_SEED=N COSFTP_MODEL_STEPS=M    M steps of seed N; beyond 5,000 of N + 1, N + 2,
//   ...
#include "model/model_replay.h"
#include "support/test_main.h"

#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QTest>

#include <cstdio>

using namespace cosftp;
using namespace cosftp::test;

namespace {

constexpr quint64 fixedSeed = 1;
constexpr qsizetype stepsPerSeed = 5000;
constexpr qsizetype stepsPerRow = 5'000;   // Qt Test gives a row five minutes
constexpr qsizetype stepsPerWorld = 1000;  // then it begins with an empty bucket
constexpr qint64 shrinkingMs = 60'000;

std::optional<quint64> number(const char *name)
{
    const QByteArray text = qgetenv(name);
    return text.isEmpty() ? std::nullopt : std::optional(text.toULongLong());
}

void print(const QByteArray &line)
{
    std::printf("model: %s\n", line.constData());
    std::fflush(stdout);
}

struct Problem
{
    qsizetype at = -1;  ///< The index of the step that fails; -1: none does.
    QByteArray text;
};

Problem firstProblem(const QList<Step> &steps)
{
    Replay replay;
    for (qsizetype at = 0; at < steps.size(); ++at)
        if (const QByteArray problem = replay.run(steps.at(at)); !problem.isEmpty())
            return {at, problem};
    return {};
}

// The last steps that still fail on their own, without those that are not needed.
QList<Step> shrunk(QList<Step> steps)
{
    QElapsedTimer time;
    time.start();
    for (qsizetype size = 2; size < steps.size() && !time.hasExpired(shrinkingMs); size *= 2)
        if (firstProblem(steps.last(size)).at >= 0)
            steps = steps.last(size);
    for (qsizetype at = steps.size() - 2; at >= 0 && !time.hasExpired(shrinkingMs); --at) {
        QList<Step> fewer = steps;
        fewer.removeAt(at);
        if (firstProblem(fewer).at >= 0)
            steps = fewer;
    }
    return steps;
}

QByteArray report(const QList<Step> &steps)
{
    QByteArray text;
    for (const Step &step : steps)
        text += "\n  " + toText(step);
    return text + '\n' + firstProblem(steps).text;
}

/// The bytes of one generator, cut into worlds.
QList<Step> nextSteps(QRandomGenerator &random, qsizetype count)
{
    QList<Step> steps;
    for (qsizetype each = 0; each < count; ++each)
        steps += randomStep(random);
    return steps;
}

}  // namespace

class ModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The server's own log would be longer than everything else.
    void initTestCase()
    {
        if (qEnvironmentVariableIsEmpty("QT_LOGGING_RULES"))
            QLoggingCategory::setFilterRules(QStringLiteral("cosftp.*=false"));
    }

    void whatClientsAreToldIsWhatTheBucketHolds_data()
    {
        QTest::addColumn<quint32>("seed");
        QTest::addColumn<qsizetype>("count");
        const auto count = static_cast<qsizetype>(
            number("COSFTP_MODEL_STEPS").value_or(static_cast<quint64>(stepsPerSeed)));
        if (const std::optional<quint64> asked = number("COSFTP_MODEL_SEED")) {
            for (qsizetype done = 0; done < count; done += stepsPerRow) {
                const auto seed =
                    static_cast<quint32>(*asked + static_cast<quint64>(done / stepsPerRow));
                QTest::addRow("seed %u", seed) << seed << std::min(stepsPerRow, count - done);
            }
            return;
        }
        QTest::newRow("a fixed seed") << static_cast<quint32>(fixedSeed) << count;
        QTest::newRow("a drawn seed") << QRandomGenerator::system()->generate() << count;
    }

    void whatClientsAreToldIsWhatTheBucketHolds()
    {
        QFETCH(const quint32, seed);
        QFETCH(const qsizetype, count);
        const QByteArray name = "seed " + QByteArray::number(seed);
        print(name + ", " + QByteArray::number(count) + " steps");
        QRandomGenerator random(seed);
        QElapsedTimer time;
        time.start();
        for (qsizetype done = 0; done < count; done += stepsPerWorld) {
            const QList<Step> steps = nextSteps(random, std::min(stepsPerWorld, count - done));
            if (const Problem problem = firstProblem(steps); problem.at >= 0)
                return fail(name + ", step " + QByteArray::number(done + problem.at), problem,
                            steps);
        }
        print(name + ": " + QByteArray::number(count * 1000 / std::max<qint64>(time.elapsed(), 1))
              + " steps a second");
    }

private:
    static void fail(const QByteArray &where, const Problem &problem, const QList<Step> &steps)
    {
        print(where + ": " + toText(steps.at(problem.at)) + ": " + problem.text);
        print("looking for a shorter trace, for a minute at most");
        const QByteArray text = where + ": " + problem.text + "\nthe shortest trace that shows it:"
                                + report(shrunk(steps.first(problem.at + 1)));
        QFAIL(text.constData());
    }
};

COSFTP_TEST(ModelTest)
#include "model_test.moc"

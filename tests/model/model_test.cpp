// SPDX-License-Identifier: GPL-3.0-or-later
// Random clients against a random store: what a client was told and what the bucket holds agree
// after every step.
//   COSFTP_MODEL_SEED=N COSFTP_MODEL_STEPS=N    another sequence, a longer one
#include "model/model_replay.h"
#include "support/test_main.h"

#include <QElapsedTimer>
#include <QTest>

#include <cstdio>

using namespace cosftp;
using namespace cosftp::test;

namespace {

constexpr int stepsPerWorld = 1000;
constexpr qint64 shrinkingMs = 120'000;

quint64 number(const char *name, quint64 otherwise)
{
    const QByteArray text = qgetenv(name);
    return text.isEmpty() ? otherwise : text.toULongLong();
}

/// The index of the step that fails and why; -1: none does.
std::pair<qsizetype, QByteArray> firstProblem(const QList<Step> &steps)
{
    Replay replay;
    for (qsizetype at = 0; at < steps.size(); ++at)
        if (const QByteArray problem = replay.run(steps.at(at)); !problem.isEmpty())
            return {at, problem};
    return {-1, {}};
}

// The last steps that still fail on their own, without those that are not needed.
QList<Step> shrunk(QList<Step> steps)
{
    QElapsedTimer time;
    time.start();
    for (qsizetype size = 2; size < steps.size() && !time.hasExpired(shrinkingMs); size *= 2)
        if (firstProblem(steps.last(size)).first >= 0)
            steps = steps.last(size);
    for (qsizetype at = steps.size() - 2; at >= 0 && !time.hasExpired(shrinkingMs); --at) {
        QList<Step> fewer = steps;
        fewer.removeAt(at);
        if (firstProblem(fewer).first >= 0)
            steps = fewer;
    }
    return steps;
}

QByteArray report(const QList<Step> &steps)
{
    QByteArray text;
    for (const Step &step : steps)
        text += "\n  " + toText(step);
    return text + "\n" + firstProblem(steps).second;
}

}  // namespace

class ModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatClientsAreToldIsWhatTheBucketHolds()
    {
        const auto seed = static_cast<quint32>(
            number("COSFTP_MODEL_SEED", QRandomGenerator::system()->generate()));
        const auto count = static_cast<qsizetype>(number("COSFTP_MODEL_STEPS", 10'000));
        std::printf("model: seed %u, %lld steps\n", seed, static_cast<long long>(count));
        std::fflush(stdout);
        QRandomGenerator random(seed);
        QElapsedTimer time;
        time.start();
        for (qsizetype done = 0; done < count; done += stepsPerWorld) {
            QList<Step> steps;
            for (qsizetype each = 0; each < std::min<qsizetype>(stepsPerWorld, count - done);
                 ++each)
                steps += randomStep(random);
            const auto [at, problem] = firstProblem(steps);
            if (at >= 0)
                QFAIL(
                    ("seed " + QByteArray::number(seed) + ", step " + QByteArray::number(done + at)
                     + ": " + problem
                     + "\nthe shortest trace that shows it:" + report(shrunk(steps.first(at + 1))))
                        .constData());
        }
        std::printf("model: %lld steps a second\n",
                    static_cast<long long>(count * 1000 / std::max<qint64>(time.elapsed(), 1)));
    }
};

COSFTP_TEST(ModelTest)
#include "model_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Random clients against a random store: what a client was told and what the bucket holds agree
// after every step.
//   COSFTP_MODEL_SEED=N COSFTP_MODEL_STEPS=M    M steps of seed N; beyond 5,000 of N + 1, N + 2,
//   ...; COSFTP_MODEL_SERVERS=1 or 2: only with so many servers
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
constexpr qsizetype stepsWithTwoServers = 700;
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

/// What a client does, and how many servers there are.
struct Trace
{
    int servers = 1;
    QList<Step> steps = {};
};

struct Problem
{
    qsizetype at = -1;  ///< The index of the step that fails; -1: none does.
    QByteArray text;
};

Problem firstProblem(const Trace &trace)
{
    Replay replay(trace.servers);
    for (qsizetype at = 0; at < trace.steps.size(); ++at)
        if (const QByteArray problem = replay.run(trace.steps.at(at)); !problem.isEmpty())
            return {at, problem};
    return {};
}

// The last steps that still fail on their own, without those that are not needed: many at once are
// left out first, then single ones.
Trace shrunk(Trace trace)
{
    QElapsedTimer time;
    time.start();
    const auto keepIfItFails = [&trace](const QList<Step> &steps) {
        if (const Trace shorter{trace.servers, steps}; firstProblem(shorter).at >= 0)
            trace = shorter;
    };
    for (qsizetype size = 2; size < trace.steps.size() && !time.hasExpired(shrinkingMs); size *= 2)
        keepIfItFails(trace.steps.last(size));
    for (qsizetype size = trace.steps.size() / 2; size > 0; size /= 2)
        for (qsizetype at = trace.steps.size() - 1 - size; at >= 0; at -= size) {
            QList<Step> fewer = trace.steps;
            fewer.remove(at, size);
            if (time.hasExpired(shrinkingMs))
                return trace;
            keepIfItFails(fewer);
        }
    return trace;
}

QByteArray report(const Trace &trace)
{
    QByteArray text;
    for (const Step &step : trace.steps)
        text += "\n  " + toText(step);
    return text + '\n' + firstProblem(trace).text;
}

/// The bytes of one generator, cut into worlds.
Trace nextTrace(QRandomGenerator &random, int servers, qsizetype count)
{
    Trace trace{servers};
    Step last;
    for (qsizetype each = 0; each < count; ++each) {
        last = servers > 1 ? randomStepOfTwoServers(random, last) : randomStep(random);
        trace.steps += last;
    }
    return trace;
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
        QTest::addColumn<int>("servers");
        QTest::addColumn<qsizetype>("count");
        for (const int servers : {1, 2})
            if (number("COSFTP_MODEL_SERVERS").value_or(servers) == static_cast<quint64>(servers))
                addRows(servers);
    }

    void whatClientsAreToldIsWhatTheBucketHolds()
    {
        QFETCH(const quint32, seed);
        QFETCH(const int, servers);
        QFETCH(const qsizetype, count);
        const QByteArray name =
            "seed " + QByteArray::number(seed) + (servers > 1 ? ", two servers" : "");
        print(name + ", " + QByteArray::number(count) + " steps");
        QRandomGenerator random(seed);
        QElapsedTimer time;
        time.start();
        for (qsizetype done = 0; done < count; done += stepsPerWorld) {
            const Trace trace = nextTrace(random, servers, std::min(stepsPerWorld, count - done));
            if (const Problem problem = firstProblem(trace); problem.at >= 0)
                return fail(name + ", step " + QByteArray::number(done + problem.at), problem,
                            trace);
        }
        print(name + ": " + QByteArray::number(count * 1000 / std::max<qint64>(time.elapsed(), 1))
              + " steps a second");
    }

private:
    static void addRows(int servers)
    {
        const qsizetype usual = servers > 1 ? stepsWithTwoServers : stepsPerSeed;
        const auto count = static_cast<qsizetype>(
            number("COSFTP_MODEL_STEPS").value_or(static_cast<quint64>(usual)));
        const QByteArray with = servers > 1 ? ", two servers" : "";
        const auto row = [&](const QByteArray &name, quint32 seed, qsizetype steps) {
            QTest::newRow((name + with).constData()) << seed << servers << steps;
        };
        const std::optional<quint64> asked = number("COSFTP_MODEL_SEED");
        for (qsizetype done = 0; asked && done < count; done += stepsPerRow) {
            const auto seed =
                static_cast<quint32>(*asked + static_cast<quint64>(done / stepsPerRow));
            row("seed " + QByteArray::number(seed), seed, std::min(stepsPerRow, count - done));
        }
        if (asked)
            return;
        row("a fixed seed", static_cast<quint32>(fixedSeed), count);
        row("a drawn seed", QRandomGenerator::system()->generate(), count);
    }

    static void fail(const QByteArray &where, const Problem &problem, const Trace &trace)
    {
        print(where + ": " + toText(trace.steps.at(problem.at)) + ": " + problem.text);
        print("looking for a shorter trace, for a minute at most");
        const QByteArray text =
            where + ": " + problem.text + "\nthe shortest trace that shows it:"
            + report(shrunk({trace.servers, trace.steps.first(problem.at + 1)}));
        QFAIL(text.constData());
    }
};

COSFTP_TEST(ModelTest)
#include "model_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Many clients over one to three servers on one bucket, in one thread and in virtual time.
//   COSFTP_HISTORY_SEED=N COSFTP_HISTORY_STEPS=M   M commands of seed N, N + 1, ... (drawn: others
//   each time) COSFTP_HISTORY_ALL=1   goes on after a violation and counts them
#include "history/history_run.h"
#include "history/small_world.h"
#include "support/test_main.h"

#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QTest>

#include <cstdio>
#include <ctime>
#include <optional>

using namespace cosftp;
using namespace cosftp::test;

namespace {

constexpr quint32 fixedSeed = 1;
constexpr qint64 usualCommands = 10'000;
constexpr qint64 commandsPerSeed = 2500;  // Qt Test gives a row five minutes
constexpr int segmentsPerWorld = 8;

std::optional<quint64> number(const char *name)
{
    const QByteArray text = qgetenv(name);
    return text.isEmpty() ? std::nullopt : std::optional(text.toULongLong());
}

quint32 firstSeed()
{
    if (qgetenv("COSFTP_HISTORY_SEED") == "drawn")
        return QRandomGenerator::system()->generate();
    return static_cast<quint32>(number("COSFTP_HISTORY_SEED").value_or(fixedSeed));
}

void print(const QByteArray &line)
{
    std::printf("history: %s\n", line.constData());
    std::fflush(stdout);
}

QByteArray textOf(const HistoryRun::Counts &counts)
{
    QByteArray text;
    for (const auto &[verb, count] : counts)
        text += QByteArray(text.isEmpty() ? "" : ", ") + nameOf(verb) + ' '
                + QByteArray::number(count.acknowledged) + '/' + QByteArray::number(count.asked);
    return text;
}

// In the order of their times.
void printAll(const History &history)
{
    qsizetype trouble = 0;
    for (const Record &record : history.records) {
        for (; trouble < history.troubles.size()
               && history.troubles.at(trouble).at.order < record.begin.order;
             ++trouble)
            print("  " + toText(history.troubles.at(trouble)));
        print(toText(record));
    }
}

/// All that one seed brings.
class SeedRun
{
public:
    explicit SeedRun(quint32 seed) : m_seed(seed), m_random(seed) {}

    /// Empty, or why it stopped.
    QByteArray run(qint64 commands);
    [[nodiscard]] int found() const { return m_found; }

private:
    QByteArray runWorld(qint64 commands);
    QByteArray runSegment(HistoryRun &run);

    quint32 m_seed;
    QRandomGenerator m_random;
    qint64 m_done = 0;
    int m_segments = 0;
    int m_found = 0;
    int m_undecided = 0;
    HistoryRun::Counts m_counts;
    const bool m_wantsAll = qEnvironmentVariableIsSet("COSFTP_HISTORY_ALL");
};

QByteArray SeedRun::run(qint64 commands)
{
    const std::clock_t begin = std::clock();
    QByteArray problem;
    while (problem.isEmpty() && m_done < commands)
        problem = runWorld(commands);
    const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    print("seed " + QByteArray::number(m_seed) + ": " + QByteArray::number(m_done) + " commands in "
          + QByteArray::number(m_segments) + " segments, " + QByteArray::number(seconds, 'f', 1)
          + " s of processor time; acknowledged: " + textOf(m_counts)
          + "; undecided: " + QByteArray::number(m_undecided));
    return problem;
}

QByteArray SeedRun::runWorld(qint64 commands)
{
    SmallWorld world(m_random.generate(), m_random.bounded(1, 4));
    HistoryRun run(world, m_random.generate());
    QByteArray problem;
    const qint64 before = m_done;
    for (int segment = 0; segment < segmentsPerWorld && problem.isEmpty(); ++segment) {
        if (m_done >= commands)
            break;
        problem = runSegment(run);
        m_done = before + run.commands();
    }
    for (const auto &[verb, count] : run.counts()) {
        m_counts[verb].asked += count.asked;
        m_counts[verb].acknowledged += count.acknowledged;
    }
    return problem;
}

QByteArray SeedRun::runSegment(HistoryRun &run)
{
    QByteArray problem;
    ++m_segments;
    const SegmentPlan plan = randomPlan(m_random);
    const Verdict verdict = run.runSegment(plan, problem);
    m_undecided += verdict.undecided;
    m_found += static_cast<int>(verdict.violations.size());
    const QByteArray where = "seed " + QByteArray::number(m_seed) + ", segment "
                             + QByteArray::number(m_segments) + " (" + toText(plan) + ")";
    const QByteArray wanted = qgetenv("COSFTP_HISTORY_PRINT");
    if (wanted == "all" || (!wanted.isEmpty() && !verdict.violations.isEmpty()))
        printAll(run.history());
    for (const Violation &violation : verdict.violations)
        print(where + ", rule " + QByteArray::number(violation.rule) + ", " + violation.keys + ": "
              + violation.text);
    if (!problem.isEmpty())
        print(where + ": " + problem);
    return m_wantsAll || verdict.violations.isEmpty() ? problem : "a rule was broken";
}

}  // namespace

class HistoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The server's own log would be longer than everything else.
    void initTestCase()
    {
        if (qEnvironmentVariableIsEmpty("QT_LOGGING_RULES"))
            QLoggingCategory::setFilterRules(QStringLiteral("cosftp.*=false"));
        QHashSeed::setDeterministicGlobalSeed();
    }

    void everyHistoryCanBeExplained_data()
    {
        QTest::addColumn<quint32>("seed");
        QTest::addColumn<qint64>("commands");
        const auto commands = static_cast<qint64>(
            number("COSFTP_HISTORY_STEPS").value_or(static_cast<quint64>(usualCommands)));
        const quint32 first = firstSeed();
        for (qint64 done = 0; done < commands; done += commandsPerSeed) {
            const auto index = static_cast<quint32>(done / commandsPerSeed);
            QTest::addRow("seed %u", first + index)
                << first + index << std::min(commandsPerSeed, commands - done);
        }
    }

    void everyHistoryCanBeExplained()
    {
        QFETCH(const quint32, seed);
        QFETCH(const qint64, commands);
        print("seed " + QByteArray::number(seed) + ", " + QByteArray::number(commands)
              + " commands");
        SeedRun run(seed);
        const QByteArray problem = run.run(commands);
        QVERIFY2(problem.isEmpty(), problem.constData());
        QCOMPARE(run.found(), 0);
    }
};

COSFTP_TEST(HistoryTest)
#include "history_test.moc"

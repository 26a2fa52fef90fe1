// SPDX-License-Identifier: GPL-3.0-or-later
// Where the log goes may hang or fail: nobody waits for it, and what is missing is counted.
#include "monitor/log_lane.h"
#include "support/test_main.h"

#include <QMutex>
#include <QSemaphore>
#include <QTest>

using namespace cosftp;
using namespace std::chrono_literals;

namespace {

constexpr auto deadline = 30s;

QByteArray gap(quint64 lines) { return "missing " + QByteArray::number(lines); }

/// A place for lines that hangs and fails as it is told, and what the lane says of it.
class Place
{
public:
    LogLane::Write write()
    {
        return [this](const QByteArray &line) -> Outcome {
            const QMutexLocker door(&m_door);  // closed: it hangs
            const QMutexLocker lock(&m_mutex);
            if (m_isFull)
                return Failure::of(Failure::Code::Internal, QStringLiteral("the disk is full"));
            m_lines += line;
            return Done{};
        };
    }
    LogLane::News news()
    {
        return [this](bool isTrouble, const QString &text) {
            const QMutexLocker lock(&m_mutex);
            m_news += (isTrouble ? QStringLiteral("! ") : QString()) + text;
        };
    }
    void hang() { m_door.lock(); }
    void goOn() { m_door.unlock(); }
    void setFull(bool isFull)
    {
        const QMutexLocker lock(&m_mutex);
        m_isFull = isFull;
    }
    QList<QByteArray> lines()
    {
        const QMutexLocker lock(&m_mutex);
        return m_lines;
    }
    QStringList heard()
    {
        const QMutexLocker lock(&m_mutex);
        return m_news;
    }

private:
    QMutex m_door;
    QMutex m_mutex;
    bool m_isFull = false;
    QList<QByteArray> m_lines;
    QStringList m_news;
};

}  // namespace

class LogLaneTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesKeepTheirOrder()
    {
        Place place;
        LogLane lane(QStringLiteral("it"), gap, place.news());
        lane.setTarget(place.write());
        QList<QByteArray> added;
        for (int number = 0; number < 1000; ++number) {
            added += QByteArray::number(number);
            lane.add(added.last());
        }
        QVERIFY(lane.flush(deadline));
        QCOMPARE(place.lines(), added);
        QCOMPARE(place.heard(), QStringList());
    }
    void nobodyWaitsForAPlaceThatHangs()
    {
        Place place;
        LogLane lane(QStringLiteral("it"), gap, place.news());
        lane.setTarget(place.write());
        const QByteArray line(1024, 'x');
        const int fitting = int(LogLane::mostBytes / line.size());
        place.hang();
        for (int number = 0; number < 10 * fitting; ++number)
            lane.add(line);  // would never come back if it waited
        QVERIFY(!lane.flush(1ms));
        QCOMPARE(place.heard(),
                 QStringList(QStringLiteral("! it does not take the lines of the log")));
        place.goOn();
        QVERIFY(lane.flush(deadline));
        lane.add("after");
        QVERIFY(lane.flush(deadline));
        const QList<QByteArray> lines = place.lines();
        const qsizetype kept = lines.count(line);
        QVERIFY(kept >= fitting && kept <= 2 * fitting);  // what waits, and what is in work
        // In the place of each gap: one, or two if the writer wakes up only behind the first.
        QVERIFY(lines.size() == kept + 2 || lines.size() == kept + 3);
        qsizetype missing = 0;
        for (const QByteArray &each : lines)
            missing += each.startsWith("missing ") ? each.mid(8).toLongLong() : 0;
        QCOMPARE(missing, 10 * fitting - kept);
        QVERIFY(lines.at(lines.size() - 2).startsWith("missing "));
        QCOMPARE(lines.last(), QByteArray("after"));
        QCOMPARE(place.heard().size(), 2);
        QVERIFY(
            place.heard().last().startsWith(QStringLiteral("it takes the lines of the log again")));
    }
    void aFullDiskIsToldOnceAndWhatIsMissingIsCounted()
    {
        Place place;
        LogLane lane(QStringLiteral("it"), gap, place.news());
        lane.setTarget(place.write());
        lane.add("before");
        QVERIFY(lane.flush(deadline));
        place.setFull(true);
        for (int number = 0; number < 50; ++number)
            lane.add("lost");
        QVERIFY(lane.flush(deadline));
        QCOMPARE(place.heard(), QStringList(QStringLiteral("! the disk is full")));
        place.setFull(false);
        lane.add("after");
        QVERIFY(lane.flush(deadline));
        QCOMPARE(place.lines(), (QList<QByteArray>{"before", gap(50), "after"}));
        QCOMPARE(place.heard().last(),
                 QStringLiteral("it takes the lines of the log again, 50 are missing there"));
    }
    void whatFailsAgainAtOnceIsNotToldAgain()
    {
        Place place;
        LogLane lane(QStringLiteral("it"), gap, place.news());
        lane.setTarget(place.write());
        for (int round = 0; round < 10; ++round) {
            place.setFull(round % 2 == 0);
            lane.add("line");
            QVERIFY(lane.flush(deadline));
        }
        QCOMPARE(place.heard().size(), 2);  // trouble, and its end
        QCOMPARE(place.lines().count(gap(1)), 5);
    }
    void withoutAPlaceNothingIsKept()
    {
        Place place;
        LogLane lane(QStringLiteral("it"), gap, place.news());
        lane.add("before");
        QVERIFY(lane.flush(deadline));
        lane.setTarget(place.write());
        lane.add("after");
        QVERIFY(lane.flush(deadline));
        QCOMPARE(place.lines(), QList<QByteArray>{"after"});
    }
};

COSFTP_TEST(LogLaneTest)
#include "log_lane_test.moc"

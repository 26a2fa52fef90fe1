// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "transfer/parts_window.h"

#include <QTest>

using namespace cosftp;
using namespace std::chrono_literals;

namespace {

constexpr qint64 partBytes = 8LL * 1024 * 1024;

// A store that gives `perPart` bytes per second to each part, and `total` to all together.
class Line
{
public:
    Line(double perPartRate, double totalRate) : m_perPart(perPartRate), m_total(totalRate) {}

    void run(PartsWindow &window, int parts, bool isWanted = true)
    {
        for (int part = 0; part < parts; ++part) {
            const double rate = std::min(m_perPart * window.size(), m_total);
            m_now += std::chrono::duration_cast<PartsWindow::Time::duration>(
                std::chrono::duration<double>(static_cast<double>(partBytes) / rate));
            window.stored(partBytes, isWanted, m_now);
        }
    }
    [[nodiscard]] PartsWindow::Time now() const { return m_now; }

private:
    double m_perPart;
    double m_total;
    PartsWindow::Time m_now{1h};
};

}  // namespace

class PartsWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void beginsWithTwo()
    {
        QCOMPARE(PartsWindow(16).size(), 2);
        QCOMPARE(PartsWindow(1).size(), 1);
        QCOMPARE(PartsWindow(0).size(), 1);
    }
    void growsToTheCapWhileEveryPartGetsItsOwnRate()
    {
        PartsWindow window(16);
        Line line(20e6, 1e12);
        line.run(window, 2 + 2 + 4 + 8 + 1);
        QCOMPARE(window.size(), 16);
        line.run(window, 1000);
        QCOMPARE(window.size(), 16);
    }
    void staysWhereTheLineIsFull()
    {
        PartsWindow window(64);
        Line line(20e6, 70e6);
        line.run(window, 400);
        QVERIFY2(window.size() >= 4 && window.size() <= 16,
                 QByteArray::number(window.size()).constData());
    }
    void doesNotGrowWhenTheClientSetsThePace()
    {
        PartsWindow window(16);
        Line line(20e6, 1e12);
        line.run(window, 100, false);
        QCOMPARE(window.size(), 2);
    }
    void halvesWhenTheStoreRefusesAndComesBackSlowly()
    {
        PartsWindow window(16);
        Line line(20e6, 1e12);
        line.run(window, 40);
        QCOMPARE(window.size(), 16);
        window.refused(line.now());
        QCOMPARE(window.size(), 8);
        window.refused(line.now());
        QCOMPARE(window.size(), 4);
        for (int more = 0; more < 5; ++more)
            window.refused(line.now());
        QCOMPARE(window.size(), 1);
        line.run(window, 3);
        QCOMPARE(window.size(), 1);  // calm first
        line.run(window, 200);
        QCOMPARE(window.size(), 16);
    }
};

COSFTP_TEST(PartsWindowTest)
#include "parts_window_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "transfer/download_window.h"

#include <QTest>

#include <functional>

using namespace cosftp;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds tick = 25ms;
constexpr qint64 lineBytesPerTick = 500'000;  // of one request: 20 MB/s

/// What a store gives to `requests` at once, in one tick.
using Store = std::function<qint64(int requests)>;

qint64 farStore(int requests) { return requests * lineBytesPerTick; }
qint64 nearStore(int) { return 20 * lineBytesPerTick; }

/// Lets `seconds` pass; the sizes that the window had, without repetitions.
QList<int> sizesOver(DownloadWindow &window, int ticks, const Store &store, bool isStarved = true)
{
    QList<int> sizes{window.size()};
    for (int number = 0; number < ticks; ++number) {
        DownloadWindow::Sample sample;
        sample.elapsed = tick;
        sample.starved = isStarved ? tick : 0ms;
        sample.bytesReceived = store(window.size());
        window.look(sample);
        if (window.size() != sizes.last())
            sizes += window.size();
    }
    return sizes;
}

}  // namespace

class DownloadWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itGrowsWhileEachStepBringsMore()
    {
        DownloadWindow window(12, 30ms);
        QCOMPARE(sizesOver(window, 40, farStore), (QList<int>{1, 2, 4, 8, 12}));
    }
    void aSecondIsEnoughToGetThere()
    {
        DownloadWindow window(12, 60ms);
        sizesOver(window, 40, farStore);
        QCOMPARE(window.size(), 12);
    }
    void itStaysWhereMoreBringsNothing()
    {
        DownloadWindow window(12, 1ms);
        QCOMPARE(sizesOver(window, 30, nearStore), (QList<int>{1, 2, 1}));
    }
    void itStopsWhereTheLineIsFull()
    {
        DownloadWindow window(12, 30ms);
        const Store line = [](int requests) { return std::min(requests, 4) * lineBytesPerTick; };
        QCOMPARE(sizesOver(window, 35, line), (QList<int>{1, 2, 4, 8, 4}));
    }
    void itTriesAgainLessAndLessOften()
    {
        DownloadWindow window(12, 1ms);
        const auto triesIn = [&](int seconds) {
            return sizesOver(window, static_cast<int>(seconds * 1000 / tick.count()), nearStore)
                .count(2);
        };
        const auto first = triesIn(10);
        QVERIFY2(first >= 2 && first <= 5, qPrintable(QString::number(first)));
        const auto later = triesIn(10);
        QVERIFY2(later <= 1, qPrintable(QString::number(later)));
    }
    void aSlowClientNeedsOneRequest()
    {
        DownloadWindow window(12, 30ms);
        sizesOver(window, 40, farStore);
        QCOMPARE(window.size(), 12);
        sizesOver(window, 200, farStore, false);
        QCOMPARE(window.size(), 1);
        sizesOver(window, 60, farStore);
        QCOMPARE(window.size(), 12);
    }
    void shortMemoryAndRefusalsHalveIt_data()
    {
        QTest::addColumn<bool>("isMemoryShort");
        QTest::newRow("memory") << true;
        QTest::newRow("refused") << false;
    }
    void shortMemoryAndRefusalsHalveIt()
    {
        QFETCH(const bool, isMemoryShort);
        DownloadWindow window(12, 30ms);
        sizesOver(window, 40, farStore);
        DownloadWindow::Sample sample;
        sample.elapsed = tick;
        sample.isMemoryShort = isMemoryShort;
        sample.wasRefused = !isMemoryShort;
        QList<int> sizes;
        for (int time = 0; time < 4; ++time) {
            window.look(sample);
            sizes += window.size();
        }
        QCOMPARE(sizes, (QList<int>{6, 3, 1, 1}));
        QCOMPARE(sizesOver(window, 20, farStore), QList<int>{1});
    }
    void itNeverLeavesItsLimits()
    {
        DownloadWindow window(3, 0ms);
        for (const int size : sizesOver(window, 2000, farStore))
            QVERIFY(size >= 1 && size <= 3);
    }
};

COSFTP_TEST(DownloadWindowTest)
#include "download_window_test.moc"

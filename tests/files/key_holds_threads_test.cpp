// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/key_holds.h"
#include "support/test_main.h"

#include <QTest>
#include <QThread>

#include <atomic>
#include <memory>
#include <vector>

using namespace cosftp;

namespace {

// Takes the key and gives it back, again and again, in a thread of its own.
class Taker final : public QObject
{
    Q_DISABLE_COPY_MOVE(Taker)

public:
    Taker(std::shared_ptr<KeyHolds> book, std::atomic<int> &inside)
        : m_book(std::move(book)), m_inside(inside)
    {}
    ~Taker() override = default;

    void takeNext()
    {
        if (m_left-- == 0)
            return QThread::currentThread()->quit();
        m_book->take({{"bucket", "key"}}, {}, std::chrono::minutes(1), this,
                     [this](const Result<HeldKeys> &held) {
                         m_isAlone = m_isAlone && held && ++m_inside == 1;
                         --m_inside;
                         takeNext();
                     });
    }
    [[nodiscard]] bool hasEndedAlone() const { return m_isAlone && m_left < 0; }

private:
    std::shared_ptr<KeyHolds> m_book;
    std::atomic<int> &m_inside;
    int m_left = 2000;
    bool m_isAlone = true;
};

}  // namespace

class KeyHoldsThreadsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void manyThreadsTakeOneKeyInTurn()
    {
        const auto book = KeyHolds::create();
        std::atomic<int> inside = 0;
        std::vector<std::unique_ptr<QThread>> threads;
        std::vector<std::unique_ptr<Taker>> takers;
        for (int i = 0; i < 4; ++i) {
            threads.push_back(std::make_unique<QThread>());
            takers.push_back(std::make_unique<Taker>(book, inside));
            takers.back()->moveToThread(threads.back().get());
            connect(threads.back().get(), &QThread::started, takers.back().get(), &Taker::takeNext);
        }
        for (const auto &thread : threads)
            thread->start();
        for (const auto &thread : threads)
            if (!thread->wait(QDeadlineTimer(std::chrono::minutes(2))))
                qFatal("a thread hangs in the book of held keys");
        for (const auto &taker : takers)
            QVERIFY(taker->hasEndedAlone());
        QCOMPARE(book->waiting(), 0);
    }
};

COSFTP_TEST(KeyHoldsThreadsTest)
#include "key_holds_threads_test.moc"

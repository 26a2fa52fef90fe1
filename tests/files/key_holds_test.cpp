// SPDX-License-Identifier: GPL-3.0-or-later
// Who may change which keys: order, prefixes, patience, takers that vanish, many threads.
#include "files/key_holds.h"
#include "support/test_main.h"

#include <QThread>
#include <QTimer>

#include <atomic>
#include <random>

using namespace cosftp;
using namespace std::chrono_literals;
using Code = Failure::Code;

namespace {

KeySpan keyOf(const QByteArray &key) { return {"b-1", key, false}; }
KeySpan prefixOf(const QByteArray &key) { return {"b-1", key, true}; }

/// Somebody who asks for keys and keeps what was given.
struct Taker
{
    Taker(const std::shared_ptr<KeyHolds> &book, const QList<KeySpan> &spans,
          std::chrono::milliseconds patience = 1h, quint64 session = 1)
        : context(std::make_unique<QObject>())
    {
        book->take(spans, {session, "camera", "APPE"}, patience, context.get(),
                   [this](const Result<HeldKeys> &result) {
                       ++answers;
                       if (result)
                           hold = *result;
                       else
                           failure = result.error();
                   });
    }
    [[nodiscard]] bool hasIt() const { return hold != nullptr; }

    std::unique_ptr<QObject> context;
    HeldKeys hold;
    std::optional<Failure> failure;
    int answers = 0;
};

void settle()
{
    for (int round = 0; round < 20; ++round)
        QCoreApplication::processEvents();
}

/// Takes one of a few overlapping spans again and again in its thread, and sees that nobody else
/// has an overlapping one at the same time. Some of its contexts die before they are answered.
class Hammer : public QObject
{
public:
    Hammer(std::shared_ptr<KeyHolds> book, std::array<std::atomic<int>, 4> &inside, unsigned seed,
           int rounds)
        : m_book(std::move(book)), m_inside(inside), m_random(seed), m_rounds(rounds)
    {}

    void next()
    {
        if (m_rounds-- == 0)
            return thread()->quit();
        const unsigned which = m_random() % 5;
        const bool isPrefix = which == 4;
        auto *context = new QObject(this);
        m_book->take({isPrefix ? prefixOf("d/") : keyOf("d/" + QByteArray::number(which))},
                     {1, "u", "APPE"}, 1h, context,
                     [this, context, which](const Result<HeldKeys> &held) {
                         context->deleteLater();
                         enter(which, held ? *held : HeldKeys());
                     });
        if (m_random() % 4 != 0)
            return;
        delete context;  // granted or not: it is given back
        ++abandoned;
        later();
    }

    int abandoned = 0;
    int served = 0;
    static inline std::atomic<int> collisions = 0;

private:
    void enter(unsigned which, const HeldKeys &held)
    {
        ++served;
        for (unsigned key = 0; key < m_inside.size(); ++key)
            if (which == 4 || which == key)
                collisions += m_inside.at(key).fetch_add(1) == 0 ? 0 : 1;
        QTimer::singleShot(0, this, [this, which, held] { leave(which); });
    }
    void leave(unsigned which)
    {
        for (unsigned key = 0; key < m_inside.size(); ++key)
            if (which == 4 || which == key)
                --m_inside.at(key);
        later();
    }
    void later() { QMetaObject::invokeMethod(this, &Hammer::next, Qt::QueuedConnection); }

    std::shared_ptr<KeyHolds> m_book;
    std::array<std::atomic<int>, 4> &m_inside;
    std::minstd_rand m_random;
    int m_rounds;
};

}  // namespace

class KeyHoldsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void spansOverlapByKeyAndPrefix_data()
    {
        QTest::addColumn<KeySpan>("first");
        QTest::addColumn<KeySpan>("second");
        QTest::addColumn<bool>("overlap");
        QTest::newRow("one key") << keyOf("a") << keyOf("a") << true;
        QTest::newRow("two keys") << keyOf("a") << keyOf("ab") << false;
        QTest::newRow("a key below") << prefixOf("a/") << keyOf("a/b") << true;
        QTest::newRow("the marker") << prefixOf("a/") << keyOf("a/") << true;
        QTest::newRow("a key beside") << prefixOf("a/") << keyOf("a") << false;
        QTest::newRow("a folder below") << prefixOf("a/") << prefixOf("a/b/") << true;
        QTest::newRow("folders beside") << prefixOf("a/") << prefixOf("ab/") << false;
        QTest::newRow("the whole bucket") << prefixOf("") << keyOf("x") << true;
        QTest::newRow("another bucket") << KeySpan{"b-2", "a", false} << keyOf("a") << false;
    }
    void spansOverlapByKeyAndPrefix()
    {
        QFETCH(const KeySpan, first);
        QFETCH(const KeySpan, second);
        QFETCH(const bool, overlap);
        QCOMPARE(first.overlaps(second), overlap);
        QCOMPARE(second.overlaps(first), overlap);
        const auto book = KeyHolds::create();
        Taker one(book, {first});
        Taker two(book, {second}, 0ms);
        QTRY_COMPARE(one.answers + two.answers, 2);
        QVERIFY(one.hasIt());
        QCOMPARE(two.hasIt(), !overlap);
    }
    void theAnswerNeverComesFromInsideTheCall()
    {
        const auto book = KeyHolds::create();
        Taker free(book, {keyOf("a")});
        Taker refused(book, {keyOf("a")}, 0ms);
        QCOMPARE(free.answers + refused.answers, 0);
        QTRY_COMPARE(free.answers + refused.answers, 2);
    }
    void whoAskedFirstIsServedFirst()
    {
        const auto book = KeyHolds::create();
        std::vector<std::unique_ptr<Taker>> takers;
        for (quint64 number = 0; number < 5; ++number)
            takers.push_back(std::make_unique<Taker>(book, QList{keyOf("log")}, 1h, number + 1));
        for (std::size_t first = 0; first < takers.size(); ++first) {
            QTRY_VERIFY(takers.at(first)->hasIt());
            settle();
            for (std::size_t later = first + 1; later < takers.size(); ++later)
                QVERIFY(!takers.at(later)->hasIt());
            QCOMPARE(book->holderOf(keyOf("log"))->sessionId, quint64{first + 1});
            takers.at(first)->hold.reset();
        }
        QVERIFY(!book->holderOf(keyOf("log")));
    }
    void whoWaitsForAFolderIsNotOvertakenByItsFiles()
    {
        const auto book = KeyHolds::create();
        Taker file(book, {keyOf("d/1")});
        QTRY_VERIFY(file.hasIt());
        Taker folder(book, {prefixOf("d/")});
        Taker other(book, {keyOf("d/2")});
        Taker elsewhere(book, {keyOf("e/2")});
        QTRY_VERIFY(elsewhere.hasIt());
        settle();
        QVERIFY(!folder.hasIt() && !other.hasIt());
        file.hold.reset();
        QTRY_VERIFY(folder.hasIt());
        settle();
        QVERIFY(!other.hasIt());
        folder.hold.reset();
        QTRY_VERIFY(other.hasIt());
    }
    void bothNamesOfARenameAreTakenTogether()
    {
        const auto book = KeyHolds::create();
        Taker target(book, {keyOf("b")});
        QTRY_VERIFY(target.hasIt());
        Taker rename(book, {keyOf("a"), keyOf("b")});
        Taker back(book, {keyOf("b"), keyOf("a")});
        settle();
        QVERIFY(!rename.hasIt() && !back.hasIt());
        target.hold.reset();
        QTRY_VERIFY(rename.hasIt());
        rename.hold.reset();
        QTRY_VERIFY(back.hasIt());
    }
    void ontoOneSpanTwiceIsNoObstacle()
    {
        const auto book = KeyHolds::create();
        Taker twice(book, {prefixOf("a/"), keyOf("a/b"), keyOf("a/b")});
        QTRY_VERIFY(twice.hasIt());
    }

    void patienceEndsAndNamesTheHolder()
    {
        const auto book = KeyHolds::create();
        Taker holder(book, {keyOf("a")}, 1h, 12);
        QTRY_VERIFY(holder.hasIt());
        Taker impatient(book, {keyOf("a")}, 50ms, 13);
        QTRY_VERIFY(impatient.failure.has_value());
        QCOMPARE(nameOf(impatient.failure->code), nameOf(Code::InUse));
        QCOMPARE(impatient.failure->holder, QByteArray("session 12 of camera (APPE)"));
        holder.hold.reset();
        settle();
        QCOMPARE(impatient.answers, 1);
        QVERIFY(!impatient.hasIt());
    }
    void withoutPatienceAFreeKeyIsGiven()
    {
        const auto book = KeyHolds::create();
        Taker taker(book, {keyOf("a")}, 0ms);
        QTRY_VERIFY(taker.hasIt());
        settle();
        QCOMPARE(taker.answers, 1);
    }
    void whoGivesUpWaitingLetsOthersPass()
    {
        const auto book = KeyHolds::create();
        Taker file(book, {keyOf("d/1")});
        QTRY_VERIFY(file.hasIt());
        Taker folder(book, {prefixOf("d/")}, 50ms);
        Taker other(book, {keyOf("d/2")});
        QTRY_VERIFY(folder.failure.has_value());
        QTRY_VERIFY(other.hasIt());
    }
    void whoDiesWaitingLetsOthersPass()
    {
        const auto book = KeyHolds::create();
        Taker first(book, {keyOf("a")});
        QTRY_VERIFY(first.hasIt());
        Taker dying(book, {keyOf("a")});
        Taker last(book, {keyOf("a")});
        QCOMPARE(book->waiting(), 2);
        dying.context.reset();
        QCOMPARE(book->waiting(), 1);
        first.hold.reset();
        QTRY_VERIFY(last.hasIt());
        QCOMPARE(dying.answers, 0);
    }
    void whatIsGrantedToWhoDiesBeforeHearingOfItIsGivenBack()
    {
        const auto book = KeyHolds::create();
        Taker dying(book, {keyOf("a")});
        QVERIFY(book->holderOf(keyOf("a")));  // granted, not delivered yet
        Taker next(book, {keyOf("a")});
        dying.context.reset();
        QTRY_VERIFY(next.hasIt());
        QCOMPARE(dying.answers, 0);
    }
    void aHoldOutlivesTheBooksOtherOwners()
    {
        auto book = KeyHolds::create();
        auto taker = std::make_unique<Taker>(book, QList{keyOf("a")});
        QTRY_VERIFY(taker->hasIt());
        book.reset();
        taker.reset();
    }

    void manyThreadsExcludeEachOtherAndAllAreServed()
    {
        const auto book = KeyHolds::create();
        std::array<std::atomic<int>, 4> inside{};
        constexpr int threads = 6;
        constexpr int rounds = 400;
        std::vector<std::unique_ptr<QThread>> running;
        std::vector<std::unique_ptr<Hammer>> hammers;
        Hammer::collisions = 0;
        for (unsigned number = 0; number < threads; ++number) {
            running.push_back(std::make_unique<QThread>());
            hammers.push_back(std::make_unique<Hammer>(book, inside, number + 1, rounds));
            hammers.back()->moveToThread(running.back().get());
            running.back()->start();
            QMetaObject::invokeMethod(hammers.back().get(), &Hammer::next, Qt::QueuedConnection);
        }
        for (const auto &thread : running)
            QVERIFY(thread->wait(60000));
        int answered = 0;
        for (const auto &hammer : hammers)
            answered += hammer->served + hammer->abandoned;
        QCOMPARE(Hammer::collisions.load(), 0);
        QCOMPARE(answered, threads * rounds);
        QCOMPARE(book->waiting(), 0);
        QVERIFY(!book->holderOf(prefixOf("")));
    }
};

COSFTP_TEST(KeyHoldsTest)
#include "key_holds_test.moc"

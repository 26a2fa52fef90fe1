// SPDX-License-Identifier: GPL-3.0-or-later
// Waiting until it is known what became of uploads: who may be answered, and when.
#include "support/fake_store.h"
#include "support/test_main.h"
#include "transfer/parked_catalogue.h"
#include "transfer/parked_news.h"
#include "transfer/settled_uploads.h"

#include <QTest>

#include <array>

using namespace cosftp;
using Verb = FakeStore::Verb;

namespace {

struct Process
{
    std::shared_ptr<ParkedUploads> index = std::make_shared<ParkedUploads>();
    std::shared_ptr<RunningUploads> running = std::make_shared<RunningUploads>();

    void learn(FakeStore &store, QObject *context) const
    {
        QVERIFY(index->shallLearn("b-1", "anna"));
        ParkedCatalogue::load(store, index, "b-1", "anna", context, [](const Outcome &) {});
    }
    void await(QObject *context, bool &isAnswered) const
    {
        SettledUploads::await({index, running, {"b-1", "anna", "a"}}, context,
                              [&isAnswered](const Outcome &) { isAnswered = true; });
    }
    void askNews(FakeStore &store, QObject *context, bool &isAnswered) const
    {
        ParkedNews::ask(store, {index, "b-1", "anna"}, context,
                        [&isAnswered](const Outcome &) { isAnswered = true; });
    }
};

}  // namespace

class SettledUploadsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoAsksWhileItIsLearnedIsAnsweredAfterwards()
    {
        FakeStore store;
        const Process process;
        QObject session;
        bool isAnswered = false;
        store.hold(Verb::List);
        process.learn(store, &session);
        process.await(&session, isAnswered);
        QTRY_VERIFY(store.waiting(Verb::List) > 0);
        QVERIFY(!isAnswered);
        store.releaseAll();
        QTRY_VERIFY(isAnswered);
    }
    // The answer would reach into a session that is half gone.
    void aSessionThatDiesWhileItLearnsIsNotAnswered()
    {
        FakeStore store;
        const Process process;
        auto session = std::make_unique<QObject>();
        bool isAnswered = false;
        store.hold(Verb::List);
        process.learn(store, session.get());
        process.await(session.get(), isAnswered);
        QTRY_VERIFY(store.waiting(Verb::List) > 0);
        session.reset();
        QVERIFY(!process.index->isLearning("b-1", "anna"));
        store.releaseAll();
        QCoreApplication::processEvents();
        QVERIFY(!isAnswered);
    }

    // What another server leaves now is not among what was listed before.
    void whoComesWhileSomebodyLooksWaitsForALookOfHisOwn()
    {
        FakeStore store;
        const Process process;
        QObject session;
        std::array<bool, 4> isAnswered{};
        store.hold(Verb::List);
        process.askNews(store, &session, isAnswered[0]);
        QTRY_COMPARE(store.waiting(Verb::List), 1);
        for (const std::size_t late : {1U, 2U, 3U})
            process.askNews(store, &session, isAnswered[late]);
        bool isSettled = false;
        process.await(&session, isSettled);
        store.release(Verb::List);
        QTRY_VERIFY(isAnswered[0]);
        QTRY_COMPARE(store.waiting(Verb::List), 1);  // one look for the three of them
        QVERIFY(!isAnswered[1] && !isAnswered[2] && !isAnswered[3] && !isSettled);
        store.releaseAll();
        QTRY_VERIFY(isAnswered[1] && isAnswered[2] && isAnswered[3] && isSettled);
        QCOMPARE(store.requests(Verb::List), 2);
        QTRY_VERIFY(session.children().isEmpty());
        QVERIFY(!process.index->isLearning("b-1", "anna"));
    }
    // A thousand sessions that log in at once hold one question, not a thousand.
    void newsThatNobodyWaitsForAreBroughtByOne()
    {
        FakeStore store;
        const Process process;
        QObject worker;
        const auto bring = [&] {
            ParkedNews::bring(store, {process.index, "b-1", "anna"}, &worker);
        };
        store.hold(Verb::List);
        for (int session = 0; session < 5; ++session)
            bring();
        QCOMPARE(worker.findChildren<ParkedNews *>().size(), 1);
        QTRY_COMPARE(store.waiting(Verb::List), 1);
        for (int late = 0; late < 5; ++late)
            bring();  // for them the look began too early
        QCOMPARE(worker.findChildren<ParkedNews *>().size(), 2);
        QVERIFY(process.index->isLearning("b-1", "anna"));
        store.releaseAll();
        QTRY_VERIFY(worker.children().isEmpty());
        QCOMPARE(store.requests(Verb::List), 2);
        QVERIFY(!process.index->isLearning("b-1", "anna"));
    }
    void newsThatWereToComeWithAWorkerThatEndsAreBroughtByAnother()
    {
        FakeStore store;
        const Process process;
        auto ending = std::make_unique<QObject>();
        QObject worker;
        const ParkedNews::Question question{process.index, "b-1", "anna"};
        ParkedNews::bring(store, question, ending.get());
        ending.reset();
        ParkedNews::bring(store, question, &worker);
        QTRY_COMPARE(store.requests(Verb::List), 1);
        QTRY_VERIFY(worker.children().isEmpty());
    }
    void whenTheOneWhoLooksIsGoneAnotherLooks()
    {
        FakeStore store;
        const Process process;
        auto first = std::make_unique<QObject>();
        QObject second;
        bool isFirstAnswered = false;
        bool isAnswered = false;
        store.hold(Verb::List);
        process.askNews(store, first.get(), isFirstAnswered);
        QTRY_COMPARE(store.waiting(Verb::List), 1);
        process.askNews(store, &second, isAnswered);
        QCoreApplication::processEvents();
        first.reset();
        QVERIFY(process.index->isLearning("b-1", "anna"));
        QTRY_COMPARE(store.requests(Verb::List), 2);
        QVERIFY(!isAnswered);
        store.releaseAll();
        QTRY_VERIFY(isAnswered);
        QVERIFY(!isFirstAnswered);
    }
    void aLookThatFailsIsAnAnswerToAllWhoWaitForIt()
    {
        FakeStore store;
        const Process process;
        QObject session;
        std::array<bool, 3> isAnswered{};
        store.hold(Verb::List);
        for (const int nth : {1, 2})
            store.fail(Verb::List, nth, Failure::of(Failure::Code::Busy));
        for (bool &each : isAnswered) {
            process.askNews(store, &session, each);
            QTRY_COMPARE(store.waiting(Verb::List), 1);
        }
        store.releaseAll();
        QTRY_VERIFY(isAnswered[0] && isAnswered[1] && isAnswered[2]);
        QCOMPARE(store.requests(Verb::List), 2);
    }
};

COSFTP_TEST(SettledUploadsTest)
#include "settled_uploads_test.moc"

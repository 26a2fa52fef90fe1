// SPDX-License-Identifier: GPL-3.0-or-later
// Waiting until it is known what became of uploads: who may be answered, and when.
#include "support/fake_store.h"
#include "support/test_main.h"
#include "transfer/parked_catalogue.h"
#include "transfer/settled_uploads.h"

#include <QTest>

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
};

COSFTP_TEST(SettledUploadsTest)
#include "settled_uploads_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Who finds, sees and clears away what waits interrupted: other users, other servers, the same one
// after a restart.
#include "parking_support.h"
#include "support/test_main.h"
#include "transfer/parked_catalogue.h"

using namespace cosftp;
using Code = Failure::Code;
using Verb = FakeStore::Verb;

class ParkedLookupTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void othersNeverSeeIt()
    {
        FakeStore store;
        const Process process;
        QVERIFY(parkAfter(store, process, process.request(), patternOf(9 * mebibyte)) > 0);
        QVERIFY(!process.find(store, "berta")->has_value());
        QVERIFY(process.index->below("b-1", "berta", {}).isEmpty());
        QCOMPARE(process.index->below("b-1", "anna", {}).size(), 1);
        QCOMPARE(store.openUploads(), 1);
    }

    void uploadsOfOtherToolsAreNeitherSeenNorTouched()
    {
        FakeStore store;
        QByteArray foreign;
        store.initiateUpload("a", {}, &m_context,
                             [&foreign](const Result<QByteArray> &id) { foreign = *id; });
        QTRY_VERIFY(!foreign.isEmpty());
        const Process process;
        QVERIFY(!process.find(store)->has_value());
        QVERIFY(parkAfter(store, process, process.request(), patternOf(9 * mebibyte)) > 0);
        QCOMPARE(store.openUploads(), 2);
        UploadRequest request = process.goingOnWith(*process.find(store).value());
        QVERIFY(sendAll(store, process, request, "the rest"));
        QCOMPARE(store.openUploads(), 1);
    }

    void whatIsTooOldIsClearedAway()
    {
        FakeStore store;
        const Process process;
        QVERIFY(parkAfter(store, process, process.request(), patternOf(9 * mebibyte)) > 0);
        store.age(parkedStateKey("anna", "a"), std::chrono::hours(25));
        QVERIFY(!process.find(store)->has_value());
        QTRY_COMPARE(store.openUploads(), 0);
        QTRY_VERIFY(store.keys().isEmpty());
    }

    // Its user has stored the name whole or deleted it at this server since it began at another
    // one.
    void whatItsUserHasSettledIsClearedAway_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<int>("left");
        QTest::newRow("since, for certain") << 5 << 0;
        QTest::newRow("at about the same time") << 0 << 1;
        QTest::newRow("before") << -5 << 1;
    }
    void whatItsUserHasSettledIsClearedAway()
    {
        QFETCH(const int, seconds);
        QFETCH(const int, left);
        FakeStore store;
        const Process first;
        const Process second;
        second.index->settled().note({"b-1", "anna", "a"}, store.now().addSecs(seconds));
        QVERIFY(parkAfter(store, first, first.request(), patternOf(3 * mebibyte)) > 0);
        const auto found = second.findAll(store);
        QVERIFY(found);
        QCOMPARE(found->size(), left);
        QTRY_COMPARE(store.openUploads(), left);
        QTRY_COMPARE(store.keys().size(), left);
    }
    void aDescriptionWithoutItsUploadIsClearedAway()
    {
        FakeStore store;
        const Process process;
        QVERIFY(parkAfter(store, process, process.request(), patternOf(9 * mebibyte)) > 0);
        store.abortUpload("a", process.find(store).value()->uploadId, nullptr,
                          [](const Outcome &) {});
        QTRY_COMPARE(store.openUploads(), 0);
        QVERIFY(!process.find(store)->has_value());
        QTRY_VERIFY(store.keys().isEmpty());
    }

    void aDescriptionThatIsNonsenseStopsNobody()
    {
        FakeStore store;
        store.addObject(parkedStateKey("anna", "a"), "{\"version\":1}");
        const Process process;
        const auto found = process.find(store);
        QVERIFY(found && !found->has_value());
        QVERIFY(parkAfter(store, process, process.request(), patternOf(9 * mebibyte)) > 0);
    }

    void severalMayWaitUnderOneName()
    {
        FakeStore store;
        const Process process;
        const QByteArray first = patternOf(9 * mebibyte);
        const QByteArray second = patternOf(20 * mebibyte, 2);
        parkAfter(store, process, process.request(), first);
        store.age(parkedStateKey("anna", "a"), std::chrono::minutes(1));
        QCOMPARE(parkAfter(store, process, process.request(), second), 20 * mebibyte);
        QCOMPARE(store.openUploads(), 2);
        const auto found = process.findAll(store);
        QCOMPARE(found->size(), 2);
        QCOMPARE(found->first().sizeBytes(), 20 * mebibyte);
        QCOMPARE(found->last().sizeBytes(), 9 * mebibyte);
        QVERIFY(sendAll(store, process, process.goingOnWith(found->last()), "the rest"));
        QVERIFY(store.content("a") == first + "the rest");
        QTRY_COMPARE(store.openUploads(), 0);  // what the other one stood on is gone
    }

    void anUploadOfWhichAnotherServerLivesIsFoundHeldAndNotTouched()
    {
        FakeStore store;
        const Process first;
        Uploader uploader(store, first.budgets, first.request(), patternOf(20 * mebibyte));
        uploader.endsByItself = false;
        uploader.feed();
        QTRY_VERIFY(store.has(parkedStateKey("anna", "a")));
        const Process second;
        const auto found = second.findAll(store);
        QCOMPARE(found->size(), 1);
        QVERIFY(found->first().holder.isSomebody());
        const Location at = locationOf(store);
        QVERIFY(!second.files()->known(at, {}));
        QVERIFY(!second.files()->knows(at));
        second.files()->discard(at);  // a DELE of the name, at the other server
        QVERIFY(sendAll(store, second, second.request(), "whole"));
        QCOMPARE(store.openUploads(), 1);
        uploader.upload().finishInput();
        QTRY_VERIFY(uploader.outcome.has_value());
        QVERIFY(*uploader.outcome);  // a plain upload: the last to finish wins
        QCOMPARE(store.content("a").size(), 20 * mebibyte);
    }

    void aHolderThatDoesNotRenewLosesItsUpload()
    {
        FakeStore store;
        const Process first;
        Uploader uploader(store, first.budgets, first.request(), patternOf(20 * mebibyte));
        uploader.endsByItself = false;
        uploader.feed();
        const QByteArray state = parkedStateKey("anna", "a");
        QTRY_VERIFY(store.has(state));
        QTRY_COMPARE(parseParkedState(store.content(state))->sizeBytes(), 16 * mebibyte);
        store.age(state, uploadLease);
        const Process second;
        const auto found = second.findAll(store);
        QCOMPARE(found->size(), 1);
        QVERIFY(!found->first().holder.isSomebody());
    }

    void whatIsShownStandsInThePlaceOfWhatItBeganOver()
    {
        FakeStore store;
        store.addObject("a", oldContent);
        const Process process;
        QVERIFY(parkAfter(store, process, process.request(), patternOf(9 * mebibyte)) > 0);
        const Location at = locationOf(store);
        const QByteArray etag = store.info("a").etag;
        QVERIFY(process.files()->known(at, etag));
        QVERIFY(!process.files("10.0.0.2")->known(at, etag));  // others want the finished file
        QVERIFY(!process.files()->known(at, {}));
        store.addObject("a", "newer");
        QVERIFY(!process.files()->known(at, store.info("a").etag));
        QCOMPARE(process.files()->knownIn(*at.mount, {}).first().base, bareEtag(etag));
    }

    void aNewNameIsShownToItsUserWhereverHeComesFrom()
    {
        FakeStore store;
        const Process process;
        QVERIFY(parkAfter(store, process, process.request(), patternOf(9 * mebibyte)) > 0);
        QVERIFY(process.files("10.0.0.2")->known(locationOf(store), {}));
    }

    void aNewProcessLearnsWhatWaitsInTheBucket()
    {
        FakeStore store;
        const Process first;
        QVERIFY(parkAfter(store, first, first.request(), patternOf(9 * mebibyte)) > 0);
        store.addObject(parkedStateKey("berta", "b"), "nonsense");
        const Process second;
        bool isDone = false;
        ParkedCatalogue::load(store, second.index, "b-1", {}, this,
                              [&isDone](const Outcome &outcome) { isDone = outcome.has_value(); });
        QTRY_VERIFY(isDone);
        QVERIFY(second.index->knows("b-1"));
        QTRY_COMPARE(second.index->below("b-1", "anna", {}).size(), 1);
        QCOMPARE(second.index->below("b-1", "anna", {}).first().sizeBytes, 9 * mebibyte);
        QVERIFY(second.index->below("b-1", "berta", {}).isEmpty());
        QTRY_VERIFY(children().isEmpty());
    }

    void whatCouldNotBeLearnedIsAskedForAgain()
    {
        FakeStore store;
        const Process first;
        QVERIFY(parkAfter(store, first, first.request(), patternOf(9 * mebibyte)) > 0);
        Process second;
        second.index = std::make_shared<ParkedUploads>(std::chrono::hours(1));
        QVERIFY(second.index->shallLearn("b-1", {}));
        QVERIFY(!second.index->shallLearn("b-1", {}));
        store.fail(Verb::ListParts, 1, Failure::of(Code::Busy));
        for (const bool isLearned : {false, true}) {
            bool isDone = false;
            ParkedCatalogue::load(store, second.index, "b-1", {}, this,
                                  [&isDone](const Outcome &) { isDone = true; });
            QTRY_VERIFY(isDone);
            QCOMPARE(second.index->knows("b-1"), isLearned);
            QVERIFY(second.index->shallLearn("b-1", {}) != isLearned);
        }
    }

    // SIZE of an older object in place of what waits would make clients mix the two.
    void aServerThatHasNotLearnedAsksForTheNameOfAnOlderObject()
    {
        FakeStore store;
        store.addObject("a", oldContent);
        const Process first;
        QVERIFY(parkAfter(store, first, first.request(), patternOf(9 * mebibyte)) > 0);
        const Process second;
        FileTree tree({mountOf(store)});
        tree.setUnfinished(second.files());
        const VirtualPath path = *VirtualPath().resolved("a");
        std::optional<Result<Entry>> shown;
        tree.showFile(path, this, [&shown](const Result<Entry> &entry) { shown = entry; });
        QTRY_VERIFY(shown.has_value());
        QCOMPARE((*shown)->sizeBytes, 9 * mebibyte);
        second.index->forget({"b-1", "anna", "a"}, (*shown)->uploadId);
        std::optional<Outcome> removed;
        tree.removeFile(path, this, [&removed](const Outcome &outcome) { removed = outcome; });
        QTRY_VERIFY(removed.has_value() && *removed);
        QTRY_COMPARE(store.openUploads(), 0);
        QTRY_VERIFY(store.keys().isEmpty());
    }

    // Otherwise what waits would come to light in place of the deleted file.
    void aFileIsNotDeletedWhenNobodyCanTellWhatWaitsBehindIt()
    {
        FakeStore store;
        store.addObject("a", oldContent);
        const Process first;
        QVERIFY(parkAfter(store, first, first.request(), patternOf(9 * mebibyte)) > 0);
        const Process second;
        FileTree tree({mountOf(store)});
        tree.setUnfinished(second.files());
        store.fail(Verb::Read, 1, Failure::of(Code::Busy));
        const VirtualPath path = *VirtualPath().resolved("a");
        for (const bool isRemoved : {false, true}) {
            std::optional<Outcome> removed;
            tree.removeFile(path, this, [&removed](const Outcome &outcome) { removed = outcome; });
            QTRY_VERIFY(removed.has_value());
            QCOMPARE(removed->has_value(), isRemoved);
            QCOMPARE(store.has("a"), !isRemoved);
        }
        QTRY_COMPARE(store.openUploads(), 0);
        QTRY_VERIFY(store.keys().isEmpty());
    }

private:
    QObject m_context;
};

COSFTP_TEST(ParkedLookupTest)
#include "parked_lookup_test.moc"

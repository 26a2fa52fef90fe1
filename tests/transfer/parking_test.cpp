// SPDX-License-Identifier: GPL-3.0-or-later
// An upload that did not end stays in the bucket and goes on, in another process too: nothing but
// the bucket is carried from one half of a test to the other.
#include "files/file_tree.h"
#include "support/test_main.h"
#include "transfer/parked_catalogue.h"
#include "transfer/parked_files.h"
#include "transfer/parked_lookup.h"
#include "uploader.h"

using namespace cosftp;
using Code = Failure::Code;
using Verb = FakeStore::Verb;

namespace {

const QByteArray oldContent = "what was there before";

// One server process: its budgets and what it remembers.
struct Process
{
    TransferBudgets budgets = budgetsOf(64 * mebibyte);
    std::shared_ptr<ParkedUploads> index = std::make_shared<ParkedUploads>();
    std::shared_ptr<RunningUploads> running = std::make_shared<RunningUploads>();

    [[nodiscard]] UploadRequest request() const
    {
        UploadRequest request{"a", {}};
        request.owner = UploadOwner{index, "b-1", "anna", "10.0.0.1"};
        return request;
    }
    [[nodiscard]] UploadRequest goingOnWith(const ParkedUpload &upload) const
    {
        UploadRequest goingOn = request();
        goingOn.goesOn = upload;
        goingOn.publish.base = upload.base;
        return goingOn;
    }
    [[nodiscard]] Result<ParkedLookup::Found> findAll(FakeStore &store,
                                                      const QByteArray &user = "anna") const
    {
        QObject context;
        std::optional<Result<ParkedLookup::Found>> answer;
        ParkedLookup::find(store, index, {{"b-1", user, "a"}, true}, &context,
                           [&answer](const auto &found) { answer = found; });
        if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, 60'000))
            return Failure::of(Code::Timeout);
        return *answer;
    }
    /// The one described last.
    [[nodiscard]] Result<std::optional<ParkedUpload>> find(FakeStore &store,
                                                           const QByteArray &user = "anna") const
    {
        const Result<ParkedLookup::Found> found = findAll(store, user);
        if (!found)
            return found.error();
        return found->isEmpty() ? std::nullopt : std::optional(found->first());
    }
    [[nodiscard]] std::shared_ptr<ParkedFiles> files(const QByteArray &address = "10.0.0.1") const
    {
        return std::make_shared<ParkedFiles>(index, running, "anna", address);
    }
};

// Sends `bytes` of the content and parks; what is kept.
qint64 parkAfter(FakeStore &store, const Process &process, const UploadRequest &request,
                 const QByteArray &bytes)
{
    Uploader uploader(store, process.budgets, request, bytes);
    uploader.endsByItself = false;
    uploader.feed();
    if (!QTest::qWaitFor([&uploader] { return uploader.allGiven(); }, 60'000))
        return -1;
    uploader.upload().park(Failure::of(Code::Cancelled));
    if (!QTest::qWaitFor([&uploader] { return uploader.outcome.has_value(); }, 60'000))
        return -1;
    return uploader.upload().parkedBytes();
}

Result<StoredObject> sendAll(FakeStore &store, const Process &process, const UploadRequest &request,
                             const QByteArray &bytes)
{
    Uploader uploader(store, process.budgets, request, bytes);
    uploader.feed();
    if (!QTest::qWaitFor([&uploader] { return uploader.outcome.has_value(); }, 60'000))
        return Failure::of(Code::Timeout);
    return *uploader.outcome;
}

Mount mountOf(FakeStore &store)
{
    Mount mount;
    mount.store = &store;
    mount.bucket = "b-1";
    mount.rights = Rights::all();
    return mount;
}

// The object that all tests are about. The mount outlives the test.
Location locationOf(FakeStore &store)
{
    static Mount mount;
    mount = mountOf(store);
    return {&mount, "a"};
}

}  // namespace

class ParkingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTailIsKeptWhenTheStoreTakesIt_data()
    {
        QTest::addColumn<qint64>("sent");
        QTest::addColumn<qint64>("kept");
        QTest::newRow("nothing came") << 0LL << 0LL;
        QTest::newRow("too little for a part") << mebibyte - 1 << 0LL;
        QTest::newRow("just enough for one part") << mebibyte << mebibyte;
        QTest::newRow("most of the first part") << 5 * mebibyte + 7 << 5 * mebibyte + 7;
        QTest::newRow("a part and a small tail") << 8 * mebibyte + 1000 << 8 * mebibyte;
        QTest::newRow("two parts and a tail") << 19 * mebibyte << 19 * mebibyte;
    }
    void theTailIsKeptWhenTheStoreTakesIt()
    {
        QFETCH(const qint64, sent);
        QFETCH(const qint64, kept);
        FakeStore store;
        store.addObject("a", oldContent);
        const Process process;
        QCOMPARE(parkAfter(store, process, process.request(), patternOf(sent)), kept);
        QCOMPARE(store.content("a"), oldContent);
        QCOMPARE(store.openUploads(), kept > 0 ? 1 : 0);
        QCOMPARE(process.budgets.memory->used(), 0);
        QCOMPARE(process.budgets.partsInFlight->used(), 0);
        const auto found = Process().find(store);
        QVERIFY(found);
        QCOMPARE(found->has_value() ? (*found)->sizeBytes() : 0, kept);
    }

    void anotherProcessGoesOnAndTheWholeIsChecked()
    {
        FakeStore store;
        store.addObject("a", oldContent);
        const QByteArray content = patternOf(50 * mebibyte + 5);
        const Process first;
        const qint64 kept = parkAfter(store, first, first.request(), content.first(21 * mebibyte));
        QCOMPARE(kept, 21 * mebibyte);
        const Process second;
        UploadRequest request = second.goingOnWith(*second.find(store).value());
        const Result<StoredObject> stored = sendAll(store, second, request, content.sliced(kept));
        QVERIFY(stored);
        QVERIFY(store.content("a") == content);
        QCOMPARE(store.openUploads(), 0);
        QTRY_COMPARE(store.keys(), (QList<QByteArray>{"a"}));  // nothing of ours is left
        QVERIFY(!second.find(store)->has_value());
    }

    void anUploadMayBeInterruptedAgainAndAgain()
    {
        FakeStore store;
        const QByteArray content = patternOf(30 * mebibyte);
        qint64 kept = 0;
        for (const qint64 upTo : {3 * mebibyte, 9 * mebibyte + 5, 12 * mebibyte, 25 * mebibyte}) {
            const Process process;
            const UploadRequest request =
                kept > 0 ? process.goingOnWith(*process.find(store).value()) : process.request();
            kept = parkAfter(store, process, request, content.mid(kept, upTo - kept));
            QCOMPARE(kept, upTo);
            QCOMPARE(store.openUploads(), 1);
        }
        const Process last;
        UploadRequest request = last.goingOnWith(*last.find(store).value());
        QVERIFY(sendAll(store, last, request, content.sliced(kept)));
        QVERIFY(store.content("a") == content);
    }

    void goingOnWithNothingMoreCompletesWhatIsThere()
    {
        FakeStore store;
        const QByteArray content = patternOf(9 * mebibyte);
        const Process process;
        QCOMPARE(parkAfter(store, process, process.request(), content), content.size());
        UploadRequest request = process.goingOnWith(*process.find(store).value());
        QVERIFY(sendAll(store, process, request, {}));
        QVERIFY(store.content("a") == content);
    }

    void goingOnAtAnEarlierBorderDropsWhatLiesBehind()
    {
        FakeStore store;
        const QByteArray content = patternOf(24 * mebibyte);
        QByteArray other = content;
        other.replace(16 * mebibyte, 8 * mebibyte, patternOf(8 * mebibyte, 99));
        const Process process;
        parkAfter(store, process, process.request(), content);
        UploadRequest request = process.goingOnWith(*process.find(store).value());
        QCOMPARE(request.goesOn->borderBelow(16 * mebibyte + 5), 16 * mebibyte);
        request.goesOn->truncate(16 * mebibyte + 5);
        QVERIFY(sendAll(store, process, request, other.sliced(16 * mebibyte)));
        QVERIFY(store.content("a") == other);
    }

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

    void anObjectThatWasReplacedMeanwhileIsNotReplacedByAnUploadThatGoesOn()
    {
        FakeStore store;
        store.addObject("a", oldContent);
        const Process process;
        parkAfter(store, process, process.request(), patternOf(9 * mebibyte));
        const UploadRequest request = process.goingOnWith(*process.find(store).value());
        store.addObject("a", "newer");
        const Result<StoredObject> stored = sendAll(store, process, request, "the rest");
        QVERIFY(!stored);
        QCOMPARE(stored.error().code, Code::Changed);
        QCOMPARE(store.content("a"), QByteArray("newer"));
        QCOMPARE(store.openUploads(), 1);  // what came is kept all the same
    }

    void aWholeUploadClearsAwayWhatWasInterruptedBefore_data()
    {
        QTest::addColumn<qint64>("sizeBytes");
        QTest::newRow("one request") << 100LL;
        QTest::newRow("parts") << 20 * mebibyte;
    }
    void aWholeUploadClearsAwayWhatWasInterruptedBefore()
    {
        QFETCH(const qint64, sizeBytes);
        FakeStore store;
        const Process process;
        parkAfter(store, process, process.request(), patternOf(9 * mebibyte));
        QVERIFY(sendAll(store, process, process.request(), patternOf(sizeBytes, 3)));
        QTRY_COMPARE(store.openUploads(), 0);
        QTRY_COMPARE(store.keys(), (QList<QByteArray>{"a"}));
        QVERIFY(process.index->below("b-1", "anna", {}).isEmpty());
    }

    void aFailedTryToGoOnKeepsWhatWasThere()
    {
        FakeStore store;
        const Process process;
        parkAfter(store, process, process.request(), patternOf(9 * mebibyte));
        UploadRequest request = process.goingOnWith(*process.find(store).value());
        Failure busy = Failure::of(Code::Busy);
        busy.retryable = true;
        store.fail(Verb::PutPart, 1, busy);
        QVERIFY(!sendAll(store, process, request, patternOf(20 * mebibyte, 2)));
        QCOMPARE(store.openUploads(), 1);
        QVERIFY(process.find(store).value()->sizeBytes() >= 9 * mebibyte);
    }

    void aRefusalInTheMiddleKeepsWhatCameBefore()
    {
        FakeStore store;
        const Process process;
        store.fail(Verb::PutPart, 2, Failure::of(Code::Denied));  // a key that was just rotated
        QVERIFY(!sendAll(store, process, process.request(), patternOf(30 * mebibyte)));
        QCOMPARE(store.openUploads(), 1);
        QVERIFY(process.find(store).value()->sizeBytes() >= 8 * mebibyte);
    }

    void rightsThatAreMissingFromTheStartKeepNothing()
    {
        FakeStore store;
        const Process process;
        for (int nth = 1; nth <= 20; ++nth)
            store.fail(Verb::PutPart, nth, Failure::of(Code::Denied));
        QVERIFY(!sendAll(store, process, process.request(), patternOf(30 * mebibyte)));
        QTRY_COMPARE(store.openUploads(), 0);
        QTRY_VERIFY(store.keys().isEmpty());
    }

    void damageKeepsNothing()
    {
        FakeStore store;
        const Process process;
        store.fail(Verb::PutPart, 2, Failure::of(Code::Corrupt));
        QVERIFY(!sendAll(store, process, process.request(), patternOf(30 * mebibyte)));
        QTRY_COMPARE(store.openUploads(), 0);
    }

    void aLostCompletionCanBeRepeatedByTheClient()
    {
        FakeStore store;
        const Process process;
        const QByteArray content = patternOf(20 * mebibyte);
        store.fail(Verb::Complete, 1, fake::gone());
        QVERIFY(!sendAll(store, process, process.request(), content));
        QCOMPARE(process.find(store).value()->sizeBytes(), content.size());
        UploadRequest request = process.goingOnWith(*process.find(store).value());
        QVERIFY(sendAll(store, process, request, {}));
        QVERIFY(store.content("a") == content);
    }

    void withoutItsDescriptionNothingIsKept()
    {
        FakeStore store;
        const Process process;
        store.fail(Verb::Put, 1, Failure::of(Code::Denied));
        QCOMPARE(parkAfter(store, process, process.request(), patternOf(9 * mebibyte)), 0);
        QTRY_COMPARE(store.openUploads(), 0);
    }

    void aPartIsTriedAgainForALongTime()
    {
        FakeStore store;
        const Process process;
        Failure busy = Failure::of(Code::Busy);
        busy.retryable = true;
        busy.httpStatus = 503;
        for (int nth = 1; nth <= 4; ++nth)
            store.fail(Verb::PutPart, nth, busy);
        UploadRequest request = process.request();
        request.retryTime = std::chrono::minutes(3);
        const QByteArray content = patternOf(20 * mebibyte);
        QVERIFY(sendAll(store, process, request, content));
        QVERIFY(store.content("a") == content);
        QVERIFY(store.requests(Verb::PutPart) >= 7);
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
        const Process second;
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

COSFTP_TEST(ParkingTest)
#include "parking_test.moc"

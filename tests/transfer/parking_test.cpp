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

    [[nodiscard]] UploadRequest request() const
    {
        UploadRequest request{"a", {}};
        request.owner = UploadOwner{index, "b-1", "anna"};
        return request;
    }
    [[nodiscard]] Result<std::optional<ParkedUpload>>
    find(FakeStore &store, const QByteArray &user = "anna",
         std::chrono::hours maxAge = std::chrono::hours(24)) const
    {
        QObject context;
        std::optional<Result<std::optional<ParkedUpload>>> answer;
        ParkedLookup::find(store, index, {{"b-1", user, "a"}, maxAge, false}, &context,
                           [&answer](const auto &found) { answer = found; });
        if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, 60'000))
            return Failure::of(Code::Timeout);
        return *answer;
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
        UploadRequest request = second.request();
        request.goesOn = *second.find(store).value();
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
            UploadRequest request = process.request();
            if (kept > 0)
                request.goesOn = *process.find(store).value();
            kept = parkAfter(store, process, request, content.mid(kept, upTo - kept));
            QCOMPARE(kept, upTo);
            QCOMPARE(store.openUploads(), 1);
        }
        const Process last;
        UploadRequest request = last.request();
        request.goesOn = *last.find(store).value();
        QVERIFY(sendAll(store, last, request, content.sliced(kept)));
        QVERIFY(store.content("a") == content);
    }

    void goingOnWithNothingMoreCompletesWhatIsThere()
    {
        FakeStore store;
        const QByteArray content = patternOf(9 * mebibyte);
        const Process process;
        QCOMPARE(parkAfter(store, process, process.request(), content), content.size());
        UploadRequest request = process.request();
        request.goesOn = *process.find(store).value();
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
        UploadRequest request = process.request();
        request.goesOn = *process.find(store).value();
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
        UploadRequest request = process.request();
        request.goesOn = *process.find(store).value();
        QVERIFY(sendAll(store, process, request, "the rest"));
        QCOMPARE(store.openUploads(), 1);
    }

    void whatIsTooOldIsClearedAway()
    {
        FakeStore store;
        const Process process;
        QVERIFY(parkAfter(store, process, process.request(), patternOf(9 * mebibyte)) > 0);
        QVERIFY(!process.find(store, "anna", std::chrono::hours(-1))->has_value());
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

    void aNewerInterruptedUploadTakesThePlaceOfTheOlder()
    {
        FakeStore store;
        const Process process;
        parkAfter(store, process, process.request(), patternOf(9 * mebibyte));
        QCOMPARE(parkAfter(store, process, process.request(), patternOf(20 * mebibyte, 2)),
                 20 * mebibyte);
        QTRY_COMPARE(store.openUploads(), 1);
        QCOMPARE(process.find(store).value()->sizeBytes(), 20 * mebibyte);
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
        UploadRequest request = process.request();
        request.goesOn = *process.find(store).value();
        Failure busy = Failure::of(Code::Busy);
        busy.retryable = true;
        store.fail(Verb::PutPart, 1, busy);
        QVERIFY(!sendAll(store, process, request, patternOf(20 * mebibyte, 2)));
        QCOMPARE(store.openUploads(), 1);
        QVERIFY(process.find(store).value()->sizeBytes() >= 9 * mebibyte);
    }

    void whatTheStoreRefusesForGoodIsNotKept()
    {
        FakeStore store;
        const Process process;
        store.fail(Verb::PutPart, 2, Failure::of(Code::Denied));
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
        UploadRequest request = process.request();
        request.goesOn = *process.find(store).value();
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
        ParkedCatalogue::load(store, second.index, "b-1", std::chrono::hours(24), this,
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
        QVERIFY(second.index->shallLearn("b-1"));
        QVERIFY(!second.index->shallLearn("b-1"));
        store.fail(Verb::ListParts, 1, Failure::of(Code::Busy));
        for (const bool isLearned : {false, true}) {
            bool isDone = false;
            ParkedCatalogue::load(store, second.index, "b-1", std::chrono::hours(24), this,
                                  [&isDone](const Outcome &) { isDone = true; });
            QTRY_VERIFY(isDone);
            QCOMPARE(second.index->knows("b-1"), isLearned);
            QVERIFY(second.index->shallLearn("b-1") != isLearned);
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
        tree.setUnfinished(
            std::make_shared<ParkedFiles>(second.index, "anna", std::chrono::hours(24)));
        const VirtualPath path = *VirtualPath().resolved("a");
        std::optional<Result<Entry>> shown;
        tree.showFile(path, this, [&shown](const Result<Entry> &entry) { shown = entry; });
        QTRY_VERIFY(shown.has_value());
        QCOMPARE((*shown)->sizeBytes, 9 * mebibyte);
        second.index->forget({"b-1", "anna", "a"});
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
        tree.setUnfinished(
            std::make_shared<ParkedFiles>(second.index, "anna", std::chrono::hours(24)));
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

    void aRunningUploadThatIsAskedForIsWaitedFor()
    {
        FakeStore store;
        const Process process;
        const UploadPlace place{"b-1", "anna", "a"};
        const quint64 run = process.index->runBegan(place);
        QList<quint64> asked;
        connect(process.index.get(), &ParkedUploads::parkAsked, this,
                [&asked](quint64 number) { asked += number; });
        bool isAnswered = false;
        ParkedLookup::find(store, process.index, {place, std::chrono::hours(24), true}, this,
                           [&isAnswered](const auto &) { isAnswered = true; });
        QTRY_COMPARE(asked, QList<quint64>{run});
        QCoreApplication::processEvents();
        QVERIFY(!isAnswered);
        process.index->runEnded(run);
        QTRY_VERIFY(isAnswered);
    }

private:
    QObject m_context;
};

COSFTP_TEST(ParkingTest)
#include "parking_test.moc"

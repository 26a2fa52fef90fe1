// SPDX-License-Identifier: GPL-3.0-or-later
// What lies unfinished in a bucket is told and can be removed, by whoever has its settings.
#include "store/cos/cos_store.h"
#include "store/http/http_client.h"
#include "support/server_fixture.h"
#include "support/test_main.h"
#include "transfer/parked_upload.h"
#include "upload_inventory.h"

#include <QTest>

#include <optional>

using namespace cosftp;
using namespace cosftp::test;
using localcos::Fault;
using localcos::Verb;
using Fate = UnfinishedUpload::Fate;
using Uploads = QList<UnfinishedUpload>;

namespace {

constexpr int patienceMs = 60'000;

struct Bench
{
    Bench()
        : store(makeCosStore(server.settings().buckets.first(), http)),
          inventory(std::make_unique<UploadInventory>(server.settings().buckets.first()))
    {}

    /// An upload with one part that nobody ends; its id.
    QByteArray begin(const QByteArray &key)
    {
        QByteArray id;
        store->initiateUpload(key, {}, &context,
                              [&id](const Result<QByteArray> &begun) { id = *begun; });
        bool isStored = false;
        if (!QTest::qWaitFor([&id] { return !id.isEmpty(); }, patienceMs))
            return {};
        store->putPart(key, id, 1, QByteArray(ObjectStore::minPartBytes, 'x'), &context,
                       [&isStored](const Result<StoredPart> &part) { isStored = bool(part); });
        return QTest::qWaitFor([&isStored] { return isStored; }, patienceMs) ? id : QByteArray();
    }
    /// What the server leaves beside it when it parks an upload of ann's.
    void describe(const QByteArray &key, const QByteArray &id)
    {
        ParkedUpload upload;
        upload.user = "ann";
        upload.key = key;
        upload.uploadId = id;
        upload.updated = QDateTime::currentDateTimeUtc();
        upload.parts = {StoredPart{1, "etag", ObjectStore::minPartBytes, {}}};
        bool isThere = false;
        store->put(parkedStatePrefix() + id + ".json", parkedStateJson(upload), {}, &context,
                   [&isThere](const Result<StoredObject> &) { isThere = true; });
        QVERIFY(QTest::qWaitFor([&isThere] { return isThere; }, patienceMs));
    }
    Result<Uploads> list()
    {
        std::optional<Result<Uploads>> answer;
        inventory->list(server.settings(),
                        [&answer](const Result<Uploads> &uploads) { answer = uploads; });
        const bool isThere = QTest::qWaitFor([&] { return answer.has_value(); }, patienceMs);
        return isThere ? *answer : Failure::of(Failure::Code::Timeout);
    }
    Result<AbortedUploads> abort(const Uploads &uploads)
    {
        std::optional<Result<AbortedUploads>> answer;
        inventory->abort(uploads,
                         [&answer](const Result<AbortedUploads> &report) { answer = report; });
        const bool isThere = QTest::qWaitFor([&] { return answer.has_value(); }, patienceMs);
        return isThere ? *answer : Failure::of(Failure::Code::Timeout);
    }

    ServerFixture server;
    HttpClient http;
    std::unique_ptr<ObjectStore> store;
    std::unique_ptr<UploadInventory> inventory;
    QObject context;
};

const UnfinishedUpload *uploadOf(const Uploads &uploads, const QByteArray &key)
{
    for (const UnfinishedUpload &upload : uploads)
        if (upload.key == key)
            return &upload;
    return nullptr;
}

}  // namespace

class UploadInventoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatLiesUnfinishedIsTold()
    {
        Bench bench;
        const QByteArray ours = bench.begin("film.mov");
        bench.describe("film.mov", ours);
        const QByteArray other = bench.begin("other.bin");
        const Result<Uploads> found = bench.list();
        QVERIFY(found.has_value());
        QCOMPARE(found->size(), 2);
        const UnfinishedUpload *film = uploadOf(*found, "film.mov");
        QVERIFY(film != nullptr);
        QCOMPARE(film->uploadId, ours);
        QCOMPARE(film->user, QByteArray("ann"));
        QCOMPARE(film->parts, 1);
        QCOMPARE(film->bytes, qint64(ObjectStore::minPartBytes));
        QVERIFY(film->fate == Fate::Resumable);
        QVERIFY(film->started.isValid());
        const UnfinishedUpload *unknown = uploadOf(*found, "other.bin");
        QVERIFY(unknown != nullptr && unknown->uploadId == other);
        QVERIFY(unknown->fate == Fate::Unknown);
        QVERIFY(unknown->user.isEmpty());
    }

    void onlyTheChosenOnesGoWithTheirDescriptions()
    {
        Bench bench;
        bench.describe("film.mov", bench.begin("film.mov"));
        QVERIFY(!bench.begin("other.bin").isEmpty());
        const Uploads found = *bench.list();
        const Result<AbortedUploads> report = bench.abort({*uploadOf(found, "film.mov")});
        QVERIFY(report.has_value());
        QCOMPARE(report->aborted, 1);
        QCOMPARE(report->abortedBytes, qint64(ObjectStore::minPartBytes));
        QCOMPARE(report->failed, 0);
        QCOMPARE(bench.server.openUploads(), 1);
        const Uploads left = *bench.list();
        QCOMPARE(left.size(), 1);
        QCOMPARE(left.first().key, QByteArray("other.bin"));
    }

    void oneThatIsGoneAlreadyIsNoFailure()
    {
        Bench bench;
        QVERIFY(!bench.begin("film.mov").isEmpty());
        const Uploads found = *bench.list();
        QCOMPARE(bench.abort(found)->aborted, 1);
        const Result<AbortedUploads> again = bench.abort(found);
        QCOMPARE(again->aborted, 1);
        QCOMPARE(again->failed, 0);
    }

    void aRefusalIsCountedAndSaid()
    {
        Bench bench;
        QVERIFY(!bench.begin("film.mov").isEmpty());
        const Uploads found = *bench.list();
        Fault fault;
        fault.verbs = {Verb::Abort};
        fault.times = -1;
        fault.status = 403;
        fault.code = "AccessDenied";
        bench.server.faults().add(fault);
        const Result<AbortedUploads> report = bench.abort(found);
        QCOMPARE(report->aborted, 0);
        QCOMPARE(report->failed, 1);
        QVERIFY(report->problem.contains(QStringLiteral("AccessDenied")));
        QCOMPARE(bench.server.openUploads(), 1);
    }

    void aDestroyedInventoryAsksNoMore()
    {
        Bench bench;
        QVERIFY(!bench.begin("film.mov").isEmpty());
        bool isAnswered = false;
        bench.inventory->list(bench.server.settings(),
                              [&isAnswered](const Result<Uploads> &) { isAnswered = true; });
        bench.inventory.reset();
        QVERIFY(bench.server.client() != nullptr);  // the store answers, nobody listens
        QCoreApplication::processEvents();
        QVERIFY(!isAnswered);
    }
};

COSFTP_TEST(UploadInventoryTest)
#include "upload_inventory_test.moc"

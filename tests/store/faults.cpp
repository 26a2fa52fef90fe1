// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crc64.h"
#include "store/answer.h"
#include "store/localcos_bench.h"
#include "store/object_reader.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;
using namespace std::chrono_literals;
using localcos::Fault;
using localcos::Verb;
using Kind = Fault::Kind;

/// Each misbehaviour that the embedded store knows, through the whole way: a CosStore, real
/// sockets, a server in threads of its own that verifies every signature in strict mode.
class TestStoreFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneFaultIsSurvived_data();
    void oneFaultIsSurvived();
    void aFaultThatStaysIsReported_data();
    void aFaultThatStaysIsReported();
    void strippedHeadersDoNoHarm_data();
    void strippedHeadersDoNoHarm();
    void oneWrongHeaderIsNoDamage();
    void forbiddingHasNoEffectWithVersioning();
    void aBodyThatBreaksIsReportedWithItsLength_data();
    void aBodyThatBreaksIsReportedWithItsLength();
    void aWrongClockIsCorrected();
    void aWrongClockIsCorrectedForAllThatIsUnderWay();
    void aWrongClockIsCorrectedByTheFirstRefusal_data();
    void aWrongClockIsCorrectedByTheFirstRefusal();
    void aTokenIsSentAndSigned();

private:
    LocalCosServer m_server;
};

namespace {

const QByteArray content(1'500'000, 'c');

Fault faultOf(Kind kind, Verb verb, int times)
{
    Fault fault;
    fault.kind = kind;
    fault.verbs = {verb};
    fault.times = times;
    fault.afterBytes = 10;
    fault.delay = 2s;
    if (kind == Kind::StripHeaders)
        fault.headers = {"etag"};
    fault.code = kind == Kind::ErrorInside200 ? "InternalError" : "SlowDown";
    return fault;
}

/// Initiate, two parts, Complete: then the object has to be whole.
Outcome uploaded(ObjectStore &store, QObject *context)
{
    Answer<QByteArray> id;
    store.initiateUpload("k", {}, context, id.handler());
    if (!id.wait())
        return id.wait().error();
    QList<StoredPart> parts;
    for (int number = 1; number <= 2; ++number) {
        Answer<StoredPart> part;
        store.putPart("k", *id.wait(), number, content, context, part.handler());
        if (!part.wait())
            return part.wait().error();
        parts += *part.wait();
    }
    Answer<StoredObject> stored;
    store.completeUpload("k", *id.wait(), parts, context, stored.handler());
    if (!stored.wait())
        return stored.wait().error();
    Answer<ObjectInfo> info;
    store.head("k", context, info.handler());
    if (!info.wait())
        return info.wait().error();
    if (info.wait()->crc64.value_or(Crc64::of(content + content)) != Crc64::of(content + content))
        return Failure::of(Failure::Code::Corrupt, QStringLiteral("226 would have been a lie"));
    return Done{};
}

Outcome putAndCopied(ObjectStore &store, QObject *context)
{
    Answer<StoredObject> stored;
    store.put("k", content, {}, context, stored.handler());
    if (!stored.wait())
        return stored.wait().error();
    Answer<StoredObject> copied;
    store.copy({"k", "copy", stored.wait()->etag, {}}, context, copied.handler());
    if (!copied.wait())
        return copied.wait().error();
    Answer<ListPage> page;
    store.list({}, context, page.handler());
    if (!page.wait())
        return page.wait().error();
    Answer<Done> removed;
    store.remove("k", context, removed.handler());
    return removed.wait();
}

Outcome worked(ObjectStore &store, QObject *context)
{
    const Outcome first = putAndCopied(store, context);
    return first ? uploaded(store, context) : first;
}

const char *nameOf(Verb verb)
{
    switch (verb) {
    case Verb::List:
        return "list";
    case Verb::PutObject:
        return "put";
    case Verb::CopyObject:
        return "copy";
    case Verb::DeleteObject:
        return "delete";
    case Verb::Initiate:
        return "initiate";
    case Verb::PutPart:
        return "part";
    case Verb::Complete:
        return "complete";
    default:
        return "head";
    }
}

void addFaultRows(Kind kind, const char *name, const QList<Verb> &verbs)
{
    for (const Verb verb : verbs)
        QTest::addRow("%s at %s", name, nameOf(verb)) << kind << verb;
}

const QList<Verb> all{Verb::List,     Verb::PutObject, Verb::CopyObject, Verb::DeleteObject,
                      Verb::Initiate, Verb::PutPart,   Verb::Complete,   Verb::HeadObject};

}  // namespace

void TestStoreFaults::oneFaultIsSurvived_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<Verb>("verb");
    addFaultRows(Kind::ErrorAnswer, "503", all);
    addFaultRows(Kind::ResetBeforeAnswer, "reset before the answer", all);
    addFaultRows(Kind::ResetAfterWork, "lost answer", all);
    addFaultRows(Kind::NoRequestId, "302 from a box", all);
    addFaultRows(Kind::Portal, "portal", all);
    addFaultRows(Kind::StripHeaders, "no ETag", {Verb::PutObject, Verb::PutPart, Verb::HeadObject});
    addFaultRows(Kind::Stall, "stall", all);
    addFaultRows(Kind::ResetInBody, "reset in the body", {Verb::List, Verb::CopyObject});
    addFaultRows(Kind::CutBody, "cut body", {Verb::List, Verb::CopyObject, Verb::Initiate});
    addFaultRows(Kind::ResetInUpload, "reset in the upload", {Verb::PutObject, Verb::PutPart});
    addFaultRows(Kind::WrongCrc, "wrong CRC", {Verb::PutObject, Verb::PutPart, Verb::Complete});
    addFaultRows(Kind::MissingCrc, "no CRC", {Verb::PutObject, Verb::PutPart, Verb::Complete});
    addFaultRows(Kind::ErrorInside200, "error inside 200", {Verb::CopyObject, Verb::Complete});
}

void TestStoreFaults::oneFaultIsSurvived()
{
    QFETCH(Kind, kind);
    QFETCH(Verb, verb);
    LocalCosBench bench(m_server);
    if (kind == Kind::Stall)
        bench.options.metadataSilence = bench.options.bulkSilence = bench.options.slowSilence = 1s;
    const auto store = makeCosStore(bench.bucket, bench.http, bench.options);
    bench.faults.add(faultOf(kind, verb, 1));
    REQUIRE(worked(*store, &bench.context));
    QCOMPARE(bench.faultsFired(), 1);
}

void TestStoreFaults::aFaultThatStaysIsReported_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<Verb>("verb");
    QList<Verb> writing = all;
    writing.removeLast();
    addFaultRows(Kind::ErrorAnswer, "503", writing);
    addFaultRows(Kind::ResetBeforeAnswer, "reset before the answer", writing);
    addFaultRows(Kind::NoRequestId, "302 from a box", writing);
    addFaultRows(Kind::Portal, "portal", all);
    addFaultRows(Kind::StripHeaders, "no ETag", {Verb::PutObject, Verb::PutPart, Verb::HeadObject});
    addFaultRows(Kind::CutBody, "cut body", {Verb::List, Verb::CopyObject, Verb::Initiate});
    addFaultRows(Kind::ResetInUpload, "reset in the upload", {Verb::PutObject, Verb::PutPart});
    addFaultRows(Kind::WrongCrc, "wrong CRC", {Verb::PutPart});
    addFaultRows(Kind::ErrorInside200, "error inside 200", {Verb::CopyObject, Verb::Complete});
}

void TestStoreFaults::aFaultThatStaysIsReported()
{
    QFETCH(Kind, kind);
    QFETCH(Verb, verb);
    LocalCosBench bench(m_server);
    const auto store = makeCosStore(bench.bucket, bench.http, bench.options);
    bench.faults.add(faultOf(kind, verb, -1));
    const Outcome outcome = worked(*store, &bench.context);
    QVERIFY(!outcome);
    QVERIFY(bench.faultsFired() > 0);
}

void TestStoreFaults::strippedHeadersDoNoHarm_data()
{
    QTest::addColumn<QList<QByteArray>>("headers");
    QTest::newRow("x-cos-*") << QList<QByteArray>{"x-cos-"};
    QTest::newRow("x-cos-*, Server, Date") << QList<QByteArray>{"x-cos-", "server", "date"};
}

void TestStoreFaults::strippedHeadersDoNoHarm()
{
    QFETCH(QList<QByteArray>, headers);
    LocalCosBench bench(m_server);
    const auto store = makeCosStore(bench.bucket, bench.http, bench.options);
    Fault fault;
    fault.kind = Kind::StripHeaders;
    fault.headers = headers;
    fault.times = -1;
    bench.faults.add(fault);
    REQUIRE(worked(*store, &bench.context));
    Answer<StoredObject> again;
    store->put("k", content, {}, &bench.context, again.handler(), Replacing::Forbidden);
    QCOMPARE(again.wait().error().code, Failure::Code::Exists);
}

void TestStoreFaults::oneWrongHeaderIsNoDamage()
{
    LocalCosBench bench(m_server);
    const auto store = makeCosStore(bench.bucket, bench.http, bench.options);
    bench.faults.add(faultOf(Kind::WrongCrc, Verb::PutObject, -1));
    REQUIRE(worked(*store, &bench.context));
    bench.faults.add(faultOf(Kind::WrongCrc, Verb::HeadObject, -1));
    Answer<StoredObject> stored;
    store->put("k", content, {}, &bench.context, stored.handler());
    QCOMPARE(stored.wait().error().code, Failure::Code::Corrupt);
    QVERIFY(!stored.wait().error().retryable);
}

void TestStoreFaults::forbiddingHasNoEffectWithVersioning()
{
    LocalCosBench bench(m_server);
    const auto store = makeCosStore(bench.bucket, bench.http, bench.options);
    bench.faults.ignoreForbidOverwrite(bench.bucket.bucket);
    for (const char *body : {"first", "second"}) {
        Answer<StoredObject> stored;
        store->put("k", body, {}, &bench.context, stored.handler(), Replacing::Forbidden);
        REQUIRE(stored.wait());
    }
    Answer<ObjectInfo> info;
    store->head("k", &bench.context, info.handler());
    REQUIRE(info.wait());
    QCOMPARE(info.wait()->crc64, std::optional(Crc64::of("second")));
}

void TestStoreFaults::aBodyThatBreaksIsReportedWithItsLength_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::newRow("reset") << Kind::ResetInBody;
    QTest::newRow("cut") << Kind::CutBody;
}

void TestStoreFaults::aBodyThatBreaksIsReportedWithItsLength()
{
    QFETCH(Kind, kind);
    LocalCosBench bench(m_server);
    const auto store = makeCosStore(bench.bucket, bench.http, bench.options);
    Answer<StoredObject> stored;
    store->put("k", content, {}, &bench.context, stored.handler());
    REQUIRE(stored.wait());
    Fault fault = faultOf(kind, Verb::GetObject, 1);
    fault.afterBytes = 700'000;
    bench.faults.add(fault);
    ObjectReader *reader = store->read("k", {}, {}, &bench.context);
    Answer<Done> finished;
    connect(reader, &ObjectReader::readyRead, this, [reader] {
        char buffer[50'000];
        while (reader->read(buffer, sizeof buffer) > 0) {}
    });
    connect(reader, &ObjectReader::finished, this, finished.handler());
    QVERIFY(!finished.wait());
    QVERIFY(finished.wait().error().retryable);
    QVERIFY(reader->bytesDelivered() <= 700'000);
    QCOMPARE(finished.count(), 1);
}

void TestStoreFaults::aWrongClockIsCorrected()
{
    LocalCosBench bench(m_server);
    bench.options.clock = [] { return QDateTime::currentSecsSinceEpoch() - 3 * 3600; };
    const auto store = makeCosStore(bench.bucket, bench.http, bench.options);
    Answer<ListPage> page;
    store->list({}, &bench.context, page.handler());
    REQUIRE(page.wait());
}

// The answer to a HEAD does not say why it is a refusal, and comes when another request has
// corrected the clock already.
void TestStoreFaults::aWrongClockIsCorrectedForAllThatIsUnderWay()
{
    LocalCosBench bench(m_server);
    Answer<StoredObject> stored;
    makeCosStore(bench.bucket, bench.http)->put("k", "x", {}, &bench.context, stored.handler());
    REQUIRE(stored.wait());
    const Fault late =
        faultOf(Kind::Stall, Verb::List, 1);  // nothing is accepted before the second try
    bench.faults.add(late);
    bench.options.clock = [] { return QDateTime::currentSecsSinceEpoch() - 3 * 3600; };
    const auto store = makeCosStore(bench.bucket, bench.http, bench.options);
    Answer<ListPage> page;
    store->list({}, &bench.context, page.handler());
    Answer<ObjectInfo> info;
    store->head("k", &bench.context, info.handler());
    REQUIRE(info.wait());
    REQUIRE(page.wait());
}

namespace {

using FirstRequest = std::function<Outcome(ObjectStore &, QObject *)>;

template <typename T, typename Ask>
Outcome outcomeOf(const Ask &ask)
{
    Answer<T> answer;
    ask(answer.handler());
    const Result<T> result = answer.wait();
    return result ? Outcome(Done{}) : Outcome(result.error());
}

Outcome readWhole(ObjectStore &store, QObject *context)
{
    return outcomeOf<Done>([&](const Handler<Done> &handler) {
        ObjectReader *reader = store.read("k", {}, {}, context);
        QObject::connect(reader, &ObjectReader::readyRead, reader, [reader] {
            char buffer[64];
            while (reader->read(buffer, sizeof buffer) > 0) {}
        });
        QObject::connect(reader, &ObjectReader::finished, context, handler);
    });
}

// Everything that may be the first thing that a server asks.
QMap<QByteArray, FirstRequest> firstRequests()
{
    return {
        {"HEAD bucket",
         [](ObjectStore &store, QObject *context) {
             return outcomeOf<Done>([&](auto handler) { store.headBucket(context, handler); });
         }},
        {"HEAD",
         [](ObjectStore &store, QObject *context) {
             return outcomeOf<ObjectInfo>([&](auto handler) { store.head("k", context, handler); });
         }},
        {"GET", readWhole},
        {"PUT",
         [](ObjectStore &store, QObject *context) {
             return outcomeOf<StoredObject>(
                 [&](auto handler) { store.put("new", "x", {}, context, handler); });
         }},
        {"LIST",
         [](ObjectStore &store, QObject *context) {
             return outcomeOf<ListPage>([&](auto handler) { store.list({}, context, handler); });
         }},
        {"DELETE",
         [](ObjectStore &store, QObject *context) {
             return outcomeOf<Done>([&](auto handler) { store.remove("k", context, handler); });
         }},
        {"DELETE many",
         [](ObjectStore &store, QObject *context) {
             return outcomeOf<QList<QByteArray>>(
                 [&](auto handler) { store.removeMany({"k"}, context, handler); });
         }},
        {"copy",
         [](ObjectStore &store, QObject *context) {
             return outcomeOf<StoredObject>([&](auto handler) {
                 store.copy({"k", "copy", {}, {}}, context, handler);
             });
         }},
        {"GET acl",
         [](ObjectStore &store, QObject *context) {
             return outcomeOf<NamedValues>(
                 [&](auto handler) { store.access("k", context, handler); });
         }},
        {"POST uploads",
         [](ObjectStore &store, QObject *context) {
             return outcomeOf<QByteArray>(
                 [&](auto handler) { store.initiateUpload("new", {}, context, handler); });
         }},
        {"GET uploads",
         [](ObjectStore &store, QObject *context) {
             return outcomeOf<UploadPage>(
                 [&](auto handler) { store.listUploads({}, {}, {}, context, handler); });
         }},
    };
}

}  // namespace

void TestStoreFaults::aWrongClockIsCorrectedByTheFirstRefusal_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<qint64>("ahead");
    for (const QByteArray &request : firstRequests().keys()) {
        QTest::addRow("%s, 20 minutes ahead", request.constData()) << request << qint64{20 * 60};
        QTest::addRow("%s, 90 minutes behind", request.constData()) << request << qint64{-90 * 60};
    }
}

void TestStoreFaults::aWrongClockIsCorrectedByTheFirstRefusal()
{
    QFETCH(const QByteArray, request);
    QFETCH(const qint64, ahead);
    LocalCosBench bench(m_server);
    Answer<StoredObject> stored;
    makeCosStore(bench.bucket, bench.http)->put("k", "x", {}, &bench.context, stored.handler());
    REQUIRE(stored.wait());
    bench.options.clock = [ahead] { return QDateTime::currentSecsSinceEpoch() + ahead; };
    const auto store = makeCosStore(bench.bucket, bench.http, bench.options);
    REQUIRE(firstRequests().value(request)(*store, &bench.context));
}

void TestStoreFaults::aTokenIsSentAndSigned()
{
    LocalCosBench bench(m_server);
    localcos::ServerOptions serverOptions;
    const QTemporaryDir folder;
    serverOptions.dataDirectory = folder.path();
    serverOptions.buckets = {bench.bucket.bucket};
    serverOptions.isDurable = false;
    serverOptions.secretId = "tmp-id";
    serverOptions.secretKey = "tmp-key";
    serverOptions.token = "the-token";
    localcos::Server server(serverOptions);
    REQUIRE(server.start());
    bench.bucket.endpoint = "127.0.0.1:" + QByteArray::number(server.port());
    bench.bucket.credentials.secretId = "tmp-id";
    bench.bucket.credentials.secretKey = "tmp-key";
    Answer<ListPage> without;
    makeCosStore(bench.bucket, bench.http)->list({}, &bench.context, without.handler());
    QVERIFY(!without.wait());
    bench.bucket.credentials.token = "the-token";
    Answer<ListPage> with;
    makeCosStore(bench.bucket, bench.http)->list({}, &bench.context, with.handler());
    REQUIRE(with.wait());
}

COSFTP_TEST(TestStoreFaults)
#include "faults.moc"

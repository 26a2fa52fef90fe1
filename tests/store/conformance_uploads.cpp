// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crc64.h"
#include "store/answer.h"
#include "store/conformance_suite.h"

#include <QTest>

// The half of the suite that is about objects in parts.
namespace cosftp {

namespace {

const QByteArray firstPart(ObjectStore::minPartBytes, 'a');

QList<QByteArray> keysOf(const ListPage &page)
{
    QList<QByteArray> keys;
    for (const ObjectInfo &object : page.objects)
        keys += object.key;
    return keys;
}

}  // namespace

void StoreConformance::partsBecomeOneObject()
{
    const QByteArray key = "big & 图 ?";
    const QByteArray last = "the end";
    const Result<QByteArray> id = initiate(key);
    REQUIRE(id);
    const Result<StoredPart> second = putPart(key, *id, 2, last);
    REQUIRE(second);
    const Result<StoredPart> first = putPart(key, *id, 1, firstPart);
    REQUIRE(first);
    const Result<StoredObject> stored = complete(key, *id, {*first, *second});
    REQUIRE(stored);
    QCOMPARE(stored->crc64, std::optional(Crc64::of(firstPart + last)));
    const Result<QByteArray> content = readAll(key);
    REQUIRE(content);
    QVERIFY(*content == firstPart + last);
}

void StoreConformance::nothingIsVisibleBeforeComplete()
{
    REQUIRE(put("k", "old"));
    const Result<QByteArray> id = initiate("k");
    REQUIRE(id);
    REQUIRE(putPart("k", *id, 1, "new"));
    QCOMPARE(*readAll("k"), QByteArray("old"));
    QCOMPARE(keysOf(*list({})), QList<QByteArray>{"k"});
}

void StoreConformance::anAbortLeavesNothing()
{
    const Result<QByteArray> id = initiate("k");
    REQUIRE(id);
    REQUIRE(putPart("k", *id, 1, "new"));
    for (int i = 0; i < 2; ++i) {
        Answer<Done> aborted;
        store().abortUpload("k", *id, m_context.get(), aborted.handler());
        REQUIRE(aborted.wait());
    }
    QCOMPARE(readAll("k").error().code, Failure::Code::NotFound);
    Answer<UploadPage> uploads;
    store().listUploads({}, {}, {}, m_context.get(), uploads.handler());
    REQUIRE(uploads.wait());
    QCOMPARE(uploads.wait()->uploads.size(), 0);
    QVERIFY(!putPart("k", *id, 2, "late"));
}

void StoreConformance::partsAndUploadsAreListed()
{
    const Result<QByteArray> id = initiate("up/a b");
    REQUIRE(id);
    REQUIRE(putPart("up/a b", *id, 1, firstPart));
    REQUIRE(putPart("up/a b", *id, 3, "three"));
    Answer<PartPage> parts;
    store().listParts("up/a b", *id, 0, m_context.get(), parts.handler());
    REQUIRE(parts.wait());
    QCOMPARE(parts.wait()->parts.size(), 2);
    QCOMPARE(parts.wait()->parts[0].sizeBytes, firstPart.size());
    QCOMPARE(parts.wait()->parts[1].number, 3);
    Answer<PartPage> later;
    store().listParts("up/a b", *id, 1, m_context.get(), later.handler());
    REQUIRE(later.wait());
    QCOMPARE(later.wait()->parts.size(), 1);
    REQUIRE(initiate("elsewhere"));
    Answer<UploadPage> uploads;
    store().listUploads("up/", {}, {}, m_context.get(), uploads.handler());
    REQUIRE(uploads.wait());
    QCOMPARE(uploads.wait()->uploads.size(), 1);
    QCOMPARE(uploads.wait()->uploads[0].key, QByteArray("up/a b"));
    QCOMPARE(uploads.wait()->uploads[0].uploadId, *id);
    QVERIFY(uploads.wait()->uploads[0].initiated.isValid());
}

void StoreConformance::aPartMayBeCopied()
{
    const QByteArray body = firstPart + "tail";
    const Result<StoredObject> source = put("so?urce", body);
    REQUIRE(source);
    const Result<QByteArray> id = initiate("k");
    REQUIRE(id);
    Answer<StoredPart> copied;
    store().copyPart("k", *id, 1, {"so?urce", {}, source->etag, {}}, {0, firstPart.size()},
                     m_context.get(), copied.handler());
    REQUIRE(copied.wait());
    QCOMPARE(copied.wait()->number, 1);
    QCOMPARE(copied.wait()->sizeBytes, firstPart.size());
    const Result<StoredPart> second = putPart("k", *id, 2, "more");
    REQUIRE(second);
    REQUIRE(complete("k", *id, {*copied.wait(), *second}));
    QVERIFY(*readAll("k") == firstPart + "more");
}

void StoreConformance::completingTwiceIsRecognised()
{
    const Result<QByteArray> id = initiate("k");
    REQUIRE(id);
    const Result<StoredPart> part = putPart("k", *id, 1, "content");
    REQUIRE(part);
    REQUIRE(complete("k", *id, {*part}));
    REQUIRE(complete("k", *id, {*part}));
    REQUIRE(put("k", "another"));
    QVERIFY(!complete("k", *id, {*part}));
}

}  // namespace cosftp

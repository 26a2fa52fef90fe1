// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/answer.h"
#include "store/conformance_suite.h"

#include <QTest>

#include <cstdlib>

// The part of the suite that is about what may replace what, whose time counts, and access rights.
namespace cosftp {

namespace {

ObjectAttributes withHeaders(const NamedValues &headers)
{
    ObjectAttributes attributes;
    attributes.headers = headers;
    return attributes;
}

const NamedValues privateOnly{{"x-cos-acl", "private"}};

}  // namespace

void StoreConformance::aPutMayBeForbiddenToReplace()
{
    REQUIRE(put("k", "first", {}, Replacing::Forbidden));
    const Result<StoredObject> second = put("k", "second", {}, Replacing::Forbidden);
    QVERIFY(!second);
    QCOMPARE(second.error().code, Failure::Code::Exists);
    QVERIFY(!second.error().retryable);
    QCOMPARE(*readAll("k"), QByteArray("first"));
    REQUIRE(put("k", "third"));
    QCOMPARE(*readAll("k"), QByteArray("third"));
}

void StoreConformance::aCopyMayBeForbiddenToReplace()
{
    REQUIRE(put("source", "new"));
    REQUIRE(put("taken", "old"));
    CopyRequest request{"source", "taken", {}, {}};
    request.replacing = Replacing::Forbidden;
    QCOMPARE(copy(request).error().code, Failure::Code::Exists);
    QCOMPARE(*readAll("taken"), QByteArray("old"));
    request.targetKey = "free";
    REQUIRE(copy(request));
    QCOMPARE(*readAll("free"), QByteArray("new"));
}

void StoreConformance::aCompleteMayBeForbiddenToReplace_data()
{
    QTest::addColumn<bool>("isAbortedThen");
    QTest::newRow("aborted then") << true;
    QTest::newRow("published then") << false;
}

void StoreConformance::aCompleteMayBeForbiddenToReplace()
{
    QFETCH(bool, isAbortedThen);
    const Result<QByteArray> id = initiate("k");
    REQUIRE(id);
    const Result<StoredPart> part = putPart("k", *id, 1, "new");
    REQUIRE(part);
    REQUIRE(put("k", "old"));
    const Result<StoredObject> refused = complete("k", *id, {*part}, Replacing::Forbidden);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, Failure::Code::Exists);
    QCOMPARE(*readAll("k"), QByteArray("old"));
    Answer<PartPage> parts;
    store().listParts("k", *id, 0, m_context.get(), parts.handler());
    REQUIRE(parts.wait());
    QCOMPARE(parts.wait()->parts.size(), 1);
    if (isAbortedThen) {
        Answer<Done> aborted;
        store().abortUpload("k", *id, m_context.get(), aborted.handler());
        REQUIRE(aborted.wait());
    } else {
        REQUIRE(complete("k", *id, {*part}));
    }
    QCOMPARE(*readAll("k"), QByteArray(isAbortedThen ? "old" : "new"));
}

void StoreConformance::theTimeIsThatOfTheStore()
{
    REQUIRE(put("k", "x"));
    Answer<ObjectInfo> info;
    store().head("k", m_context.get(), info.handler());
    REQUIRE(info.wait());
    QVERIFY(std::abs(info.wait()->lastModified.secsTo(store().now())) <= 10);
    QCOMPARE(store().now().timeSpec(), Qt::UTC);
}

void StoreConformance::aSharedStoreOutlivesTheFirst()
{
    REQUIRE(put("k", "x"));
    const std::shared_ptr<ObjectStore> shared = store().share();
    m_store.reset();
    Answer<ObjectInfo> info;
    shared->head("k", m_context.get(), info.handler());
    REQUIRE(info.wait());
    QCOMPARE(info.wait()->sizeBytes, 1);
}

void StoreConformance::accessRightsAreGivenByHeaders_data()
{
    QTest::addColumn<NamedValues>("rights");
    const NamedValues accounts{{"x-cos-grant-read", "id=\"100000000001\",id=\"100000000002/3\""},
                               {"x-cos-grant-full-control", "id=\"100000000004\""}};
    QTest::newRow("none of its own") << NamedValues();
    QTest::newRow("private") << privateOnly;
    QTest::newRow("public") << NamedValues{{"x-cos-acl", "public-read"}};
    QTest::newRow("accounts") << NamedValues{{"x-cos-acl", "authenticated-read"}};
    QTest::newRow("grants") << privateOnly + accounts;
}

void StoreConformance::accessRightsAreGivenByHeaders()
{
    QFETCH(NamedValues, rights);
    REQUIRE(put("put", "x", withHeaders(rights)));
    REQUIRE(access("put"));
    QCOMPARE(*access("put"), rights);
    CopyRequest request{"put", "copy", {}, {}};
    request.access = rights;
    REQUIRE(copy(request));
    QCOMPARE(*access("copy"), rights);
    request.replaced = ObjectAttributes();
    REQUIRE(copy(request));
    QCOMPARE(*access("copy"), rights);
    const Result<QByteArray> id = initiate("parts", withHeaders(rights));
    REQUIRE(id);
    const Result<StoredPart> part = putPart("parts", *id, 1, "x");
    REQUIRE(part);
    REQUIRE(complete("parts", *id, {*part}));
    QCOMPARE(*access("parts"), rights);
}

void StoreConformance::accessRightsAreNotInherited()
{
    REQUIRE(put("k", "x", withHeaders(privateOnly)));
    REQUIRE(copy({"k", "copy", {}, {}}));
    QCOMPARE(*access("copy"), NamedValues());
    REQUIRE(put("k", "y"));
    QCOMPARE(*access("k"), NamedValues());
}

void StoreConformance::aMissingObjectHasNoAccessRights()
{
    QCOMPARE(access("none").error().code, Failure::Code::NotFound);
}

}  // namespace cosftp

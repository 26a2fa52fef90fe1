// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/folder_copy.h"
#include "support/test_main.h"
#include "tree_fixture.h"

using namespace cosftp;
using Code = Failure::Code;
using Verb = FakeStore::Verb;

namespace {
constexpr qint64 gibibyte = 1024LL * 1024 * 1024;
}

class RenameTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Four as ever; one to see once more that the source is what was copied before it is removed,
    // and one, beside another, for the access rights that a copy does not inherit.
    void ofAFileCostsSixRequestsWithItsStat()
    {
        TreeFixture f;
        f.store.addObject("a", "content", "STANDARD_IA");
        const QByteArray etag = f.store.info("a").etag;
        QVERIFY(f.stat("/a"));
        QVERIFY(f.rename("/a", "/dir/b"));
        QCOMPARE(f.store.requests(), 6);
        QCOMPARE(f.store.keys(), (QList<QByteArray>{"dir/b"}));
        QCOMPARE(f.store.content("dir/b"), QByteArray("content"));
        QCOMPARE(f.store.copies().first().sourceEtag, etag);
        QCOMPARE(f.store.info("dir/b").storageClass, QByteArray("STANDARD_IA"));
    }

    void replacesAFileButNotAFolder()
    {
        TreeFixture f;
        for (const char *key : {"a", "old", "dir/x", "made/"})
            f.store.addObject(key, key);
        QVERIFY(f.rename("/a", "/old"));
        QCOMPARE(f.store.content("old"), QByteArray("a"));
        COMPARE_FAILURE(f.rename("/old", "/dir"), Code::Exists);
        COMPARE_FAILURE(f.rename("/old", "/made"), Code::Exists);
        COMPARE_FAILURE(f.rename("/old", "/"), Code::Exists);
        COMPARE_FAILURE(f.rename("/none", "/new"), Code::NotFound);
        QVERIFY(f.store.has("old"));
    }

    void ontoItselfChangesNothing()
    {
        TreeFixture f;
        f.store.addObject("a", "content");
        QVERIFY(f.rename("/a", "/a"));
        QCOMPARE(f.store.content("a"), QByteArray("content"));
        QCOMPARE(f.store.requests(Verb::Copy) + f.store.requests(Verb::Remove), 0);
    }

    void ontoItselfThroughAnotherMountChangesNothing()
    {
        FakeStore store;
        const Rights all = Rights::all();
        TreeFixture f(QList<Mount>{{at("/one"), &store, "b-1", "p/", all},
                                   {at("/two"), &store, "b-1", "p/", all}});
        store.addObject("p/a", "content");
        store.addObject("p/d/x", "content");
        QVERIFY(f.rename("/one/a", "/two/a"));
        QVERIFY(f.rename("/one/d", "/two/d"));
        COMPARE_FAILURE(f.rename("/one/d", "/two/d/e"), Code::Denied);
        QCOMPARE(store.keys(), (QList<QByteArray>{"p/a", "p/d/x"}));
    }

    void aSourceChangedInBetweenIsNotLost()
    {
        TreeFixture f;
        f.store.addObject("a", "old");
        QVERIFY(f.stat("/a"));
        f.store.addObject("a", "new");
        COMPARE_FAILURE(f.rename("/a", "/b"), Code::Changed);
        QCOMPARE(f.store.content("a"), QByteArray("new"));
        QVERIFY(!f.store.has("b"));
    }

    void aFailureOfAnyCallLosesNothing_data()
    {
        QTest::addColumn<int>("verb");
        QTest::newRow("stat") << static_cast<int>(Verb::Head);
        QTest::newRow("list") << static_cast<int>(Verb::List);
        QTest::newRow("copy") << static_cast<int>(Verb::Copy);
        QTest::newRow("remove") << static_cast<int>(Verb::Remove);
    }
    void aFailureOfAnyCallLosesNothing()
    {
        QFETCH(const int, verb);
        TreeFixture f;
        f.store.addObject("a", "content");
        f.store.fail(static_cast<Verb>(verb), 1, Failure::of(Code::Busy));
        COMPARE_FAILURE(f.rename("/a", "/b"), Code::Busy);
        QCOMPARE(f.store.content("a"), QByteArray("content"));
    }

    void isSeenAtOnceWhileListingsLag()
    {
        TreeFixture f;
        f.store.addObject("a", "content");
        f.store.addObject("d/x");
        f.store.freezeListings();
        QVERIFY(f.rename("/a", "/b"));
        QVERIFY(f.rename("/d", "/e"));
        ListingReader root(f, "/");
        QVERIFY(root.waitForEnd());
        QCOMPARE(root.names, (QList<QByteArray>{"b", "e/"}));
        ListingReader inside(f, "/e");
        QVERIFY(inside.waitForEnd() && *inside.outcome);
        QCOMPARE(inside.names, (QList<QByteArray>{"x"}));
        COMPARE_FAILURE(f.enter("/d"), Code::NotFound);
    }

    void aHugeFileIsCopiedInParts()
    {
        TreeFixture f;
        f.store.addHugeObject("huge", 12 * gibibyte + 1);
        QVERIFY(f.rename("/huge", "/moved"));
        QCOMPARE(f.store.info("moved").sizeBytes, 12 * gibibyte + 1);
        QVERIFY(!f.store.has("huge"));
        QCOMPARE(f.store.requests(Verb::Copy), 0);
        QCOMPARE(f.store.requests(Verb::CopyPart), 25);
        QCOMPARE(f.store.maxAtOnce(Verb::CopyPart), 4);
        QCOMPARE(f.store.openUploads(), 0);
    }

    void aHugeCopyThatFailsLeavesNothingOpen_data()
    {
        QTest::addColumn<int>("verb");
        QTest::addColumn<int>("nth");
        QTest::newRow("head") << static_cast<int>(Verb::Head) << 2;
        QTest::newRow("initiate") << static_cast<int>(Verb::Initiate) << 1;
        QTest::newRow("first part") << static_cast<int>(Verb::CopyPart) << 1;
        QTest::newRow("last part") << static_cast<int>(Verb::CopyPart) << 25;
        QTest::newRow("complete") << static_cast<int>(Verb::Complete) << 1;
    }
    void aHugeCopyThatFailsLeavesNothingOpen()
    {
        QFETCH(const int, verb);
        QFETCH(const int, nth);
        TreeFixture f;
        f.store.addHugeObject("huge", 12 * gibibyte + 1);
        f.store.fail(static_cast<Verb>(verb), nth, Failure::of(Code::Busy));
        COMPARE_FAILURE(f.rename("/huge", "/moved"), Code::Busy);
        QVERIFY(f.store.has("huge") && !f.store.has("moved"));
        QTRY_COMPARE(f.store.openUploads(), 0);
    }

    void ofAFolderMovesEverythingBelow()
    {
        TreeFixture f;
        QList<QByteArray> expected{"to/", "to/sub/", "to/sub/deep/x"};
        for (const char *key : {"from/", "from/sub/", "from/sub/deep/x"})
            f.store.addObject(key);
        for (int index = 0; index < 2300; ++index) {
            f.store.addObject("from/" + QByteArray::number(index));
            expected += "to/" + QByteArray::number(index);
        }
        f.store.addObject("from-not");
        expected += "from-not";
        std::sort(expected.begin(), expected.end());
        QVERIFY(f.rename("/from", "/to"));
        QCOMPARE(f.store.keys(), expected);
        QCOMPARE(f.store.requests(Verb::RemoveMany), 3);
        QVERIFY(f.store.maxAtOnce(Verb::Copy) > FolderCopy::firstAtOnce);
        QCOMPARE(f.store.maxAtOnce(Verb::Copy), FolderCopy::mostAtOnce);
    }

    void ofAFolderWhoseCopyFailsLeavesItWhole_data()
    {
        QTest::addColumn<int>("nth");
        for (const int nth : {1, 9, 50})
            QTest::addRow("copy %d", nth) << nth;
    }
    void ofAFolderWhoseCopyFailsLeavesItWhole()
    {
        QFETCH(const int, nth);
        TreeFixture f;
        for (int index = 0; index < 50; ++index)
            f.store.addObject("from/" + QByteArray::number(index));
        const QList<QByteArray> before = f.store.keys();
        f.store.fail(Verb::Copy, nth, Failure::of(Code::Archived));
        COMPARE_FAILURE(f.rename("/from", "/to"), Code::Archived);
        QTRY_COMPARE(f.store.keys(), before);
    }

    void ofAFolderWhoseOwnerVanishesLeavesItWhole()
    {
        TreeFixture f;
        for (int index = 0; index < 50; ++index)
            f.store.addObject("from/" + QByteArray::number(index));
        const QList<QByteArray> before = f.store.keys();
        f.store.hold(Verb::Copy);
        auto session = std::make_unique<QObject>();
        bool isAnswered = false;
        f.tree.rename(at("/from"), at("/to"), session.get(),
                      [&](const Outcome &) { isAnswered = true; });
        for (int copied = 0; copied < 20; ++copied) {
            QTRY_VERIFY(f.store.waiting(Verb::Copy) > 0);
            f.store.release(Verb::Copy);
        }
        QCOMPARE(f.store.keys().size(), before.size() + 20 + 3);  // journal and claims
        session.reset();
        f.store.releaseAll();
        QTRY_COMPARE(f.store.keys(), before);
        QVERIFY(!isAnswered);
    }

    void ofAFolderTriesAgainToRemoveWhatWasLeft()
    {
        TreeFixture f;
        f.store.addObject("from/a");
        f.store.addObject("from/b");
        f.store.corruptBody(Verb::RemoveMany, 1);  // leaves one key
        QVERIFY(f.rename("/from", "/to"));
        QCOMPARE(f.store.keys(), (QList<QByteArray>{"to/a", "to/b"}));
    }

    void ofAFolderTakesWhatListingsDoNotShowYet()
    {
        TreeFixture f;
        f.store.addObject("from/old");
        f.store.freezeListings();
        f.store_("/from/new");
        QVERIFY(f.removeFile("/from/old"));
        QVERIFY(f.rename("/from", "/to"));
        QCOMPARE(f.store.keys(), (QList<QByteArray>{"to/new"}));
    }

    // Somebody removes a file between its HEAD and its copy.
    void ofAFolderShowsNothingThatVanishedOnItsWay()
    {
        TreeFixture f;
        f.store.addObject("from/a");
        f.store.addObject("from/b");
        f.store.fail(Verb::Copy, 1, Failure::of(Code::NotFound));
        QVERIFY(f.rename("/from", "/to"));
        ListingReader reader(f, "/to");
        QVERIFY(reader.waitForEnd());
        QCOMPARE(f.store.keys(), (QList<QByteArray>{"from/a", "to/b"}));
        QCOMPARE(reader.names, QList<QByteArray>{"b"});
    }
    void ofAFolderThatHasGoneIsRefused()
    {
        TreeFixture f;
        f.store.addObject("from/a");
        QVERIFY(f.stat("/from"));
        f.store.removeObject("from/a");
        COMPARE_FAILURE(f.rename("/from", "/to"), Code::NotFound);
        QVERIFY(f.store.keys().isEmpty());
    }
    void ofAFolderTakesTheFoldersInsideWithIt()
    {
        TreeFixture f;
        f.store.addObject("a/x", "content");
        QVERIFY(f.rename("/a", "/b/a"));
        QVERIFY(f.rename("/b", "/c"));
        COMPARE_FAILURE(f.enter("/b/a"), Code::NotFound);
        QVERIFY(f.checkStorable("/b/a"));
        QVERIFY(f.enter("/c/a"));
        QCOMPARE(f.store.keys(), (QList<QByteArray>{"c/a/x"}));
    }
    void aFolderWithoutMarkerThatWasRenamedGoesWithItsLastFile()
    {
        TreeFixture f;
        f.store.addObject("a/x", "content");
        QVERIFY(f.rename("/a", "/b"));
        QVERIFY(f.enter("/b"));
        QVERIFY(f.removeFile("/b/x"));
        QVERIFY(f.checkStorable("/b"));
        COMPARE_FAILURE(f.enter("/b"), Code::NotFound);
    }
    void ofAFolderRefusesTakenTargetsAndItself()
    {
        TreeFixture f;
        for (const char *key : {"from/a", "file", "dir/x"})
            f.store.addObject(key);
        COMPARE_FAILURE(f.rename("/from", "/file"), Code::Exists);
        COMPARE_FAILURE(f.rename("/from", "/dir"), Code::Exists);
        COMPARE_FAILURE(f.rename("/from", "/from/in"), Code::Denied);
        COMPARE_FAILURE(f.rename("/from", "/" + QByteArray(849, 'k')), Code::NameNotAllowed);
        QCOMPARE(f.store.requests(Verb::Copy), 0);
    }
};

COSFTP_TEST(RenameTest)
#include "rename_test.moc"

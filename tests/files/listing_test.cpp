// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "tree_fixture.h"

using namespace cosftp;
using Code = Failure::Code;
using Verb = FakeStore::Verb;

class ListingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFolderInPlaceOfWhatWasMovedAwayIsShown_data()
    {
        QTest::addColumn<QByteArray>("object");
        QTest::addColumn<bool>("lags");
        for (const char *object : {"x/a", "x/a/", "x/a/a/", "x/a/b", "x/", "x"})
            for (const bool lags : {false, true})
                QTest::addRow("%s%s", object, lags ? ", old listings" : "")
                    << QByteArray(object) << lags;
    }
    void aFolderInPlaceOfWhatWasMovedAwayIsShown()
    {
        QFETCH(const QByteArray, object);
        QFETCH(const bool, lags);
        TreeFixture f;
        f.store.addObject(object);
        f.store.addObject("q");
        if (lags)
            f.store.freezeListings();
        QVERIFY(f.rename("/x", "/y"));
        QVERIFY(f.rename("/q", "/x/a/c"));
        ListingReader reader(f, "/x");
        QVERIFY(reader.waitForEnd());
        QCOMPARE(reader.names, (QList<QByteArray>{"a/"}));
    }
    void costsOneRequestPerThousandEntries_data()
    {
        QTest::addColumn<int>("entries");
        QTest::addColumn<int>("requests");
        QTest::newRow("one") << 1 << 1;
        QTest::newRow("a full page") << 1000 << 1;
        QTest::newRow("one more") << 1001 << 2;
        QTest::newRow("ten pages") << 10'000 << 10;
    }
    void costsOneRequestPerThousandEntries()
    {
        QFETCH(const int, entries);
        QFETCH(const int, requests);
        TreeFixture f;
        for (int index = 0; index < entries; ++index)
            f.store.addObject("dir/" + QByteArray::number(100'000 + index));
        ListingReader reader(f, "/dir");
        QVERIFY(reader.waitForEnd() && *reader.outcome);
        QCOMPARE(reader.names.size(), entries);
        QVERIFY(std::is_sorted(reader.names.begin(), reader.names.end()));
        QCOMPARE(reader.pages, requests);
        QCOMPARE(f.store.requests(), requests);
        QVERIFY(!reader.listing->wasCut());
        QCOMPARE(reader.listing->hiddenEntries(), 0);
    }

    void fetchesOnePageAheadAndNoMore()
    {
        TreeFixture f;
        for (int index = 0; index < 5000; ++index)
            f.store.addObject(QByteArray::number(10'000 + index));
        ListingReader reader(f, "/");
        reader.readsOn = false;
        QTRY_COMPARE(f.store.requests(), 2);
        for (int round = 0; round < 50; ++round)
            QCoreApplication::processEvents();
        QCOMPARE(f.store.requests(), 2);
        QCOMPARE(reader.pages, 1);
        reader.readsOn = true;
        reader.listing->next();
        QVERIFY(reader.waitForEnd());
        QCOMPARE(reader.names.size(), 5000);
    }

    void thisProgramsOwnObjectsExistForNobody()
    {
        TreeFixture f;
        for (const char *key : {".cosftp/uploads/x.json", ".cosftp", ".cosftpx/a", "d/.cosftp/a"})
            f.store.addObject(key);
        ListingReader reader(f, "/");
        QVERIFY(reader.waitForEnd());
        QCOMPARE(reader.names, (QList<QByteArray>{".cosftpx/", "d/"}));
        COMPARE_FAILURE(f.stat("/.cosftp"), Code::NotFound);
        COMPARE_FAILURE(f.stat("/.cosftp/uploads/x.json"), Code::NotFound);
        COMPARE_FAILURE(f.enter("/.cosftp"), Code::NotFound);
        COMPARE_FAILURE(f.checkStorable("/.cosftp/uploads/y"), Code::NotFound);
        COMPARE_FAILURE(f.removeFile("/.cosftp/uploads/x.json"), Code::NotFound);
        QVERIFY(f.stat("/d/.cosftp/a"));
    }

    void showsFilesAndFoldersInByteOrderWithoutTheMarker()
    {
        TreeFixture f;
        for (const char *key : {"d/", "d/b", "d/a/1", "d/a/2", "d/both", "d/both/x", "d/a.txt",
                                "d/\xe5\x9b\xbe", "other"})
            f.store.addObject(key);
        ListingReader reader(f, "/d");
        QVERIFY(reader.waitForEnd() && *reader.outcome);
        QCOMPARE(reader.names,
                 (QList<QByteArray>{"a.txt", "a/", "b", "both", "both/", "\xe5\x9b\xbe"}));
        QCOMPARE(f.store.requests(), 1);
    }

    void countsNamesThatCannotBeShown()
    {
        TreeFixture f;
        for (const char *key : {"d/a\nb", "d/\xff", "d//x", "d/./x", "d/../x", "d/ok", "d/\x7f"})
            f.store.addObject(key);
        ListingReader reader(f, "/d");
        QVERIFY(reader.waitForEnd() && *reader.outcome);
        QCOMPARE(reader.names, (QList<QByteArray>{"ok"}));
        QCOMPARE(reader.listing->hiddenEntries(), 6);
    }

    void aFileIsOneEntryAndAMissingNameNotFound()
    {
        TreeFixture f;
        f.store.addObject("a.txt", "hello");
        f.store.addObject("empty/");
        ListingReader file(f, "/a.txt");
        QVERIFY(file.waitForEnd() && *file.outcome);
        QCOMPARE(file.names, (QList<QByteArray>{"a.txt"}));
        QVERIFY(file.listing->isOfFile());
        QCOMPARE(f.store.requests(), 2);
        ListingReader missing(f, "/none");
        QVERIFY(missing.waitForEnd());
        COMPARE_FAILURE(*missing.outcome, Code::NotFound);
        QCOMPARE(missing.pages, 0);
        ListingReader empty(f, "/empty");
        QVERIFY(empty.waitForEnd() && *empty.outcome);
        QCOMPARE(empty.pages, 1);
        QVERIFY(!empty.listing->isOfFile());
    }

    void sayWhenALimitCutThem_data()
    {
        QTest::addColumn<int>("entries");
        QTest::addColumn<int>("limit");
        QTest::addColumn<int>("shown");
        QTest::addColumn<bool>("isCut");
        QTest::newRow("below") << 9 << 10 << 9 << false;
        QTest::newRow("exactly") << 10 << 10 << 10 << false;
        QTest::newRow("one more") << 11 << 10 << 10 << true;
        QTest::newRow("a page exactly") << 1000 << 1000 << 1000 << false;
        QTest::newRow("a page and one more") << 1001 << 1000 << 1000 << true;
        QTest::newRow("in the second page") << 1500 << 1200 << 1200 << true;
    }
    void sayWhenALimitCutThem()
    {
        QFETCH(const int, entries);
        QFETCH(const int, limit);
        TreeFixture f;
        for (int index = 0; index < entries; ++index)
            f.store.addObject(QByteArray::number(10'000 + index));
        ListingReader reader(f, "/", limit);
        QVERIFY(reader.waitForEnd() && *reader.outcome);
        QTEST(int(reader.names.size()), "shown");
        QTEST(reader.listing->wasCut(), "isCut");
    }

    void ownChangesAreSeenAtOnceWhileListingsLag()
    {
        TreeFixture f;
        for (const char *key : {"d/old", "d/gone", "d/over", "d/sub/x"})
            f.store.addObject(key);
        f.store.freezeListings();
        f.store_("/d/new", "12");
        f.store_("/d/over", "123");
        f.store_("/d/deep/er/file");
        QVERIFY(f.removeFile("/d/gone"));
        QVERIFY(f.makeFolder("/d/made"));
        ListingReader reader(f, "/d");
        QVERIFY(reader.waitForEnd() && *reader.outcome);
        std::sort(reader.names.begin(), reader.names.end());
        QCOMPARE(reader.names, (QList<QByteArray>{"deep/", "made/", "new", "old", "over", "sub/"}));
        f.nowMs += NameCache::changeMs;
        f.store.settleListings();
        ListingReader later(f, "/d");
        QVERIFY(later.waitForEnd());
        QCOMPARE(later.names, (QList<QByteArray>{"deep/", "made/", "new", "old", "over", "sub/"}));
    }

    void ownChangesLastOnlySeconds()
    {
        TreeFixture f;
        f.store_("/a");
        f.store.removeObject("a");
        ListingReader at_once(f, "/");
        QVERIFY(at_once.waitForEnd());
        QCOMPARE(at_once.names, (QList<QByteArray>{"a"}));
        f.nowMs += NameCache::changeMs;
        ListingReader later(f, "/");
        QVERIFY(later.waitForEnd());
        QVERIFY(later.names.isEmpty());
    }

    void aListedFolderIsEnteredForFree()
    {
        TreeFixture f;
        f.store.addObject("d/a");
        ListingReader reader(f, "/d");
        QVERIFY(reader.waitForEnd());
        QVERIFY(f.enter("/d"));
        QVERIFY(f.checkStorable("/d/new"));
        QCOMPARE(f.store.requests(), 1);
    }

    void failuresOfAnyPageComeThrough_data()
    {
        QTest::addColumn<int>("nth");
        QTest::addColumn<int>("pages");
        QTest::newRow("first") << 1 << 0;
        QTest::newRow("second") << 2 << 1;
        QTest::newRow("third") << 3 << 2;
    }
    void failuresOfAnyPageComeThrough()
    {
        QFETCH(const int, nth);
        TreeFixture f;
        for (int index = 0; index < 2500; ++index)
            f.store.addObject(QByteArray::number(10'000 + index));
        f.store.fail(Verb::List, nth, Failure::of(Code::Busy));
        ListingReader reader(f, "/");
        QVERIFY(reader.waitForEnd());
        COMPARE_FAILURE(*reader.outcome, Code::Busy);
        QTEST(reader.pages, "pages");
    }

    void deletingItCancels()
    {
        TreeFixture f;
        f.store.addObject("a");
        f.store.hold(Verb::List);
        ListingReader reader(f, "/");
        QCOMPARE(f.store.waiting(Verb::List), 1);
        reader.listing.reset();
        QCOMPARE(f.store.waiting(Verb::List), 0);
    }

    void needsTheRightToRead()
    {
        TreeFixture f(Rights::of(false, true, false));
        ListingReader reader(f, "/");
        QVERIFY(reader.waitForEnd());
        COMPARE_FAILURE(*reader.outcome, Code::Denied);
        QCOMPARE(f.store.requests(), 0);
    }

    void aMountInsideAnotherIsShownOnce()
    {
        FakeStore outer;
        FakeStore inner;
        const Rights all = Rights::all();
        TreeFixture f(
            QList<Mount>{{at("/"), &outer, "o-1", "", all}, {at("/in"), &inner, "i-1", "", all}});
        for (const char *key : {"a", "in", "in/hidden", "z"})
            outer.addObject(key);
        inner.addObject("shown");
        ListingReader root(f, "/");
        QVERIFY(root.waitForEnd() && *root.outcome);
        QCOMPARE(root.names, (QList<QByteArray>{"a", "in/", "z"}));
        ListingReader below(f, "/in");
        QVERIFY(below.waitForEnd());
        QCOMPARE(below.names, (QList<QByteArray>{"shown"}));
    }
};

COSFTP_TEST(ListingTest)
#include "listing_test.moc"

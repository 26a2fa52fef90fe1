// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "tree_fixture.h"

using namespace cosftp;
using Code = Failure::Code;
using Verb = FakeStore::Verb;

class FileTreeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sizeThenMdtmCostOneRequest()
    {
        TreeFixture f;
        f.store.addObject("a.txt", "hello");
        QCOMPARE(f.statFile("/a.txt")->sizeBytes, 5);
        QVERIFY(f.statFile("/a.txt")->modified.isValid());
        QCOMPARE(f.store.requests(), 1);
        f.nowMs += NameCache::statMs;
        QVERIFY(f.statFile("/a.txt"));
        QCOMPARE(f.store.requests(), 2);
    }

    void statKnowsFilesFoldersAndNothing_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<bool>("exists");
        QTest::addColumn<bool>("isFolder");
        QTest::addColumn<int>("requests");
        QTest::newRow("root") << QByteArray("/") << true << true << 0;
        QTest::newRow("file") << QByteArray("/dir/a") << true << false << 1;
        QTest::newRow("folder without marker") << QByteArray("/dir") << true << true << 2;
        QTest::newRow("folder with marker") << QByteArray("/made") << true << true << 2;
        QTest::newRow("file and folder of one name") << QByteArray("/both") << true << false << 1;
        QTest::newRow("beginning of a name") << QByteArray("/di") << false << false << 2;
        QTest::newRow("nothing") << QByteArray("/none") << false << false << 2;
    }
    void statKnowsFilesFoldersAndNothing()
    {
        QFETCH(const QByteArray, path);
        QFETCH(const bool, exists);
        TreeFixture f;
        for (const char *key : {"dir/a", "made/", "both", "both/x"})
            f.store.addObject(key);
        const Result<Entry> entry = f.stat(path);
        QCOMPARE(entry.has_value(), exists);
        QTEST(f.store.requests(), "requests");
        if (exists) {
            QTEST(entry->isFolder, "isFolder");
            QCOMPARE(entry->name, at(path).name());
            f.store.resetCounters();
            QCOMPARE(*f.stat(path), *entry);
            QCOMPARE(f.store.requests(), 0);
        } else {
            COMPARE_FAILURE(entry, Code::NotFound);
        }
    }

    void enteringCostsOneRequestAndThenNone()
    {
        TreeFixture f;
        f.store.addObject("dir/sub/a");
        QVERIFY(f.enter("/dir"));
        QVERIFY(f.enter("/dir"));
        QCOMPARE(f.store.requests(), 1);
        f.nowMs += NameCache::folderMs;
        QVERIFY(f.enter("/dir"));
        QCOMPARE(f.store.requests(), 2);
        QVERIFY(f.enter("/"));
        QCOMPARE(f.store.requests(), 2);
        COMPARE_FAILURE(f.enter("/none"), Code::NotFound);
    }

    void enteringAKnownFileSaysSo()
    {
        TreeFixture f;
        f.store.addObject("a");
        QVERIFY(f.statFile("/a"));
        COMPARE_FAILURE(f.enter("/a"), Code::NotAFolder);
    }

    void madeFoldersAreSeenAtOnceByEveryCommand()
    {
        TreeFixture f;
        f.store.freezeListings();
        QVERIFY(f.makeFolder("/new"));
        QCOMPARE(f.store.requests(), 2);
        QCOMPARE(f.store.info("new/").contentType, QByteArray("application/x-directory"));
        QVERIFY(f.enter("/new"));
        QCOMPARE(f.store.requests(), 2);
        QVERIFY(f.stat("/new")->isFolder);
        COMPARE_FAILURE(f.makeFolder("/new"), Code::Exists);
        COMPARE_FAILURE(f.checkStorable("/new"), Code::NotAFile);
        ListingReader root(f, "/");
        QVERIFY(root.waitForEnd());
        QCOMPARE(root.names, (QList<QByteArray>{"new/"}));
        ListingReader inside(f, "/new");
        QVERIFY(inside.waitForEnd() && *inside.outcome);
        QVERIFY(f.removeFolder("/new"));
        QVERIFY(f.store.keys().isEmpty());
        COMPARE_FAILURE(f.enter("/new"), Code::NotFound);
    }

    void aFolderThatMayHaveBeenMadeIsAskedFor()
    {
        TreeFixture f;
        f.store.addObject("file");
        COMPARE_FAILURE(f.enter("/new"), Code::NotFound);
        QVERIFY(f.checkStorable("/new"));
        f.store.loseAnswer(Verb::Put, 1, Failure::of(Code::Timeout));
        COMPARE_FAILURE(f.makeFolder("/new"), Code::Timeout);
        COMPARE_FAILURE(f.checkStorable("/new"), Code::NotAFile);
        QVERIFY(f.enter("/new"));
        f.store.loseAnswer(Verb::Remove, 1, Failure::of(Code::Timeout));
        COMPARE_FAILURE(f.removeFile("/file"), Code::Timeout);
        COMPARE_FAILURE(f.statFile("/file"), Code::NotFound);
    }

    void makingAFolderRefusesTakenNames_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<Failure::Code>("code");
        QTest::newRow("file") << QByteArray("/file") << Code::Exists;
        QTest::newRow("folder with marker") << QByteArray("/made") << Code::Exists;
        QTest::newRow("folder without marker") << QByteArray("/dir") << Code::Exists;
        QTest::newRow("root") << QByteArray("/") << Code::Exists;
        QTest::newRow("behind a thousand names") << QByteArray("/many") << Code::Exists;
        QTest::newRow("too long") << QByteArray("/" + QByteArray(850, 'k')) << Code::NameNotAllowed;
    }
    void makingAFolderRefusesTakenNames()
    {
        QFETCH(const QByteArray, path);
        QFETCH(const Failure::Code, code);
        TreeFixture f;
        for (const char *key : {"file", "made/", "dir/a", "many/x"})
            f.store.addObject(key);
        for (int index = 0; index < 1000; ++index)
            f.store.addObject("many-" + QByteArray::number(index));
        COMPARE_FAILURE(f.makeFolder(path), code);
        QCOMPARE(f.store.requests(Verb::Put), 0);
    }

    void removingAFolderCostsTwoRequestsAndRefusesContent()
    {
        TreeFixture f;
        for (const char *key : {"empty/", "full/", "full/a", "dir/a", "file"})
            f.store.addObject(key);
        QVERIFY(f.removeFolder("/empty"));
        QCOMPARE(f.store.requests(), 2);
        COMPARE_FAILURE(f.removeFolder("/full"), Code::NotEmpty);
        COMPARE_FAILURE(f.removeFolder("/dir"), Code::NotEmpty);
        COMPARE_FAILURE(f.removeFolder("/file"), Code::NotFound);
        COMPARE_FAILURE(f.removeFolder("/none"), Code::NotFound);
        COMPARE_FAILURE(f.removeFolder("/"), Code::Denied);
        QCOMPARE(f.store.keys().size(), 4);
    }

    void aFolderEmptiedByThisSessionCanBeRemoved_data()
    {
        QTest::addColumn<bool>("hasMarker");
        QTest::addColumn<bool>("isLagging");
        for (const bool hasMarker : {false, true})
            for (const bool isLagging : {false, true})
                QTest::addRow("%s marker, listings %s", hasMarker ? "with" : "without",
                              isLagging ? "lag" : "are fresh")
                    << hasMarker << isLagging;
    }
    void aFolderEmptiedByThisSessionCanBeRemoved()
    {
        QFETCH(const bool, hasMarker);
        QFETCH(const bool, isLagging);
        TreeFixture f;
        for (const char *key : {"dir/a", "dir/b", "dir/c"})
            f.store.addObject(key);
        if (hasMarker)
            f.store.addObject("dir/");
        if (isLagging)
            f.store.freezeListings();
        for (const char *path : {"/dir/a", "/dir/b"})
            QVERIFY(f.removeFile(path));
        COMPARE_FAILURE(f.removeFolder("/dir"), Code::NotEmpty);
        QVERIFY(f.removeFile("/dir/c"));
        QCOMPARE(f.enter("/dir").has_value(), hasMarker);  // the marker keeps it
        QVERIFY(f.removeFolder("/dir"));
        COMPARE_FAILURE(f.enter("/dir"), Code::NotFound);
        COMPARE_FAILURE(f.stat("/dir"), Code::NotFound);
        ListingReader root(f, "/");
        QVERIFY(root.waitForEnd());
        QVERIFY(root.names.isEmpty() || !hasMarker);
        QVERIFY(f.store.keys().isEmpty());
    }

    void theMountRootStaysWhenItsLastFileGoes()
    {
        TreeFixture f(Rights::of(true, true, true), "home/user/");
        f.store.addObject("home/user/a");
        QVERIFY(f.removeFile("/a"));
        QVERIFY(f.enter("/"));
        ListingReader root(f, "/");
        QVERIFY(root.waitForEnd() && *root.outcome);
        QCOMPARE(root.pages, 1);
    }

    void removingAFileCostsTwoRequests()
    {
        TreeFixture f;
        f.store.addObject("a");
        f.store.addObject("dir/b");
        QVERIFY(f.removeFile("/a"));
        QCOMPARE(f.store.requests(), 2);
        COMPARE_FAILURE(f.removeFile("/a"), Code::NotFound);
        COMPARE_FAILURE(f.removeFile("/dir"), Code::NotFound);
        QCOMPARE(f.store.keys(), (QList<QByteArray>{"dir/b"}));
    }

    void oneListingTellsOfManyNamesWhetherTheyMayBecomeFiles()
    {
        TreeFixture f;
        f.store.addObject("in/folder/x");
        f.store.addObject("in/file");
        QVERIFY(f.checkStorable("/in/new"));
        QVERIFY(f.checkStorable("/in/file"));
        COMPARE_FAILURE(f.checkStorable("/in/folder"), Code::NotAFile);
        COMPARE_FAILURE(f.checkStorable("/"), Code::NotAFile);
        QCOMPARE(f.store.requests(), 1);
        f.store_("/in/other/deep");
        COMPARE_FAILURE(f.checkStorable("/in/other"), Code::NotAFile);
        QCOMPARE(f.store.requests(), 1);
    }

    void namesBehindALongPageAreAskedForOneByOne()
    {
        TreeFixture f;
        for (int index = 0; index < 1500; ++index)
            f.store.addObject("in/" + QByteArray::number(1000 + index));
        f.store.addObject("in/zoo/x");
        QVERIFY(f.checkStorable("/in/1000"));
        QCOMPARE(f.store.requests(), 1);
        COMPARE_FAILURE(f.checkStorable("/in/zoo"), Code::NotAFile);
        QVERIFY(f.checkStorable("/in/zzz"));
        QCOMPARE(f.store.requests(), 3);
    }

    void aKeyThatMayNotListMayStillStore()
    {
        TreeFixture f;
        f.store.fail(Verb::List, 1, Failure::of(Code::Denied));
        QVERIFY(f.checkStorable("/a"));
    }

    void nothingIsStoredBelowAKnownFile()
    {
        TreeFixture f;
        f.store_("/a");
        COMPARE_FAILURE(f.checkStorable("/a/b"), Code::NotAFolder);
    }

    void rightsAreChecked_data()
    {
        QTest::addColumn<QByteArray>("call");
        QTest::addColumn<bool>("needsWrite");
        QTest::addColumn<bool>("needsDelete");
        QTest::newRow("stat") << QByteArray("stat") << false << false;
        QTest::newRow("enter") << QByteArray("enter") << false << false;
        QTest::newRow("store") << QByteArray("store") << true << false;
        QTest::newRow("make folder") << QByteArray("mkd") << true << false;
        QTest::newRow("rename") << QByteArray("rename") << true << false;
        QTest::newRow("remove folder") << QByteArray("rmd") << false << true;
        QTest::newRow("remove file") << QByteArray("dele") << false << true;
    }
    void rightsAreChecked()
    {
        QFETCH(const QByteArray, call);
        QFETCH(const bool, needsWrite);
        QFETCH(const bool, needsDelete);
        for (const Rights rights :
             {Rights::of(true, false, false), Rights::of(true, true, false), Rights::all()}) {
            TreeFixture f(rights);
            f.store.addObject("dir/");
            f.store.addObject("file");
            Outcome outcome;
            if (call == "stat")
                outcome = f.stat("/file") ? Outcome(Done()) : Outcome();
            else if (call == "enter")
                outcome = f.enter("/dir");
            else if (call == "store")
                outcome = f.checkStorable("/new");
            else if (call == "mkd")
                outcome = f.makeFolder("/new");
            else if (call == "rename")
                outcome = f.rename("/file", "/new");
            else if (call == "rmd")
                outcome = f.removeFolder("/dir");
            else
                outcome = f.removeFile("/file");
            const bool isAllowed =
                (!needsWrite || rights.canWrite) && (!needsDelete || rights.canDelete);
            QCOMPARE(outcome.has_value(), isAllowed);
            if (!isAllowed) {
                COMPARE_FAILURE(outcome, Code::Denied);
                QCOMPARE(f.store.requests(), 0);
            }
        }
    }

    void failuresOfTheStoreComeThrough_data()
    {
        QTest::addColumn<QByteArray>("call");
        QTest::addColumn<int>("verb");
        QTest::newRow("stat, head") << QByteArray("stat") << static_cast<int>(Verb::Head);
        QTest::newRow("stat, list") << QByteArray("stat") << static_cast<int>(Verb::List);
        QTest::newRow("enter") << QByteArray("enter") << static_cast<int>(Verb::List);
        QTest::newRow("store") << QByteArray("store") << static_cast<int>(Verb::List);
        QTest::newRow("mkd, list") << QByteArray("mkd") << static_cast<int>(Verb::List);
        QTest::newRow("mkd, put") << QByteArray("mkd") << static_cast<int>(Verb::Put);
        QTest::newRow("rmd, list") << QByteArray("rmd") << static_cast<int>(Verb::List);
        QTest::newRow("rmd, remove") << QByteArray("rmd") << static_cast<int>(Verb::Remove);
        QTest::newRow("dele, head") << QByteArray("dele") << static_cast<int>(Verb::Head);
        QTest::newRow("dele, remove") << QByteArray("dele") << static_cast<int>(Verb::Remove);
    }
    void failuresOfTheStoreComeThrough()
    {
        QFETCH(const QByteArray, call);
        QFETCH(const int, verb);
        TreeFixture f;
        f.store.addObject("dir/");
        f.store.addObject("file");
        f.store.fail(static_cast<Verb>(verb), 1, Failure::of(Code::Timeout));
        Outcome outcome = Done();
        if (call == "stat") {
            const Result<Entry> entry = f.stat("/dir");
            outcome = entry ? Outcome(Done()) : Outcome(entry.error());
        } else if (call == "enter") {
            outcome = f.enter("/dir");
        } else if (call == "store") {
            outcome = f.checkStorable("/new");
        } else if (call == "mkd") {
            outcome = f.makeFolder("/new");
        } else if (call == "rmd") {
            outcome = f.removeFolder("/dir");
        } else {
            outcome = f.removeFile("/file");
        }
        COMPARE_FAILURE(outcome, Code::Timeout);
        QCOMPARE(f.store.keys(), (QList<QByteArray>{"dir/", "file"}));
    }

    void aSessionThatVanishesHearsNothing()
    {
        TreeFixture f;
        f.store.addObject("a");
        f.store.hold(Verb::Head);
        auto session = std::make_unique<QObject>();
        bool isAnswered = false;
        f.tree.removeFile(at("/a"), session.get(), [&](const Outcome &) { isAnswered = true; });
        QTRY_COMPARE(f.store.waiting(Verb::Head), 1);
        session.reset();
        f.store.releaseAll();
        for (int round = 0; round < 20; ++round)
            QCoreApplication::processEvents();
        QVERIFY(!isAnswered);
        QVERIFY(f.store.has("a"));
    }

    void mountsMakeTheFoldersAboveThem()
    {
        FakeStore one;
        FakeStore two;
        const Rights all = Rights::all();
        TreeFixture f(QList<Mount>{{at("/a/one"), &one, "one-1", "", all},
                                   {at("/a/two"), &two, "two-1", "p/", all}});
        one.addObject("x");
        two.addObject("p/y", "12");
        QVERIFY(f.tree.isScaffold(at("/")) && f.tree.isScaffold(at("/a")));
        QVERIFY(!f.tree.isScaffold(at("/a/one")) && !f.tree.isScaffold(at("/b")));
        QVERIFY(f.enter("/a") && f.enter("/a/one"));
        COMPARE_FAILURE(f.enter("/b"), Code::NotFound);
        COMPARE_FAILURE(f.makeFolder("/b"), Code::Denied);
        COMPARE_FAILURE(f.removeFolder("/a"), Code::Denied);
        COMPARE_FAILURE(f.rename("/a/one", "/a/three"), Code::Denied);
        COMPARE_FAILURE(f.rename("/a/one/x", "/a/two/x"), Code::Denied);
        QCOMPARE(f.statFile("/a/two/y")->sizeBytes, 2);
        ListingReader above(f, "/a");
        QVERIFY(above.waitForEnd());
        QCOMPARE(above.names, (QList<QByteArray>{"one/", "two/"}));
        QCOMPARE(one.requests(), 0);
    }
};

COSFTP_TEST(FileTreeTest)
#include "file_tree_test.moc"

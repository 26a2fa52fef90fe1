// SPDX-License-Identifier: GPL-3.0-or-later
// Two touch one file: renames, times and removals while somebody else stores or changes it.
#include "files/folder_copy.h"
#include "support/test_main.h"
#include "tree_fixture.h"

using namespace cosftp;
using namespace std::chrono_literals;
using Code = Failure::Code;
using Verb = FakeStore::Verb;

namespace {

constexpr qint64 gibibyte = 1024LL * 1024 * 1024;
const NamedValues privateAccess{{"x-cos-acl", "private"}};

/// A session over the same store and with the same books as others of its process.
struct Session
{
    Session(FakeStore &store, const KeyGuards &guards, quint64 id,
            std::chrono::milliseconds patience = 30s, Rights rights = Rights::all())
        : tree({{at("/"), &store, "b-1", {}, rights}})
    {
        tree.setAsker({guards, {id, "camera", {}}, patience});
    }
    void rename(const QByteArray &from, const QByteArray &to)
    {
        tree.rename(at(from), at(to), &context, keep());
    }
    void setTime(const QByteArray &path)
    {
        tree.setTime(at(path), QDateTime::fromSecsSinceEpoch(1'000'000, Qt::UTC), &context, keep());
    }
    void remove(const QByteArray &path) { tree.removeFile(at(path), &context, keep()); }
    Handler<Done> keep()
    {
        answer.reset();
        return [this](const Outcome &outcome) { answer = outcome; };
    }
    [[nodiscard]] Code failure() const { return answer->error().code; }

    QObject context;
    FileTree tree;
    std::optional<Outcome> answer;
};

struct Fixture
{
    FakeStore store;
    KeyGuards guards;
    Session one{store, guards, 1};
    Session two{store, guards, 2};
    /// What a plain upload holds while it publishes.
    HeldKeys publishing;

    [[nodiscard]] bool holdToPublish(const QByteArray &key)
    {
        guards.publishing->take({{"b-1", key, false}}, {9, "other", "STOR"}, 1s, &one.context,
                                [this](const Result<HeldKeys> &held) {
                                    if (held)
                                        publishing = *held;
                                });
        return QTest::qWaitFor([this] { return publishing != nullptr; }, 10000);
    }
};

}  // namespace

class SharedNamesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // --- RNTO

    void aSourceThatIsReplacedWhileItIsCopiedStays()
    {
        Fixture f;
        f.store.addObject("a", "old");
        f.store.hold(Verb::Head);
        f.one.rename("/a", "/b");
        QTRY_COMPARE(f.store.waiting(Verb::Head), 1);
        f.store.release(Verb::Head);  // the stat
        QTRY_COMPARE(f.store.waiting(Verb::Head), 1);
        QCOMPARE(f.store.content("b"), QByteArray("old"));
        f.store.addObject("a", "new");  // by anybody
        f.store.releaseAll();
        QTRY_VERIFY(f.one.answer.has_value());
        QCOMPARE(nameOf(f.one.failure()), nameOf(Code::Changed));
        QCOMPARE(f.store.content("a"), QByteArray("new"));
        QCOMPARE(f.store.content("b"), QByteArray("old"));
    }
    void aSourceThatIsGoneAtTheSecondLookIsRenamed()
    {
        Fixture f;
        f.store.addObject("a", "old");
        f.store.hold(Verb::Copy);
        f.one.rename("/a", "/b");
        QTRY_COMPARE(f.store.waiting(Verb::Copy), 1);
        f.store.releaseAll();
        f.store.hold(Verb::Head);
        QTRY_COMPARE(f.store.waiting(Verb::Head), 1);
        f.store.removeObject("a");
        f.store.releaseAll();
        QTRY_VERIFY(f.one.answer.has_value());
        QVERIFY(*f.one.answer);
        QCOMPARE(f.store.keys(), (QList<QByteArray>{"b"}));
    }
    void theSecondLookWaitsForWhoIsPublishingThere()
    {
        Fixture f;
        f.store.addObject("a", "old");
        QVERIFY(f.holdToPublish("a"));
        f.one.rename("/a", "/b");
        QTRY_VERIFY(f.store.has("b"));
        QTRY_COMPARE(f.guards.publishing->waiting(), 1);
        f.store.addObject("a", "published meanwhile");
        f.publishing.reset();
        QTRY_VERIFY(f.one.answer.has_value());
        QCOMPARE(nameOf(f.one.failure()), nameOf(Code::Changed));
        QCOMPARE(f.store.content("a"), QByteArray("published meanwhile"));
    }
    void nobodyPublishesBetweenTheSecondLookAndTheRemoval()
    {
        Fixture f;
        f.store.addObject("a", "old");
        f.store.hold(Verb::Remove);
        f.one.rename("/a", "/b");
        QTRY_COMPARE(f.store.waiting(Verb::Remove), 1);
        QVERIFY(f.guards.publishing->holderOf({"b-1", "a", false}));
        f.store.releaseAll();
        QTRY_VERIFY(f.one.answer.has_value());
        QTRY_VERIFY(!f.guards.publishing->holderOf({"b-1", "a", false}));
    }
    void twoRenamesOfOneFileFollowEachOther()
    {
        Fixture f;
        f.store.addObject("a", "content");
        f.one.rename("/a", "/b");
        f.two.rename("/a", "/c");
        QTRY_VERIFY(f.one.answer.has_value() && f.two.answer.has_value());
        QVERIFY(*f.one.answer);
        QCOMPARE(nameOf(f.two.failure()), nameOf(Code::NotFound));
        QCOMPARE(f.store.keys(), (QList<QByteArray>{"b"}));
    }
    void renamesInACircleEnd()
    {
        Fixture f;
        f.store.addObject("a", "1");
        f.store.addObject("b", "2");
        f.one.rename("/a", "/b");
        f.two.rename("/b", "/a");
        QTRY_VERIFY(f.one.answer.has_value() && f.two.answer.has_value());
        QVERIFY(*f.one.answer && *f.two.answer);
        QCOMPARE(f.store.keys(), (QList<QByteArray>{"a"}));
        QCOMPARE(f.store.content("a"), QByteArray("1"));
    }
    void aNameThatIsHeldTooLongIsRefusedWithItsHolder()
    {
        Fixture f;
        Session hasty(f.store, f.guards, 3, 50ms);
        f.store.addObject("a", "content");
        f.store.hold(Verb::Copy);
        f.one.rename("/a", "/b");
        QTRY_COMPARE(f.store.waiting(Verb::Copy), 1);
        for (const char *source : {"/a", "/b"}) {
            hasty.rename(source, "/d");
            QTRY_VERIFY(hasty.answer.has_value());
            QCOMPARE(nameOf(hasty.failure()), nameOf(Code::InUse));
            QCOMPARE(hasty.answer->error().holder, QByteArray("session 1 of camera (RNTO)"));
        }
        f.store.releaseAll();
        QTRY_VERIFY(f.one.answer.has_value());
        QVERIFY(*f.one.answer);
    }
    void whoGoesAwayGivesTheNamesBack()
    {
        Fixture f;
        f.store.addObject("a", "content");
        auto leaving = std::make_unique<Session>(f.store, f.guards, 3);
        f.store.hold(Verb::Copy);
        leaving->rename("/a", "/b");
        QTRY_COMPARE(f.store.waiting(Verb::Copy), 1);
        f.two.rename("/a", "/c");
        leaving.reset();
        f.store.releaseAll();
        QTRY_VERIFY(f.two.answer.has_value());
        QVERIFY(*f.two.answer);
        QCOMPARE(f.store.keys(), (QList<QByteArray>{"c"}));
    }

    // --- without the right to overwrite

    void aTargetThatAppearsMeanwhileIsNotReplaced()
    {
        Fixture f;
        Rights careful = Rights::all();
        careful.canOverwrite = false;
        Session session(f.store, f.guards, 3, 30s, careful);
        f.store.addObject("a", "mine");
        f.store.hold(Verb::Copy);
        session.rename("/a", "/b");
        QTRY_COMPARE(f.store.waiting(Verb::Copy), 1);
        f.store.addObject("b", "theirs");
        f.store.releaseAll();
        QTRY_VERIFY(session.answer.has_value());
        QCOMPARE(nameOf(session.failure()), nameOf(Code::Denied));
        QCOMPARE(f.store.content("b"), QByteArray("theirs"));
        QCOMPARE(f.store.content("a"), QByteArray("mine"));
    }
    void anOwnCopyWhoseAnswerWasLostIsNoTarget()
    {
        Fixture f;
        Rights careful = Rights::all();
        careful.canOverwrite = false;
        Session session(f.store, f.guards, 3, 30s, careful);
        f.store.addObject("a", "mine");
        f.store.loseAnswer(Verb::Copy, 1,
                           fake::storeFailure(Code::Exists, "FileAlreadyExists", 409));
        session.rename("/a", "/b");
        QTRY_VERIFY(session.answer.has_value());
        QVERIFY(*session.answer);
        QCOMPARE(f.store.keys(), (QList<QByteArray>{"b"}));
    }
    void theSameBytesThatStoodThereBeforeAreATarget()
    {
        Fixture f;
        Rights careful = Rights::all();
        careful.canOverwrite = false;
        Session session(f.store, f.guards, 3, 30s, careful);
        f.store.addObject("a", "bytes");
        f.store.addObject("b", "bytes");
        f.store.passTime(1min);
        session.rename("/a", "/b");
        QTRY_VERIFY(session.answer.has_value());
        QCOMPARE(nameOf(session.failure()), nameOf(Code::Denied));
        QVERIFY(f.store.has("a"));
    }

    // --- access rights of objects

    void accessRightsStayWithAFile()
    {
        Fixture f;
        f.store.addObject("a", "content");
        f.store.setAccess("a", privateAccess);
        f.one.rename("/a", "/b");
        QTRY_VERIFY(f.one.answer.has_value());
        QVERIFY(*f.one.answer);
        QCOMPARE(f.store.accessOf("b"), privateAccess);
        f.one.setTime("/b");
        QTRY_VERIFY(f.one.answer.has_value());
        QVERIFY(*f.one.answer);
        QCOMPARE(f.store.accessOf("b"), privateAccess);
    }
    void accessRightsStayWithTheFilesOfAFolder()
    {
        Fixture f;
        f.store.addObject("d/1", "one");
        f.store.addObject("d/2", "two");
        f.store.setAccess("d/2", privateAccess);
        f.one.rename("/d", "/e");
        QTRY_VERIFY(f.one.answer.has_value());
        QVERIFY(*f.one.answer);
        QCOMPARE(f.store.accessOf("e/1"), NamedValues());
        QCOMPARE(f.store.accessOf("e/2"), privateAccess);
    }
    void accessRightsThatCannotBeAskedForRefuseTheRename_data()
    {
        QTest::addColumn<bool>("isTime");
        QTest::newRow("RNTO") << false;
        QTest::newRow("MFMT") << true;
    }
    void accessRightsThatCannotBeAskedForRefuseTheRename()
    {
        QFETCH(const bool, isTime);
        Fixture f;
        f.store.addObject("a", "content");
        f.store.fail(Verb::Access, 1, Failure::of(Code::Busy));
        isTime ? f.one.setTime("/a") : f.one.rename("/a", "/b");
        QTRY_VERIFY(f.one.answer.has_value());
        QCOMPARE(nameOf(f.one.failure()), nameOf(Code::Busy));
        QCOMPARE(f.store.keys(), (QList<QByteArray>{"a"}));
        QCOMPARE(f.store.requests(Verb::Copy), 0);
    }
    void aKeyThatMayNotAskForThemRenamesWithoutThem()
    {
        Fixture f;
        f.store.addObject("a", "content");
        f.store.addObject("d/1", "one");
        f.store.addObject("d/2", "two");
        for (int nth = 1; nth <= 20; ++nth)
            f.store.fail(Verb::Access, nth, Failure::of(Code::Denied));
        f.one.rename("/a", "/b");
        QTRY_VERIFY(f.one.answer.has_value());
        QVERIFY(*f.one.answer);
        f.one.rename("/d", "/e");
        QTRY_VERIFY(f.one.answer.has_value());
        QVERIFY(*f.one.answer);
    }
    void accessRightsGoWithAHugeFile()
    {
        Fixture f;
        f.store.addHugeObject("huge", 6 * gibibyte);
        f.store.setAccess("huge", privateAccess);
        f.one.rename("/huge", "/moved");
        QTRY_VERIFY(f.one.answer.has_value());
        QVERIFY(*f.one.answer);
        QCOMPARE(f.store.accessOf("moved"), privateAccess);
    }

    // --- MFMT

    void aTimeIsNotSetOverAVersionThatCameMeanwhile()
    {
        Fixture f;
        f.store.addObject("a", "old");
        QVERIFY(f.holdToPublish("a"));
        f.one.setTime("/a");
        QTRY_COMPARE(f.guards.publishing->waiting(), 1);
        f.store.addObject("a", "new");
        f.publishing.reset();
        QTRY_VERIFY(f.one.answer.has_value());
        QCOMPARE(nameOf(f.one.failure()), nameOf(Code::Changed));
        QCOMPARE(f.store.content("a"), QByteArray("new"));
    }
    void aTimeWaitsForWhoChangesTheFile()
    {
        Fixture f;
        f.store.addObject("a", "content");
        f.store.hold(Verb::Copy);
        f.one.rename("/a", "/b");
        QTRY_COMPARE(f.store.waiting(Verb::Copy), 1);
        f.two.setTime("/b");
        QTRY_COMPARE(f.guards.keys->waiting(), 1);
        f.store.releaseAll();
        QTRY_VERIFY(f.two.answer.has_value());
        QVERIFY(*f.two.answer);
        QCOMPARE(f.store.info("b").metadata.size(), 1);
    }
    void theTimeOfAHugeFileIsNotSetOverAVersionThatCameMeanwhile()
    {
        Fixture f;
        f.store.addHugeObject("huge", 6 * gibibyte);
        QVERIFY(f.holdToPublish("huge"));
        f.one.setTime("/huge");
        QTRY_COMPARE(f.guards.publishing->waiting(), 1);
        QVERIFY(f.store.requests(Verb::CopyPart) > 1);
        f.store.addObject("huge", "new");
        f.publishing.reset();
        QTRY_VERIFY(f.one.answer.has_value());
        QCOMPARE(nameOf(f.one.failure()), nameOf(Code::Changed));
        QCOMPARE(f.store.content("huge"), QByteArray("new"));
        QTRY_COMPARE(f.store.openUploads(), 0);
    }

    // --- DELE

    void aFileThatIsBeingChangedIsNotDeleted()
    {
        Fixture f;
        f.store.addObject("a", "content");
        f.store.hold(Verb::Copy);
        f.one.setTime("/a");
        QTRY_COMPARE(f.store.waiting(Verb::Copy), 1);
        f.two.remove("/a");
        QTRY_VERIFY(f.two.answer.has_value());
        QCOMPARE(nameOf(f.two.failure()), nameOf(Code::InUse));
        f.store.releaseAll();
        QTRY_VERIFY(f.one.answer.has_value());
        f.two.remove("/a");
        QTRY_VERIFY(f.two.answer.has_value());
        QVERIFY(*f.two.answer);
    }
    void aDeletionWaitsForWhoIsPublishingThere()
    {
        Fixture f;
        f.store.addObject("a", "content");
        QVERIFY(f.holdToPublish("a"));
        f.one.remove("/a");
        QTRY_COMPARE(f.guards.publishing->waiting(), 1);
        QVERIFY(f.store.has("a"));
        f.publishing.reset();
        QTRY_VERIFY(f.one.answer.has_value());
        QVERIFY(!f.store.has("a"));
    }
    void oneDeletionAfterTheOtherIsNotInItsOwnWay()
    {
        Fixture f;
        f.store.addObject("a", "content");
        int answers = 0;
        f.one.tree.removeFile(at("/a"), &f.one.context, [&](const Outcome &first) {
            QVERIFY(first);
            ++answers;
            f.one.tree.removeFile(at("/a"), &f.one.context, [&](const Outcome &second) {
                QCOMPARE(nameOf(second.error().code), nameOf(Code::NotFound));
                ++answers;
            });
        });
        QTRY_COMPARE(answers, 2);
    }

    // --- SITE RMDIR

    // The session that removed it outranks the listing for ten seconds, but not the store itself.
    void whatSomebodyStoredWhereTheSessionRemovedGoesAlongWithItsFolder()
    {
        Fixture f;
        f.store.addObject("from/x", "one");
        f.store.addObject("from/y", "two");
        f.one.remove("/from/y");
        QTRY_VERIFY(f.one.answer.has_value());
        f.store.addObject("from/y", "stored by another server since");
        f.one.rename("/from", "/to");
        QTRY_VERIFY(f.one.answer.has_value());
        QVERIFY(*f.one.answer);
        QCOMPARE(f.store.content("to/y"), QByteArray("stored by another server since"));
        QVERIFY(!f.store.has("from/y"));
    }
    void aFolderThatIsRenamedIsNotRemoved()
    {
        Fixture f;
        f.store.addObject("d/1", "one");
        f.store.addObject("d/2", "two");
        f.store.hold(Verb::Copy);
        f.one.rename("/d", "/e");
        QTRY_VERIFY(f.store.waiting(Verb::Copy) > 0);
        for (const char *folder : {"/d", "/e"}) {
            f.two.tree.removeTree(at(folder), &f.two.context, f.two.keep());
            QTRY_VERIFY(f.two.answer.has_value());
            QCOMPARE(nameOf(f.two.failure()), nameOf(Code::InUse));
        }
        f.store.releaseAll();
        QTRY_VERIFY(f.one.answer.has_value());
        QVERIFY(*f.one.answer);
    }
    void whatIsReplacedWhileItsFolderIsRemovedStays()
    {
        Fixture f;
        f.store.addObject("d/1", "one");
        f.store.addObject("d/2", "two");
        QVERIFY(f.holdToPublish("d/1"));
        f.one.tree.removeTree(at("/d"), &f.one.context, f.one.keep());
        QTRY_COMPARE(f.guards.publishing->waiting(), 1);
        f.store.addObject("d/1", "stored meanwhile");
        f.store.addObject("d/3", "stored meanwhile");
        f.publishing.reset();
        QTRY_VERIFY(f.one.answer.has_value());
        QVERIFY(*f.one.answer);
        QCOMPARE(f.store.keys(), (QList<QByteArray>{"d/1", "d/3"}));
    }
};

COSFTP_TEST(SharedNamesTest)
#include "shared_names_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// The judge accepts histories that the rules of README.md allow, and finds each kind of fault.
#include "history/history_writer.h"
#include "history/judge.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp::test;

namespace {

constexpr qint64 second = 1'000'000;

using Scene = std::function<void(HistoryWriter &)>;

void isFine(const char *name, const Scene &scene) { QTest::newRow(name) << scene << 0; }
void breaks(int rule, const char *name, const Scene &scene)
{
    QTest::newRow(name) << scene << rule;
}

constexpr qint64 mib = 1024 * 1024;

void addWholes()
{
    isFine("what was stored is read", [](HistoryWriter &w) {
        const OpId a = w.stor("a", 64);
        w.retr("a", {{a, 0, 64}});
    });
    breaks(8, "an acknowledged upload is missing", [](HistoryWriter &w) {
        w.stor("a", 64);
        w.missing("a");
    });
    breaks(8, "an old version is read", [](HistoryWriter &w) {
        const OpId old = w.stor("a", 64);
        w.stor("a", 64);
        w.retr("a", {{old, 0, 64}});
    });
    breaks(8, "half of an upload is read", [](HistoryWriter &w) {
        const OpId a = w.stor("a", 64);
        w.retr("a", {{a, 0, 32}});
    });
    breaks(8, "two versions are mixed", [](HistoryWriter &w) {
        const OpId old = w.stor("a", 64);
        const OpId a = w.stor("a", 64);
        w.retr("a", {{old, 0, 32}, {a, 32, 32}});
    });
    breaks(8, "a refused upload is there", [](HistoryWriter &w) {
        const OpId a = w.whole(Verb::Stor, "a", 64, 450);
        w.history.records.last().isWhole = false;
        w.retr("a", {{a, 0, 64}});
    });
    isFine("an upload whose answer was lost is there", [](HistoryWriter &w) {
        const OpId a = w.begin(Verb::Stor, "a", 64).id;
        w.trouble();
        w.end(a, 451);
        w.missing("a");
        w.retr("a", {{a, 0, 64}});
    });
    breaks(8, "an upload whose answer was lost comes and goes", [](HistoryWriter &w) {
        const OpId a = w.begin(Verb::Stor, "a", 64).id;
        w.trouble();
        w.end(a, 451);
        w.retr("a", {{a, 0, 64}});
        w.user = "bob";
        w.missing("a");
    });
    breaks(11, "a byte that nobody sent", [](HistoryWriter &w) {
        const OpId a = w.stor("a", 64);
        w.retr("a", {{a, 0, 64}, {0, 4711, 17}});
    });
    breaks(12, "a whole upload is refused",
           [](HistoryWriter &w) { w.whole(Verb::Stor, "a", 64, 426); });
    breaks(9, "a wrong size", [](HistoryWriter &w) {
        w.stor("a", 64);
        w.size("a", 48);
    });
    isFine("a session repeats for two seconds what it was told", [](HistoryWriter &w) {
        w.stor("a", 64);
        w.size("a", 64);
        w.session = 2;
        w.stor("a", 80);
        w.session = 1;
        w.size("a", 64);
    });
    breaks(9, "a session repeats for longer what it was told", [](HistoryWriter &w) {
        w.stor("a", 64);
        w.size("a", 64);
        w.session = 2;
        w.stor("a", 80);
        w.session = 1;
        w.later(3 * second);
        w.size("a", 64);
    });
}

void addAppends()
{
    isFine("two appenders at once, one behind the other", [](HistoryWriter &w) {
        const OpId one = w.begin(Verb::Appe, "a", 32).id;
        const OpId two = w.begin(Verb::Appe, "a", 32).id;
        w.end(one, 226);
        w.end(two, 226);
        w.retr("a", {{two, 0, 32}, {one, 0, 32}});
    });
    breaks(8, "one of two appenders is lost", [](HistoryWriter &w) {
        const OpId one = w.begin(Verb::Appe, "a", 32).id;
        const OpId two = w.begin(Verb::Appe, "a", 32).id;
        w.end(one, 226);
        w.end(two, 226);
        w.retr("a", {{two, 0, 32}});
    });
    breaks(8, "an append is there twice", [](HistoryWriter &w) {
        const OpId one = w.appe("a", 32);
        w.retr("a", {{one, 0, 32}, {one, 0, 32}});
    });
    const auto beside = [](int server, qint64 us) {
        return [server, us](HistoryWriter &w) {
            const OpId base = w.stor("a", 64);
            const OpId append = w.begin(Verb::Appe, "a", 32).id;
            w.server = server;
            w.stor("a", 80);
            w.later(us);
            w.end(append, 226);
            w.retr("a", {{base, 0, 64}, {append, 0, 32}});
        };
    };
    breaks(8, "a STOR beside an append of the same server is lost", beside(0, 0));
    isFine("a STOR of another server falls into the window of an append", beside(1, 0));
    breaks(8, "a STOR of another server is lost long before the append ends", beside(1, second));
    breaks(8, "where nothing stood, the store decides", [](HistoryWriter &w) {
        const OpId append = w.begin(Verb::Appe, "a", 32).id;
        w.server = 1;
        w.stor("a", 80);
        w.end(append, 226);
        w.retr("a", {{append, 0, 32}});
    });
    breaks(8, "two servers lose an append", [](HistoryWriter &w) {
        const OpId base = w.stor("a", 64);
        const OpId one = w.begin(Verb::Appe, "a", 32).id;
        w.server = 1;
        w.appe("a", 32);
        w.end(one, 226);
        w.retr("a", {{base, 0, 64}, {one, 0, 32}});
    });
}

// What broke off is told in the next segment, in the place of what was stored behind its beginning.
void goOnOverLater(HistoryWriter &w, qint64 us)
{
    const OpId begun = w.broken("a", 3 * mib, mib);
    w.later(us);
    const OpId over = w.stor("a", 64);
    w.history.beginSegment({{"a", Content{{{over, 0, 64}}}}});
    w.size("a", mib);
    const OpId rest = w.restStor("a", mib, 2 * mib);
    w.retr("a", {{begun, 0, mib}, {rest, mib, 2 * mib}});
}

// Another user's claim stays behind: its removal met trouble in the segment before.
void appendBehindLostClaim(HistoryWriter &w, qint64 us)
{
    const OpId first = w.appe("a", 64);
    w.trouble();
    w.history.beginSegment({{"a", Content{{{first, 0, 64}}}}});
    w.later(us);
    w.enter(2);
    w.whole(Verb::Appe, "a", 32, 450);
}

void addWaiting()
{
    isFine("a claim of before keeps an append out",
           [](HistoryWriter &w) { appendBehindLostClaim(w, 20 * second); });
    breaks(12, "a claim of long ago keeps an append out",
           [](HistoryWriter &w) { appendBehindLostClaim(w, 40 * second); });

    isFine("an upload broke off behind what nobody read, and went on", [](HistoryWriter &w) {
        w.standing("a", {{1, 0, 400}});
        const OpId whole = w.stor("a", 200);
        Record &record = w.begin(Verb::RestStor, "a", 2000);
        record.offset = record.sent.from = 200;
        record.isWhole = false;
        record.kept = 1700;
        w.end(record.id, 426);
        w.restStor("a", 1700, 500);
        const OpId last = w.restStor("a", 112, 80);
        w.retr("a", {{whole, 0, 112}, {last, 112, 80}});
    });
    isFine("an upload comes behind one whose answer was lost and that nobody read",
           [](HistoryWriter &w) {
               const OpId lost = w.begin(Verb::Appe, "a", 64).id;
               w.trouble();
               w.end(lost, 451);
               w.restStor("a", 32, 64);
               const OpId last = w.stor("a", 80);
               w.retr("a", {{last, 0, 80}});
           });
    breaks(2, "an upload comes behind nothing at all", [](HistoryWriter &w) {
        w.restStor("a", 32, 64);
        const OpId last = w.stor("a", 80);
        w.retr("a", {{last, 0, 80}});
    });
    isFine("an upload of before goes on over what came just after its beginning",
           [](HistoryWriter &w) { goOnOverLater(w, 0); });
    breaks(2, "an upload of before goes on over what came long after its beginning",
           [](HistoryWriter &w) { goOnOverLater(w, 3 * second); });
    isFine("a broken upload is resumed at what SIZE says", [](HistoryWriter &w) {
        const OpId begun = w.broken("a", 3 * mib, mib);
        w.size("a", mib);
        const OpId rest = w.restStor("a", mib, 2 * mib);
        w.retr("a", {{begun, 0, mib}, {rest, mib, 2 * mib}});
    });
    breaks(5, "another server does not know what waits", [](HistoryWriter &w) {
        w.stor("a", 64);
        w.broken("a", 3 * mib, mib);
        w.later(second);
        w.enter(2);
        w.server = 1;
        w.size("a", 64);
    });
    isFine("a session that was there already at another server need not know it",
           [](HistoryWriter &w) {
               w.enter(2);
               w.stor("a", 64);
               w.broken("a", 3 * mib, mib);
               w.server = 1;
               w.later(3 * second);
               w.size("a", 64);
           });
    isFine("from another address what stands is told", [](HistoryWriter &w) {
        w.stor("a", 64);
        w.broken("a", 3 * mib, mib);
        w.session = 2;
        w.later(3 * second);
        w.begin(Verb::Size, "a").address = 3;
        w.history.records.last().size = 64;
        w.end(w.history.records.last().id, 213);
    });
    breaks(2, "the rest of a new version behind the old one", [](HistoryWriter &w) {
        const OpId old = w.stor("a", 2 * mib);
        w.broken("a", 3 * mib, mib);
        w.session = 2;
        const OpId rest = w.restStor("a", 2 * mib, mib);
        w.retr("a", {{old, 0, 2 * mib}, {rest, 2 * mib, mib}});
    });
    breaks(8, "a line behind half of an upload", [](HistoryWriter &w) {
        const OpId old = w.stor("a", 64);
        const OpId begun = w.broken("a", 3 * mib, mib);
        w.session = 2;
        const OpId line = w.appe("a", 64);
        w.retr("a", {{begun, 0, mib}, {line, 0, 64}});
        Q_UNUSED(old)
    });
    isFine("a line behind what stands while an upload waits", [](HistoryWriter &w) {
        const OpId old = w.stor("a", 64);
        w.broken("a", 3 * mib, mib);
        w.session = 2;
        const OpId line = w.appe("a", 64);
        w.retr("a", {{old, 0, 64}, {line, 0, 64}});
    });
    breaks(2, "what waits is published over something newer", [](HistoryWriter &w) {
        const OpId begun = w.broken("a", 3 * mib, mib);
        w.size("a", mib);
        w.later(3 * second);
        w.user = "bob";
        w.session = 2;
        w.stor("a", 64);
        w.user = "ann";
        w.session = 1;
        const OpId rest = w.restStor("a", mib, 2 * mib);
        w.retr("a", {{begun, 0, mib}, {rest, mib, 2 * mib}});
    });
    breaks(5, "told of what waits, sent what stands", [](HistoryWriter &w) {
        const OpId old = w.stor("a", 64);
        w.broken("a", 3 * mib, mib);
        w.size("a", mib);
        w.retr("a", {{old, 0, 64}});
    });
    breaks(9, "a stranger is told what waits", [](HistoryWriter &w) {
        w.stor("a", 64);
        w.broken("a", 3 * mib, mib);
        w.user = "bob";
        w.session = 2;
        w.size("a", mib);
    });
}

void addNames()
{
    isFine("a renamed file", [](HistoryWriter &w) {
        const OpId a = w.stor("a", 64);
        w.rename(Verb::Rename, "a", "b");
        w.missing("a");
        w.retr("b", {{a, 0, 64}});
    });
    breaks(8, "a STOR into the source of a rename is lost", [](HistoryWriter &w) {
        const OpId a = w.stor("a", 64);
        const OpId rename = w.begin(Verb::Rename, "a").id;
        w.history.records.last().target = "b";
        w.stor("a", 80);
        w.end(rename, 250);
        w.retr("b", {{a, 0, 64}});
        w.missing("a");
    });
    isFine("a rename that was refused leaves the copy", [](HistoryWriter &w) {
        const OpId a = w.stor("a", 64);
        w.rename(Verb::Rename, "a", "b", 450);
        w.retr("a", {{a, 0, 64}});
        w.retr("b", {{a, 0, 64}});
    });
    breaks(8, "a rename that was refused loses the file", [](HistoryWriter &w) {
        w.stor("a", 64);
        w.rename(Verb::Rename, "a", "b", 450);
        w.missing("a");
        w.missing("b");
    });
    isFine("a renamed folder", [](HistoryWriter &w) {
        const OpId a = w.stor("d/x", 64);
        w.rename(Verb::RenameFolder, "d", "e");
        w.missing("d/x");
        w.retr("e/x", {{a, 0, 64}});
    });
    isFine("a file that was changed while its folder was renamed stays", [](HistoryWriter &w) {
        const OpId old = w.stor("d/x", 64);
        const OpId rename = w.begin(Verb::RenameFolder, "d").id;
        w.history.records.last().target = "e";
        const OpId fresh = w.stor("d/x", 80);
        w.end(rename, 250);
        w.retr("d/x", {{fresh, 0, 80}});
        w.retr("e/x", {{old, 0, 64}});
    });
    breaks(8, "the new object in the target of a folder rename is lost", [](HistoryWriter &w) {
        const OpId old = w.stor("d/x", 64);
        const OpId rename = w.begin(Verb::RenameFolder, "d").id;
        w.history.records.last().target = "e";
        w.stor("e/x", 80);
        w.end(rename, 250);
        w.retr("e/x", {{old, 0, 64}});
    });
    const auto storedIntoTheTarget = [](HistoryWriter &w, int storedAt, qint64 longBeforeUs) {
        w.standing("d/x", {{1, 0, 64}});
        const OpId rename = w.begin(Verb::RenameFolder, "d").id;
        w.history.records.last().target = "e";
        w.server = storedAt;
        const OpId stored = w.stor("e/x", 80);
        w.later(longBeforeUs);
        w.end(rename, 550);
        return stored;
    };
    isFine("an undone folder rename removes what another server stores between its look and then",
           [&](HistoryWriter &w) {
               storedIntoTheTarget(w, 1, 0);
               w.missing("e/x");
               w.retr("d/x", {{1, 0, 64}});
           });
    isFine("an undone folder rename leaves what another server has stored", [&](HistoryWriter &w) {
        const OpId stored = storedIntoTheTarget(w, 1, 0);
        w.retr("e/x", {{stored, 0, 80}});
    });
    breaks(8, "an undone folder rename removes what its own server stores", [&](HistoryWriter &w) {
        storedIntoTheTarget(w, 0, 0);
        w.missing("e/x");
    });
    breaks(8, "an undone folder rename removes what was stored long before", [&](HistoryWriter &w) {
        storedIntoTheTarget(w, 1, 1'000'000);
        w.missing("e/x");
    });
    breaks(6, "two renames of one folder", [](HistoryWriter &w) {
        w.stor("a", 64);
        w.rename(Verb::Rename, "a", "b");
        w.rename(Verb::Rename, "a", "b");
    });
    breaks(8, "a deleted file is there", [](HistoryWriter &w) {
        const OpId a = w.stor("a", 64);
        w.whole(Verb::Dele, "a", 0, 250);
        w.retr("a", {{a, 0, 64}});
    });
    breaks(7, "nothing is deleted", [](HistoryWriter &w) { w.whole(Verb::Dele, "a", 0, 250); });
    isFine("what stood before the segment is read", [](HistoryWriter &w) {
        w.standing("a", {{7, 0, 64}});
        w.retr("a", {{7, 0, 64}});
    });
    breaks(8, "what stood before the segment is gone", [](HistoryWriter &w) {
        w.standing("a", {{7, 0, 64}});
        w.missing("a");
    });
}

}  // namespace

Q_DECLARE_METATYPE(Scene)

class JudgeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bytesTellWhoSentThem()
    {
        const QByteArray bytes = streamBytes(12, 0, 4096) + streamBytes(300, 64, 160);
        const Content content = decomposed(bytes);
        QCOMPARE(toText(content), "12[0..4096) 300[64..224) = 4256 bytes");
        QCOMPARE(prefixOf(content, 4112).size(), 4112);
    }

    void contentsAreEqualIfTheirBytesAre_data()
    {
        QTest::addColumn<qint64>("cut");
        for (const qint64 cut : {4096, 4097, 4101, 4103, 4104, 4105, 4111})
            QTest::addRow("cut at %lld", static_cast<long long>(cut)) << cut;
    }
    void contentsAreEqualIfTheirBytesAre()
    {
        QFETCH(const qint64, cut);
        const Content head{{Run{0x1234, 0, cut}}};
        for (const Run &tail :
             {Run{0x1299, cut, 8192 - cut}, Run{0x99, 0, 4096}, Run{0x1234, cut, 8192 - cut}}) {
            const QByteArray bytes =
                streamBytes(0x1234, 0, cut) + streamBytes(tail.op, tail.from, tail.count);
            QCOMPARE(toText(joined(head, tail)), toText(decomposed(bytes)));
        }
    }

    void aHistoryIsJudged_data()
    {
        QTest::addColumn<Scene>("scene");
        QTest::addColumn<int>("rule");
        addWholes();
        addAppends();
        addWaiting();
        addNames();
    }
    void aHistoryIsJudged()
    {
        QFETCH(const Scene, scene);
        QFETCH(const int, rule);
        HistoryWriter writer;
        scene(writer);
        const Verdict verdict = judge(writer.history);
        QCOMPARE(verdict.undecided, 0);
        QList<int> rules;
        for (const Violation &violation : verdict.violations)
            rules += violation.rule;
        if (rule == 0 && !rules.isEmpty())
            qWarning("%s", verdict.violations.first().text.constData());
        QCOMPARE(!rules.isEmpty(), rule > 0);
        if (rule > 0 && !rules.contains(rule))
            qWarning("%s", verdict.violations.first().text.constData());
        QVERIFY(rule == 0 || rules.contains(rule));
    }
};

COSFTP_TEST(JudgeTest)
#include "judge_test.moc"

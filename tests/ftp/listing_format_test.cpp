// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/listing_format.h"
#include "support/test_main.h"

#include <QElapsedTimer>
#include <QTest>

using namespace cosftp;

namespace {
constexpr Rights all = Rights::all();
constexpr Rights readOnly = Rights::of(true, false, false);
const QDateTime now(QDate(2026, 11, 22), QTime(9, 5), Qt::UTC);

Entry file(qint64 size, const QDateTime &modified)
{
    Entry entry;
    entry.name = "a name.txt";
    entry.sizeBytes = size;
    entry.modified = modified;
    return entry;
}
Entry folder()
{
    Entry entry;
    entry.name = "folder";
    entry.isFolder = true;
    return entry;
}
}  // namespace

class ListingFormatTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFileLooksLikeLs()
    {
        QCOMPARE(
            listLine(file(1234, now), "a name.txt", all, now),
            QByteArray("-rw-r--r--   1 owner    group        1234 Nov 22 09:05 a name.txt\r\n"));
    }
    void aFolderWithoutATimeIsAsOldAsThisProcess()
    {
        const QDateTime today = QDateTime::currentDateTimeUtc();
        const QByteArray line = listLine(folder(), "folder", readOnly, today);
        QVERIFY(line.startsWith("dr-xr-xr-x   1 owner    group           0 "));
        QVERIFY2(!line.contains("1970"), line.constData());
        QCOMPARE(listLine(folder(), "folder", readOnly, today.addSecs(600)), line);
        Entry timed = folder();
        timed.modified = today;
        QCOMPARE(listLine(timed, "folder", readOnly, today), line);
    }
    void hugeSizesAreWhole()
    {
        QVERIFY(listLine(file(53687091200000, now), "x", all, now).contains(" 53687091200000 Nov"));
    }
    void theYearComesWhenTheTimeIsFar_data()
    {
        QTest::addColumn<QDateTime>("time");
        QTest::addColumn<QByteArray>("date");
        QTest::newRow("now") << now << QByteArray(" Nov 22 09:05 ");
        QTest::newRow("180 days ago") << now.addDays(-180) << QByteArray(" May 26 09:05 ");
        QTest::newRow("181 days ago") << now.addDays(-181) << QByteArray(" May 25  2026 ");
        QTest::newRow("an hour ahead") << now.addSecs(3600) << QByteArray(" Nov 22 10:05 ");
        QTest::newRow("more ahead") << now.addSecs(3601) << QByteArray(" Nov 22  2026 ");
        QTest::newRow("one-digit day")
            << QDateTime(QDate(2021, 1, 2), QTime(), Qt::UTC) << QByteArray(" Jan  2  2021 ");
    }
    void theYearComesWhenTheTimeIsFar()
    {
        QFETCH(QDateTime, time);
        QFETCH(QByteArray, date);
        const QByteArray line = listLine(file(1, time), "x", all, now);
        QVERIFY2(line.contains(date), line.constData());
    }
    void factsAreThoseOfTheStandard()
    {
        MlstFacts facts;
        facts.unique = false;
        facts.unixMode = false;
        QCOMPARE(mlstFacts(file(7, now), facts, all, "s"),
                 QByteArray("type=file;size=7;modify=20261122090500;perm=adfrw; "));
        QCOMPARE(mlstFacts(folder(), facts, all, "s"), QByteArray("type=dir;perm=cdeflmp; "));
        QCOMPARE(mlstFacts(folder(), facts, readOnly, "s"), QByteArray("type=dir;perm=el; "));
        QVERIFY(facts.select(""));
        QCOMPARE(mlstFacts(folder(), facts, all, "s"), QByteArray(" "));
    }
    void uniqueTellsObjectsApart()
    {
        MlstFacts facts;
        QVERIFY(facts.select("unique;"));
        QCOMPARE(mlstFacts(folder(), facts, all, "a"), mlstFacts(folder(), facts, all, "a"));
        QVERIFY(mlstFacts(folder(), facts, all, "a") != mlstFacts(folder(), facts, all, "b"));
    }
    void optsMlstSelects()
    {
        MlstFacts facts;
        QCOMPARE(facts.featLine(), QByteArray("type*;size*;modify*;perm*;unique*;unix.mode*;"));
        QVERIFY(facts.select("Size;TYPE;nonsense;"));
        QCOMPARE(facts.selected(), QByteArray("type;size;"));
        QCOMPARE(facts.featLine(), QByteArray("type*;size*;modify;perm;unique;unix.mode;"));
        QVERIFY(!facts.select("bad_fact"));
        QCOMPARE(facts.selected(), QByteArray("type;size;"));
    }
    void listOptionsAreNotNames_data()
    {
        QTest::addColumn<QByteArray>("argument");
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("none") << QByteArray("a b") << QByteArray("a b");
        QTest::newRow("-a") << QByteArray("-a") << QByteArray();
        QTest::newRow("-la path") << QByteArray("-la my dir") << QByteArray("my dir");
        QTest::newRow("two") << QByteArray("-l -R x") << QByteArray("x");
        QTest::newRow("--") << QByteArray("-l -- -x") << QByteArray("-x");
        QTest::newRow("dash alone") << QByteArray("-") << QByteArray("-");
        QTest::newRow("a name with dashes") << QByteArray("-a-b.txt") << QByteArray("-a-b.txt");
        QTest::newRow("escaped by ./") << QByteArray("./-a") << QByteArray("./-a");
    }
    void listOptionsAreNotNames()
    {
        QFETCH(QByteArray, argument);
        QFETCH(QByteArray, path);
        QCOMPARE(withoutListOptions(argument), path);
    }
};

COSFTP_TEST(ListingFormatTest)
#include "listing_format_test.moc"

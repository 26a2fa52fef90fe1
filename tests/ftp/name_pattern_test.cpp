// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/name_pattern.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;

class NamePatternTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wildcardsMatch_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<bool>("matches");
        QTest::newRow("star") << QByteArray("a.csv") << QByteArray("*.csv") << true;
        QTest::newRow("not") << QByteArray("a.csv2") << QByteArray("*.csv") << false;
        QTest::newRow("question") << QByteArray("a1") << QByteArray("a?") << true;
        QTest::newRow("question is one") << QByteArray("a12") << QByteArray("a?") << false;
        QTest::newRow("question is a character")
            << QByteArray("文.txt") << QByteArray("?.txt") << true;
        QTest::newRow("empty star") << QByteArray("ab") << QByteArray("a*b") << true;
        QTest::newRow("set") << QByteArray("b") << QByteArray("[abc]") << true;
        QTest::newRow("not of the set") << QByteArray("d") << QByteArray("[abc]") << false;
        QTest::newRow("range") << QByteArray("scan7.pdf") << QByteArray("scan[0-9].pdf") << true;
        QTest::newRow("set is one") << QByteArray("ab") << QByteArray("[ab]") << false;
        QTest::newRow("all but the set") << QByteArray("d") << QByteArray("[!a-c]") << true;
        QTest::newRow("not all but the set") << QByteArray("b") << QByteArray("[^a-c]") << false;
        QTest::newRow("set of characters") << QByteArray("文a") << QByteArray("[中文]a") << true;
        QTest::newRow("range of characters") << QByteArray("б") << QByteArray("[а-я]") << true;
        QTest::newRow("bracket in the set") << QByteArray("]") << QByteArray("[]a]") << true;
        QTest::newRow("dash at the end") << QByteArray("-") << QByteArray("[a-]") << true;
        QTest::newRow("star and set") << QByteArray("abcab3") << QByteArray("*ab[0-9]") << true;
        QTest::newRow("open bracket is itself") << QByteArray("a[1") << QByteArray("a[1") << true;
        QTest::newRow("empty brackets are themselves")
            << QByteArray("[]") << QByteArray("[]") << true;
        QTest::newRow("set at the end of the name")
            << QByteArray("a") << QByteArray("a[b]") << false;
        QTest::newRow("braces are alternatives elsewhere")
            << QByteArray("{a,b}") << QByteArray("{a,*}") << true;
        QTest::newRow("all stars") << QByteArray("x") << QByteArray("***") << true;
        QTest::newRow("nothing") << QByteArray("") << QByteArray("?") << false;
    }
    void wildcardsMatch()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, pattern);
        QFETCH(bool, matches);
        QCOMPARE(matchesWildcard(name, pattern), matches);
    }
    // An exponential matcher would not come back from this before the test's own time limit.
    void aHostilePatternCostsLittle()
    {
        QVERIFY(!matchesWildcard(QByteArray(100, 'a'), QByteArray("a*").repeated(100) + 'b'));
        QVERIFY(matchesWildcard(QByteArray(800, 'a'), QByteArray(5000, '*')));
    }
    void bracesAreAlternatives_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<QList<QByteArray>>("alternatives");
        const auto row = [](const QByteArray &pattern, const QList<QByteArray> &alternatives) {
            QTest::newRow(pattern.constData()) << pattern << alternatives;
        };
        row("plain", {"plain"});
        row("{a,b}", {"a", "b"});
        row("x{a,,bc}y", {"xay", "xy", "xbcy"});
        row("{a,b}{1,2}", {"a1", "a2", "b1", "b2"});
        row("*.{csv,t?t}", {"*.csv", "*.t?t"});
        row("{a}", {"{a}"});
        row("{a,b", {"{a,b"});
        row("a,b}", {"a,b}"});
        row("{a,{b,c}}", {"{a,b}", "{a,c}"});
        row("{}", {"{}"});
    }
    void bracesAreAlternatives()
    {
        QFETCH(const QByteArray, pattern);
        QFETCH(const QList<QByteArray>, alternatives);
        QCOMPARE(alternativesOf(pattern), alternatives);
    }
    void tooManyAlternativesAreNone()
    {
        const QByteArray many = QByteArray("{a,b}").repeated(50);
        QCOMPARE(alternativesOf(many), QList<QByteArray>{many});
        QVERIFY(!NamePattern(many).matches(QByteArray(50, 'a')));
        QVERIFY(NamePattern(many).matches(many));
        QVERIFY(NamePattern(QByteArray("{a,b}").repeated(5)).matches("abbab"));
    }
    void aPatternKnowsWhetherItMayBeAName()
    {
        for (const char *pattern : {"[2024] photos", "{a,b}", "a[0-9]"})
            QVERIFY2(hasWildcard(pattern) && NamePattern(pattern).isRatherName(), pattern);
        for (const char *pattern : {"*", "[ab]*", "{a,?}"})
            QVERIFY2(hasWildcard(pattern) && !NamePattern(pattern).isRatherName(), pattern);
        for (const char *name : {"", "plain", "a[1", "a]1", "[]", "{a}", "{a,b", "a,b}", "~", "$x"})
            QVERIFY2(!hasWildcard(name), name);
        QVERIFY(NamePattern().isEveryName() && NamePattern().matches("a"));
        QVERIFY(!NamePattern("a*").isEveryName());
        QVERIFY(!NamePattern(QByteArray(256, '*')).isTooLong());
        QVERIFY(NamePattern(QByteArray(257, '*')).isTooLong());
    }
};

COSFTP_TEST(NamePatternTest)
#include "name_pattern_test.moc"

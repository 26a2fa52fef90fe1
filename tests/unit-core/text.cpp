// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text.h"

#include "support/test_main.h"

#include <QTest>

using namespace cosftp;

class TestText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsWellFormedUtf8_data();
    void knowsWellFormedUtf8();
    void knowsControlBytes_data();
    void knowsControlBytes();
    void escapesWhatCouldBreakALine_data();
    void escapesWhatCouldBreakALine();
    void neverCutsInsideACharacter();
    void escapesLogTextWithoutShorteningIt();
    void whatPeopleReadTurnsNowhere();
};

void TestText::knowsWellFormedUtf8_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("isValid");
    QTest::newRow("empty") << QByteArray() << true;
    QTest::newRow("ASCII") << QByteArray("abc") << true;
    QTest::newRow("Chinese") << QByteArray("图") << true;
    QTest::newRow("emoji") << QByteArray("😀") << true;
    QTest::newRow("NUL byte") << QByteArray("\0", 1) << true;
    QTest::newRow("lone continuation") << QByteArray("\x80") << false;
    QTest::newRow("cut character") << QByteArray("\xE5\x9B") << false;
    QTest::newRow("overlong slash") << QByteArray("\xC0\xAF") << false;
    QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << false;
    QTest::newRow("above U+10FFFF") << QByteArray("\xF4\x90\x80\x80") << false;
    QTest::newRow("GBK") << QByteArray("\xD6\xD0\xCE\xC4") << false;
}

void TestText::knowsWellFormedUtf8()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, isValid);
    QCOMPARE(isValidUtf8(bytes), isValid);
}

void TestText::knowsControlBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("has");
    QTest::newRow("none") << QByteArray("a b~") << false;
    QTest::newRow("Chinese") << QByteArray("图") << false;
    QTest::newRow("line feed") << QByteArray("a\nb") << true;
    QTest::newRow("carriage return") << QByteArray("\r") << true;
    QTest::newRow("NUL") << QByteArray("\0", 1) << true;
    QTest::newRow("last before space") << QByteArray("\x1f") << true;
    QTest::newRow("delete") << QByteArray("\x7f") << true;
}

void TestText::knowsControlBytes()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, has);
    QCOMPARE(hasControlBytes(bytes), has);
}

void TestText::escapesWhatCouldBreakALine_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("safe");
    QTest::newRow("plain") << QByteArray("abc 图") << QByteArray("abc 图");
    QTest::newRow("line break") << QByteArray("a\r\nb") << QByteArray("a??b");
    QTest::newRow("invalid UTF-8") << QByteArray("a\xFFz") << QByteArray("a?z");
    QTest::newRow("escape sequence") << QByteArray("\x1b[31m") << QByteArray("?[31m");
}

void TestText::escapesWhatCouldBreakALine()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, safe);
    QCOMPARE(escaped(QByteArrayView(bytes)), safe);
}

void TestText::neverCutsInsideACharacter()
{
    const QByteArray text = "图图图";  // three bytes each
    QCOMPARE(escaped(text, 9), text);
    QCOMPARE(escaped(text, 6), QByteArray("图图..."));
    QVERIFY(isValidUtf8(escaped(text, 5)));
    QVERIFY(isValidUtf8(escaped(text, 4)));
    QVERIFY(isValidUtf8(escaped(text, 1)));
}

void TestText::escapesLogTextWithoutShorteningIt()
{
    const QString text = QString(2000, QLatin1Char('x')) + QLatin1Char('\n');
    QCOMPARE(escapedText(text), QString(2000, QLatin1Char('x')) + QLatin1Char('?'));
}

void TestText::whatPeopleReadTurnsNowhere()
{
    const QString letters =
        QStringLiteral("aä图\u00a0\u0627\u05d0\U0001F600");  // with Arabic, Hebrew
    QCOMPARE(escapedText(letters), letters);
    QCOMPARE(escapedText(letters.toUtf8()), letters.toUtf8());
    for (const int code : {0x00, 0x1f, 0x7f, 0x80, 0x9b, 0x9f, 0x061c, 0x200e, 0x200f, 0x2028,
                           0x2029, 0x202a, 0x202e, 0x2066, 0x2069}) {
        QCOMPARE(escapedText(QString(QChar(char16_t(code)))), QStringLiteral("?"));
        QCOMPARE(escapedText(QString(QChar(char16_t(code))).toUtf8()), QByteArray("?"));
    }
}

COSFTP_TEST(TestText)
#include "text.moc"

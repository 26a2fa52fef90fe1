// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/arguments.h"
#include "support/test_main.h"

#include <QTest>

#include <limits>

using namespace cosftp;

class ArgumentsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCountIsDecimalDigitsThatFit_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("value");
        QTest::newRow("zero") << QByteArray("0") << qint64{0};
        QTest::newRow("zeros") << QByteArray(40, '0') << qint64{0};
        QTest::newRow("zeros in front") << QByteArray(40, '0') + "17" << qint64{17};
        QTest::newRow("the largest")
            << QByteArray("9223372036854775807") << std::numeric_limits<qint64>::max();
        QTest::newRow("the largest behind zeros")
            << QByteArray("009223372036854775807") << std::numeric_limits<qint64>::max();
        for (const char *bad :
             {"", "-1", "-0", "+1", " 1", "1 ", "0x10", "1e3", "1.0", "one", "9223372036854775808",
              "18446744073709551616", "99999999999999999999", "\xd9\xa3"})
            QTest::newRow(QByteArray(bad).toPercentEncoding(" +").constData())
                << QByteArray(bad) << qint64{-1};
    }
    void aCountIsDecimalDigitsThatFit()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const qint64, value);
        QCOMPARE(parseCount(text).value_or(-1), value);
    }
    void aSlashAtTheEndNamesAFolder()
    {
        for (const char *folder : {"a/", "/a/", "a//", "a/.", "/"})
            QVERIFY2(namesFolder(folder), folder);
        for (const char *either : {"a", "/a", "a.", ".", "..", "a/..", "", "a/b"})
            QVERIFY2(!namesFolder(either), either);
    }
};

COSFTP_TEST(ArgumentsTest)
#include "arguments_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/ascii.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;

namespace {
template <typename Converter>
QByteArray inPieces(const QByteArray &bytes, qsizetype piece)
{
    Converter converter;
    QByteArray out;
    for (qsizetype at = 0; at < bytes.size(); at += piece)
        out +=
            converter.convert(QByteArrayView(bytes).sliced(at, std::min(piece, bytes.size() - at)));
    if constexpr (requires { converter.finish(); })
        out += converter.finish();
    return out;
}
}  // namespace

class AsciiTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesGrowOnTheWayOut_data()
    {
        QTest::addColumn<QByteArray>("stored");
        QTest::addColumn<QByteArray>("sent");
        QTest::newRow("lf") << QByteArray("a\nb\n") << QByteArray("a\r\nb\r\n");
        QTest::newRow("crlf stays") << QByteArray("a\r\nb") << QByteArray("a\r\nb");
        QTest::newRow("lone cr stays") << QByteArray("a\rb\r") << QByteArray("a\rb\r");
        QTest::newRow("empty lines") << QByteArray("\n\n") << QByteArray("\r\n\r\n");
    }
    void linesGrowOnTheWayOut()
    {
        QFETCH(QByteArray, stored);
        QFETCH(QByteArray, sent);
        for (const qsizetype piece : {1, 2, 3, 100})
            QCOMPARE(inPieces<AsciiEncoder>(stored, piece), sent);
    }
    void linesShrinkOnTheWayIn_data()
    {
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<QByteArray>("stored");
        QTest::newRow("crlf") << QByteArray("a\r\nb\r\n") << QByteArray("a\nb\n");
        QTest::newRow("lf stays") << QByteArray("a\nb") << QByteArray("a\nb");
        QTest::newRow("lone cr stays") << QByteArray("a\rb") << QByteArray("a\rb");
        QTest::newRow("cr at the end") << QByteArray("a\r") << QByteArray("a\r");
        QTest::newRow("cr cr lf") << QByteArray("a\r\r\n") << QByteArray("a\r\n");
    }
    void linesShrinkOnTheWayIn()
    {
        QFETCH(QByteArray, sent);
        QFETCH(QByteArray, stored);
        for (const qsizetype piece : {1, 2, 3, 100})
            QCOMPARE(inPieces<AsciiDecoder>(sent, piece), stored);
    }
};

COSFTP_TEST(AsciiTest)
#include "ascii_test.moc"

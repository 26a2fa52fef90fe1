// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/line_reader.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;

namespace {
QList<QByteArray> texts(const QList<ControlLine> &lines)
{
    QList<QByteArray> result;
    for (const ControlLine &line : lines)
        result += line.kind == ControlLine::Kind::Command
                      ? line.text
                      : "?" + QByteArray::number(int(line.kind));
    return result;
}
}  // namespace

class LineReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesEndWithCrLfOrBareLf()
    {
        LineReader reader;
        QCOMPARE(texts(reader.feed("NOOP\r\nPWD\nUSER a b \r\n")),
                 (QList<QByteArray>{"NOOP", "PWD", "USER a b "}));
    }
    void anyNumberOfCarriageReturnsMayStandBeforeTheEnd()
    {
        LineReader reader;
        const QByteArray longest = "CWD " + QByteArray(LineReader::maxLineBytes - 4, 'x');
        QCOMPARE(texts(reader.feed("NOOP\r\r\n\r\r\r\nPWD\r\r\r\n" + longest + "\r\r\n")),
                 (QList<QByteArray>{"NOOP", "PWD", longest}));
    }
    void howManyComeInOnePieceMakesNoDifference()
    {
        for (const qsizetype size : {LineReader::maxLineBytes, LineReader::maxLineBytes + 1}) {
            const QByteArray stream = QByteArray(size, 'x') + QByteArray(200, '\r') + "\nPWD\r\r\n";
            LineReader whole;
            const QList<QByteArray> expected = texts(whole.feed(stream));
            QCOMPARE(expected.first().size() == size, size == LineReader::maxLineBytes);
            for (const qsizetype piece : {1, 7, 64, 4096}) {
                LineReader reader;
                QList<QByteArray> lines;
                for (qsizetype at = 0; at < stream.size(); at += piece)
                    lines += texts(reader.feed(stream.mid(at, piece)));
                QCOMPARE(lines, expected);
            }
        }
    }
    void linesComeOutTheSameWhateverTheCut()
    {
        const QByteArray stream = "USER one\r\n\r\nPASS two \r\r\n\xff\xf4\xff\xf2"
                                  "ABOR\r\nQUIT\r\n";
        LineReader whole;
        const QList<QByteArray> expected = texts(whole.feed(stream));
        QCOMPARE(expected, (QList<QByteArray>{"USER one", "PASS two ", "ABOR", "QUIT"}));
        for (qsizetype cut = 1; cut < stream.size(); ++cut) {
            LineReader reader;
            QList<QByteArray> lines = texts(reader.feed(stream.first(cut)));
            lines += texts(reader.feed(stream.sliced(cut)));
            QCOMPARE(lines, expected);
        }
    }
    void whatHasNoEndIsNoLine()
    {
        LineReader reader;
        QCOMPARE(texts(reader.feed("DELE precious")), QList<QByteArray>());
        QCOMPARE(reader.pendingBytes(), 13);
    }
    void telnetBytesAtTheStartGo_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("rest");
        QTest::newRow("lftp") << QByteArray("\xff\xf4\xff"
                                            "ABOR")
                              << QByteArray("ABOR");
        QTest::newRow("bsd") << QByteArray("\xff\xf4\xf2"
                                           "ABOR")
                             << QByteArray("ABOR");
        QTest::newRow("option") << QByteArray("\xff\xfd\x18"
                                              "NOOP")
                                << QByteArray("NOOP");
        QTest::newRow("half an option") << QByteArray("\xff\xfd") << QByteArray();
        QTest::newRow("only") << QByteArray("\xff\xff\xff") << QByteArray();
        QTest::newRow("later bytes stay") << QByteArray("CWD \xff") << QByteArray("CWD \xff");
    }
    void telnetBytesAtTheStartGo()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, rest);
        QCOMPARE(withoutTelnet(line), rest);
    }
    void carriageReturnAndNulInsideAreRefused()
    {
        LineReader reader;
        const QList<ControlLine> lines =
            reader.feed(QByteArray("MKD x\ry\r\nUSER a\0b\r\nNOOP\r\n", 25));
        QCOMPARE(lines.size(), 3);
        QCOMPARE(lines.at(0).kind, ControlLine::Kind::Malformed);
        QCOMPARE(lines.at(1).kind, ControlLine::Kind::Malformed);
        QCOMPARE(lines.at(2).text, QByteArray("NOOP"));
    }
    void aLineMayHave4096Bytes()
    {
        LineReader reader;
        const QByteArray longest = "CWD " + QByteArray(LineReader::maxLineBytes - 4, 'x');
        QCOMPARE(texts(reader.feed(longest + "\r\nNOOP\r\n")),
                 (QList<QByteArray>{longest, "NOOP"}));
    }
    void aLongerLineIsOneError()
    {
        LineReader reader;
        QList<ControlLine> lines = reader.feed("CWD " + QByteArray(5000, 'x'));
        lines += reader.feed(QByteArray(5000, 'y') + "\r\nNOOP\r\n");
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines.at(0).kind, ControlLine::Kind::TooLong);
        QCOMPARE(lines.at(1).text, QByteArray("NOOP"));
    }
    void endlessBytesWithoutALineAreAFlood()
    {
        LineReader reader;
        QList<ControlLine> lines;
        for (int piece = 0; piece < 20 && lines.isEmpty(); ++piece)
            lines = reader.feed(QByteArray(4096, 'x'));
        QCOMPARE(lines.size(), 1);
        QCOMPARE(lines.at(0).kind, ControlLine::Kind::Flood);
    }
};

COSFTP_TEST(LineReaderTest)
#include "line_reader_test.moc"

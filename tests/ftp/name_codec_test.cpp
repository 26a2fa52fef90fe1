// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text.h"
#include "ftp/name_codec.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;

namespace {

const QByteArray chinese = "中文";
const QByteArray gbk = "\xd6\xd0\xce\xc4";

}  // namespace

class NameCodecTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void utf8IsLeftAlone()
    {
        NameCodec codec;
        QVERIFY(codec.speaksUtf8() && !codec.hasChoice());
        QCOMPARE(codec.fromClient(gbk), gbk);  // refused later, as no UTF-8
        QCOMPARE(codec.toClient(chinese).value_or(""), chinese);
        codec.setUtf8(false);
        QVERIFY(codec.speaksUtf8());
    }
    void theCharsetGoesBothWays_data()
    {
        QTest::addColumn<int>("charset");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("bytes");
        const auto add = [](const char *tag, Charset charset, const char *text, const char *bytes) {
            QTest::newRow(tag) << int(charset) << QByteArray(text) << QByteArray(bytes);
        };
        add("GBK", Charset::Gbk, "STOR 中文 a.txt", "STOR \xd6\xd0\xce\xc4 a.txt");
        add("GBK, traditional", Charset::Gbk, "檔案", "\x99\x6e\xb0\xb8");
        add("GBK, a backslash as second byte", Charset::Gbk, "昞", "\x95\x5c");
        add("GBK, may pass for two bytes of UTF-8", Charset::Gbk, "通", "\xcd\xa8");
        add("GB18030, four bytes", Charset::Gb18030, "𠀀", "\x95\x32\x82\x36");
        add("GB18030", Charset::Gb18030, "中文", "\xd6\xd0\xce\xc4");
        add("ISO 8859-1", Charset::Latin1, "STOR Bücher.pdf",
            "STOR B\xfc"
            "cher.pdf");
        add("ISO 8859-1, its last letter", Charset::Latin1, "ÿ", "\xff");
        add("ISO 8859-1, a C1 character", Charset::Latin1, "\u0080", "\x80");
        add("Windows-1252", Charset::Windows1252, "5 € „ä“", "5 \x80 \x84\xe4\x93");
    }
    void theCharsetGoesBothWays()
    {
        QFETCH(const int, charset);
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, bytes);
        NameCodec codec{Charset(charset)};
        QCOMPARE(codec.fromClient(bytes), text);
        QCOMPARE(codec.toClient(text).value_or("left out"), bytes);
        QVERIFY(!codec.speaksUtf8());
    }
    void asciiProvesNothing()
    {
        NameCodec codec(Charset::Gbk);
        QCOMPARE(codec.fromClient("STOR a.txt"), QByteArray("STOR a.txt"));
        QCOMPARE(codec.toClient(chinese).value_or(""), gbk);
    }
    void whoSendsUtf8GetsUtf8()
    {
        NameCodec codec(Charset::Gbk);
        QCOMPARE(codec.fromClient("CWD " + chinese), "CWD " + chinese);
        QVERIFY(codec.speaksUtf8());
        QCOMPARE(codec.toClient(chinese).value_or(""), chinese);
    }
    void aWesternNameInUtf8IsTakenForIt()
    {
        for (const Charset charset : {Charset::Latin1, Charset::Windows1252}) {
            NameCodec codec(charset);
            QCOMPARE(codec.fromClient("STOR Bücher"), QByteArray("STOR Bücher"));
            QVERIFY(codec.speaksUtf8());
        }
        NameCodec codec(Charset::Latin1);
        QCOMPARE(codec.fromClient("B\xfc"), QByteArray("Bü"));
        QCOMPARE(codec.fromClient("B\xc3\xbc"), QByteArray("BÃ¼"));
        QVERIFY(!codec.toClient("中"));
    }
    void bytesComeBackAsTheyWere_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char *name, const QByteArray &bytes, const QByteArray &text) {
            QTest::newRow(name) << bytes << text;
        };
        row("UTF-8", "Bücher 中文 😀", "Bücher 中文 😀");
        row("ISO 8859-1",
            "B\xfc"
            "cher",
            "B\uf7fc"
            "cher");
        row("GBK", gbk, "\uf7d6\uf7d0\uf7ce\uf7c4");
        row("a character that was cut", "a\xe4\xb8", "a\uf7e4\uf7b8");
        row("the ends of the range", "\x80\xbf\xc0\xff", "\uf780\uf7bf\uf7c0\uf7ff");
        row("what bytes become, sent as UTF-8", "\uf7fc", "\uf7ef\uf79f\uf7bc");
        row("a neighbour of these", "\uf77f\uf800", "\uf77f\uf800");
    }
    void bytesComeBackAsTheyWere()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QByteArray, text);
        NameCodec codec(Charset::Bytes);
        for (const bool isUtf8 : {false, true}) {
            codec.setUtf8(isUtf8);
            QCOMPARE(codec.fromClient(bytes), text);
            QVERIFY(isValidUtf8(text));
            QCOMPARE(codec.toClient(text).value_or("left out"), bytes);
            QCOMPARE(codec.replyToClient(text), bytes);
            QVERIFY(codec.speaksUtf8());
        }
    }
    void whatWouldComeBackAsAnotherNameIsLeftOut()
    {
        QVERIFY(
            !NameCodec(Charset::Bytes).toClient("\uf7c3\uf7bc"));  // together the UTF-8 of a letter
    }
    void aRefusalNamesTheSettingThatHelps()
    {
        QVERIFY(NameCodec().refusal().contains("charset = gbk, iso-8859-1"));
        QVERIFY(NameCodec(Charset::Gbk).refusal().contains("GBK"));
        QVERIFY(NameCodec(Charset::Gbk).refusal().contains("charset = bytes"));
    }
    void whoHasSpokenTheCharsetStaysWithIt()
    {
        NameCodec codec(Charset::Gbk);
        QCOMPARE(codec.fromClient(gbk), chinese);
        // GBK too, though it is UTF-8 as well.
        QCOMPARE(codec.fromClient("\xe6\xb1\x89\xe5\xad\x97"), QByteArray("姹夊瓧"));
        QVERIFY(!codec.speaksUtf8());
    }
    void theClientMayChoose()
    {
        NameCodec codec(Charset::Gbk);
        codec.setUtf8(true);
        QCOMPARE(codec.toClient(chinese).value_or(""), chinese);
        codec.setUtf8(false);
        QCOMPARE(codec.toClient(chinese).value_or(""), gbk);
        QCOMPARE(codec.fromClient("\xcd\xa8"), QByteArray("通"));
    }
    void whatTheCharsetHasNotGotIsLeftOut()
    {
        const NameCodec codec(Charset::Gbk);
        QVERIFY(!codec.toClient("😀.png"));
        QVERIFY(!codec.toClient("𠀀"));
        QCOMPARE(codec.replyToClient("257 \"/😀中\" made.\r\n").count('?') > 0, true);
        QVERIFY(NameCodec(Charset::Gb18030).toClient("😀.png").has_value());
    }
    void whatIsNeitherStaysAsItIs_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("half a character") << QByteArray("a\xd6");
        QTest::newRow("no character") << QByteArray("\xff\xfe");
        QTest::newRow("a second byte that is none") << QByteArray("\xd6\x20");
    }
    void whatIsNeitherStaysAsItIs()
    {
        QFETCH(const QByteArray, bytes);
        NameCodec codec(Charset::Gbk);
        QCOMPARE(codec.fromClient(bytes), bytes);
    }
};

COSFTP_TEST(NameCodecTest)
#include "name_codec_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/reply.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;

class ReplyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneLineHasCodeSpaceTextCrLf()
    {
        QCOMPARE((Reply{200, "Here.", {}, {}}).toBytes(), QByteArray("200 Here.\r\n"));
    }
    void severalLinesAreIndentedByOneSpace()
    {
        QCOMPARE(multiLine(211, "Features:", {"SIZE", "UTF8"}, "End").toBytes(),
                 QByteArray("211-Features:\r\n SIZE\r\n UTF8\r\n211 End\r\n"));
    }
    void aNameCannotForgeAReply()
    {
        QCOMPARE((Reply{550, "No x\r\n226 Stored.", {}, {}}).toBytes(),
                 QByteArray("550 No x??226 Stored.\r\n"));
        QCOMPARE(multiLine(250, "a\nb", {"c\r\n250 d"}, "e").toBytes(),
                 QByteArray("250-a?b\r\n c??250 d\r\n250 e\r\n"));
    }
    void quotesInAPathAreDoubled()
    {
        QCOMPARE(pathReply("/q\"d", "made.").toBytes(), QByteArray("257 \"/q\"\"d\" made.\r\n"));
    }
    void aLongPathIsWhole()
    {
        const QByteArray path = '/' + QByteArray(3000, 'p');
        QCOMPARE(pathReply(path, "x").toBytes(), "257 \"" + path + "\" x\r\n");
    }
    void everyFailureHasACode()
    {
        for (int code = 0; code <= static_cast<int>(Failure::Code::Internal); ++code)
            for (const Phase phase : {Phase::Lookup, Phase::Transfer}) {
                const Reply reply =
                    failureReply(Failure::of(static_cast<Failure::Code>(code)), phase, "s1-1");
                QVERIFY(reply.code >= 400 && reply.code < 560);
                QVERIFY(reply.text.endsWith("[s1-1]"));
            }
    }
    void busyIs450BeforeAndWithin451()
    {
        const Failure busy = Failure::of(Failure::Code::Busy);
        QCOMPARE(failureReply(busy, Phase::Lookup).code, 450);
        QCOMPARE(failureReply(busy, Phase::Transfer).code, 451);
    }
    void waitingHelpsBehind4yzOnly()
    {
        QCOMPARE(failureReply(Failure::of(Failure::Code::TooLarge), Phase::Transfer).code, 552);
        Failure full = Failure::of(Failure::Code::Busy);
        full.httpStatus = 507;
        QCOMPARE(failureReply(full, Phase::Transfer).code, 452);
    }
    void causesOfOursAreToldAndThoseOfTheStoreAreNot()
    {
        Failure failure = Failure::of(Failure::Code::TooLarge, QStringLiteral("more than 5 bytes"));
        QVERIFY(failureReply(failure, Phase::Transfer).text.contains("more than 5 bytes"));
        failure.storeCode = "EntityTooLarge";
        QVERIFY(!failureReply(failure, Phase::Transfer).text.contains("more than 5 bytes"));
    }
    void theStoresWordsStayInTheLog()
    {
        Failure failure = Failure::of(Failure::Code::Credentials, QStringLiteral("AKIDsecret"));
        failure.requestId = "NjYw";
        const QByteArray bytes = failureReply(failure, Phase::Transfer, "s1-2").toBytes();
        QVERIFY(!bytes.contains("AKID"));
        QVERIFY(!bytes.contains("NjYw"));
    }
};

COSFTP_TEST(ReplyTest)
#include "reply_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// MDTM, MFMT, MFF, SITE UTIME; HASH and its older forms.
#include "support/server_fixture.h"
#include "support/test_main.h"

#include <QCryptographicHash>
#include <QTest>

using namespace cosftp;
using namespace cosftp::test;

namespace {

QByteArray hexOf(const QByteArray &bytes, QCryptographicHash::Algorithm algorithm)
{
    return QCryptographicHash::hash(bytes, algorithm).toHex();
}

QByteArray listed(FtpClient &client, const QByteArray &command)
{
    QByteArray text;
    return client.retrieve(command, &text).code == 226 ? text : QByteArray("failed");
}

}  // namespace

class TimesChecksumsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTimeThatWasSetIsToldByEveryCommandThatAsksForOneFile()
    {
        const ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->store("a b", "content").code, 226);
        QCOMPARE(client->send("MFMT 20010203040506 a b").text,
                 QByteArray("213 Modify=20010203040506; a b"));
        QCOMPARE(client->send("MDTM a b").text, QByteArray("213 20010203040506"));
        QVERIFY(client->send("MLST a b").text.contains("modify=20010203040506;"));
        QVERIFY(listed(*client, "MLSD").contains("modify=20010203040506;"));
        QVERIFY(listed(*client, "LIST").contains(" Feb  3  2001 a b"));
        QByteArray back;
        QCOMPARE(client->retrieve("RETR a b", &back).code, 226);
        QCOMPARE(back, QByteArray("content"));
        QCOMPARE(server.client("ro")->send("MDTM a b").text, QByteArray("213 20010203040506"));
    }
    // Sync tools set a time and compare it with listings, in their next run.
    void aTimeThatWasSetIsListedToEverybodyWithoutARequestMore()
    {
        ServerFixture server;
        const auto client = server.client();
        for (const char *name : {"a", "b"})
            QCOMPARE(client->store(name, "content").code, 226);
        QCOMPARE(client->send("MFMT 20010203040506 a").code, 213);
        QCOMPARE(client->send("MDTM 20020203040506 b").code, 213);
        const auto other = server.client("ro");
        QByteArray text;
        const auto cost = server.costOf([&] { text = listed(*other, "MLSD"); });
        QCOMPARE(cost.requests(), 1);
        QVERIFY2(text.contains("modify=20010203040506;"), text.constData());
        QVERIFY2(text.contains("modify=20020203040506;"), text.constData());
    }
    void whatIsStoredLaterHasItsOwnTime()
    {
        ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->store("a", "content").code, 226);
        QCOMPARE(client->send("MFMT 20010203040506 a").code, 213);
        QVERIFY(listed(*client, "MLSD").contains("modify=20010203040506;"));
        QCOMPARE(client->store("a", "changed").code, 226);
        QVERIFY(!listed(*client, "MLSD").contains("modify=2001"));
        QVERIFY(!listed(*server.client("ro"), "MLSD").contains("modify=2001"));
    }
    // Another server has to be told once of each file, by a question for it.
    void anotherServerListsATimeThatItWasAskedFor()
    {
        ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->store("a", "content").code, 226);
        QCOMPARE(client->send("MFMT 20010203040506 a").code, 213);
        const auto second = server.secondServer();
        const auto other = ServerFixture::clientOf(*second);
        QVERIFY(!listed(*other, "MLSD").contains("modify=2001"));
        QCOMPARE(other->send("MDTM a").text, QByteArray("213 20010203040506"));
        QVERIFY(listed(*other, "MLSD").contains("modify=20010203040506;"));
    }
    void aTimeSurvivesARename()
    {
        const ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->store("d/a", "content").code, 226);
        QCOMPARE(client->store("d/b", "content").code, 226);
        QCOMPARE(client->send("MFMT 20010203040506 d/a").code, 213);
        client->send("RNFR d/a");
        QCOMPARE(client->send("RNTO d/c").code, 250);
        client->send("RNFR d");
        QCOMPARE(client->send("RNTO e").code, 250);
        QCOMPARE(client->send("MDTM e/c").text, QByteArray("213 20010203040506"));
    }
    void anUploadAndItsTimeCostTheUploadAndOneCopy()
    {
        ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->store("first", "content").code, 226);
        const auto cost = server.costOf([&] {
            QCOMPARE(client->store("a", "content").code, 226);
            QCOMPARE(client->send("MFMT 20010203040506 a").code, 213);
        });
        QCOMPARE(cost.putObject, 1);
        QCOMPARE(cost.copyObject, 1);
        QCOMPARE(cost.requests(), 2);
    }
    void badTimesAre501_data()
    {
        QTest::addColumn<QByteArray>("argument");
        for (const char *argument :
             {"20011303040506 a", "00000203040506 a", "99999 a", "20010203040506. a",
              "20010203040506.x a", "20010203040506.1.2 a", "200102030405.06 a", "20010203040506",
              "20010203040506.5", "20010203040506 ", "a", "20010230040506 a", "20010203246000 a",
              "-0010203040506 a"})
            QTest::newRow(argument) << QByteArray(argument);
    }
    void badTimesAre501()
    {
        QFETCH(const QByteArray, argument);
        const ServerFixture server;
        const auto client = server.client();
        client->store("a", "content");
        QCOMPARE(client->send("MFMT " + argument).code, 501);
    }
    void aFractionOfASecondIsCutOff_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("answer");
        const QByteArray facts = "213 Modify=20010203040506; a";
        QTest::newRow("MFMT") << QByteArray("MFMT 20010203040506.123 a") << facts;
        QTest::newRow("MFMT, many digits")
            << "MFMT 20010203040506." + QByteArray(30, '9') + " a" << facts;
        QTest::newRow("MFF") << QByteArray("MFF Modify=20010203040506.5; a") << facts;
        QTest::newRow("MDTM") << QByteArray("MDTM 20010203040506.0 a")
                              << QByteArray("213 20010203040506");
        QTest::newRow("SITE UTIME")
            << QByteArray("SITE UTIME 20010203040506.75 a") << QByteArray("200 Time set.");
    }
    void aFractionOfASecondIsCutOff()
    {
        QFETCH(const QByteArray, line);
        QFETCH(const QByteArray, answer);
        const ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->store("a", "content").code, 226);
        QCOMPARE(client->send(line).text, answer);
        QCOMPARE(client->send("MDTM a").text, QByteArray("213 20010203040506"));
    }
    void whatHasNoTimeToSetIsRefused()
    {
        const ServerFixture server;
        const auto client = server.client();
        client->store("a", "content");
        client->send("MKD d");
        QCOMPARE(client->send("MFMT 20010203040506 missing").code, 550);
        QCOMPARE(client->send("MFMT 20010203040506 d").code, 550);
        QCOMPARE(client->send("MFMT 20010203040506 /").code, 550);
        QCOMPARE(client->send("MFMT 19690203040506 a").code, 504);
        QCOMPARE(server.client("ro")->send("MFMT 20010203040506 a").code, 550);
        QCOMPARE(client->send("MFCT 20010203040506 a").code, 502);
    }
    void theOtherFormsSetItToo()
    {
        const ServerFixture server;
        const auto client = server.client();
        client->store("a", "content");
        QCOMPARE(client->send("MDTM 20010203040506 a").text, QByteArray("213 20010203040506"));
        QCOMPARE(client->send("MDTM a").text, QByteArray("213 20010203040506"));
        QCOMPARE(client->send("MDTM 20020203040506.77 a").code, 213);
        QCOMPARE(client->send("MDTM a").text, QByteArray("213 20020203040506"));
        QCOMPARE(client->send("MFF Modify=20030203040506; a").text,
                 QByteArray("213 Modify=20030203040506; a"));
        QCOMPARE(client->send("MDTM a").text, QByteArray("213 20030203040506"));
        QCOMPARE(client->send("MFF Create=20030203040506; a").code, 504);
        QCOMPARE(client->send("MFF Modify=2003; a").code, 501);
        QCOMPARE(client->send("MFF nonsense").code, 501);
        QCOMPARE(client->send("SITE UTIME 200402030405 a").code, 200);
        QCOMPARE(client->send("MDTM a").text, QByteArray("213 20040203040500"));
        QCOMPARE(client->send("SITE UTIME a 20050203040506 20060203040506 20070203040506 UTC").code,
                 200);
        QCOMPARE(client->send("MDTM a").text, QByteArray("213 20060203040506"));
        QCOMPARE(client->send("SITE UTIME yesterday a").code, 501);
    }
    void aFileWhoseNameLooksLikeATimeIsAsked()
    {
        const ServerFixture server;
        const auto client = server.client();
        client->store("20010203040506 a", "content");
        client->store("a", "content");
        const ClientReply reply = client->send("MDTM 20010203040506 a");
        QCOMPARE(reply.code, 213);
        QVERIFY(reply.text != "213 20010203040506");
    }

    void everyFormTellsTheRightChecksum()
    {
        const ServerFixture server;
        const auto client = server.client();
        const QByteArray bytes = patternBytes(700'000);
        QCOMPARE(client->store("a b", bytes).code, 226);
        const QByteArray sha256 = hexOf(bytes, QCryptographicHash::Sha256);
        QCOMPARE(client->send("HASH a b").text, "213 SHA-256 0-700000 " + sha256 + " a b");
        QCOMPARE(client->send("XSHA256 \"a b\"").text, "250 " + sha256.toUpper());
        QCOMPARE(client->send("XSHA256 a b").text, "250 " + sha256.toUpper());
        QCOMPARE(client->send("XSHA512 a b").text,
                 "250 " + hexOf(bytes, QCryptographicHash::Sha512).toUpper());
        const QByteArray sha1 = "250 " + hexOf(bytes, QCryptographicHash::Sha1).toUpper();
        QCOMPARE(client->send("XSHA1 a b").text, sha1);
        QCOMPARE(client->send("XSHA a b").text, sha1);
        const QByteArray md5 = hexOf(bytes, QCryptographicHash::Md5).toUpper();
        QCOMPARE(client->send("XMD5 a b").text, "250 " + md5);
        QCOMPARE(client->send("MD5 a b").text, "251 a b " + md5);
        QCOMPARE(client->store("check", "123456789").code, 226);
        QCOMPARE(client->send("XCRC check").text, QByteArray("250 CBF43926"));
        QCOMPARE(client->store("empty", "").code, 226);
        QCOMPARE(client->send("XCRC empty").text, QByteArray("250 00000000"));
    }
    void aRangeIsFromTheFirstToBeforeTheLast()
    {
        const ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->store("a", "xx123456789yy").code, 226);
        QCOMPARE(client->send("XCRC \"a\" 2 11").text, QByteArray("250 CBF43926"));
        QCOMPARE(client->send("XCRC \"a\" 13").text, QByteArray("250 00000000"));
        for (const char *bad : {"\"a\" 5 4", "\"a\" 0 14", "\"a\" 14", "\"a\" x", "\"a\" -1 4",
                                "\"a\" 1 2 3", "\"a", "\"\""})
            QCOMPARE(client->send(QByteArray("XCRC ") + bad).code, 501);
        QCOMPARE(client->store("q\"d", "123456789").code, 226);
        QCOMPARE(client->send("XCRC \"q\"\"d\"").text, QByteArray("250 CBF43926"));
    }
    void theAlgorithmOfHashCanBeChosen()
    {
        const ServerFixture server;
        const auto client = server.client();
        client->store("a", "abc");
        QCOMPARE(client->send("OPTS HASH").text, QByteArray("200 SHA-256"));
        QCOMPARE(client->send("OPTS HASH sha-512").text, QByteArray("200 SHA-512"));
        QVERIFY(client->send("FEAT").text.contains(" HASH SHA-256;SHA-512*;SHA-1;MD5;CRC32"));
        QVERIFY(client->send("HASH a").text.startsWith("213 SHA-512 0-3 "));
        QCOMPARE(client->send("OPTS HASH MD4").code, 504);
        QCOMPARE(client->send("OPTS HASH").text, QByteArray("200 SHA-512"));
    }
    void anMd5ThatTheStoreKnowsIsNotComputed()
    {
        ServerFixture server;
        const auto client = server.client();
        const QByteArray bytes = patternBytes(700'000);
        client->store("a", bytes);
        const auto cost = server.costOf([&] {
            QCOMPARE(client->send("XMD5 a").text,
                     "250 " + hexOf(bytes, QCryptographicHash::Md5).toUpper());
        });
        QCOMPARE(cost.getObject, 0);
    }
    void newBytesBehindAFileAreANewTime()
    {
        const ServerFixture server;
        const auto client = server.client();
        client->store("a", "content");
        QCOMPARE(client->send("MFMT 20010203040506 a").code, 213);
        const auto data = client->openData();
        QCOMPARE(client->send("APPE a").code, 150);
        FtpClient::writeAll(*data, " and more");
        data->disconnectFromHost();
        QCOMPARE(client->readReply().code, 226);
        const QByteArray told = client->send("MDTM a").text;
        QVERIFY2(told.startsWith("213 2") && told != "213 20010203040506", told.constData());
        QCOMPARE(client->send("XCRC a").code, 250);
    }
    void filesAboveTheLimitAreRefusedByName()
    {
        const ServerFixture server([](Settings &settings) { settings.limits.hashMaxBytes = 1000; });
        const auto client = server.client();
        client->store("small", QByteArray(1000, 'x'));
        client->store("large", QByteArray(1001, 'x'));
        QCOMPARE(client->send("HASH small").code, 213);
        const ClientReply refusal = client->send("HASH large");
        QCOMPARE(refusal.code, 552);
        QVERIFY(refusal.text.contains("1000") && refusal.text.contains("hash_max_size"));
        QCOMPARE(client->send("XCRC \"large\" 1 1001").code, 250);
        QCOMPARE(client->send("XMD5 large").code, 250);  // the store knows it
    }
    void switchedOffTheyAreNotOffered()
    {
        const ServerFixture server([](Settings &settings) { settings.limits.hashMaxBytes = 0; });
        const auto client = server.client();
        client->store("a", "abc");
        QVERIFY(!client->send("FEAT").text.contains("HASH"));
        for (const char *command : {"HASH a", "XCRC a", "MD5 a", "OPTS HASH"})
            QCOMPARE(client->send(command).code, 502);
    }
    void whatCannotBeReadHasNone()
    {
        const ServerFixture server;
        const auto client = server.client();
        client->store("a", "abc");
        client->send("MKD d");
        QCOMPARE(client->send("HASH missing").code, 550);
        QCOMPARE(client->send("HASH d").code, 550);
        QCOMPARE(client->send("HASH /").code, 550);
        QCOMPARE(server.client("wo")->send("HASH a").code, 550);
    }
    void aCommandAfterAChecksumIsAnsweredAfterIt()
    {
        const ServerFixture server;
        const auto client = server.client();
        client->store("a", patternBytes(3'000'000));
        client->sendRaw("XSHA512 a\r\nNOOP\r\n");
        QCOMPARE(client->readReply().code, 250);
        QCOMPARE(client->readReply().code, 200);
    }
    void aSlowChecksumKeepsTheClientWaitingAndCanBeStopped()
    {
        ServerFixture server;
        const auto client = server.client();
        client->store("a", patternBytes(3'000'000));
        localcos::Fault stall;
        stall.kind = localcos::Fault::Kind::Stall;
        stall.verbs = {localcos::Verb::GetObject};
        stall.delay = std::chrono::minutes(2);
        server.faults().add(stall);
        client->sendRaw("XSHA512 a\r\n");
        QTRY_VERIFY(client->control().waitForReadyRead(100)
                    || client->control().bytesAvailable() > 0);
        client->sendRaw("ABOR\r\n");
        const ClientReply reply = client->readReply();
        QCOMPARE(reply.code, 250);
        QVERIFY(reply.lines.first().startsWith("250-Computing SHA-512 of a"));
        QVERIFY(reply.lines.last().startsWith("250 NO CHECKSUM"));
        QVERIFY(client->readReply().code < 300);
        QCOMPARE(client->send("NOOP").code, 200);
    }
};

COSFTP_TEST(TimesChecksumsTest)
#include "times_checksums_test.moc"

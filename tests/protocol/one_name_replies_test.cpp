// SPDX-License-Identifier: GPL-3.0-or-later
// What a session does next on the strength of the reply that it got: nothing that the reply said is
// kept is put behind what somebody else has stored since, and nothing is promised that cannot be.
#include "protocol/one_name_support.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;
using namespace cosftp::test;

namespace {

const QByteArray &mine()
{
    static const QByteArray bytes(12 * mib, '2');
    return bytes;
}
const QByteArray &theirs()
{
    static const QByteArray bytes(20 * mib, '3');
    return bytes;
}
constexpr qsizetype kept = 9 * mib;

}  // namespace

class OneNameRepliesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatAReplySaidIsKeptIsGoneOnWithBySameSession_data()
    {
        QTest::addColumn<bool>("hasOldObject");
        QTest::newRow("a new name") << false;
        QTest::newRow("over an object") << true;
    }
    void whatAReplySaidIsKeptIsGoneOnWithBySameSession()
    {
        QFETCH(const bool, hasOldObject);
        House house;
        if (hasOldObject)
            QCOMPARE(house.server.client()->store("f", theirs()).code, 226);
        RunningUpload upload(house.server.client(), "STOR f", mine().first(kept));
        QVERIFY(upload.hasBegun());
        const ClientReply reply = upload.breakOffData();
        QVERIFY2(reply.text.contains("REST 9437184 goes on"), reply.text.constData());
        const ClientReply goneOn = sendFrom(upload.client(), kept, "STOR f", mine().sliced(kept));
        QVERIFY2(goneOn.code == 226, goneOn.text.constData());
        QVERIFY(published(house.server, "f") == mine());
    }

    void whatAReplySaidIsKeptIsNotPutBehindAnotherFile_data()
    {
        QTest::addColumn<QByteArray>("command");
        QTest::addColumn<QByteArray>("who");
        QTest::addColumn<bool>("isOldSession");
        for (const char *command : {"STOR f", "APPE f"})
            for (const char *who : {"another user", "another server"})
                QTest::addRow("%s, %s", command, who)
                    << QByteArray(command) << QByteArray(who) << true;
        QTest::newRow("STOR f, in a new session")
            << QByteArray("STOR f") << QByteArray("another user") << false;
    }
    void whatAReplySaidIsKeptIsNotPutBehindAnotherFile()
    {
        QFETCH(const QByteArray, command);
        QFETCH(const QByteArray, who);
        QFETCH(const bool, isOldSession);
        House house;
        RunningUpload upload(house.server.client(), "STOR f", mine().first(kept));
        QVERIFY(upload.hasBegun());
        QCOMPARE(upload.breakOffData().code, 426);
        QCOMPARE(house.client(who)->store("f", theirs()).code, 226);
        const auto fresh = house.server.client();
        FtpClient &client = isOldSession ? upload.client() : *fresh;
        const QByteArray rest = mine().sliced(kept);
        const ClientReply reply = command == "APPE f" ? sendAll(client, command, rest)
                                                      : sendFrom(client, kept, command, rest);
        QVERIFY2(reply.code == 450, reply.text.constData());
        QVERIFY(published(house.server, "f") == theirs());
        QCOMPARE(client.store("f", mine()).code, 226);
        QVERIFY(published(house.server, "f") == mine());
        QVERIFY(eventually([&] { return house.server.openUploads() == 0; }));
    }

    // It stood on what is not there any more, so it could never be published.
    void anAppendThatMeetsAnotherFileKeepsNothing_data()
    {
        QTest::addColumn<QByteArray>("who");
        QTest::newRow("another user") << QByteArray("another user");
        QTest::newRow("another server") << QByteArray("another server");
    }
    void anAppendThatMeetsAnotherFileKeepsNothing()
    {
        QFETCH(const QByteArray, who);
        House house;
        QCOMPARE(house.server.client()->store("f", "old").code, 226);
        RunningUpload upload(house.server.client(), "APPE f", mine().first(kept));
        QVERIFY(upload.hasBegun());
        QCOMPARE(house.client(who)->store("f", theirs()).code, 226);
        const ClientReply reply = upload.finish();
        QVERIFY2(reply.code == 450 && !reply.text.contains("REST"), reply.text.constData());
        QVERIFY(published(house.server, "f") == theirs());
        QVERIFY(eventually([&] {
            return house.server.openUploads() == 0
                   && house.server.keys(".cosftp/uploads/").isEmpty();
        }));
    }
    void anAppendWhoseFileIsGoneSaysThatItWasChanged()
    {
        House house;
        QCOMPARE(house.server.client()->store("f", mine()).code, 226);
        RunningUpload upload(house.server.client(), "APPE f", "line");
        QVERIFY(upload.hasBegun());
        QCOMPARE(house.client("another server")->send("DELE f").code, 250);
        const ClientReply reply = upload.finish();
        QVERIFY2(reply.code == 450, reply.text.constData());
    }

    // The claim of the one before is given back a moment behind its reply.
    void whoDeletesAtOnceWhatHeAppendedToNeedNotWait_data()
    {
        QTest::addColumn<QByteArray>("who");
        for (const char *who : {"the same session", "another session", "another user"})
            QTest::newRow(who) << QByteArray(who);
    }
    void whoDeletesAtOnceWhatHeAppendedToNeedNotWait()
    {
        QFETCH(const QByteArray, who);
        House house;
        house.server.faults().add(
            lateAnswer(localcos::Verb::DeleteObject, std::chrono::milliseconds(300), "claims"));
        const auto client = house.server.client();
        const auto other = house.client(who);
        QCOMPARE(sendAll(*client, "APPE f", "line").code, 226);
        const ClientReply reply = (who == "the same session" ? *client : *other).send("DELE f");
        QVERIFY2(reply.code == 250, reply.text.constData());
    }
};

COSFTP_TEST(OneNameRepliesTest)
#include "one_name_replies_test.moc"

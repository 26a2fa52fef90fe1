// SPDX-License-Identifier: GPL-3.0-or-later
// What is stored stays, whatever answers for the store, however often it refuses, and whoever
// changes the settings meanwhile.
#include "protocol/one_name_support.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;
using namespace cosftp::test;
using localcos::Fault;
using localcos::Verb;
using namespace std::chrono_literals;

namespace {

// A store that is reached only through a box that answers everything itself.
Fault strangersAnswer(Verb verb, int times)
{
    return fault(Fault::Kind::Portal, {verb}, {}, times);
}

// What a command says, and what it must have left then.
struct Question
{
    QByteArray command;
    QByteArray bytes;  // of an upload
};

ClientReply answerTo(FtpClient &client, const Question &question)
{
    if (!question.bytes.isEmpty())
        return sendAll(client, question.command, question.bytes);
    QByteArray ignored;
    if (question.command.startsWith("RETR"))
        return client.retrieve(question.command, &ignored);
    return client.send(question.command);
}

}  // namespace

Q_DECLARE_METATYPE(Question)

class OneNameStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsNotTheStoreIsNeverBelieved_data()
    {
        QTest::addColumn<Verb>("verb");
        QTest::addColumn<Question>("question");
        QTest::newRow("a small upload") << Verb::PutObject << Question{"STOR f", "new"};
        QTest::newRow("a part") << Verb::PutPart << Question{"STOR f", patternBytes(9 * mib)};
        QTest::newRow("the start") << Verb::Initiate << Question{"STOR f", patternBytes(9 * mib)};
        QTest::newRow("a completion")
            << Verb::Complete << Question{"STOR f", patternBytes(9 * mib)};
        QTest::newRow("a download") << Verb::GetObject << Question{"RETR f", {}};
        QTest::newRow("a size") << Verb::HeadObject << Question{"SIZE f", {}};
        QTest::newRow("a deletion") << Verb::DeleteObject << Question{"DELE f", {}};
    }
    void whatIsNotTheStoreIsNeverBelieved()
    {
        QFETCH(const Verb, verb);
        QFETCH(const Question, question);
        House house;
        ServerFixture &server = house.server;
        const auto client = server.client();
        QCOMPARE(client->store("f", "old").code, 226);
        server.faults().add(strangersAnswer(verb, -1));
        const ClientReply reply = answerTo(*server.client(), question);
        QVERIFY(server.faults().fired() > 0);
        server.faults().clear();
        QCOMPARE(published(server, "f"), QByteArray("old"));
        QVERIFY2(reply.code / 100 == 4 || reply.code / 100 == 5, reply.text.constData());
    }
    void oneAnswerOfAStrangerIsAskedForAgain_data() { whatIsNotTheStoreIsNeverBelieved_data(); }
    void oneAnswerOfAStrangerIsAskedForAgain()
    {
        QFETCH(const Verb, verb);
        QFETCH(const Question, question);
        House house;
        ServerFixture &server = house.server;
        QCOMPARE(server.client()->store("f", "old").code, 226);
        server.faults().add(strangersAnswer(verb, 1));
        const ClientReply reply = answerTo(*server.client(), question);
        QVERIFY(server.faults().fired() > 0);
        QVERIFY2(reply.code / 100 == 2, reply.text.constData());
        const QByteArray now = published(server, "f");
        if (question.command == "DELE f")
            QCOMPARE(now, QByteArray("reply 550"));
        else
            QVERIFY(now == (question.bytes.isEmpty() ? QByteArray("old") : question.bytes));
    }

    // A key that was changed a moment ago is known everywhere only a little later.
    void oneRefusalInTheMiddleKeepsWhatCame_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("403") << 403 << QByteArray("AccessDenied");
        QTest::newRow("an unknown key") << 403 << QByteArray("InvalidAccessKeyId");
        QTest::newRow("an odd 400") << 400 << QByteArray("InvalidRequest");
    }
    void oneRefusalInTheMiddleKeepsWhatCame()
    {
        QFETCH(const int, status);
        QFETCH(const QByteArray, code);
        House house;
        ServerFixture &server = house.server;
        const QByteArray bytes = patternBytes(24 * mib);
        Fault refusal = fault(Fault::Kind::ErrorAnswer, {Verb::PutPart});
        refusal.status = status;
        refusal.code = code;
        refusal.skip = 2;
        server.faults().add(refusal);
        const ClientReply reply = sendAll(*server.client(), "STOR f", bytes);
        QCOMPARE(server.faults().fired(), 1);
        if (reply.code != 226)  // it may be asked for again
            QVERIFY(goesOnTo(server, bytes, 2 * mib));
        QVERIFY(published(server, "f") == bytes);
        QVERIFY(eventually([&] { return server.openUploads() == 0; }));
    }
    void oneRefusalKeepsAlsoWhatWasKeptBefore()
    {
        House house;
        ServerFixture &server = house.server;
        const QByteArray bytes = patternBytes(24 * mib);
        QVERIFY(breaksOff(server, "STOR f", bytes.first(9 * mib)));
        Fault refusal = fault(Fault::Kind::ErrorAnswer, {Verb::PutPart});
        refusal.status = 403;
        refusal.code = "AccessDenied";
        server.faults().add(refusal);
        const auto client = server.client();
        QCOMPARE(sizeOf(*client, "f"), 9 * mib);
        const ClientReply reply = sendFrom(*client, 9 * mib, "STOR f", bytes.sliced(9 * mib));
        QCOMPARE(server.faults().fired(), 1);
        if (reply.code != 226)
            QVERIFY(goesOnTo(server, bytes, 9 * mib));
        QVERIFY(published(server, "f") == bytes);
    }

    void oneWrongHeaderDeletesNothing_data()
    {
        QTest::addColumn<Verb>("verb");
        QTest::addColumn<int>("times");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("command");
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray large = patternBytes(3 * mib);
        const QByteArray larger = patternBytes(9 * mib, 2);
        QTest::newRow("HEAD before APPE")
            << Verb::HeadObject << 1 << large << QByteArray("APPE f") << QByteArray("line");
        QTest::newRow("HEAD before APPE, small") << Verb::HeadObject << 1 << QByteArray("small")
                                                 << QByteArray("APPE f") << QByteArray("line");
        QTest::newRow("PUT") << Verb::PutObject << -1 << QByteArray("old") << QByteArray("STOR f")
                             << QByteArray("new");
        QTest::newRow("Complete, once")
            << Verb::Complete << 1 << QByteArray("old") << QByteArray("STOR f") << larger;
        QTest::newRow("Complete, always")
            << Verb::Complete << -1 << QByteArray("old") << QByteArray("STOR f") << larger;
    }
    void oneWrongHeaderDeletesNothing()
    {
        QFETCH(const Verb, verb);
        QFETCH(const int, times);
        QFETCH(const QByteArray, before);
        QFETCH(const QByteArray, command);
        QFETCH(const QByteArray, bytes);
        House house;
        ServerFixture &server = house.server;
        QCOMPARE(server.client()->store("f", before).code, 226);
        server.faults().add(fault(Fault::Kind::WrongCrc, {verb}, "f", times));
        const ClientReply reply = sendAll(*server.client(), command, bytes);
        QVERIFY(server.faults().fired() > 0);
        server.faults().clear();
        const QByteArray after = command.startsWith("APPE") ? before + bytes : bytes;
        QVERIFY(isIdle(server.engine()));
        const QByteArray now = published(server, "f");
        QVERIFY2(now == before || now == after, now.left(40).constData());
        QVERIFY2(reply.code != 226 || now == after, reply.text.constData());
    }

    void settingsThatChangeUnderAJobDoNoHarm_data()
    {
        QTest::addColumn<bool>("isUpload");
        QTest::addColumn<bool>("isAnswered");
        QTest::newRow("a folder job that is aborted") << false << true;
        QTest::newRow("a folder job that is aborted by who leaves at once") << false << false;
        QTest::newRow("an upload that has only begun") << true << false;
    }
    void settingsThatChangeUnderAJobDoNoHarm()
    {
        QFETCH(const bool, isUpload);
        QFETCH(const bool, isAnswered);
        House house([](Settings &settings) {
            settings.users[0].interruptedUploads = UserSettings::InterruptedUploads::Discard;
            settings.network.workerThreads = 1;
        });
        ServerFixture &server = house.server;
        auto client = server.client();
        isUpload ? beginUpload(server, *client) : beginRename(server, *client);
        changeStore(server);
        if (!isUpload)
            client->sendRaw("ABOR\r\n");
        if (isAnswered)
            QCOMPARE(client->readReply().code, 426);
        client->reset();
        m_data.reset();
        QTRY_COMPARE(server.engine().snapshot().sessions.size(), 0);
        QVERIFY(eventually([&] { return server.openUploads() == 0; }));
        QVERIFY(eventually([&] { return server.keys("to/").isEmpty(); }));
        QCOMPARE(server.keys("from/").size(), isUpload ? 0 : 4);
        QCOMPARE(server.client("other")->send("NOOP").code, 200);
    }

private:
    static bool goesOnTo(ServerFixture &server, const QByteArray &bytes, qint64 least)
    {
        const auto client = server.client();
        const qint64 kept = sizeOf(*client, "f");
        return kept >= least && sendFrom(*client, kept, "STOR f", bytes.sliced(kept)).code == 226;
    }

    // Another name of the same store, so that sessions to come get another connection to it.
    static void changeStore(ServerFixture &server)
    {
        server.settings().buckets[0].endpoint.replace("127.0.0.1", "localhost");
        server.engine().apply(server.settings());
        QCOMPARE(server.client("other")->send("NOOP").code, 200);  // the thread has taken them
        QTRY_COMPARE(server.engine().snapshot().sessions.size(), 1);
    }

    // Its copies are made and wait for their last answer; the first try to remove them fails.
    void beginRename(ServerFixture &server, FtpClient &client)
    {
        for (const char *name : {"from/1", "from/2", "from/3", "from/4"})
            QCOMPARE(client.store(name, "content").code, 226);
        server.faults().add(lateAnswer(Verb::CopyObject, 60s, "4"));
        for (const Verb verb : {Verb::DeleteMany, Verb::DeleteObject})
            server.faults().add(fault(Fault::Kind::ErrorAnswer, {verb}));
        QCOMPARE(client.send("RNFR from").code, 350);
        client.sendRaw("RNTO to\r\n");
        QVERIFY(eventually([&] { return server.keys("to/").size() == 4; }));
    }

    // The store has opened it, and says so only when nobody listens any more.
    void beginUpload(ServerFixture &server, FtpClient &client)
    {
        server.faults().add(lateAnswer(Verb::Initiate, 1500ms));
        m_data = client.openData();
        QCOMPARE(client.send("STOR f").code, 150);
        QVERIFY(FtpClient::writeAll(*m_data, patternBytes(9 * mib)));
        QTRY_COMPARE(server.counters().initiate, 1);
    }

    std::unique_ptr<QTcpSocket> m_data;
};

COSFTP_TEST(OneNameStoreTest)
#include "one_name_store_test.moc"

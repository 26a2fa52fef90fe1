// SPDX-License-Identifier: GPL-3.0-or-later
// Files and folders that are renamed while somebody else touches them: nothing is lost, nothing
// stands in two places.
#include "localcos/raw_client.h"
#include "protocol/one_name_support.h"
#include "support/test_main.h"

#include <QDateTime>
#include <QTest>

using namespace cosftp;
using namespace cosftp::test;
using localcos::Fault;
using localcos::Verb;
using namespace std::chrono_literals;

namespace {

constexpr int files = 12;

QByteArray nameOf(int file) { return QByteArray::number(10 + file); }
QByteArray textOf(int file) { return "content of " + nameOf(file); }

void fill(FtpClient &client, const QByteArray &folder)
{
    for (int file = 0; file < files; ++file)
        QCOMPARE(client.store(folder + '/' + nameOf(file), textOf(file)).code, 226);
}

// How many of the files lie there with their own content.
int wholeIn(const ServerFixture &server, const QByteArray &folder)
{
    const auto reader = server.client("ro");
    int count = 0;
    for (int file = 0; file < files; ++file)
        count += content(*reader, folder + '/' + nameOf(file)) == textOf(file) ? 1 : 0;
    return count;
}

// A rename of "from" to "to" that waits for its copy of the last file.
class SlowRename
{
public:
    SlowRename(House &house, Verb verb, std::chrono::milliseconds delay) : m_server(house.server)
    {
        m_client = m_server.client();
        m_server.faults().add(lateAnswer(verb, delay, last()));
        m_hasBegun = m_client->send("RNFR from").code == 350;
        const int before = m_server.faults().fired();
        m_client->sendRaw("RNTO to\r\n");
        m_hasBegun = m_hasBegun
                     && QTest::qWaitFor([&] { return m_server.faults().fired() > before; },
                                        FtpClient::deadlineMs);
    }
    [[nodiscard]] bool hasBegun() const { return m_hasBegun; }
    [[nodiscard]] ClientReply end() { return m_client->readReply(); }
    FtpClient &client() { return *m_client; }

private:
    static QByteArray last() { return nameOf(files - 1); }

    ServerFixture &m_server;
    std::unique_ptr<FtpClient> m_client;
    bool m_hasBegun = false;
};

// The store itself is asked, by a client that shares nothing with the server.
localcos::RawClient storeClient(ServerFixture &server)
{
    return {server.store().port(), ServerFixture::bucket, "AKIDtest", ServerFixture::secretKey};
}

// Who may do what with the object; "default" if it has no rights of its own.
QByteArray accessTo(ServerFixture &server, const QByteArray &key)
{
    localcos::RawRequest question;
    question.key = key;
    question.query = {{"acl", ""}};
    const localcos::RawAnswer answer = storeClient(server).ask(question);
    return answer.status == 200 && answer.header("x-cos-acl") != "default"
               ? (answer.elements("URI") + answer.elements("ID") + answer.elements("Permission"))
                     .join(' ')
               : "default";
}

}  // namespace

class OneNameRenameTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsStoredWhileTheFileIsRenamedStays_data() { addOthers(); }
    void whatIsStoredWhileTheFileIsRenamedStays()
    {
        QFETCH(const QByteArray, who);
        House house;
        ServerFixture &server = house.server;
        const auto client = server.client();
        const auto other = house.client(who);
        QCOMPARE(client->store("a", "old").code, 226);
        server.faults().add(lateAnswer(Verb::CopyObject, 700ms));
        QCOMPARE(client->send("RNFR a").code, 350);
        client->sendRaw("RNTO b\r\n");
        QTRY_COMPARE(server.counters().copyObject, 1);
        QCOMPARE(other->store("a", "newer").code, 226);
        const ClientReply renamed = client->readReply();
        QCOMPARE(published(server, "a"), QByteArray("newer"));
        QVERIFY2(renamed.code == 450, renamed.text.constData());
        QCOMPARE(published(server, "b"), QByteArray("old"));
    }

    void theSecondRenameOfAFolderIsRefused_data() { addOthers(); }
    void theSecondRenameOfAFolderIsRefused()
    {
        QFETCH(const QByteArray, who);
        House house;
        const auto other = house.client(who);
        fill(*house.server.client(), "from");
        SlowRename rename(house, Verb::CopyObject, 1500ms);
        QVERIFY(rename.hasBegun());
        const ClientReply first = other->send("RNFR from");
        const ClientReply second = first.code == 350 ? other->send("RNTO elsewhere") : first;
        QCOMPARE(rename.end().code, 250);
        QVERIFY2(second.code == 450, second.text.constData());
        QCOMPARE(wholeIn(house.server, "to"), files);
        QCOMPARE(house.server.keys("elsewhere/").size(), 0);
        QCOMPARE(house.server.keys("from/").size(), 0);
    }

    void whoRenamesAFolderThatHasGoneMeanwhileIsRefused_data() { addOthers(); }
    void whoRenamesAFolderThatHasGoneMeanwhileIsRefused()
    {
        QFETCH(const QByteArray, who);
        House house;
        const auto first = house.server.client();
        fill(*first, "from");
        const auto second = house.client(who);
        QCOMPARE(first->send("RNFR from").code, 350);
        QCOMPARE(second->send("RNFR from").code, 350);
        QCOMPARE(first->send("RNTO to").code, 250);
        const ClientReply reply = second->send("RNTO elsewhere");
        QVERIFY2(reply.code == 550, reply.text.constData());
        QCOMPARE(second->send("CWD elsewhere").code, 550);
        QVERIFY(house.server.keys("elsewhere/").isEmpty());
    }
    void whatIsStoredInTheTargetIsNotReplacedByACopy_data() { addOthers(); }
    void whatIsStoredInTheTargetIsNotReplacedByACopy()
    {
        QFETCH(const QByteArray, who);
        House house;
        ServerFixture &server = house.server;
        const auto other = house.client(who);
        fill(*server.client(), "from");
        // The last file is looked at and will be copied.
        SlowRename rename(house, Verb::HeadObject, 700ms);
        QVERIFY(rename.hasBegun());
        const QByteArray name = nameOf(files - 1);
        QCOMPARE(other->store("to/" + name, "mine").code, 226);
        const ClientReply renamed = rename.end();
        QVERIFY2(renamed.code / 100 == 2 || renamed.code / 100 == 4 || renamed.code == 550,
                 renamed.text.constData());  // 550: the name exists already
        QCOMPARE(published(server, "to/" + name), QByteArray("mine"));
        QCOMPARE(published(server, "from/" + name), textOf(files - 1));
        // No copy is left of what was not renamed, and no source of what was.
        QVERIFY(
            eventually([&] { return wholeIn(server, "from") + wholeIn(server, "to") == files; }));
    }

    void anAbortedRenameTakesOnlyItsOwnCopiesAway_data() { addOthers(); }
    void anAbortedRenameTakesOnlyItsOwnCopiesAway()
    {
        QFETCH(const QByteArray, who);
        House house;
        ServerFixture &server = house.server;
        const auto other = house.client(who);
        fill(*server.client(), "from");
        SlowRename rename(house, Verb::CopyObject, 60s);
        QVERIFY(rename.hasBegun());
        const QByteArray first = "to/" + nameOf(0);
        QVERIFY(eventually([&] { return published(server, first) == textOf(0); }));
        QCOMPARE(other->store(first, "mine").code, 226);
        QCOMPARE(other->store("to/beside", "mine too").code, 226);
        rename.client().sendRaw("ABOR\r\n");
        QCOMPARE(rename.end().code, 426);
        QCOMPARE(rename.end().code, 226);
        const QList<QByteArray> right{first, "to/beside"};
        (void)eventually([&] { return server.keys("to/").size() <= right.size(); });
        QCOMPARE(server.keys("to/"), right);
        QCOMPARE(published(server, first), QByteArray("mine"));
        QCOMPARE(published(server, "to/beside"), QByteArray("mine too"));
        QCOMPARE(wholeIn(server, "from"), files);
    }

    // A server that died has left copies, undecided. Two find them; the slower one acts on what it
    // saw before the quicker one was done.
    void anInterruptedRenameIsMendedByOneServerOnly()
    {
        House house;
        ServerFixture &server = house.server;
        const auto quick = server.client();
        const auto slow = ServerFixture::clientOf(house.second());
        fill(*quick, "from");
        QVERIFY(leaveHalfARename(server));
        server.store().setClock([] { return QDateTime::currentSecsSinceEpoch() + 600; });
        QCOMPARE(slow->send("RNFR from").code, 350);
        QCOMPARE(quick->send("RNFR from").code, 350);
        server.store().resetCounters();
        const int before = server.faults().fired();
        const auto hasFired = [&](int times) {
            return QTest::qWaitFor([&] { return server.faults().fired() >= before + times; }, 3000);
        };
        server.faults().add(lateAnswer(Verb::PutObject, 300ms, ".cosftp/clock"));
        slow->sendRaw("RNTO to\r\n");
        (void)hasFired(1);
        Fault stale = lateAnswer(Verb::List, 3s);
        stale.skip = 1;
        server.faults().add(stale);
        (void)hasFired(2);
        const ClientReply one = quick->send("RNTO to");
        const ClientReply two = slow->readReply();
        QCOMPARE(wholeIn(server, "to"), files);
        QCOMPARE(server.keys("from/").size(), 0);
        QVERIFY2((one.code == 250) != (two.code == 250), (one.text + two.text).constData());
    }

    // A private object in a public bucket must not become readable by its new name.
    void anObjectKeepsItsOwnRights_data()
    {
        QTest::addColumn<NamedValues>("rights");
        QTest::addColumn<QByteArray>("how");
        const QList<std::pair<const char *, NamedValues>> kinds{
            {"private", {{"x-cos-acl", "private"}}},
            {"public", {{"x-cos-acl", "public-read"}}},
            {"for one other", {{"x-cos-grant-read", "id=\"100000000001\""}}},
            {"those of its bucket", {}}};
        for (const auto &[kind, rights] : kinds)
            for (const char *how : {"RNTO", "RNTO of its folder", "MFMT", "APPE", "REST and STOR"})
                QTest::addRow("%s, %s", kind, how) << rights << QByteArray(how);
    }
    void anObjectKeepsItsOwnRights()
    {
        QFETCH(const NamedValues, rights);
        QFETCH(const QByteArray, how);
        House house;
        ServerFixture &server = house.server;
        QCOMPARE(storeClient(server).put("d/f", "content", rights).status, 200);
        const QByteArray before = accessTo(server, "d/f");
        QCOMPARE(before == "default", rights.isEmpty());
        const ClientReply reply = change(*server.client(), how);
        const bool isNew = how.startsWith("RNTO") && reply.code / 100 == 2;
        const QByteArray now = isNew ? QByteArray("e/f") : QByteArray("d/f");
        QVERIFY2(reply.code / 100 == 2, reply.text.constData());
        QVERIFY(published(server, now).startsWith("content"));
        QCOMPARE(accessTo(server, now), before);
    }

private:
    static ClientReply change(FtpClient &client, const QByteArray &how)
    {
        if (how == "MFMT")
            return client.send("MFMT 20200102030405 d/f");
        if (how == "APPE")
            return sendAll(client, "APPE d/f", " and more");
        if (how == "REST and STOR")
            return sendFrom(client, 7, "STOR d/f", " and more");
        const QByteArray name = how == "RNTO" ? "/f" : "";
        if (how == "RNTO")
            client.send("MKD e");
        return client.send("RNFR d" + name).code == 350 ? client.send("RNTO e" + name)
                                                        : ClientReply();
    }

    // A server that is gone in the middle, and could not even clean up.
    static bool leaveHalfARename(ServerFixture &server)
    {
        auto victim = server.secondServer();
        const auto client = ServerFixture::clientOf(*victim);
        server.faults().add(lateAnswer(Verb::CopyObject, 60s, nameOf(files - 1)));
        client->send("RNFR from");
        client->sendRaw("RNTO to\r\n");
        const bool isHalf = eventually([&] { return server.keys("to/").size() == files; });
        Fault refusal =
            fault(Fault::Kind::ErrorAnswer, {Verb::DeleteMany, Verb::DeleteObject}, {}, -1);
        refusal.status = 403;
        refusal.code = "AccessDenied";
        server.faults().add(refusal);
        victim.reset();
        server.faults().clear();
        return isHalf && server.keys("to/").size() == files;
    }
};

COSFTP_TEST(OneNameRenameTest)
#include "one_name_rename_test.moc"

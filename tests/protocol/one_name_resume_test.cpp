// SPDX-License-Identifier: GPL-3.0-or-later
// Interrupted uploads of names that others touch too: never two versions in one object, never a
// living upload that somebody else ends.
#include "protocol/one_name_support.h"
#include "support/test_main.h"

#include <QDateTime>
#include <QTest>

#include <atomic>

using namespace cosftp;
using namespace cosftp::test;
using localcos::Verb;
using namespace std::chrono_literals;

namespace {

// A version can be told from another by every byte.
const QByteArray &v1()
{
    static const QByteArray bytes(11 * mib, '1');
    return bytes;
}
const QByteArray &v2()
{
    static const QByteArray bytes(12 * mib, '2');
    return bytes;
}
constexpr qsizetype kept = 9 * mib;

// So many bytes from `at` on are the same. By halves: a byte at a time takes seconds here.
qsizetype runAt(const QByteArray &bytes, qsizetype at)
{
    qsizetype least = 1;
    qsizetype most = bytes.size() - at;
    while (least < most) {
        const qsizetype half = (least + most + 1) / 2;
        const QByteArrayView run = QByteArrayView(bytes).sliced(at, half);
        if (run.first(half - 1) == run.sliced(1))
            least = half;
        else
            most = half - 1;
    }
    return least;
}

// What stands there, in a few words.
QByteArray versionsIn(const QByteArray &bytes)
{
    QByteArray words;
    for (qsizetype at = 0; at < bytes.size() && words.size() < 200;) {
        const qsizetype run = runAt(bytes, at);
        words += QByteArray::number(run) + " of '" + bytes[at] + "' ";
        at += run;
    }
    return words.trimmed();
}

QByteArray wholeOf(const QByteArray &version) { return versionsIn(version); }

QByteArray publishedVersions(const ServerFixture &server)
{
    return versionsIn(published(server, "f"));
}

void shiftStoreClock(ServerFixture &server, qint64 seconds)
{
    server.store().setClock([seconds] { return QDateTime::currentSecsSinceEpoch() + seconds; });
}

// A store and servers that sign by its clock, which runs ahead by as much as it is told.
std::atomic<qint64> sharedAhead = 0;
qint64 sharedClock() { return QDateTime::currentSecsSinceEpoch() + sharedAhead; }
CosOptions signingByTheStoresClock()
{
    sharedAhead = 0;
    CosOptions options;
    options.clock = sharedClock;
    return options;
}

bool isDescribed(const ServerFixture &server)
{
    return QTest::qWaitFor([&server] { return !server.keys(".cosftp/uploads/").isEmpty(); },
                           FtpClient::deadlineMs);
}

}  // namespace

class OneNameResumeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // v2 waits over v1, and n lies behind what waits but inside of v1.
    void anOffsetBehindWhatWaitsIsRefused_data()
    {
        QTest::addColumn<QByteArray>("who");
        QTest::addColumn<bool>("asks");
        for (const char *who : {"another session", "another address", "another server"})
            for (const bool asks : {false, true})
                QTest::addRow("%s%s", who, asks ? " that asked for the size" : "")
                    << QByteArray(who) << asks;
    }
    void anOffsetBehindWhatWaitsIsRefused()
    {
        QFETCH(const QByteArray, who);
        QFETCH(const bool, asks);
        House house;
        const auto client = house.client(who);
        QCOMPARE(house.server.client()->store("f", v1()).code, 226);
        QVERIFY(breaksOff(house.server, "STOR f", v2().first(kept)));
        const qint64 told = asks ? sizeOf(*client, "f") : 0;
        const ClientReply reply = sendFrom(*client, 10 * mib, "STOR f", v2().sliced(10 * mib));
        QCOMPARE(publishedVersions(house.server), wholeOf(v1()));
        const int right = asks && told == kept ? 554 : 450;
        QVERIFY2(reply.code == right, reply.text.constData());
        QCOMPARE(sizeOf(*house.server.client(), "f"), kept);
    }

    // A session was told of one upload; meanwhile another one of the name breaks off.
    void whatASessionWasToldIsWhatItGoesOnWith()
    {
        House house;
        ServerFixture &server = house.server;
        const QByteArray v3(11 * mib, '3');
        QCOMPARE(server.client()->store("f", v1()).code, 226);
        QVERIFY(breaksOff(server, "STOR f", v2().first(kept)));
        const auto client = server.client();
        QCOMPARE(sizeOf(*client, "f"), kept);
        QVERIFY(breaksOff(server, "STOR f", v3.first(10 * mib)));
        const ClientReply reply = sendAll(*client, "APPE f", v2().sliced(kept));
        const QByteArray now = publishedVersions(server);
        QVERIFY2(reply.code == 226 || reply.code == 450, reply.text.constData());
        QCOMPARE(now, reply.code == 226 ? wholeOf(v2()) : wholeOf(v1()));
    }
    // A session was told of an upload, and another one goes on with it first.
    void anAppendGoesOnOnlyAtTheSizeThatWasTold()
    {
        House house;
        ServerFixture &server = house.server;
        QVERIFY(breaksOff(server, "STOR f", v2().first(kept)));
        const auto client = server.client();
        QCOMPARE(sizeOf(*client, "f"), kept);
        auto other = server.client();
        QCOMPARE(other->send("REST " + QByteArray::number(kept)).code, 350);
        RunningUpload upload(std::move(other), "STOR f", v2().sliced(kept, 2 * mib));
        QVERIFY(upload.hasBegun());
        upload.breakOff();
        QVERIFY(isIdle(server.engine()));
        const ClientReply reply = sendAll(*client, "APPE f", v1().sliced(kept));
        QVERIFY2(reply.code == 450, reply.text.constData());
        QCOMPARE(published(server, "f"), QByteArray("reply 550"));
        QCOMPARE(sizeOf(*client, "f"), kept + 2 * mib);
        QCOMPARE(sendAll(*client, "APPE f", v2().sliced(kept + 2 * mib)).code, 226);
        QCOMPARE(publishedVersions(server), wholeOf(v2()));
    }
    void aSizeOfTheObjectIsNotThatOfWhatBreaksOffLater()
    {
        House house;
        ServerFixture &server = house.server;
        QCOMPARE(server.client()->store("f", v1()).code, 226);
        const auto client = server.client();
        QCOMPARE(sizeOf(*client, "f"), v1().size());
        QVERIFY(breaksOff(server, "STOR f", v2().first(kept)));
        const ClientReply reply = sendAll(*client, "APPE f", "line");
        QCOMPARE(publishedVersions(server), wholeOf(v1()));
        QVERIFY2(reply.code == 450, reply.text.constData());
    }

    // The other server has run since before, and believes that it knows what waits.
    void theOtherServerLooksForWhatWaits_data()
    {
        QTest::addColumn<qsizetype>("oldSize");
        QTest::addColumn<QByteArray>("command");
        for (const char *command : {"STOR f", "APPE f"}) {
            QTest::addRow("%s, a new name", command) << qsizetype{0} << QByteArray(command);
            QTest::addRow("%s, over a smaller object", command) << 6 * mib << QByteArray(command);
            QTest::addRow("%s, over a larger object", command) << 11 * mib << QByteArray(command);
        }
    }
    void theOtherServerLooksForWhatWaits()
    {
        QFETCH(const qsizetype, oldSize);
        QFETCH(const QByteArray, command);
        House house;
        const QByteArray old = v1().first(oldSize);
        if (!old.isEmpty())
            QCOMPARE(house.server.client()->store("f", old).code, 226);
        (void)sizeOf(*house.client("another server"), "f");
        QVERIFY(breaksOff(house.server, "STOR f", v2().first(kept)));
        const auto client = house.client("another server");
        const qint64 told = sizeOf(*client, "f");
        const qint64 start = std::max<qint64>(told, 0);
        const ClientReply reply = command == "APPE f"
                                      ? sendAll(*client, command, v2().sliced(start))
                                      : sendFrom(*client, start, command, v2().sliced(start));
        QCOMPARE(publishedVersions(house.server), wholeOf(v2()));
        QCOMPARE(reply.code, 226);
        QCOMPARE(told, kept);
        QVERIFY(eventually([&] { return house.server.openUploads() == 0; }));
    }

    // Only the store's clock counts.
    void aServersClockMayBeWrong_data()
    {
        QTest::addColumn<int>("storeAhead");
        QTest::newRow("the server's is 90 s behind") << 90;
        QTest::newRow("the server's is two hours behind") << 7200;
        QTest::newRow("the server's is two hours ahead") << -7200;
    }
    void aServersClockMayBeWrong()
    {
        QFETCH(const int, storeAhead);
        House house;
        ServerFixture &server = house.server;
        shiftStoreClock(server, storeAhead);
        QCOMPARE(server.client()->store("f", v1()).code, 226);
        QVERIFY(breaksOff(server, "STOR f", v2().first(kept)));
        const auto client = server.client();
        const qint64 told = sizeOf(*client, "f");
        const ClientReply reply = sendFrom(*client, told, "STOR f", v2().sliced(told));
        QCOMPARE(publishedVersions(server), wholeOf(v2()));
        QCOMPARE(reply.code, 226);
    }
    void aServersClockMayBeWrongFromItsFirstQuestionOn()
    {
        House house;
        QCOMPARE(house.server.client()->store("f", "old").code, 226);
        shiftStoreClock(house.server, 7200);
        const auto client = house.client("another server");
        QCOMPARE(client->send("SIZE f").text, QByteArray("213 3"));
    }
    // Something newer stands there: what waits is of no use, whatever the clocks say.
    void whatWaitsUnderSomethingNewerIsNotOffered_data() { aServersClockMayBeWrong_data(); }
    void whatWaitsUnderSomethingNewerIsNotOffered()
    {
        QFETCH(const int, storeAhead);
        House house;
        ServerFixture &server = house.server;
        shiftStoreClock(server, storeAhead);
        QCOMPARE(server.client()->store("f", v1()).code, 226);
        QVERIFY(breaksOff(server, "STOR f", v2().first(kept)));
        const QByteArray v3(1000, '3');
        QCOMPARE(house.client("another user")->store("f", v3).code, 226);
        const auto client = server.client();
        QCOMPARE(sizeOf(*client, "f"), v3.size());
        const ClientReply reply = sendFrom(*client, kept, "STOR f", v2().sliced(kept));
        QCOMPARE(publishedVersions(server), wholeOf(v3));
        QVERIFY2(reply.code == 554 || reply.code == 450, reply.text.constData());
    }

    // Each upload expires as its own server said, by the store's clock.
    void anUploadExpiresByTheStoresClock()
    {
        House house([](Settings &settings) { settings.limits.resumeHours = 1; },
                    signingByTheStoresClock());
        ServerFixture &server = house.server;
        server.store().setClock(sharedClock);
        QVERIFY(breaksOff(server, "STOR f", v2().first(kept)));
        QCOMPARE(sizeOf(*server.client(), "f"), kept);
        sharedAhead = 50 * 60;
        QCOMPARE(sizeOf(*server.client(), "f"), kept);
        sharedAhead = 70 * 60;
        QVERIFY(eventually(
            [&] { return server.client()->send("SIZE f").text.startsWith("550 No such file"); }));
    }
    void aServerThatKeepsUploadsForAShorterTimeEndsNoneOfOthers()
    {
        const CosOptions options = signingByTheStoresClock();
        House house([](Settings &settings) { settings.limits.resumeHours = 24; }, options);
        ServerFixture &server = house.server;
        server.store().setClock(sharedClock);
        QVERIFY(breaksOff(server, "STOR f", v2().first(kept)));
        RunningUpload running(server.client(), "STOR g", v2().first(kept));
        QVERIFY(running.hasBegun());
        QVERIFY(eventually([&] { return server.keys(".cosftp/uploads/").size() >= 2; }));
        sharedAhead = 2 * 3600;
        const auto hasty = server.secondServer(
            [](Settings &settings) { settings.limits.resumeHours = 1; }, options);
        QCOMPARE(sizeOf(*ServerFixture::clientOf(*hasty), "f"), kept);
        QCOMPARE(running.finish().code, 226);
        const auto client = server.client();
        QCOMPARE(sizeOf(*client, "f"), kept);
        QCOMPARE(sendFrom(*client, kept, "STOR f", v2().sliced(kept)).code, 226);
        QCOMPARE(publishedVersions(server), wholeOf(v2()));
    }

    // In one session SIZE and RETR speak of the same bytes, or RETR says why not.
    void aSizeThatWasToldIsNeverThatOfOtherBytes_data()
    {
        QTest::addColumn<QByteArray>("question");
        for (const char *question : {"SIZE f", "MLST f", "MLSD", "LIST", ""})
            QTest::newRow(*question == '\0' ? "not asked" : question) << QByteArray(question);
    }
    void aSizeThatWasToldIsNeverThatOfOtherBytes()
    {
        QFETCH(const QByteArray, question);
        House house;
        ServerFixture &server = house.server;
        QCOMPARE(server.client()->store("f", v1()).code, 226);
        QVERIFY(breaksOff(server, "STOR f", v2().first(kept)));
        const auto owner = server.client();
        QByteArray told;
        if (question == "MLSD" || question == "LIST")
            QCOMPARE(owner->retrieve(question, &told).code, 226);
        else if (!question.isEmpty())
            told = owner->send(question).text;
        QVERIFY(question.isEmpty() || told.contains(QByteArray::number(kept)));
        QByteArray bytes;
        const ClientReply refusal = owner->retrieve("RETR f", &bytes);
        QCOMPARE(bytes.size(), 0);
        QVERIFY2(refusal.code == 550 && refusal.text.contains("SITE DISCARD"),
                 refusal.text.constData());
        QCOMPARE(owner->send("SITE DISCARD f").code / 100, 2);
        QCOMPARE(sizeOf(*owner, "f"), v1().size());
        QCOMPARE(versionsIn(content(*owner, "f")), wholeOf(v1()));
        QVERIFY(eventually([&] { return server.openUploads() == 0; }));
    }
    void whoComesFromElsewhereSeesTheObject_data()
    {
        QTest::addColumn<QByteArray>("who");
        QTest::newRow("another address") << QByteArray("another address");
        QTest::newRow("another user") << QByteArray("another user");
    }
    void whoComesFromElsewhereSeesTheObject()
    {
        QFETCH(const QByteArray, who);
        House house;
        QCOMPARE(house.server.client()->store("f", v1()).code, 226);
        QVERIFY(breaksOff(house.server, "STOR f", v2().first(kept)));
        const auto client = house.client(who);
        const QByteArray size = QByteArray::number(v1().size());
        QByteArray listing;
        QCOMPARE(client->retrieve("MLSD", &listing).code, 226);
        QVERIFY2(listing.contains("size=" + size), listing.constData());
        QCOMPARE(client->retrieve("LIST", &listing).code, 226);
        QVERIFY2(listing.contains(size), listing.constData());
        QVERIFY(client->send("MLST f").text.contains("size=" + size));
        QCOMPARE(sizeOf(*client, "f"), v1().size());
        QCOMPARE(versionsIn(content(*client, "f")), wholeOf(v1()));
    }
    void aNewNameIsToldToItsOwnerWhereverHeComesFrom()
    {
        House house;
        QVERIFY(breaksOff(house.server, "STOR f", v2().first(kept)));
        const auto client = house.client("another address");
        QCOMPARE(sizeOf(*client, "f"), kept);
        QCOMPARE(sendFrom(*client, kept, "STOR f", v2().sliced(kept)).code, 226);
        QCOMPARE(publishedVersions(house.server), wholeOf(v2()));
    }

    // It comes in at the first server, and the other one finds its description.
    void whatOneServerReceivesNoOtherGoesOnWith_data()
    {
        QTest::addColumn<bool>("hasOldObject");
        QTest::newRow("a new name") << false;
        QTest::newRow("over an object") << true;
    }
    void whatOneServerReceivesNoOtherGoesOnWith()
    {
        QFETCH(const bool, hasOldObject);
        House house;
        ServerFixture &server = house.server;
        if (hasOldObject)
            QCOMPARE(server.client()->store("f", v1()).code, 226);
        RunningUpload upload(server.client(), "STOR f", v2().first(kept));
        QVERIFY(upload.hasBegun());
        QVERIFY(isDescribed(server));
        const auto client = house.client("another server");
        const qint64 told = sizeOf(*client, "f");
        const QByteArray other(12 * mib, '3');
        const ClientReply reply = sendFrom(*client, 8 * mib, "STOR f", other.sliced(8 * mib));
        QVERIFY(upload.send(v2().sliced(kept)));
        const ClientReply first = upload.finish();
        QCOMPARE(publishedVersions(server), wholeOf(v2()));
        QVERIFY2(first.code == 226, first.text.constData());
        QVERIFY2(reply.code == 450 || reply.code == 554, reply.text.constData());
        QCOMPARE(told, hasOldObject ? v1().size() : -1);
    }

    // Two come back with different data for the same place.
    void ofTwoWhoGoOnOneWins_data() { addOwnSessions(); }
    void ofTwoWhoGoOnOneWins()
    {
        QFETCH(const QByteArray, who);
        House house;
        ServerFixture &server = house.server;
        QVERIFY(breaksOff(server, "STOR f", v2().first(kept)));
        auto one = server.client();
        const auto two = house.client(who);
        QCOMPARE(sizeOf(*one, "f"), kept);
        QCOMPARE(sizeOf(*two, "f"), kept);
        const QByteArray rest = "REST " + QByteArray::number(kept);
        QCOMPARE(one->send(rest).code, 350);
        RunningUpload winner(std::move(one), "STOR f", v2().sliced(kept, mib));
        QVERIFY(winner.hasBegun());
        const auto data = two->openData();
        QCOMPARE(two->send(rest).code, 350);
        two->sendRaw("STOR f\r\n");
        (void)isAnsweredSoon(*two);
        QVERIFY(winner.send(v2().sliced(kept + mib)));
        const ClientReply first = winner.finish();
        QCOMPARE(publishedVersions(server), wholeOf(v2()));
        QVERIFY2(first.code == 226, first.text.constData());
        const ClientReply second = two->readReply();
        QVERIFY2(second.code == 450 || second.code == 554, second.text.constData());
        QCOMPARE(publishedVersions(server), wholeOf(v2()));
    }

    void aSmallFileOfAnotherSessionEndsNoLivingUpload_data() { addOwnSessions(); }
    void aSmallFileOfAnotherSessionEndsNoLivingUpload()
    {
        QFETCH(const QByteArray, who);
        House house;
        ServerFixture &server = house.server;
        RunningUpload upload(server.client(), "STOR f", v2().first(kept));
        QVERIFY(upload.hasBegun());
        QVERIFY(isDescribed(server));
        const auto client = house.client(who);
        (void)sizeOf(*client, "f");
        QCOMPARE(client->store("f", "small").code, 226);
        QCOMPARE(published(server, "f"), QByteArray("small"));
        QVERIFY(upload.send(v2().sliced(kept)));
        const ClientReply reply = upload.finish();
        QVERIFY2(reply.code == 226, reply.text.constData());
        QCOMPARE(publishedVersions(server), wholeOf(v2()));
    }

    // A device's line was cut and its session still hangs: it is not locked out by itself.
    void aSessionThatHangsIsTakenOverWhenItIsSilent()
    {
        House house([](Settings &settings) { settings.timeouts.takeOver = 1s; });
        ServerFixture &server = house.server;
        RunningUpload hanging(server.client(), "STOR f", v2().first(kept));
        QVERIFY(hanging.hasBegun());
        const auto client = server.client();
        QCOMPARE(sendFrom(*client, kept, "STOR f", v2().sliced(kept)).code, 226);
        QCOMPARE(publishedVersions(server), wholeOf(v2()));
        QCOMPARE(hanging.finish().code, 426);
    }

    // When: see ParkRecordTest, which needs no clock to tell.
    void aRunningUploadIsDescribedByItself()
    {
        House house;
        ServerFixture &server = house.server;
        RunningUpload upload(server.client(), "STOR f", v2().first(kept));
        QVERIFY(upload.hasBegun());
        QVERIFY(isDescribed(server));
        QCOMPARE(upload.finish().code, 226);
    }
};

COSFTP_TEST(OneNameResumeTest)
#include "one_name_resume_test.moc"

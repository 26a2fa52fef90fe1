// SPDX-License-Identifier: GPL-3.0-or-later
// Uploads that were interrupted and go on, as clients do it: over sockets, after a restart, from
// another server on the same bucket.
#include "support/server_fixture.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;
using namespace cosftp::test;

namespace {

constexpr qsizetype mib = 1024 * 1024;

QByteArray content(FtpClient &client, const QByteArray &path)
{
    QByteArray bytes;
    const ClientReply reply = client.retrieve("RETR " + path, &bytes);
    return reply.code == 226 ? bytes : "reply " + QByteArray::number(reply.code);
}

qint64 sizeOf(FtpClient &client, const QByteArray &path)
{
    const ClientReply reply = client.send("SIZE " + path);
    return reply.code == 213 ? reply.text.mid(4).toLongLong() : -1;
}

QByteArray listingOf(FtpClient &client)
{
    QByteArray text;
    client.retrieve("LIST", &text);
    return text;
}

// Sends the bytes with `command` and ends the data connection properly; the final reply.
ClientReply sendAll(FtpClient &client, const QByteArray &command, const QByteArray &bytes)
{
    const auto data = client.openData();
    const ClientReply preliminary = client.send(command);
    if (preliminary.code != 150)
        return preliminary;
    FtpClient::writeAll(*data, bytes);
    data->disconnectFromHost();
    if (data->state() != QAbstractSocket::UnconnectedState)
        data->waitForDisconnected(FtpClient::deadlineMs);
    return client.readReply();
}

// Cuts both connections when the last byte has left; how much the server has read by then is not
// known.
void sendAndDieAtOnce(ServerFixture &server, const QByteArray &command, const QByteArray &bytes)
{
    const auto client = server.client();
    const auto data = client->openData();
    QCOMPARE(client->send(command).code, 150);
    QVERIFY(FtpClient::writeAll(*data, bytes));
    resetSocket(*data);
    client->reset();
}

// Sends the bytes and then cuts both connections, as a line that goes down does.
void sendAndDie(ServerFixture &server, const QByteArray &command, const QByteArray &bytes,
                const QByteArray &before = {})
{
    const auto client = server.client();
    if (!before.isEmpty())
        QCOMPARE(client->send(before).code, 350);
    const auto data = client->openData();
    QCOMPARE(client->send(command).code, 150);
    QVERIFY(FtpClient::writeAll(*data, bytes));
    QTRY_VERIFY(client->send("STAT").text.contains(QByteArray::number(bytes.size()) + " bytes"));
    resetSocket(*data);
    client->reset();
}

}  // namespace

class ResumeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anInterruptedUploadGoesOnAtItsSize_data()
    {
        QTest::addColumn<QByteArray>("how");
        QTest::addColumn<bool>("hasOldObject");
        for (const char *how : {"REST and STOR", "APPE"})
            for (const bool hasOldObject : {false, true})
                QTest::addRow("%s, %s", how, hasOldObject ? "over an object" : "new name")
                    << QByteArray(how) << hasOldObject;
    }
    void anInterruptedUploadGoesOnAtItsSize()
    {
        QFETCH(const QByteArray, how);
        QFETCH(const bool, hasOldObject);
        ServerFixture server;
        const QByteArray bytes = patternBytes(21 * mib + 11);
        if (hasOldObject)
            QCOMPARE(server.client()->store("f", "old").code, 226);
        sendAndDie(server, "STOR f", bytes.first(10 * mib + 5));
        const auto client = server.client();
        QTRY_COMPARE(sizeOf(*client, "f"), 10 * mib + 5);
        if (hasOldObject) {  // its bytes are not those that SIZE speaks of
            QCOMPARE(content(*client, "f"), QByteArray("reply 550"));
            QCOMPARE(content(*server.client("ro"), "f"), QByteArray("old"));
        }
        const qint64 kept = sizeOf(*client, "f");
        if (how == "APPE") {
            QCOMPARE(sendAll(*client, "APPE f", bytes.sliced(kept)).code, 226);
        } else {
            QCOMPARE(client->send("REST " + QByteArray::number(kept)).code, 350);
            QCOMPARE(sendAll(*client, "STOR f", bytes.sliced(kept)).code, 226);
        }
        QVERIFY(content(*client, "f") == bytes);
        QCOMPARE(sizeOf(*client, "f"), bytes.size());
        QTRY_COMPARE(server.openUploads(), 0);
    }

    // FileZilla lists the folder and lftp asks for the size at once when a line broke.
    void aClientThatComesBackAtOnceIsToldWhatIsKept_data()
    {
        QTest::addColumn<QByteArray>("question");
        QTest::addColumn<bool>("hasOldObject");
        for (const char *question : {"MLSD", "LIST", "SIZE f", "MLST f"})
            for (const bool hasOldObject : {false, true})
                QTest::addRow("%s%s", question, hasOldObject ? ", over an object" : "")
                    << QByteArray(question) << hasOldObject;
    }
    void aClientThatComesBackAtOnceIsToldWhatIsKept()
    {
        QFETCH(const QByteArray, question);
        QFETCH(const bool, hasOldObject);
        ServerFixture server;
        if (hasOldObject)
            QCOMPARE(server.client()->store("f", "old").code, 226);
        const auto client = server.client();
        sendAndDieAtOnce(server, "STOR f", patternBytes(20 * mib));
        QByteArray answer;
        if (question == "MLSD" || question == "LIST")
            QCOMPARE(client->retrieve(question, &answer).code, 226);
        else
            answer = client->send(question).text;
        const qint64 kept = sizeOf(*client, "f");
        QVERIFY(kept > mib);
        QVERIFY2(answer.contains(QByteArray::number(kept)), answer.constData());
    }

    void theOwnerSeesItAndNobodyElse()
    {
        ServerFixture server;
        sendAndDie(server, "STOR d/f", patternBytes(9 * mib));
        const auto client = server.client();
        QTRY_COMPARE(sizeOf(*client, "d/f"), 9 * mib);
        const QByteArray size = QByteArray::number(9 * mib);
        QVERIFY(client->send("MLST d/f").text.contains("size=" + size));
        QCOMPARE(client->send("MDTM d/f").code, 213);
        QByteArray text;
        QCOMPARE(client->retrieve("LIST d", &text).code, 226);
        QVERIFY2(text.contains(size) && text.contains(" f\r\n"), text.constData());
        QCOMPARE(client->retrieve("MLSD d", &text).code, 226);
        QVERIFY(text.contains("size=" + size));
        QCOMPARE(client->retrieve("RETR d/f", &text).code, 550);
        QCOMPARE(client->retrieve("NLST /", &text).code, 226);
        QVERIFY2(!text.contains("cosftp"), text.constData());
        for (const char *name : {"ro", "nodel"}) {
            const auto other = server.client(name);
            QCOMPARE(other->send("SIZE d/f").code, 550);
            QCOMPARE(other->send("MLST d/f").code, 550);
            QByteArray listing;
            other->retrieve("LIST d", &listing);
            QVERIFY(!listing.contains(size));
        }
    }

    void itGoesOnAfterARestart()
    {
        ServerFixture server;
        const QByteArray bytes = patternBytes(30 * mib);
        sendAndDie(server, "STOR f", bytes.first(20 * mib));
        QTRY_COMPARE(sizeOf(*server.client(), "f"), 20 * mib);
        server.engine().stop();
        QTRY_VERIFY(!server.engine().isRunning());
        QVERIFY(server.engine().start(server.settings()));
        const auto client = server.client();
        QVERIFY(listingOf(*client).contains(QByteArray::number(20 * mib)));
        QCOMPARE(sizeOf(*client, "f"), 20 * mib);
        QCOMPARE(client->send("REST " + QByteArray::number(20 * mib)).code, 350);
        QCOMPARE(sendAll(*client, "STOR f", bytes.sliced(20 * mib)).code, 226);
        QVERIFY(content(*client, "f") == bytes);
    }

    // Clients go on where SIZE says, so an older object's size would make them mix the two.
    void afterARestartWhatWaitsIsToldAlsoOverAnOlderObjectAndInFolders()
    {
        ServerFixture server;
        const QByteArray bytes = patternBytes(12 * mib);
        QCOMPARE(server.client()->store("d/e/f", "old").code, 226);
        sendAndDie(server, "STOR d/e/f", bytes.first(10 * mib));
        QTRY_COMPARE(sizeOf(*server.client(), "d/e/f"), 10 * mib);
        server.engine().stop();
        QTRY_VERIFY(!server.engine().isRunning());
        QVERIFY(server.engine().start(server.settings()));
        const auto client = server.client();
        QByteArray listing;
        QCOMPARE(client->retrieve("MLSD d/e", &listing).code, 226);
        QVERIFY2(listing.contains("size=" + QByteArray::number(10 * mib)), listing.constData());
        QCOMPARE(sizeOf(*client, "d/e/f"), 10 * mib);
        QCOMPARE(content(*client, "d/e/f"), QByteArray("reply 550"));
        QCOMPARE(content(*server.client("ro"), "d/e/f"), QByteArray("old"));
        QCOMPARE(sendAll(*client, "APPE d/e/f", bytes.sliced(10 * mib)).code, 226);
        QVERIFY(content(*client, "d/e/f") == bytes);
        QTRY_COMPARE(server.openUploads(), 0);
    }

    void aServerThatStopsParksWhatRuns()
    {
        ServerFixture server;
        const QByteArray bytes = patternBytes(20 * mib);
        const auto client = server.client();
        const auto data = client->openData();
        QCOMPARE(client->send("STOR f").code, 150);
        QVERIFY(FtpClient::writeAll(*data, bytes.first(9 * mib)));
        QTRY_VERIFY(client->send("STAT").text.contains("9437184 bytes"));
        server.engine().stop();
        QTRY_VERIFY_WITH_TIMEOUT(!server.engine().isRunning(), FtpClient::deadlineMs);
        QVERIFY(server.engine().start(server.settings()));
        const auto again = server.client();
        QCOMPARE(sizeOf(*again, "f"), 9 * mib);
        QCOMPARE(sendAll(*again, "APPE f", bytes.sliced(9 * mib)).code, 226);
        QVERIFY(content(*again, "f") == bytes);
    }

    void itGoesOnFromAnotherServer()
    {
        ServerFixture server;
        const QByteArray bytes = patternBytes(20 * mib);
        sendAndDie(server, "STOR f", bytes.first(12 * mib));
        QTRY_COMPARE(sizeOf(*server.client(), "f"), 12 * mib);
        Engine other;
        QVERIFY(other.start(server.settings()));
        FtpClient client(other.port());
        client.loggedIn("rw", "secret");
        QCOMPARE(sizeOf(client, "f"), 12 * mib);
        QCOMPARE(sendAll(client, "APPE f", bytes.sliced(12 * mib)).code, 226);
        QVERIFY(content(client, "f") == bytes);
        QTRY_COMPARE(server.openUploads(), 0);
    }

    void anAppendIsRefusedWhileAnUploadWaitsThatTheClientDoesNotKnow()
    {
        ServerFixture server;
        QCOMPARE(server.client()->store("f", "old").code, 226);
        Engine other;
        QVERIFY(other.start(server.settings()));
        FtpClient client(other.port());
        client.loggedIn("rw", "secret");
        QCOMPARE(sizeOf(client, "f"), 3);  // told, and only then does the other upload break
        sendAndDie(server, "STOR f", patternBytes(9 * mib));
        QTRY_COMPARE(sizeOf(*server.client(), "f"), 9 * mib);
        QCOMPARE(sendAll(client, "APPE f", " and new").code, 450);
        QCOMPARE(content(*server.client("ro"), "f"), QByteArray("old"));
    }

    void wrongOffsetsAre554AndSayWhatWouldBeRight()
    {
        ServerFixture server;
        sendAndDie(server, "STOR f", patternBytes(20 * mib));
        const auto client = server.client();
        QTRY_COMPARE(sizeOf(*client, "f"), 20 * mib);
        client->send("REST " + QByteArray::number(20 * mib + 1));
        const ClientReply behind = client->send("STOR f");
        QCOMPARE(behind.code, 554);
        QVERIFY(behind.text.contains(QByteArray::number(20 * mib)));
        client->send("REST " + QByteArray::number(8 * mib + 1));
        const ClientReply inside = client->send("STOR f");
        QCOMPARE(inside.code, 554);
        QVERIFY(inside.text.contains(QByteArray::number(8 * mib)));
        client->send("REST 1");
        QCOMPARE(client->send("STOR other").code, 554);
        client->send("REST 1");
        QCOMPARE(client->send("APPE f").code, 450);
        QCOMPARE(client->store("f", "whole").code, 226);  // the offset is used up
        QCOMPARE(content(*client, "f"), QByteArray("whole"));
    }

    void aWholeUploadOfTheNameEndsTheInterruptedOne()
    {
        ServerFixture server;
        sendAndDie(server, "STOR f", patternBytes(9 * mib));
        const auto client = server.client();
        QTRY_COMPARE(sizeOf(*client, "f"), 9 * mib);
        QCOMPARE(client->store("f", "whole").code, 226);
        QCOMPARE(sizeOf(*client, "f"), 5);
        QTRY_COMPARE(server.openUploads(), 0);
    }

    void deletingItGivesItUp()
    {
        ServerFixture server;
        sendAndDie(server, "STOR f", patternBytes(9 * mib));
        const auto client = server.client();
        QTRY_COMPARE(sizeOf(*client, "f"), 9 * mib);
        QCOMPARE(client->send("DELE f").code, 250);
        QCOMPARE(client->send("SIZE f").code, 550);
        QTRY_COMPARE(server.openUploads(), 0);
    }

    void abortKeepsWhatCameAndSaysSo()
    {
        ServerFixture server;
        const auto client = server.client();
        const auto data = client->openData();
        QCOMPARE(client->send("STOR f").code, 150);
        QVERIFY(FtpClient::writeAll(*data, patternBytes(9 * mib)));
        QTRY_VERIFY(client->send("STAT").text.contains("9437184 bytes"));
        const ClientReply stopped = client->send("ABOR");
        QCOMPARE(stopped.code, 426);
        QVERIFY2(stopped.text.contains("REST 9437184"), stopped.text.constData());
        QCOMPARE(client->readReply().code, 226);
        QCOMPARE(sizeOf(*client, "f"), 9 * mib);
    }

    void aSecondSessionTakesOverWhatStillRuns()
    {
        ServerFixture server(
            [](Settings &settings) { settings.timeouts.takeOver = std::chrono::seconds(1); });
        const QByteArray bytes = patternBytes(20 * mib);
        const auto silent = server.client();  // its line is down, but nobody has noticed yet
        const auto data = silent->openData();
        QCOMPARE(silent->send("STOR f").code, 150);
        QVERIFY(FtpClient::writeAll(*data, bytes.first(9 * mib)));
        QTRY_VERIFY(silent->send("STAT").text.contains("9437184 bytes"));
        const auto client = server.client();
        QCOMPARE(client->send("REST 9437184").code, 350);
        QCOMPARE(sendAll(*client, "STOR f", bytes.sliced(9 * mib)).code, 226);
        QVERIFY(content(*client, "f") == bytes);
        QCOMPARE(silent->readReply().code, 426);
    }

    void discardKeepsNothing()
    {
        ServerFixture server([](Settings &settings) {
            settings.users[0].interruptedUploads = UserSettings::InterruptedUploads::Discard;
        });
        sendAndDie(server, "STOR f", patternBytes(9 * mib));
        QTRY_COMPARE(server.engine().snapshot().transfers.size(), 0);
        QCOMPARE(server.client()->send("SIZE f").code, 550);
        QTRY_COMPARE(server.openUploads(), 0);
    }

    void publishMakesWhatCameTheFile_data()
    {
        QTest::addColumn<qsizetype>("size");
        QTest::newRow("one request") << qsizetype{1000};
        QTest::newRow("parts") << 9 * mib;
    }
    void publishMakesWhatCameTheFile()
    {
        QFETCH(const qsizetype, size);
        ServerFixture server([](Settings &settings) {
            settings.users[0].interruptedUploads = UserSettings::InterruptedUploads::Publish;
        });
        const QByteArray bytes = patternBytes(size);
        sendAndDie(server, "STOR f", bytes);
        const auto client = server.client();
        QTRY_COMPARE(sizeOf(*client, "f"), size);
        QTRY_VERIFY(content(*client, "f") == bytes);
    }

    void appendingToAnObject_data()
    {
        QTest::addColumn<qsizetype>("oldSize");
        QTest::addColumn<qsizetype>("newSize");
        QTest::newRow("nothing there") << qsizetype{-1} << qsizetype{5};
        QTest::newRow("empty") << qsizetype{0} << qsizetype{5};
        QTest::newRow("small and small") << qsizetype{5} << qsizetype{7};
        QTest::newRow("small and large") << qsizetype{5} << 20 * mib;
        QTest::newRow("large and small") << 20 * mib << qsizetype{7};
        QTest::newRow("large and nothing") << 3 * mib << qsizetype{0};
        QTest::newRow("large and large") << 10 * mib << 10 * mib;
    }
    void appendingToAnObject()
    {
        QFETCH(const qsizetype, oldSize);
        QFETCH(const qsizetype, newSize);
        ServerFixture server;
        const auto client = server.client();
        const QByteArray before = oldSize < 0 ? QByteArray() : patternBytes(oldSize, 1);
        const QByteArray added = patternBytes(newSize, 2);
        if (oldSize >= 0)
            QCOMPARE(client->store("f", before).code, 226);
        const auto cost =
            server.costOf([&] { QCOMPARE(sendAll(*client, "APPE f", added).code, 226); });
        QVERIFY(content(*client, "f") == before + added);
        // Old bytes below 1 MiB; whether anything waits; whether there is room to describe a long
        // one.
        QVERIFY(cost.getObject <= 3);
        QCOMPARE(server.openUploads(), 0);
    }

    void restAndStorKeepsTheFirstBytesOfAnObject()
    {
        const ServerFixture server;
        const auto client = server.client();
        const QByteArray before = patternBytes(5 * mib, 1);
        for (const qsizetype offset : {qsizetype{1}, mib - 1, 3 * mib + 1, 5 * mib}) {
            QCOMPARE(client->store("f", before).code, 226);
            QCOMPARE(client->send("REST " + QByteArray::number(offset)).code, 350);
            QCOMPARE(sendAll(*client, "STOR f", "the rest").code, 226);
            QVERIFY(content(*client, "f") == before.first(offset) + "the rest");
        }
        client->send("REST " + QByteArray::number(5 * mib + 9));
        QCOMPARE(client->send("STOR f").code, 554);
    }

    void aFileThatHasOnlyBegunIsNotKept()
    {
        ServerFixture server;
        QCOMPARE(server.client()->store("f", "old").code, 226);
        sendAndDie(server, "STOR f", patternBytes(1000));
        QTRY_COMPARE(server.engine().snapshot().transfers.size(), 0);
        QCOMPARE(sizeOf(*server.client(), "f"), 3);
        QCOMPARE(server.openUploads(), 0);
    }
};

COSFTP_TEST(ResumeTest)
#include "resume_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// APPE and other commands on one name at the same time: every acknowledged line is there, once, and
// nobody's upload is taken away.
#include "protocol/one_name_support.h"
#include "support/test_main.h"

#include <QElapsedTimer>
#include <QTest>

#include <future>
#include <vector>

using namespace cosftp;
using namespace cosftp::test;
using localcos::Verb;
using namespace std::chrono_literals;

namespace {

/// One who writes a log: a line with each APPE, again and again until it is acknowledged.
struct LogWriter
{
    quint16 port = 0;
    QByteArray user;
    QByteArray path;
    QByteArray id;
    int lines = 0;

    // In a thread of its own. What went wrong; empty: every line was acknowledged.
    [[nodiscard]] QByteArray run() const
    {
        FtpClient client(port);
        client.loggedIn(user, "secret");
        for (int number = 0; number < lines; ++number)
            if (const QByteArray refusal = append(client, number); !refusal.isEmpty())
                return refusal;
        return {};
    }
    [[nodiscard]] QByteArray line(int number) const
    {
        return id + ' ' + QByteArray::number(number) + '\n';
    }

private:
    [[nodiscard]] QByteArray append(FtpClient &client, int number) const
    {
        constexpr qint64 patienceMs = 120'000;
        QElapsedTimer watch;
        watch.start();
        ClientReply reply;
        while (watch.elapsed() < patienceMs) {
            reply = sendAll(client, "APPE " + path, line(number));
            if (reply.code == 226)
                return {};
            if (reply.code / 100 != 4 || reply.code == 421)
                break;
        }
        return "line " + line(number) + reply.text;
    }
};

// How often each line of each writer stands there, where that is not once.
QByteArray wrongLines(const QByteArray &log, const QList<LogWriter> &writers)
{
    const QList<QByteArray> found = log.split('\n');
    QByteArray wrong;
    for (const LogWriter &writer : writers)
        for (int number = 0; number < writer.lines; ++number)
            if (const auto times = found.count(writer.line(number).chopped(1)); times != 1)
                wrong += writer.line(number).chopped(1) + ": " + QByteArray::number(times) + "; ";
    return wrong;
}

QList<QByteArray> runAll(const QList<LogWriter> &writers)
{
    std::vector<std::future<QByteArray>> runs;
    for (const LogWriter &writer : writers)
        runs.push_back(std::async(std::launch::async, [writer] { return writer.run(); }));
    QList<QByteArray> results;
    for (std::future<QByteArray> &run : runs)
        results += run.get();
    return results;
}

}  // namespace

class OneNameAppendTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Sessions, users and servers at the same time, each two on a log file of their own.
    void twoWhoAppendLoseNothing_data()
    {
        QTest::addColumn<bool>("isThere");
        QTest::newRow("a new name") << false;
        QTest::newRow("behind an object") << true;
    }
    void twoWhoAppendLoseNothing()
    {
        QFETCH(const bool, isThere);
        const int asked = qEnvironmentVariableIntValue("COSFTP_APPENDED_LINES");
        const int lines = asked > 0 ? asked : 30;
        qInfo("%d lines from each of two, three times", lines);
        House house;
        const quint16 one = house.server.port();
        const QList<LogWriter> writers{{one, "rw", "sessions", "a", lines},
                                       {one, "rw", "sessions", "b", lines},
                                       {one, "rw", "users", "a", lines},
                                       {one, "other", "users", "b", lines},
                                       {one, "rw", "servers", "a", lines},
                                       {house.second().port(), "rw", "servers", "b", lines}};
        if (isThere)
            for (const char *name : {"sessions", "users", "servers"})
                QCOMPARE(house.server.client()->store(name, "first\n").code, 226);
        house.server.faults().setLatency(40ms);
        const QList<QByteArray> results = runAll(writers);
        house.server.faults().clear();
        QByteArray wrong;
        for (qsizetype pair = 0; pair < writers.size(); pair += 2) {
            const QByteArray &path = writers[pair].path;
            const QByteArray log = published(house.server, path);
            QCOMPARE(log.startsWith("first\n"), isThere);
            if (const QByteArray missed = wrongLines(log, writers.sliced(pair, 2));
                !missed.isEmpty())
                wrong += path + ": " + missed;
        }
        QVERIFY2(wrong.isEmpty(), wrong.constData());
        for (const QByteArray &result : results)
            QVERIFY2(result.isEmpty(), result.constData());
    }

    void aStoredFileIsNotLostUnderAnAppend_data() { addOthers(); }
    void aStoredFileIsNotLostUnderAnAppend()
    {
        QFETCH(const QByteArray, who);
        House house;
        const auto other = house.client(who);
        QCOMPARE(other->store("f", "v1").code, 226);
        RunningUpload append(house.server.client(), "APPE f", " line");
        QVERIFY(append.hasBegun());
        QCOMPARE(other->store("f", "v2").code, 226);
        const ClientReply reply = append.finish();
        const QByteArray now = published(house.server, "f");
        QVERIFY2(reply.code == 450 || reply.code == 226, reply.text.constData());
        QCOMPARE(now, reply.code == 226 ? QByteArray("v2 line") : QByteArray("v2"));
    }

    // The time is set by a copy of the object onto itself.
    void aTimeThatIsSetLosesNoLine_data() { addOthers(); }
    void aTimeThatIsSetLosesNoLine()
    {
        QFETCH(const QByteArray, who);
        House house;
        ServerFixture &server = house.server;
        const auto other = house.client(who);
        const QByteArray before = patternBytes(2 * mib);
        QCOMPARE(other->store("f", before).code, 226);
        RunningUpload append(server.client(), "APPE f", "line");
        QVERIFY(append.hasBegun());
        other->sendRaw("MFMT 20200102030405 f\r\n");
        const bool cameBetween = isAnsweredSoon(*other);
        const ClientReply appended = append.finish();
        const ClientReply timed = other->readReply();
        QVERIFY2(appended.code == 226 || appended.code == 450, appended.text.constData());
        QVERIFY2(timed.code == 213 || timed.code == 450, timed.text.constData());
        QVERIFY(published(server, "f") == before + (appended.code == 226 ? "line" : ""));
        if (who == "another server")
            return;  // its copy may come before or behind, and leaves the bytes as they are
        QVERIFY2(!cameBetween || appended.code == 450 || timed.code == 450, "nobody waited");
        if (timed.code == 213)
            QCOMPARE(server.client()->send("MDTM f").text, QByteArray("213 20200102030405"));
    }

    // Half of a newer version waits over the object, or comes in just now.
    void anAppendThatKnowsNothingGoesBehindTheObject_data() { addOwnSessions(); }
    void anAppendThatKnowsNothingGoesBehindTheObject()
    {
        QFETCH(const QByteArray, who);
        House house;
        const auto other = house.client(who);
        QCOMPARE(house.server.client()->store("f", "v1").code, 226);
        QVERIFY(breaksOff(house.server, "STOR f", patternBytes(9 * mib)));
        const ClientReply reply = sendAll(*other, "APPE f", " line");
        const QByteArray now = published(house.server, "f");
        QVERIFY2(now == "v1 line" || now == "v1", QByteArray::number(now.size()).constData());
        QVERIFY2(reply.code == 226 || reply.code == 450, reply.text.constData());
        QCOMPARE(now, reply.code == 226 ? QByteArray("v1 line") : QByteArray("v1"));
    }
    void anAppendEndsNobodysUpload_data() { addOwnSessions(); }
    void anAppendEndsNobodysUpload()
    {
        QFETCH(const QByteArray, who);
        House house;
        const auto other = house.client(who);
        const QByteArray newer = patternBytes(9 * mib);
        QCOMPARE(house.server.client()->store("f", "v1").code, 226);
        RunningUpload upload(house.server.client(), "STOR f", newer);
        QVERIFY(upload.hasBegun());
        const ClientReply reply = sendAll(*other, "APPE f", " line");
        const QByteArray between = published(house.server, "f");
        QCOMPARE(upload.finish().code, 226);
        QVERIFY(published(house.server, "f") == newer);
        QVERIFY2(reply.code == 226 || reply.code == 450, reply.text.constData());
        QCOMPARE(between, reply.code == 226 ? QByteArray("v1 line") : QByteArray("v1"));
    }

    // Both looked when nothing was there, and neither may overwrite.
    void aNameThatAppearsMeanwhileIsNotReplaced_data()
    {
        QTest::addColumn<QByteArray>("who");
        QTest::addColumn<qsizetype>("size");
        for (const char *who : {"another session", "another user", "another server"})
            for (const qsizetype size : {qsizetype{1000}, 9 * mib})
                QTest::addRow("%s, %lld bytes", who, static_cast<long long>(size))
                    << QByteArray(who) << size;
    }
    void aNameThatAppearsMeanwhileIsNotReplaced()
    {
        QFETCH(const QByteArray, who);
        QFETCH(const qsizetype, size);
        House house([](Settings &settings) {
            for (UserSettings &user : settings.users)
                if (user.name == "rw" || user.name == "other")
                    user.mounts[0].rights = {.canList = true, .canRead = true, .canWrite = true};
        });
        ServerFixture &server = house.server;
        const auto other = house.client(who);
        RunningUpload upload(server.client(), "STOR f", patternBytes(size));
        QVERIFY(upload.hasBegun());
        QCOMPARE(other->store("f", "theirs").code, 226);
        const ClientReply reply = upload.finish();
        QCOMPARE(published(server, "f"), QByteArray("theirs"));
        QVERIFY2(reply.code / 100 == 5, reply.text.constData());
        QCOMPARE(server.openUploads(), size > mib ? 1 : 0);  // and what came is kept
    }

    // Who was told of the object, while half of a newer version waits, has to be asked again.
    void anAppendBehindASizeThatWasToldIsNotMixedWithWhatWaits()
    {
        House house;
        const auto other = house.client("another address");
        QCOMPARE(house.server.client()->store("f", "v1").code, 226);
        QVERIFY(breaksOff(house.server, "STOR f", patternBytes(9 * mib)));
        QCOMPARE(sizeOf(*other, "f"), 2);
        const ClientReply reply = sendAll(*other, "APPE f", " line");
        QCOMPARE(published(house.server, "f"), QByteArray("v1"));
        QVERIFY2(reply.code == 450, reply.text.constData());
        QCOMPARE(sizeOf(*house.server.client(), "f"), 9 * mib);  // and it still waits
    }
};

COSFTP_TEST(OneNameAppendTest)
#include "one_name_append_test.moc"

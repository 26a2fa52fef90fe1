// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/answer.h"
#include "store/http/http_call.h"
#include "store/http/http_client.h"
#include "store/scripted_server.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;
using End = Reaction::End;

/// The request slots, with real connections.
class TestHttp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void moreThanTheSlotsHoldWaitsInOurQueue();
    void aWaitingCallCanBeCancelled();
    void smallRequestsDoNotWaitBehindBulkData();
    void aBodyAboveTheLimitIsRefused();
    void everythingQtWouldDoByItselfIsOff();
    void whoReadsSlowlyGetsAllEvenWhenTheManagerHasGone();
};

namespace {

HttpRequest requestTo(const ScriptedServer &server, Lane lane = Lane::Bulk)
{
    HttpRequest request;
    request.url = "http://" + server.hostAndPort() + "/x";
    request.lane = lane;
    return request;
}

Reaction heldAnswer(const SeenRequest &) { return {{}, End::Hold}; }

}  // namespace

void TestHttp::moreThanTheSlotsHoldWaitsInOurQueue()
{
    ScriptedServer server;
    HttpClient client({2, 1});
    QObject context;
    int most = 0;
    int ended = 0;
    QList<int> order;
    server.otherwise = [&](const SeenRequest &) {
        most = std::max(most, client.callsInFlight());
        return answerOf(200, "x");
    };
    for (int i = 0; i < 40; ++i) {
        auto *call = new HttpCall(client, requestTo(server), &context);
        connect(call, &HttpCall::ended, &context, [&, i] {
            ++ended;
            order += i;
        });
        call->start();
    }
    QCOMPARE(client.callsInFlight(), 12);
    QCOMPARE(client.callsWaiting(), 28);
    QVERIFY(waitUntil([&] { return ended == 40; }));
    QCOMPARE(most, 12);
    QCOMPARE(client.callsInFlight() + client.callsWaiting(), 0);
    QVERIFY(order.indexOf(39) >= 28);  // first come, first served
}

void TestHttp::aWaitingCallCanBeCancelled()
{
    ScriptedServer server;
    HttpClient client({1, 1});
    server.otherwise = heldAnswer;
    auto holders = std::make_unique<QObject>();
    for (int i = 0; i < 6; ++i)
        (new HttpCall(client, requestTo(server), holders.get()))->start();
    QObject context;
    auto *cancelled = new HttpCall(client, requestTo(server), &context);
    auto *patient = new HttpCall(client, requestTo(server), &context);
    cancelled->start();
    patient->start();
    delete cancelled;
    bool isEnded = false;
    connect(patient, &HttpCall::ended, &context, [&] { isEnded = true; });
    QVERIFY(waitUntil([&] { return server.seen.size() == 6; }));
    server.otherwise = [](const SeenRequest &) { return answerOf(200, "x"); };
    holders.reset();
    QVERIFY(waitUntil([&] { return isEnded; }));
    QCOMPARE(patient->answer().body, QByteArray("x"));
    QCOMPARE(server.seen.size(), 7);
}

void TestHttp::smallRequestsDoNotWaitBehindBulkData()
{
    ScriptedServer server;
    HttpClient client({1, 1});
    server.otherwise = heldAnswer;
    QObject context;
    for (int i = 0; i < 10; ++i)
        (new HttpCall(client, requestTo(server), &context))->start();
    QVERIFY(waitUntil([&] { return server.seen.size() == 6; }));
    server.otherwise = [](const SeenRequest &) { return answerOf(200, "x"); };
    auto *small = new HttpCall(client, requestTo(server, Lane::Metadata), &context);
    bool isEnded = false;
    connect(small, &HttpCall::ended, &context, [&] { isEnded = true; });
    small->start();
    QVERIFY(waitUntil([&] { return isEnded; }));
    QCOMPARE(client.callsWaiting(), 4);
}

void TestHttp::aBodyAboveTheLimitIsRefused()
{
    ScriptedServer server;
    HttpClient client;
    QObject context;
    server.reactions = {answerOf(200, QByteArray(HttpRequest::maxWholeBodyBytes + 1, 'x'))};
    auto *call = new HttpCall(client, requestTo(server), &context);
    bool isEnded = false;
    connect(call, &HttpCall::ended, &context, [&] { isEnded = true; });
    call->start();
    QVERIFY(waitUntil([&] { return isEnded; }));
    QCOMPARE(call->answer().trouble, HttpAnswer::Trouble::TooLarge);
}

void TestHttp::everythingQtWouldDoByItselfIsOff()
{
    ScriptedServer server;
    HttpClient client;
    QObject context;
    server.otherwise = [](const SeenRequest &) {
        return answerOf(200, "x", {{"Set-Cookie", "a=b"}, {"Cache-Control", "max-age=1000"}});
    };
    for (int i = 0; i < 2; ++i) {
        auto *call = new HttpCall(client, requestTo(server), &context);
        bool isEnded = false;
        connect(call, &HttpCall::ended, &context, [&] { isEnded = true; });
        call->start();
        QVERIFY(waitUntil([&] { return isEnded; }));
    }
    QCOMPARE(server.seen.size(), 2);
    QCOMPARE(server.seen[1].header("cookie"), QByteArray());
    QCOMPARE(server.seen[1].header("accept-encoding"), QByteArray("identity"));
    QVERIFY(server.seen[1].header("user-agent").startsWith("cosftp/"));
    QCOMPARE(server.seen[1].header("upgrade"), QByteArray());
}

void TestHttp::whoReadsSlowlyGetsAllEvenWhenTheManagerHasGone()
{
    ScriptedServer server;
    const QByteArray body(200'000, 'x');
    server.reactions = {answerOf(200, body)};
    HttpLimits limits;
    limits.idleRound = std::chrono::milliseconds(1);
    HttpClient client(limits);
    QObject context;
    HttpRequest request = requestTo(server);
    request.isStream = true;
    auto *call = new HttpCall(client, request, &context);
    bool isEnded = false;
    connect(call, &HttpCall::ended, &context, [&] { isEnded = true; });
    call->start();
    QVERIFY(waitUntil([&] { return server.connectionsClosed == 1; }));  // by the idle manager
    QCOMPARE(client.callsInFlight(), 0);
    QByteArray piece(700, Qt::Uninitialized);
    QByteArray received;
    while (const qint64 bytes = call->read(piece.data(), piece.size()))
        received += piece.first(bytes);
    QVERIFY(waitUntil([&] { return isEnded; }));
    QCOMPARE(received, body);
    QCOMPARE(call->answer().trouble, HttpAnswer::Trouble::None);
}

COSFTP_TEST(TestHttp)
#include "http.moc"

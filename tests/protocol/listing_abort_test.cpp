// SPDX-License-Identifier: GPL-3.0-or-later
// A listing whose next page never comes: the first lines are out, and ABOR does not wait.
#include "support/server_fixture.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;
using namespace cosftp::test;

class ListingAbortTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesComeWithTheFirstPageAndAborDoesNotWaitForTheNext()
    {
        ServerFixture server;
        const auto client = server.client();
        for (int file = 0; file < 1001; ++file)
            QCOMPARE(client->store("d/f" + QByteArray::number(file), {}).code, 226);
        localcos::Fault stall;
        stall.kind = localcos::Fault::Kind::Stall;
        stall.verbs = {localcos::Verb::List};
        stall.skip = 1;
        stall.times = -1;
        stall.delay = std::chrono::minutes(10);  // longer than any deadline here
        server.faults().add(stall);
        server.store().resetCounters();
        const auto data = client->openData();
        QVERIFY(data != nullptr);
        QCOMPARE(client->send("LIST d").code, 150);
        QByteArray lines;
        while (lines.count('\n') < 1000 && data->waitForReadyRead(60000))
            lines += data->readAll();
        QCOMPARE(lines.count('\n'), 1000);
        QCOMPARE(client->send("ABOR").code, 426);
        QCOMPARE(client->readReply().code, 226);
        QCOMPARE(client->send("PWD").code, 257);
        QCOMPARE(server.counters().list, 2);
    }
};

COSFTP_TEST(ListingAbortTest)
#include "listing_abort_test.moc"

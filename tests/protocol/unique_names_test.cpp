// SPDX-License-Identifier: GPL-3.0-or-later
// STOU: the server chooses the name, and tells it in words that RFC 1123 fixes.
#include "support/server_fixture.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;
using namespace cosftp::test;

namespace {

QByteArray storeUnique(FtpClient &client, const QByteArray &command, const QByteArray &bytes)
{
    const auto data = client.openData();
    const ClientReply begin = client.send(command);
    if (begin.code != 150 || !begin.text.startsWith("150 FILE: "))
        return {};
    const QByteArray name = begin.text.sliced(10);
    FtpClient::writeAll(*data, bytes);
    data->disconnectFromHost();
    const ClientReply end = client.readReply();
    return end.text == "226 " + name ? name : QByteArray();
}

}  // namespace

class UniqueNamesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theNameIsToldTwiceAndHoldsTheFile()
    {
        const ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->send("MKD d").code, 257);
        QCOMPARE(client->send("CWD d").code, 250);
        const QByteArray first = storeUnique(*client, "STOU", "one");
        const QByteArray second = storeUnique(*client, "STOU some name", "two");
        QVERIFY(!first.isEmpty());
        QVERIFY(!second.isEmpty());
        QVERIFY(first != second);
        QByteArray back;
        QCOMPARE(client->retrieve("RETR /d/" + first, &back).code, 226);
        QCOMPARE(back, QByteArray("one"));
        QCOMPARE(client->retrieve("RETR /d/" + second, &back).code, 226);
        QCOMPARE(back, QByteArray("two"));
    }
    void aRestartMakesNoSense()
    {
        const ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->send("REST 5").code, 350);
        QCOMPARE(client->send("STOU").code, 450);
        QVERIFY(!storeUnique(*client, "STOU", "x").isEmpty());
    }
    void whoMayNotWriteIsRefusedBeforeAnyConnection()
    {
        ServerFixture server;
        const auto client = server.client("ro");
        QCOMPARE(server.costOf([&] { QCOMPARE(client->send("STOU").code, 550); }).requests(), 0);
    }
    void aRangeIsForHashOnly()
    {
        const ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->store("f", "0123456789").code, 226);
        QCOMPARE(client->send("RANG 2 4").code, 350);
        const QByteArray part = client->send("HASH f").text;
        QVERIFY2(part.startsWith("213 SHA-256 2-5 "), part.constData());
        QVERIFY(client->send("HASH f").text.startsWith("213 SHA-256 0-10 "));
        QCOMPARE(client->send("RANG 2 4").code, 350);
        QCOMPARE(client->send("RETR f").code, 450);
        QByteArray back;
        QCOMPARE(client->retrieve("RETR f", &back).code, 226);
        QCOMPARE(client->send("RANG 2 4").code, 350);
        QCOMPARE(client->send("RANG 1 0").code, 350);
        QVERIFY(client->send("HASH f").text.startsWith("213 SHA-256 0-10 "));
        QCOMPARE(client->send("RANG 5 10").code, 350);
        QCOMPARE(client->send("HASH f").code, 501);
    }
};

COSFTP_TEST(UniqueNamesTest)
#include "unique_names_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Names that are being written at this moment: nobody takes them away from under an upload.
#include "support/server_fixture.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;
using namespace cosftp::test;

namespace {

/// A client whose upload has begun and goes on until it is told to end.
class Writer
{
public:
    Writer(const ServerFixture &server, const QByteArray &path, const QByteArray &user = "rw")
        : m_client(server.client(user)), m_data(m_client->openData())
    {
        m_hasBegun = m_client->send("STOR " + path).code == 150
                     && FtpClient::writeAll(*m_data, "new") && hasArrived();
    }

    [[nodiscard]] bool hasBegun() const { return m_hasBegun; }
    int finish()
    {
        m_data->disconnectFromHost();
        return m_client->readReply().code;
    }
    void die()
    {
        m_client->reset();
        m_data->abort();
    }

private:
    bool hasArrived()
    {
        return QTest::qWaitFor([this] { return m_client->send("STAT").text.contains(" 3 bytes"); },
                               FtpClient::deadlineMs);
    }

    std::unique_ptr<FtpClient> m_client;
    std::unique_ptr<QTcpSocket> m_data;
    bool m_hasBegun = false;
};

}  // namespace

class BusyNamesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsBeingWrittenIsNeitherDeletedNorRenamed_data()
    {
        QTest::addColumn<QByteArray>("writer");
        QTest::addColumn<bool>("isThere");
        QTest::newRow("a file, by the same user") << QByteArray("rw") << true;
        QTest::newRow("a file, by another user") << QByteArray("wo") << true;
        QTest::newRow("a new name, by the same user") << QByteArray("rw") << false;
        QTest::newRow("a new name, by another user") << QByteArray("wo") << false;
    }
    void whatIsBeingWrittenIsNeitherDeletedNorRenamed()
    {
        QFETCH(const QByteArray, writer);
        QFETCH(const bool, isThere);
        const ServerFixture server;
        const auto client = server.client();
        if (isThere)
            QCOMPARE(client->store("f", "old").code, 226);
        Writer upload(server, "f", writer);
        QVERIFY(upload.hasBegun());
        QCOMPARE(client->send("DELE f").code, 450);
        QCOMPARE(client->send("RNFR f").code, 450);
        QCOMPARE(client->send("RNTO g").code, 503);
        QCOMPARE(upload.finish(), 226);
        QByteArray bytes;
        QCOMPARE(client->retrieve("RETR f", &bytes).code, 226);
        QCOMPARE(bytes, QByteArray("new"));
        QCOMPARE(client->send("RNFR f").code, 350);
        QCOMPARE(client->send("RNTO g").code, 250);
        QCOMPARE(client->send("DELE g").code, 250);
    }
    void otherNamesAreFree()
    {
        const ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->store("ff", "1").code, 226);
        Writer upload(server, "f");
        QVERIFY(upload.hasBegun());
        QCOMPARE(client->send("RNFR ff").code, 350);
        QCOMPARE(client->send("RNTO g").code, 250);
        QCOMPARE(client->send("DELE g").code, 250);
        QCOMPARE(client->send("DELE missing").code, 550);
        QCOMPARE(upload.finish(), 226);
    }
    void whoMayNotDeleteIsNotToldWhatOthersDo()
    {
        const ServerFixture server;
        Writer upload(server, "f");
        QVERIFY(upload.hasBegun());
        QCOMPARE(server.client("ro")->send("DELE f").code, 550);
        QCOMPARE(server.client("ro")->send("RNFR f").code, 550);
        QCOMPARE(upload.finish(), 226);
    }
    void whoseLineBrokeFindsTheNameFree()
    {
        const ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->store("f", "old").code, 226);
        Writer upload(server, "f");
        QVERIFY(upload.hasBegun());
        upload.die();
        QCOMPARE(client->send("DELE f").code, 250);
        QCOMPARE(client->send("SIZE f").code, 550);
    }
};

COSFTP_TEST(BusyNamesTest)
#include "busy_names_test.moc"

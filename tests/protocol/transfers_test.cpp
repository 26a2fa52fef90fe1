// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/server_fixture.h"
#include "support/test_main.h"

#include <QCryptographicHash>
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

}  // namespace

class TransfersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everySizeComesBackTheSame_data()
    {
        QTest::addColumn<qsizetype>("size");
        for (const qsizetype size :
             {qsizetype{0}, qsizetype{1}, qsizetype{4096}, mib - 1, mib, mib + 1, 2 * mib,
              8 * mib - 1, 8 * mib, 8 * mib + 1, 16 * mib, 33 * mib + 7})
            QTest::addRow("%lld", static_cast<long long>(size)) << size;
    }
    void everySizeComesBackTheSame()
    {
        QFETCH(qsizetype, size);
        const ServerFixture server;
        const auto client = server.client();
        const QByteArray bytes = patternBytes(size);
        QCOMPARE(client->store("f", bytes).code, 226);
        QCOMPARE(client->send("SIZE f").text, "213 " + QByteArray::number(size));
        QVERIFY(content(*client, "f") == bytes);
    }
    void the150TellsTheSize()
    {
        const ServerFixture server;
        const auto client = server.client();
        client->store("f", QByteArray(1234, 'x'));
        const auto data = client->openData();
        QCOMPARE(client->send("RETR f").text,
                 QByteArray("150 Opening BINARY mode data connection for f (1234 bytes)."));
        QCOMPARE(FtpClient::readAll(*data).size(), 1234);
        QCOMPARE(client->readReply().code, 226);
    }
    void restartedDownloadsSendTheRest_data()
    {
        QTest::addColumn<qint64>("offset");
        QTest::addColumn<int>("code");
        QTest::newRow("0") << qint64{0} << 226;
        QTest::newRow("1") << qint64{1} << 226;
        QTest::newRow("middle") << qint64{5000} << 226;
        QTest::newRow("last byte") << qint64{9999} << 226;
        QTest::newRow("at the end") << qint64{10000} << 226;
        QTest::newRow("behind the end") << qint64{10001} << 554;
    }
    void restartedDownloadsSendTheRest()
    {
        QFETCH(qint64, offset);
        QFETCH(int, code);
        const ServerFixture server;
        const auto client = server.client();
        const QByteArray bytes = patternBytes(10000);
        client->store("f", bytes);
        QCOMPARE(client->send("REST " + QByteArray::number(offset)).code, 350);
        QByteArray rest;
        QCOMPARE(client->retrieve("RETR f", &rest).code, code);
        QVERIFY(rest == (code == 226 ? bytes.sliced(offset) : QByteArray()));
        QVERIFY(content(*client, "f") == bytes);  // REST was used up
    }
    void anOffsetBehindEveryFileIsRefusedAtOnce_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line : {"RETR f", "STOR f", "RETR missing", "STOR missing"})
            QTest::newRow(line) << QByteArray(line);
    }
    void anOffsetBehindEveryFileIsRefusedAtOnce()
    {
        QFETCH(const QByteArray, line);
        ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->store("f", "content").code, 226);
        for (const char *offset :
             {"9223372036854775807", "9223372036854775806", "9223372036850000000", "53687091200001",
              "4611686018427387904"}) {
            QCOMPARE(client->send(QByteArray("REST ") + offset).code, 350);
            const auto cost = server.costOf(
                [&] { QCOMPARE(client->send(line).code, line == "RETR missing" ? 550 : 554); });
            QVERIFY2(cost.getObject <= 1, offset);
        }
        QCOMPARE(content(*client, "f"), QByteArray("content"));
    }
    void leadingZerosOfAnOffsetAreNoHarm()
    {
        const ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->store("f", "content").code, 226);
        QCOMPARE(client->send("REST 000000000000000000000003").text,
                 QByteArray("350 Restarting at 3."));
        QByteArray rest;
        QCOMPARE(client->retrieve("RETR f", &rest).code, 226);
        QCOMPARE(rest, QByteArray("tent"));
    }
    void anEmptyFileCanBeRestartedAtItsEnd()
    {
        const ServerFixture server;
        const auto client = server.client();
        client->store("f", {});
        QCOMPARE(content(*client, "f"), QByteArray());
        client->send("REST 1");
        QByteArray rest;
        QCOMPARE(client->retrieve("RETR f", &rest).code, 554);
    }
    void asciiConvertsLineEnds()
    {
        const ServerFixture server;
        const auto client = server.client();
        client->send("TYPE A");
        QCOMPARE(client->store("t", "one\r\ntwo\r\n").code, 226);
        client->send("TYPE I");
        QCOMPARE(content(*client, "t"), QByteArray("one\ntwo\n"));
        client->send("TYPE A");
        QCOMPARE(content(*client, "t"), QByteArray("one\r\ntwo\r\n"));
    }
    void aLargeAsciiUploadIsWhole()
    {
        const ServerFixture server;
        const auto client = server.client();
        const QByteArray line = "0123456789012345678901234567890123456789012345678901234567890\r\n";
        const QByteArray text = line.repeated(200000);
        client->send("TYPE A");
        QCOMPARE(client->store("t", text).code, 226);
        QVERIFY(content(*client, "t") == text);
    }
    void aMissingFileIs550WithoutDataConnection()
    {
        const ServerFixture server;
        const auto client = server.client();
        client->send("MKD d");
        QCOMPARE(client->send("RETR nope").code, 550);
        QCOMPARE(client->send("RETR d").code, 550);
        QCOMPARE(client->send("RETR /").code, 550);
        QCOMPARE(client->send("STOR /").code, 550);
    }
    void aDroppedUploadPublishesNothing_data()
    {
        QTest::addColumn<QByteArray>("how");
        QTest::addColumn<qsizetype>("size");
        for (const char *how :
             {"data reset", "client killed", "control reset", "ABOR", "short of ALLO"})
            for (const qsizetype size : {qsizetype{10}, 20 * mib})
                QTest::addRow("%s after %lld bytes", how, static_cast<long long>(size))
                    << QByteArray(how) << size;
    }
    void aDroppedUploadPublishesNothing()
    {
        QFETCH(QByteArray, how);
        QFETCH(qsizetype, size);
        ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->store("f", "old").code, 226);
        if (how == "short of ALLO")
            QCOMPARE(client->send("ALLO " + QByteArray::number(size + 1)).code, 200);
        const auto data = client->openData();
        QCOMPARE(client->send("STOR f").code, 150);
        QVERIFY(FtpClient::writeAll(*data, patternBytes(size)));
        if (how == "data reset") {
            resetSocket(*data);
            const int code =
                client->readReply().code;  // 425 if the reset was there before the server looked
            QVERIFY(code == 426 || (code == 425 && size == 10));
        } else if (how == "ABOR") {
            QCOMPARE(client->send("ABOR").code, 426);
            QCOMPARE(client->readReply().code, 226);
        } else if (how == "short of ALLO") {
            data->disconnectFromHost();
            QCOMPARE(client->readReply().code, 426);
        } else if (how == "client killed") {
            client->control().abort();  // the kernel of a killed process closes both
            data->abort();
        } else {
            client->reset();
            data->disconnectFromHost();
        }
        const auto witness = server.client("ro");  // whose upload waits is not given the old file
        QTRY_COMPARE(server.engine().snapshot().transfers.size(), 0);
        QCOMPARE(content(*witness, "f"), QByteArray("old"));
        QTRY_COMPARE(server.openUploads(), size < mib ? 0 : 1);  // kept, so that it can go on
        QCOMPARE(server.counters().complete, 0);
    }
    void noObjectWithoutDataConnection()
    {
        const ServerFixture server(
            [](Settings &settings) { settings.timeouts.dataConnect = std::chrono::seconds(1); });
        const auto client = server.client();
        QCOMPARE(client->send("EPSV").code, 229);
        QCOMPARE(client->send("STOR f").code, 150);
        QCOMPARE(client->readReply().code, 425);
        QCOMPARE(client->send("SIZE f").code, 550);
    }
    void tooLargeFilesAre552AndNothingIsStored()
    {
        ServerFixture server(
            [](Settings &settings) { settings.limits.singleFileMaxBytes = 3 * mib; });
        const auto client = server.client();
        QCOMPARE(client->store("f", "old").code, 226);
        QCOMPARE(client->send("ALLO 3145729").code, 552);
        const auto data = client->openData();
        QCOMPARE(client->send("STOR f").code, 150);
        FtpClient::writeAll(*data, patternBytes(3 * mib + 1));
        data->disconnectFromHost();
        QCOMPARE(client->readReply().code, 552);
        QCOMPARE(content(*client, "f"), QByteArray("old"));
        QTRY_COMPARE(server.openUploads(), 0);
        QCOMPARE(client->store("g", patternBytes(3 * mib)).code, 226);
    }
    void aClientThatClosesADownloadEarlyIs426AndTheSessionLives()
    {
        ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->store("f", patternBytes(30 * mib)).code, 226);
        const auto data = client->openData();
        QCOMPARE(client->send("RETR f").code, 150);
        QVERIFY(data->waitForReadyRead(FtpClient::deadlineMs));
        data->abort();
        QCOMPARE(client->readReply().code, 426);
        QCOMPARE(client->send("PWD").code, 257);
    }
    void commandsDuringATransfer()
    {
        const ServerFixture server;
        const auto client = server.client();
        const auto data = client->openData();
        QCOMPARE(client->send("STOR f").code, 150);
        FtpClient::writeAll(*data, "abc");
        QCOMPARE(client->send("NOOP").code, 200);
        QTRY_VERIFY(client->send("STAT").text.contains("3 bytes so far"));
        client->sendRaw("PWD\r\n");  // waits
        data->disconnectFromHost();
        QCOMPARE(client->readReply().code, 226);
        QCOMPARE(client->readReply().code, 257);
    }
    void quitDuringATransferIsAnsweredBehindIt()
    {
        const ServerFixture server;
        const auto client = server.client();
        const auto data = client->openData();
        QCOMPARE(client->send("STOR f").code, 150);
        client->sendRaw("QUIT\r\n");
        FtpClient::writeAll(*data, "abc");
        data->disconnectFromHost();
        QCOMPARE(client->readReply().code, 226);
        QCOMPARE(client->readReply().code, 221);
        QVERIFY(client->waitForClose());
        QCOMPARE(content(*server.client(), "f"), QByteArray("abc"));
    }
    void aDataConnectionThatStandsStillEnds()
    {
        const ServerFixture server(
            [](Settings &settings) { settings.timeouts.dataStall = std::chrono::seconds(1); });
        const auto client = server.client();
        const auto data = client->openData();
        QCOMPARE(client->send("STOR f").code, 150);
        QCOMPARE(client->readReply().code, 426);
        QCOMPARE(client->send("SIZE f").code, 550);
    }
    void manyUploadsAtOnceFitIntoASmallBudget()
    {
        const ServerFixture server(
            [](Settings &settings) { settings.limits.memoryBudgetBytes = 16 * mib; });
        struct Upload
        {
            std::unique_ptr<FtpClient> client;
            std::unique_ptr<QTcpSocket> data;
            QByteArray bytes;
        };
        std::vector<Upload> uploads;
        for (quint32 number = 0; number < 24; ++number) {
            Upload upload{server.client(), nullptr, patternBytes(5 * mib + number, number)};
            upload.data = upload.client->openData();
            QCOMPARE(upload.client->send("STOR f" + QByteArray::number(number)).code, 150);
            upload.data->write(upload.bytes);
            uploads.push_back(std::move(upload));
        }
        for (Upload &upload : uploads)
            connect(upload.data.get(), &QTcpSocket::bytesWritten, upload.data.get(),
                    [data = upload.data.get()] {
                        if (data->bytesToWrite() == 0)
                            data->disconnectFromHost();
                    });
        for (Upload &upload : uploads)
            QTRY_COMPARE_WITH_TIMEOUT(upload.data->state(), QAbstractSocket::UnconnectedState,
                                      60000);
        for (Upload &upload : uploads)
            QCOMPARE(upload.client->readReply().code, 226);
        const auto client = server.client();
        for (quint32 number = 0; number < uploads.size(); ++number)
            QVERIFY(content(*client, "f" + QByteArray::number(number)) == uploads[number].bytes);
    }
};

COSFTP_TEST(TransfersTest)
#include "transfers_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Many at once below one limit: each gets its share of the speed and of the memory.
#include "support/server_fixture.h"
#include "support/test_main.h"

#include <QElapsedTimer>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>
#include <vector>

using namespace cosftp;
using namespace cosftp::test;

namespace {

constexpr qint64 mib = 1024 * 1024;

/// One of several transfers that run at the same time.
struct Runner
{
    std::unique_ptr<FtpClient> client;
    std::unique_ptr<QTcpSocket> data;
    qint64 moved = 0;
    qint64 endedAfterMs = -1;
};

void beginUpload(Runner &runner, const QByteArray &path, const QByteArray &body)
{
    runner.data = runner.client->openData();
    QVERIFY(runner.data != nullptr);
    QCOMPARE(runner.client->send("STOR " + path).code, 150);
    runner.data->write(body);
    runner.data->disconnectFromHost();
}

}  // namespace

class FairSharesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eightTransfersShareALimitOfSpeed_data()
    {
        QTest::addColumn<bool>("isServers");
        QTest::addColumn<bool>("isUpload");
        QTest::newRow("the user's, up") << false << true;
        QTest::newRow("the user's, down") << false << false;
        QTest::newRow("the server's, up") << true << true;
        QTest::newRow("the server's, down") << true << false;
    }
    // They have the same to move, so they end at about the same time.
    void eightTransfersShareALimitOfSpeed()
    {
        QFETCH(const bool, isServers);
        QFETCH(const bool, isUpload);
        ServerFixture server([isServers](Settings &settings) {
            const Bandwidth limit{400'000, 400'000};
            (isServers ? settings.limits.bandwidth : settings.users.first().limits.bandwidth) =
                limit;
        });
        const QByteArray body = patternBytes(100'000);
        if (!isUpload)
            QCOMPARE(server.client()->store("file", body).code, 226);
        std::vector<Runner> runners(8);
        QElapsedTimer watch;
        for (Runner &runner : runners)
            runner.client = server.client();
        watch.start();
        for (std::size_t index = 0; index < runners.size(); ++index) {
            Runner &runner = runners[index];
            if (isUpload)
                beginUpload(runner, "file" + QByteArray::number(index), body);
            else
                beginDownload(runner, body.size(), watch);
            if (isUpload)
                connect(&runner.client->control(), &QTcpSocket::readyRead, this,
                        [&runner, &watch] { runner.endedAfterMs = watch.elapsed(); });
        }
        for (const Runner &runner : runners)
            QTRY_VERIFY_WITH_TIMEOUT(runner.endedAfterMs >= 0, 60'000);
        const auto [first, last] =
            std::minmax_element(runners.begin(), runners.end(), [](const auto &a, const auto &b) {
                return a.endedAfterMs < b.endedAfterMs;
            });
        QVERIFY2(last->endedAfterMs >= 1500, qPrintable(QString::number(last->endedAfterMs)));
        QVERIFY2(
            2 * first->endedAfterMs > last->endedAfterMs,
            qPrintable(
                QStringLiteral("%1 and %2 ms").arg(first->endedAfterMs).arg(last->endedAfterMs)));
        if (isUpload)
            for (const Runner &runner : runners)
                QCOMPARE(runner.client->readReply().code, 226);
    }

    void uploadsThatStandStillWithTenBytesBlockNobody()
    {
        ServerFixture server(
            [](Settings &settings) { settings.limits.memoryBudgetBytes = 8 * mib; });
        std::vector<Runner> silent(30);
        for (std::size_t index = 0; index < silent.size(); ++index) {
            silent[index].client = server.client();
            silent[index].data = silent[index].client->openData();
            const QByteArray path = "silent" + QByteArray::number(index);
            QCOMPARE(silent[index].client->send("STOR " + path).code, 150);
            QVERIFY(FtpClient::writeAll(*silent[index].data, "0123456789"));
        }
        const auto client = server.client();
        QCOMPARE(client->store("small", "x").code, 226);
        QCOMPARE(client->store("large", patternBytes(12 * mib)).code, 226);
        for (Runner &runner : silent)
            runner.data->disconnectFromHost();
        for (Runner &runner : silent)
            QCOMPARE(runner.client->readReply().code, 226);
    }

private:
    void beginDownload(Runner &runner, qint64 bytes, const QElapsedTimer &watch)
    {
        runner.data = runner.client->openData();
        QVERIFY(runner.data != nullptr);
        connect(runner.data.get(), &QTcpSocket::readyRead, this, [&runner, bytes, &watch] {
            runner.moved += runner.data->readAll().size();
            if (runner.moved == bytes)
                runner.endedAfterMs = watch.elapsed();
        });
        QCOMPARE(runner.client->send("RETR file").code, 150);
    }
};

COSFTP_TEST(FairSharesTest)
#include "fair_shares_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// What an FTP command may cost in requests to the store, counted by the store itself.
#include "support/server_fixture.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;
using namespace cosftp::test;

namespace {
constexpr qsizetype mib = 1024 * 1024;
}

class CostsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<ServerFixture>();
        const auto client = m_server->client();
        client->send("MKD dir");
        client->send("MKD dir/sub");
        QCOMPARE(client->store("dir/file", "content").code, 226);
    }
    void cleanupTestCase() { m_server.reset(); }

    void whatNeedsNoStoreAsksNone()
    {
        const auto cost = cold([](FtpClient &client) {
            for (const char *line : {"PWD", "TYPE I", "NOOP", "PASV", "EPSV", "FEAT", "SYST",
                                     "HELP", "STAT", "REST 0", "CDUP"})
                QVERIFY(client.send(line).code < 400);
            client.send("QUIT");
        });
        QCOMPARE(cost.requests(), 0);
    }
    void loggingInCostsNothing()
    {
        QCOMPARE(m_server->costOf([this] { QVERIFY(m_server->client() != nullptr); }).requests(),
                 0);
    }
    void aSmallUploadIsOnePutAndOneCheckBesideIt()
    {
        const auto cost =
            cold([](FtpClient &client) { QCOMPARE(client.store("dir/new", "small").code, 226); });
        QCOMPARE(cost.putObject, 1);
        QCOMPARE(cost.list, 1);
        QCOMPARE(cost.requests(), 2);
    }
    void furtherUploadsIntoTheFolderAreOnePutEach()
    {
        const auto client = m_server->client();
        client->store("dir/n0", "small");
        const auto cost = m_server->costOf([&] {
            for (int file = 1; file <= 5; ++file)
                QCOMPARE(client->store("dir/n" + QByteArray::number(file), "small").code, 226);
        });
        QCOMPARE(cost.requests(), 5);
        QCOMPARE(cost.putObject, 5);
    }
    void anUploadOfNPartsIsNPlusTwoAndTheCheck()
    {
        // An upload of a second or more is described as well, which depends on the machine.
        ServerFixture server([](Settings &settings) {
            settings.users[0].interruptedUploads = UserSettings::InterruptedUploads::Discard;
        });
        const auto client = server.client();
        const auto cost = server.costOf(
            [&] { QCOMPARE(client->store("big", patternBytes(20 * mib)).code, 226); });
        QVERIFY(cost.putPart >= 2);
        QCOMPARE(cost.initiate, 1);
        QCOMPARE(cost.complete, 1);
        QCOMPARE(cost.requests(), cost.putPart + 3);
    }
    void aDownloadIsOneRequest()
    {
        const auto cost = cold([](FtpClient &client) {
            QByteArray bytes;
            QCOMPARE(client.retrieve("RETR dir/file", &bytes).code, 226);
        });
        QCOMPARE(cost.getObject, 1);
        QCOMPARE(cost.requests(), 1);
    }
    void aRestartedDownloadIsOneRequest()
    {
        const auto cost = cold([](FtpClient &client) {
            client.send("REST 3");
            QByteArray bytes;
            QCOMPARE(client.retrieve("RETR dir/file", &bytes).code, 226);
        });
        QCOMPARE(cost.requests(), 1);
    }
    void sizeAndThenTimeAreOneRequest()
    {
        const auto cost = cold([](FtpClient &client) {
            QCOMPARE(client.send("SIZE dir/file").code, 213);
            QCOMPARE(client.send("MDTM dir/file").code, 213);
        });
        QCOMPARE(cost.requests(), 1);
    }
    void enteringAFolderIsOneRequestAndThenNone()
    {
        const auto cost = cold([](FtpClient &client) {
            QCOMPARE(client.send("CWD dir").code, 250);
            QCOMPARE(client.send("CWD /dir").code, 250);
        });
        QCOMPARE(cost.requests(), 1);
    }
    void enteringAListedFolderIsNone()
    {
        const auto client = m_server->client();
        QByteArray text;
        QCOMPARE(client->retrieve("MLSD dir", &text).code, 226);
        QCOMPARE(
            m_server->costOf([&] { QCOMPARE(client->send("CWD dir/sub").code, 250); }).requests(),
            0);
    }
    void aListingIsOneRequestPerThousand()
    {
        const auto owner = m_server->client();
        for (int file = 0; file < 1001; ++file)
            QCOMPARE(owner->store("thousand/f" + QByteArray::number(file), {}).code, 226);
        for (const char *command : {"LIST thousand", "NLST thousand", "MLSD thousand"}) {
            const auto cost = cold([&](FtpClient &client) {
                QByteArray text;
                QCOMPARE(client.retrieve(command, &text).code, 226);
                QCOMPARE(text.count('\n'), 1001);
            });
            QCOMPARE(cost.requests(), 2);
        }
        const auto ten = cold([](FtpClient &client) {
            QByteArray text;
            QCOMPARE(client.retrieve("LIST dir", &text).code, 226);
        });
        QCOMPARE(ten.requests(), 1);
    }
    void deletingIsTwo()
    {
        const auto owner = m_server->client();
        owner->store("gone", "1");
        QCOMPARE(cold([](FtpClient &client) {
                     QCOMPARE(client.send("DELE gone").code, 250);
                 }).requests(),
                 2);
    }
    void makingAndRemovingAFolderAreTwoEach()
    {
        QCOMPARE(cold([](FtpClient &client) {
                     QCOMPARE(client.send("MKD fresh").code, 257);
                 }).requests(),
                 2);
        QCOMPARE(cold([](FtpClient &client) {
                     QCOMPARE(client.send("RMD fresh").code, 250);
                 }).requests(),
                 2);
    }
    // What it is, that no folder has the new name, its access rights; the copy; the second look;
    // the removal.
    void renamingAFileIsSix()
    {
        const auto owner = m_server->client();
        owner->store("before", "1");
        const auto cost = cold([](FtpClient &client) {
            QCOMPARE(client.send("RNFR before").code, 350);
            QCOMPARE(client.send("RNTO after").code, 250);
        });
        QVERIFY2(cost.requests() <= 6, QByteArray::number(cost.requests()).constData());
        QCOMPARE(cost.copyObject, 1);
        QCOMPARE(cost.deleteObject, 1);
    }

private:
    // The cost of what a session does that knows nothing yet.
    localcos::Counters cold(const std::function<void(FtpClient &)> &action)
    {
        const auto client = m_server->client();
        return m_server->costOf([&] { action(*client); });
    }

    std::unique_ptr<ServerFixture> m_server;
};

COSFTP_TEST(CostsTest)
#include "costs_test.moc"

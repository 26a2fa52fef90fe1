// SPDX-License-Identifier: GPL-3.0-or-later
// Whole folders over the wire: RNTO, SITE RMDIR, and what a client notices of them.
#include "support/server_fixture.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;
using namespace cosftp::test;

namespace {

QByteArray listed(FtpClient &client, const QByteArray &command)
{
    QByteArray text;
    return client.retrieve(command, &text).code == 226 ? text : QByteArray("failed");
}

void fill(FtpClient &client, const QByteArray &folder, int files)
{
    for (int file = 0; file < files; ++file)
        QCOMPARE(client.store(folder + "/f" + QByteArray::number(file), "content").code, 226);
}

localcos::Fault stall(localcos::Verb verb, std::chrono::milliseconds delay)
{
    localcos::Fault fault;
    fault.kind = localcos::Fault::Kind::Stall;
    fault.verbs = {verb};
    fault.delay = delay;
    return fault;
}

}  // namespace

class FoldersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRenameIsOneHeadAndOneCopyForEachFileAndALittleMore()
    {
        ServerFixture server;
        const auto client = server.client();
        fill(*client, "from", 30);
        const auto fresh = server.client();
        const auto cost = server.costOf([&] {
            QCOMPARE(fresh->send("RNFR from").code, 350);
            QCOMPARE(fresh->send("RNTO to").text, QByteArray("250 Renamed."));
        });
        QCOMPARE(cost.copyObject, 30 + 1);  // the decision in the journal is a guarded copy
        // HEAD, access rights and copy of each; claims, journal and listings.
        QVERIFY2(cost.requests() <= 3 * 30 + 16, QByteArray::number(cost.requests()).constData());
        QCOMPARE(listed(*fresh, "NLST"), QByteArray("to\r\n"));
        QCOMPARE(listed(*client, "NLST to").count("\r\n"), 30);
    }
    void aRenameGoesOnWhenTheClientHasLeft()
    {
        ServerFixture server;
        const auto client = server.client();
        fill(*client, "from", 12);
        server.faults().add(stall(localcos::Verb::CopyObject, std::chrono::milliseconds(500)));
        QCOMPARE(client->send("RNFR from").code, 350);
        client->sendRaw("RNTO to\r\n");
        QTRY_VERIFY(server.counters().copyObject > 0);
        client->reset();
        const auto other = server.client();
        QTRY_COMPARE(listed(*other, "NLST"), QByteArray("to\r\n"));
        QCOMPARE(listed(*other, "NLST to").count("\r\n"), 12);
    }
    void aboutARenameThatRunsTheMonitorTells()
    {
        ServerFixture server;
        const auto client = server.client();
        fill(*client, "from", 12);
        auto slow = stall(localcos::Verb::CopyObject, std::chrono::minutes(2));
        slow.skip = 11;
        server.faults().add(slow);
        QCOMPARE(client->send("RNFR from").code, 350);
        client->sendRaw("RNTO to\r\n");
        QTRY_COMPARE(server.engine().snapshot().jobs.value(0).total, qint64{12});
        const JobRecord job = server.engine().snapshot().jobs.first();
        QCOMPARE(job.kind, JobRecord::Kind::Rename);
        QCOMPARE(job.user, QByteArray("rw"));
        QCOMPARE(job.from, QByteArray("/from"));
        QCOMPARE(job.to, QByteArray("/to"));
        client->sendRaw("ABOR\r\n");
        QCOMPARE(client->readReply().code, 426);
        QCOMPARE(client->readReply().code, 226);
        QCOMPARE(server.engine().snapshot().jobs.size(), 0);
        QTRY_COMPARE(listed(*client, "NLST"), QByteArray("from\r\n"));
        QCOMPARE(listed(*client, "NLST from").count("\r\n"), 12);
    }
    void aFolderAboveTheLimitIsRefusedByName()
    {
        const ServerFixture server(
            [](Settings &settings) { settings.limits.folderRenameLimit = 5; });
        const auto client = server.client();
        fill(*client, "from", 6);
        QCOMPARE(client->send("RNFR from").code, 350);
        const ClientReply refusal = client->send("RNTO to");
        QCOMPARE(refusal.code, 550);
        QVERIFY(refusal.text.contains("more than 5 files")
                && refusal.text.contains("folder_rename_limit"));
        QCOMPARE(client->send("SITE RMDIR from").code, 550);
        QCOMPARE(listed(*client, "NLST from").count("\r\n"), 6);
    }
    void aFolderIsRemovedWithAllItHolds()
    {
        ServerFixture server;
        const auto client = server.client();
        fill(*client, "d/deep", 5);
        client->send("MKD d/empty");
        const auto cost = server.costOf([&] { QCOMPARE(client->send("SITE RMDIR d").code, 250); });
        QCOMPARE(cost.requests(), 3);  // listed, looked at once more, removed
        QCOMPARE(listed(*client, "NLST"), QByteArray());
        QCOMPARE(client->send("SITE RMDIR d").code, 550);
        QCOMPARE(client->send("SITE RMDIR /").code, 550);
        QCOMPARE(client->send("SITE RMDIR").code, 501);
    }
    void onlyWhoMayDeleteRemovesFolders()
    {
        const ServerFixture server;
        const auto owner = server.client();
        fill(*owner, "d", 2);
        for (const char *user : {"ro", "nodel"})
            QCOMPARE(server.client(user)->send("SITE RMDIR d").code, 550);
        QCOMPARE(listed(*owner, "NLST d").count("\r\n"), 2);
    }
    void ourOwnObjectsAreNeverSeen()
    {
        const ServerFixture server;
        const auto client = server.client();
        fill(*client, "from", 3);
        client->send("RNFR from");
        QCOMPARE(client->send("RNTO to").code, 250);
        QCOMPARE(client->send("CWD .cosftp").code, 550);
        QVERIFY(client->send("MKD .cosftp").code >= 500);
        QVERIFY(client->store(".cosftp/jobs/x", "1").code >= 500);
        QCOMPARE(listed(*client, "LIST -a").count("\r\n"), 1);
    }
};

COSFTP_TEST(FoldersTest)
#include "folders_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// A folder without any right tells nothing of what it holds.
#include "support/server_fixture.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;
using namespace cosftp::test;

class RightsHiddenTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsToldOfWhatMayNotBeListed_data()
    {
        QTest::addColumn<QByteArray>("there");
        QTest::addColumn<QByteArray>("missing");
        for (const char *command : {"SIZE %/f", "MDTM %/f", "MLST %/f", "MLST %/sub", "CWD %/sub",
                                    "CWD %/sub/deep", "STAT %/f", "XCRC %/f", "MLST %/sub/deep"}) {
            const QByteArray line(command);
            QByteArray there = line;
            QByteArray missing = line;
            QTest::newRow(command)
                << there.replace('%', "hidden") << missing.replace('%', "hidden/no");
        }
        QTest::newRow("the folder itself")
            << QByteArray("CWD hidden") << QByteArray("CWD hidden/no");
        QTest::newRow("the folder itself, MLST")
            << QByteArray("MLST hidden/sub/..") << QByteArray("MLST hidden/no");
    }
    void nothingIsToldOfWhatMayNotBeListed()
    {
        QFETCH(const QByteArray, there);
        QFETCH(const QByteArray, missing);
        ServerFixture server([](Settings &settings) {
            UserSettings admin = settings.users.first();
            admin.name = "admin";
            settings.users += admin;
            settings.users.first().folderRights = {{"/hidden", Rights{}}};
        });
        const auto admin = server.client("admin");
        QCOMPARE(admin->store("hidden/f", "secret").code, 226);
        QCOMPARE(admin->store("hidden/sub/deep/g", "secret").code, 226);
        const auto client = server.client();
        const ClientReply reply = client->send(there);
        QVERIFY2(reply.code == 550, reply.text.constData());
        QCOMPARE(client->send(missing).code, 550);
        QCOMPARE(server.client("admin")->send(there).code / 100, 2);  // the question was right
    }

    // A drop box: no list, but files may be put there by whoever knows the way.
    void whatMayBeWrittenIsWrittenWithoutSeeingIt()
    {
        ServerFixture server([](Settings &settings) {
            UserSettings admin = settings.users.first();
            admin.name = "admin";
            settings.users += admin;
            settings.users.first().folderRights = {{"/in", Rights{.canWrite = true}}};
        });
        QCOMPARE(server.client("admin")->store("in/there", "1").code, 226);
        const auto client = server.client();
        QCOMPARE(client->store("in/new", "2").code, 226);
        QCOMPARE(client->store("in/there", "2").code, 550);
        QCOMPARE(client->send("SIZE in/there").code, 550);
        QByteArray bytes;
        QCOMPARE(server.client("admin")->retrieve("RETR in/there", &bytes).code, 226);
        QCOMPARE(bytes, QByteArray("1"));
    }
};

COSFTP_TEST(RightsHiddenTest)
#include "rights_hidden_test.moc"

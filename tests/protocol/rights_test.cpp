// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/server_fixture.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;
using namespace cosftp::test;

namespace {

/// The user "rw" with other rights in some folders; "a" and "in/old" are there.
class Fixture
{
public:
    explicit Fixture(const QList<FolderRights> &folders)
        : server([&folders](Settings &settings) {
              settings.users.first().folderRights = folders;
              UserSettings admin = settings.users.first();
              admin.name = "admin";
              admin.folderRights.clear();
              settings.users += admin;
          })
    {
        const auto admin = server.client("admin");
        admin->send("MKD in");
        admin->send("MKD in/deep");
        admin->store("a", "1");
        admin->store("in/old", "22");
        client = server.client();
    }
    [[nodiscard]] int codeOf(const QByteArray &command) const
    {
        QByteArray bytes;
        return client->retrieve(command, &bytes).code;
    }
    [[nodiscard]] QByteArray content(const QByteArray &path) const
    {
        QByteArray bytes;
        return client->retrieve("RETR " + path, &bytes).code == 226 ? bytes : QByteArray("no file");
    }

    ServerFixture server;
    std::unique_ptr<FtpClient> client;
};

constexpr Rights dropBox{.canList = true, .canWrite = true};

}  // namespace

/// Rights of folders, one by one.
class RightsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDropBoxTakesNewFilesOnly()
    {
        const Fixture f({{"/in", dropBox}});
        QCOMPARE(f.client->store("in/new", "1").code, 226);
        QCOMPARE(f.client->store("in/old", "1").code, 550);
        QCOMPARE(f.client->store("in/deep/new", "1").code, 226);
        for (const char *line : {"DELE in/old", "RNFR in/old", "MKD in/x", "RMD in/deep"})
            QCOMPARE(f.client->send(line).code, 550);
        QByteArray names;
        QCOMPARE(f.client->retrieve("NLST in", &names).code, 226);
        QCOMPARE(names, QByteArray("in/deep\r\nin/new\r\nin/old\r\n"));
        QCOMPARE(f.content("a"), QByteArray("1"));
        QCOMPARE(f.codeOf("RETR in/old"), 550);
        QCOMPARE(f.codeOf("APPE in/old"), 550);
    }

    void whatCannotBeReadDoesNotMoveToWhereItCan()
    {
        Rights blind = Rights::all();
        blind.canRead = false;
        const Fixture f({{"/in", blind}});
        QCOMPARE(f.client->send("RNFR in/old").code, 350);
        QCOMPARE(f.client->send("RNTO out").code, 550);
        QCOMPARE(f.client->send("RNFR in/old").code, 350);
        QCOMPARE(f.client->send("RNTO in/other").code, 250);
    }

    void aFolderWithStricterRightsInsideIsNeitherMovedNorRemoved()
    {
        const Fixture f({{"/in/deep", Rights::of(true, false, false)}});
        QCOMPARE(f.client->send("RNFR in").code, 350);
        QCOMPARE(f.client->send("RNTO gone").code, 550);
        QCOMPARE(f.client->send("SITE RMDIR in").code, 550);
        QCOMPARE(f.client->send("DELE in/old").code, 250);
        QCOMPARE(f.client->store("in/deep/x", "1").code, 550);
    }

    void withoutOverwriteARenameReplacesNothing()
    {
        Rights careful = Rights::all();
        careful.canOverwrite = false;
        const Fixture f({{"/", careful}});
        f.client->send("RNFR a");
        QCOMPARE(f.client->send("RNTO in/old").code, 550);
        f.client->send("RNFR a");
        QCOMPARE(f.client->send("RNTO in/b").code, 250);
        QCOMPARE(f.content("in/old"), QByteArray("22"));
    }

    void withoutListNothingIsListed()
    {
        Rights hidden = Rights::all();
        hidden.canList = false;
        const Fixture f({{"/in", hidden}});
        QCOMPARE(f.codeOf("LIST in"), 550);
        QCOMPARE(f.codeOf("MLSD in"), 550);
        QCOMPARE(f.content("in/old"), QByteArray("22"));
    }

    void siblingsWithTheSameBeginningAreOtherFolders()
    {
        const Fixture f({{"/in", Rights::of(true, false, false)}});
        QCOMPARE(f.client->send("MKD inbox").code, 257);
        QCOMPARE(f.client->store("inbox/x", "1").code, 226);
        QCOMPARE(f.client->store("in/x", "1").code, 550);
    }
};

COSFTP_TEST(RightsTest)
#include "rights_test.moc"

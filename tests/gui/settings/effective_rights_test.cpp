// SPDX-License-Identifier: GPL-3.0-or-later
// What a user may do at a path: said by the windows as the server decides it.
#include "files/mount_table.h"
#include "gui/settings/settings_bench.h"
#include "settings/effective_rights.h"
#include "settings/rights_dialog.h"
#include "support/test_main.h"

using namespace cosftp;
using namespace cosftp::test;
using Why = EffectiveRights::Why;

namespace {

Settings settings()
{
    const QByteArray text =
        "[BUCKET main]\nbucket = photos-1250000000\nregion = ap-guangzhou\nsecret_id = ID\n"
        "secret_key = KEY\n"
        "[USER ann]\npassword = p\nbucket = main\nfolder = home/ann\nauthority = RW\n"
        "mount = /in/deep main /drop W\nmount = /in main /inbox R\n"
        "folder_rights = /a list+write\nfolder_rights = /a/b none\nfolder_rights = / R\n"
        "[USER bob]\npassword = p\nmount = /only/here main /x RW\ndelete_enable = false\n"
        "[USER carl]\npassword = p\nbucket = main\nenabled = false\n";
    return parseSettings(text, QStringLiteral("test.conf")).settings;
}

MountTable tableOf(const UserSettings &user)
{
    QList<Mount> mounts;
    for (const MountSettings &from : user.mounts) {
        Mount mount;
        mount.at = *VirtualPath().resolved(from.path);
        mount.prefix = from.prefix;
        mount.rights = from.rights;
        mounts += mount;
    }
    return MountTable(mounts, user.folderRights);
}

}  // namespace

class EffectiveRightsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theWindowsSayWhatTheServerDecides()
    {
        const Settings all = settings();
        for (const char *name : {"ann", "bob"})
            for (const char *path :
                 {"/", "/a", "/a/b", "/a/b/c", "/c", "/in", "/in/x", "/in/deep", "/in/deep/er",
                  "/ind", "/only", "/only/here", "/only/here/a/b", "/only/there"}) {
                const MountTable table = tableOf(*all.user(name));
                const VirtualPath place = *VirtualPath().resolved(path);
                const EffectiveRights found = effectiveRights(all, name, path);
                QVERIFY2(found.rights == table.rightsAt(place), path);
                if (const Result<Location> location = table.locate(place))
                    QCOMPARE(found.key, location->key);
                else
                    QVERIFY2(found.why != Why::Mount, path);
            }
    }

    void theFolderThatDecidesIsNamed()
    {
        const EffectiveRights deep = effectiveRights(settings(), "ann", "in/deep/x/../a.txt");
        QVERIFY(deep.why == Why::Mount);
        QCOMPARE(deep.mount.path, QByteArray("/in/deep"));
        QCOMPARE(deep.key, QByteArray("drop/a.txt"));
        QVERIFY(deep.rights == (Rights::of(false, true, true)));
        const QString text = effectiveRightsText(deep, "ann").join(u'\n');
        QVERIFY(text.contains(QStringLiteral("may not list folders")));
        QVERIFY(text.contains(QStringLiteral("/in/deep")));
        QVERIFY(text.contains(QStringLiteral("photos-1250000000/drop/a.txt")));
    }

    void otherReasonsAreTold()
    {
        const Settings all = settings();
        QVERIFY(effectiveRights(all, "bob", "/only").why == Why::AboveMounts);
        QVERIFY(effectiveRights(all, "bob", "/else").why == Why::Nothing);
        QVERIFY(effectiveRights(all, "carl", "/").why == Why::Disabled);
        QVERIFY(effectiveRights(all, "carl", "/").rights == Rights());
        QVERIFY(effectiveRights(all, "dora", "/").why == Why::NoUser);
        QVERIFY(effectiveRights(all, "ann", "/a\nb").why == Why::NoPath);
        for (const char *path : {"/only", "/else", "/only/here/x"})
            QVERIFY(effectiveRightsText(effectiveRights(all, "bob", path), "bob").size() >= 4);
    }

    void aFolderWithRightsOfItsOwnIsNamed()
    {
        const EffectiveRights closed = effectiveRights(settings(), "ann", "/a/b/c");
        QCOMPARE(closed.folder, QByteArray("/a/b"));
        QVERIFY(closed.rights == Rights());
        const QString text = effectiveRightsText(closed, "ann").join(u'\n');
        QVERIFY(text.contains(QStringLiteral("The folder /a/b has rights of its own")));
        QVERIFY(text.contains(QStringLiteral("✗ may not list folders")));
    }

    void theDialogAnswersAsOneTypes()
    {
        RightsDialog dialog(settings(), "ann");
        dialog.show();
        auto *path = dialog.findChild<QLineEdit *>(QStringLiteral("rightsPath"));
        auto *result = dialog.findChild<QLabel *>(QStringLiteral("rightsResult"));
        QVERIFY(result->text().contains(QStringLiteral("✓ may download")));
        path->selectAll();
        QTest::keyClicks(path, QStringLiteral("/a/x"));
        QVERIFY(result->text().contains(QStringLiteral("✓ may upload new files")));
        QVERIFY(result->text().contains(QStringLiteral("✗ may not overwrite")));
        path->selectAll();
        QTest::keyClicks(path, QStringLiteral("/in/x"));
        QVERIFY(result->text().contains(QStringLiteral("✗ may not upload")));
        QVERIFY(result->text().contains(QStringLiteral("inbox/x")));
    }

    void thePanelShowsThemForTheChosenUser()
    {
        const SettingsBench bench;
        bench.page->open(QStringLiteral("users"));
        bench.choose("userList", 1);
        QString title;
        QTimer::singleShot(0, qApp, [shown = &title] {
            if (QWidget *dialog = QApplication::activeModalWidget()) {
                *shown = dialog->windowTitle();
                dialog->close();
            }
        });
        bench.find<QAction>("showRights")->trigger();
        QCOMPARE(title, QStringLiteral("Rights of bob"));
    }
};

COSFTP_TEST(EffectiveRightsTest)
#include "effective_rights_test.moc"

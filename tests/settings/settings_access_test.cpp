// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_delta.h"
#include "settings/settings_file.h"
#include "settings/settings_save.h"
#include "settings/value_text.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;

namespace {

const QByteArray good = "[BUCKET main]\nbucket = b-1\nregion = ap-x\ncredentials = environment\n"
                        "[USER ann]\npassword = SECRET\nbucket = main\n";

LoadedSettings parsed(const QByteArray &text)
{
    return parseSettings(good + text, QStringLiteral("/etc/cosftp/F"));
}

QString onlyProblem(const QByteArray &text)
{
    const LoadedSettings loaded = parsed(text);
    return loaded.problems.size() == 1 ? loaded.problems.first().toString() : QString();
}

const UserSettings &ann(const LoadedSettings &loaded) { return *loaded.settings.user("ann"); }

}  // namespace

class SettingsAccessTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rightsAreLettersOrWords_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("written");
        QTest::newRow("R") << QStringLiteral("r") << QStringLiteral("R");
        QTest::newRow("RW") << QStringLiteral("WR") << QStringLiteral("RW");
        QTest::newRow("W") << QStringLiteral("w") << QStringLiteral("W");
        QTest::newRow("drop box") << QStringLiteral("Write+LIST") << QStringLiteral("list+write");
        QTest::newRow("no delete")
            << QStringLiteral("list+read+write+overwrite+append+rename+mkdir")
            << QStringLiteral("list+read+write+overwrite+append+rename+mkdir");
        QTest::newRow("all words")
            << QStringLiteral("list+read+write+overwrite+append+rename+delete+mkdir")
            << QStringLiteral("RW");
        QTest::newRow("none") << QStringLiteral("none") << QStringLiteral("none");
    }
    void rightsAreLettersOrWords()
    {
        QFETCH(QString, text);
        Rights rights;
        QCOMPARE(valueText::readRights(text, rights), QString());
        QTEST(valueText::writeRights(rights), "written");
    }

    void everyKeyOfAUserIsReadAndWrittenBack()
    {
        const QByteArray keys =
            "max_sessions = 3\nallowed_networks = 10.0.0.0/8, private\n"
            "denied_networks = 10.1.0.0/16\nexpires = 2027-02-28\nallow_fxp = true\n"
            "quota_size = 10 GiB\nquota_files = 1000\nupload_speed = 1 MiB\n"
            "download_speed = 2 MiB\nprofile = camera\nepsv = true\ncharset = gb18030\n"
            "folder_rights = /in box list+write\nfolder_rights = /out R\n";
        const LoadedSettings loaded = parsed(keys);
        QVERIFY2(loaded.problems.isEmpty(), qPrintable(loaded.problems.value(0).toString()));
        const UserSettings &user = ann(loaded);
        QCOMPARE(user.limits.maxSessions, 3);
        QVERIFY(user.limits.allowedNetworks.contains(QHostAddress(QStringLiteral("192.168.1.1"))));
        QCOMPARE(user.limits.lastDay, QDate(2027, 2, 28));
        QVERIFY(user.limits.allowsFxp);
        QCOMPARE(user.limits.quotaBytes, 10LL << 30);
        QCOMPARE(user.limits.quotaObjects, 1000);
        QCOMPARE(user.limits.bandwidth, (Bandwidth{1 << 20, 2 << 20}));
        QCOMPARE(user.folderRights.size(), 2);
        QCOMPARE(user.folderRights[0].path, QByteArray("/in box"));
        QVERIFY(user.folderRights[0].rights.canWrite && !user.folderRights[0].rights.canRead);

        const LoadedSettings none = parsed({});
        const QList<SettingsChange> changes = settingsDelta(good, none.settings, loaded.settings);
        const LoadedSettings again =
            parseSettings(*updatedSettings(good, changes), QStringLiteral("/etc/cosftp/F"));
        QCOMPARE(ann(again), user);
        QVERIFY(again.settings == loaded.settings);
    }

    void aProfileIsASetOfSwitchesThatCanBeSetOtherwise()
    {
        const LoadedSettings loaded = parsed("profile = camera\nepsv = true\n");
        const DeviceSwitches switches = ann(loaded).device.switches();
        QVERIFY(switches.makesMissingFolders && switches.answersExistingMkd);
        QVERIFY(switches.offersEpsv);
        QVERIFY(!ann(parsed("profile = camera\n")).device.switches().offersEpsv);
        QCOMPARE(ann(parsed("profile = explorer\n")).device.switches().charset, Charset::Gbk);
        QCOMPARE(ann(parsed({})).device.switches(), DeviceSwitches());
    }

    void aUserWithoutDeleteStaysOneThroughSaving()
    {
        const LoadedSettings from = parsed({});
        Settings to = from.settings;
        to.users[0].mounts[0].rights.canDelete = false;
        to.users[0].mounts += {"/drop", QStringLiteral("main"), "drop/", Rights::all()};
        for (const bool deletesInDrop : {true, false}) {
            to.users[0].mounts[1].rights.canDelete = deletesInDrop;
            const QList<SettingsChange> changes = settingsDelta(good, from.settings, to);
            const LoadedSettings again =
                parseSettings(*updatedSettings(good, changes), QStringLiteral("/etc/cosftp/F"));
            QCOMPARE(ann(again).mounts, to.users[0].mounts);
        }
    }

    void everyKeyOfTheServerIsReadAndWrittenBack()
    {
        const QByteArray keys =
            "[NETWORK]\nmore_listeners = ftp://127.0.0.1:2200, ftps://[::]:990, ftp://*:21\n"
            "masquerade_for = 10.0.0.0/8, 192.168.0.0/16=local;2001:db8::/32=ftp.example.com\n"
            "single_passive_port = 2020\nactive_mode = false\nactive_from_control_port = false\n"
            "proxy_networks = 10.9.0.0/16\n"
            "proxy_data = false\nhost_names = FTP.example.com, b.example.com\n"
            "[SECURITY]\nmax_sessions_per_address = 5\nmax_sessions_per_user = 6\n"
            "allowed_networks = private\ndenied_networks = 10.3.0.0/16\nban_after = 7\n"
            "ban_window = 8\nban_minutes = 9\nnever_banned = 127.0.0.1\n"
            "[LIMITS]\nupload_speed = 1 MiB\ndownload_speed = 2 MiB\n"
            "session_upload_speed = 3 MiB\nsession_download_speed = 4 MiB\n";
        const LoadedSettings loaded = parsed(keys);
        QVERIFY2(loaded.problems.isEmpty(), qPrintable(loaded.problems.value(0).toString()));
        const NetworkSettings &network = loaded.settings.network;
        QCOMPARE(network.moreListeners,
                 (QList<ListenerSettings>{{QStringLiteral("127.0.0.1"), 2200, false},
                                          {QStringLiteral("::"), 990, true},
                                          {QString(), 21, false}}));
        QCOMPARE(network.masqueradeRules.size(), 2);
        QCOMPARE(network.masqueradeRules[0].address, QString());
        QCOMPARE(network.masqueradeRules[1].address, QStringLiteral("ftp.example.com"));
        QCOMPARE(network.hostNames[0], QStringLiteral("ftp.example.com"));
        QCOMPARE(loaded.settings.security.banAfter, 7);
        QCOMPARE(loaded.settings.limits.sessionBandwidth, (Bandwidth{3 << 20, 4 << 20}));

        const QList<SettingsChange> changes =
            settingsDelta(good, parsed({}).settings, loaded.settings);
        const LoadedSettings again =
            parseSettings(*updatedSettings(good, changes), QStringLiteral("/etc/cosftp/F"));
        QVERIFY(again.settings == loaded.settings);
    }

    void hashesStandInEveryDialect()
    {
        const QByteArray hash =
            "$scrypt$ln=14,r=8,p=5$" + QByteArray(22, 'a') + '$' + QByteArray(43, 'b');
        const LoadedSettings first = parseSettings(
            "[COS_ACCOUNT]\ncos_secretid=a\ncos_secretkey=b\ncos_bucket=b-1\ncos_region=c\n"
            "[FTP_ACCOUNT]\nlogin_users=ann:"
                + hash + ":RW;bob:$scrypt$x:R\n",
            QStringLiteral("F"));
        QVERIFY(ann(first).passwordIsHash);
        QVERIFY(!first.settings.user("bob")->passwordIsHash);
        const LoadedSettings second = parseSettings(
            "[COS_ACCOUNT_0]\ncos_secretid=a\ncos_secretkey=b\ncos_bucket=b-1\ncos_region=c\n"
            "ftp_login_user_name=ann\npassword_hash="
                + hash + "\n",
            QStringLiteral("F"));
        QVERIFY(second.problems.isEmpty());
        QVERIFY(ann(second).passwordIsHash);
    }

    void wrongValuesAreNamed_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char *text, const char *problem) {
            QTest::newRow(text) << QByteArray(text) << QString::fromLatin1(problem);
        };
        row("expires = 2027-02-30\n",
            "/etc/cosftp/F:8: [USER ann] expires: \"2027-02-30\" is not a day, YYYY-MM-DD would be "
            "right");
        row("allowed_networks = 10.0.0.0/8 office\n",
            "/etc/cosftp/F:8: [USER ann] allowed_networks: \"10.0.0.0/8 office\" is not an address "
            "or network, 192.0.2.7, 10.0.0.0/8, 2001:db8::/32 or private would be right");
        row("folder_rights = in R\n",
            "/etc/cosftp/F:8: [USER ann] folder_rights: the value is not a folder with rights, "
            "/PATH RIGHTS such as /inbox write+list would be right");
        row("folder_rights = /in R\nfolder_rights = /in/ W\n",
            "/etc/cosftp/F:9: [USER ann] folder_rights: \"/in\" has rights already, one line for "
            "each folder would be right");
        row("[NETWORK]\nmore_listeners = 127.0.0.1:21\n",
            "/etc/cosftp/F:9: [NETWORK] more_listeners: \"127.0.0.1:21\" is not an address and "
            "port, ftp://192.0.2.1:21 or ftps://[::]:990 would be right (* is all addresses)");
        row("[NETWORK]\nmasquerade_for = 10.0.0.0/8\n",
            "/etc/cosftp/F:9: [NETWORK] masquerade_for: \"10.0.0.0/8\" is not a rule, "
            "NETWORK=ADDRESS or private=local would be right");
        row("[NETWORK]\nhost_names = a b\n",
            "/etc/cosftp/F:9: [NETWORK] host_names: \"a b\" is not a host name, ftp.example.com "
            "would be right");
    }
    void wrongValuesAreNamed()
    {
        QFETCH(QByteArray, text);
        QTEST(onlyProblem(text), "problem");
    }
};

COSFTP_TEST(SettingsAccessTest)
#include "settings_access_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/memory_estimate.h"
#include "settings/setting_row.h"
#include "settings/settings_file.h"
#include "support/test_main.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace cosftp;

namespace {

QStringList linesOf(const QList<SettingsProblem> &problems)
{
    QStringList lines;
    for (const SettingsProblem &problem : problems)
        lines += problem.toString();
    return lines;
}

LoadedSettings parsed(const QByteArray &text) { return parseSettings(text, QStringLiteral("F")); }

// Lines 1 to 4: a bucket; 5 to 7: a user. Whatever a test adds begins in line 8.
const QByteArray good = "[BUCKET main]\nbucket = b-1\nregion = ap-x\ncredentials = environment\n"
                        "[USER ann]\npassword = SECRET\nbucket = main\n";

// The same as one account of the second generation: 7 lines.
const QByteArray account = "[COS_ACCOUNT_0]\ncos_secretid = SECRETID\ncos_secretkey = SECRETKEY\n"
                           "cos_bucket = b-1\ncos_region = ap-x\nftp_login_user_name = ann\n"
                           "ftp_login_user_password = SECRET\n";

const QByteArray first = "[COS_ACCOUNT]\ncos_secretid = SECRETID\ncos_secretkey = SECRETKEY\n"
                         "cos_bucket = b-1\ncos_region = ap-x\n[FTP_ACCOUNT]\n";

QByteArray replaced(const char *before, const char *after)
{
    return QByteArray(account).replace(before, after);
}

// Writes rows of the table: a name, a file, and the one line that it must bring.
void expect(const char *name, const QByteArray &text, const QByteArray &line)
{
    QTest::newRow(name) << text << QString::fromUtf8(line);
}

void addRowsAboutLines()
{
    expect("no equals sign", good + "[LOG]\nlog_level INFO SECRET\n",
           "F:9: [LOG]: the line is not 'key = value'");
    expect("key outside of a section", "log_level = INFO\n" + good,
           "F:1: the key stands outside of a section, a line with [SECTION] above it would be "
           "right");
    expect("header without end", good + "[LOG\n",
           "F:8: the section header has no ']', [SECTION] would be right");
    expect("control character", good + "[LOG]\nlog_dir = a\x01z\n",
           "F:9: [LOG]: the line has a control character, printable text would be right");
    expect("NUL byte", good + QByteArray("[LOG]\nlog_dir = a\0z\n", 19),
           "F:9: the line has a NUL byte, a text file in UTF-8 would be right");
    expect("GBK", good + "[LOG]\nlog_dir = \xc5\xe4\xd6\xc3\n",
           "F:9: the line is not UTF-8 (GBK perhaps), the file saved as UTF-8 would be right");
    expect("UTF-16", QByteArray("\xff\xfe[\0L\0", 6),
           "F:1: the file is UTF-16, UTF-8 would be right");
    expect("duplicate key", good + "[LOG]\nlog_level = INFO\nLOG_LEVEL = DEBUG\n",
           "F:10: [LOG] log_level: the key stands in line 9 already, one of the two would be "
           "right");
    expect("duplicate section", good + "[LOG]\n[LOG]\n",
           "F:9: [LOG]: the section stands in line 8 already, one section with all its keys would "
           "be right");
    expect("two keys for one setting", good + "[NETWORK]\npassive_port=1,2\npassive_ports=3,4\n",
           "F:10: [NETWORK] passive_ports: line 9 sets the same as [NETWORK] passive_port, one of "
           "the two would be right");
}

void addRowsAboutNames()
{
    expect("unknown key", good + "[OPTIONAL]\nlog_levl = INFO\n",
           "F:9: [OPTIONAL] log_levl: the key is not known, log_level is the nearest that is");
    expect("unknown key that may be a secret", good + "[OPTIONAL]\nAKID+SECRET = 1\n",
           "F:9: [OPTIONAL]: the key is not known, those of this section: "
               + knownKeys(QStringLiteral("OPTIONAL")).join(QStringLiteral(", ")).toLatin1());
    expect("unknown key that resembles none", good + "[LOG]\nx = 1\n",
           "F:9: [LOG] x: the key is not known, those of this section: log_level, log_dir, "
           "log_rotate_enabled, log_rotate_when, log_backup_count");
    expect("unknown section that resembles none", good + "[X]\n",
           "F:8: [X]: the section is not known, those that are: "
               + knownSections().join(QStringLiteral(", ")).toLatin1());
    expect("key of another section", good + "[NETWORK]\nlog_level = INFO\n",
           "F:9: [NETWORK] log_level: the key does not belong here, its place is [OPTIONAL]");
    expect("unknown section", good + "[NETWROK]\n",
           "F:8: [NETWROK]: the section is not known, [NETWORK] is the nearest that is");
    expect("section in small letters", good + "[network]\n",
           "F:8: [network]: the section is not known, [NETWORK] is the nearest that is");
    expect("bucket without a name", good + "[BUCKET]\n",
           "F:8: [BUCKET]: the section has no name, [BUCKET NAME] would be right");
    expect("bucket with a blank in its id",
           QByteArray(good)
               + "[BUCKET a b]\nbucket=b-1\n"
                 "region=x\ncredentials=environment\n",
           "F:8: [BUCKET a b]: the id of the bucket has other characters than letters, digits, "
           "'_', '-' and '.', [BUCKET main] would be right");
    expect("bucket id of an account",
           account
               + "[BUCKET COS_ACCOUNT_0]\nbucket=b-1\nregion=x\n"
                 "credentials=environment\n",
           "F:8: [BUCKET COS_ACCOUNT_0]: another section names a bucket with this id, an id of "
           "its own would be right");
}

void addRowsAboutValues()
{
    const QByteArray network = good + "[NETWORK]\n";
    expect("no number", network + "listen_port = 21x\n",
           "F:9: [NETWORK] listen_port: \"21x\" is not a number, 0 to 65535 would be right");
    expect("empty number", network + "listen_port =\n",
           "F:9: [NETWORK] listen_port: \"\" is not a number, 0 to 65535 would be right");
    expect("out of range", network + "listen_port = 65536\n",
           "F:9: [NETWORK] listen_port: 65536 is out of range, 0 to 65535 would be right");
    expect("too many bytes", good + "[OPTIONAL]\nmin_part_size = 9999999 TiB\n",
           "F:9: [OPTIONAL] min_part_size: \"9999999 TiB\" is out of range, 1048576 to 1073741824 "
           "would be right");
    expect("no bytes", good + "[OPTIONAL]\nmin_part_size = 2 Mb\n",
           "F:9: [OPTIONAL] min_part_size: \"2 Mb\" is not a number of bytes, 1048576 to "
           "1073741824 would be right");
    expect("part below the floor", good + "[LIMITS]\nmin_part_size = 1048575\n",
           "F:9: [LIMITS] min_part_size: 1048575 is out of range, 1048576 to 1073741824 would "
           "be right");
    expect("no switch", good + "[OPTIONAL]\nconfig_check_enable = maybe\n",
           "F:9: [OPTIONAL] config_check_enable: \"maybe\" is not a switch, true or false would "
           "be right");
    expect("no level", good + "[OPTIONAL]\nlog_level = LOUD\n",
           "F:9: [OPTIONAL] log_level: \"LOUD\" is not known, DEBUG, INFO, WARNING or ERROR would "
           "be right");
    expect("no range", network + "passive_port = 1,2,3\n",
           "F:9: [NETWORK] passive_port: \"1,2,3\" is not a range of ports, FROM,TO with 1 to "
           "65535 would be right");
    expect("range backwards", network + "passive_port = 6000,5000\n",
           "F:9: [NETWORK] passive_port: the range begins at 6000, behind its end 5000; FROM,TO "
           "with the smaller port first would be right");
    expect("overlapping ranges", network + "listen_port = 60010\npassive_port = 60000,60010\n",
           "F:9: [NETWORK] listen_port: the port 60010 lies within the passive ports 60000,60010, "
           "a port outside of them would be right");
    expect("masquerade is nowhere", network + "masquerade_address = 0.0.0.0\n",
           "F:9: [NETWORK] masquerade_address: \"0.0.0.0\" is no address that a client can reach, "
           "the address that clients reach, or its host name, would be right");
    expect("masquerade is nowhere in IPv6", network + "masquerade_address = ::\n",
           "F:9: [NETWORK] masquerade_address: \"::\" is no address that a client can reach, the "
           "address that clients reach, or its host name, would be right");
    expect("masquerade is no address", network + "masquerade_address = 203.0.113.300\n",
           "F:9: [NETWORK] masquerade_address: \"203.0.113.300\" is neither an address nor a host "
           "name, the address that clients reach, or its host name, would be right");
    expect("listen address is a name", network + "listen_address = eth0\n",
           "F:9: [NETWORK] listen_address: \"eth0\" is not an IP address, one of this machine or "
           "nothing (all of them) would be right");
    expect("parts do not fit", good + "[LIMITS]\nmin_part_size = 100 MiB\n",
           "F:9: [LIMITS] min_part_size: two parts of 100 MiB do not fit into the memory_budget "
           "of 128 MiB, smaller parts or a larger budget would be right");
    expect("parts do not fit into a small budget",
           good + "[LIMITS]\nmemory_budget = 8 MiB\nmin_part_size = 5 MiB\n",
           "F:10: [LIMITS] min_part_size: two parts of 5 MiB do not fit into the memory_budget "
           "of 8 MiB, smaller parts or a larger budget would be right");
}

void addRowsAboutBuckets()
{
    expect("bucket without APPID", replaced("b-1", "bucket"),
           "F:4: [COS_ACCOUNT_0] cos_bucket: \"bucket\" is not a bucket, NAME-APPID such as "
           "examplebucket-1250000000 would be right");
    expect("bad region", replaced("ap-x", "ap_x"),
           "F:5: [COS_ACCOUNT_0] cos_region: \"ap_x\" is not a region, a name such as "
           "ap-guangzhou would be right");
    expect("bad protocol", account + "cos_protocol = ftp\n",
           "F:8: [COS_ACCOUNT_0] cos_protocol: \"ftp\" is not known, https or http would be "
           "right");
    expect("endpoint with a protocol", account + "cos_endpoint = http://127.0.0.1\n",
           "F:8: [COS_ACCOUNT_0] cos_endpoint: \"http://127.0.0.1\" has a protocol, HOST or "
           "HOST:PORT with cos_protocol = http or https beside it would be right");
    expect("bad endpoint", account + "cos_endpoint = a.example/path\n",
           "F:8: [COS_ACCOUNT_0] cos_endpoint: \"a.example/path\" is not an endpoint, HOST or "
           "HOST:PORT such as cos.ap-guangzhou.myqcloud.com would be right");
    expect("endpoint with a bad port", account + "cos_endpoint = a.example:70000\n",
           "F:8: [COS_ACCOUNT_0] cos_endpoint: \"a.example:70000\" is not an endpoint, HOST or "
           "HOST:PORT such as cos.ap-guangzhou.myqcloud.com would be right");
    expect("endpoint with the bucket", account + "cos_endpoint = b-1.cos.ap-x.myqcloud.com\n",
           "F:8: [COS_ACCOUNT_0] cos_endpoint: the endpoint begins with the bucket, which is put "
           "before it; \"cos.ap-x.myqcloud.com\" would be right");
    expect("empty key", replaced("= SECRETKEY", "="),
           "F:3: [COS_ACCOUNT_0] cos_secretkey: the value is empty, what the console shows would "
           "be right");
    expect("key with a wide blank", replaced("= SECRETKEY", "= SECRETKEY\xe3\x80\x80"),
           "F:3: [COS_ACCOUNT_0] cos_secretkey: the value begins or ends with a full-width blank, "
           "an ordinary one would be right");
    expect("key with a blank inside", replaced("= SECRETKEY", "= SECRET KEY"),
           "F:3: [COS_ACCOUNT_0] cos_secretkey: the value has characters that no key has, what "
           "the console shows would be right");
    expect("key in single quotation marks", replaced("= SECRETID", "= 'SECRETID'"),
           "F:2: [COS_ACCOUNT_0] cos_secretid: the value is in quotation marks, the same without "
           "them would be right");
    expect("missing key", replaced("cos_secretkey = SECRETKEY\n", ""),
           "F:1: [COS_ACCOUNT_0] cos_secretkey: the key is missing, 'cos_secretkey = ...' in this "
           "section would be right");
    expect("neither region nor endpoint", replaced("cos_region = ap-x\n", ""),
           "F:1: [COS_ACCOUNT_0] cos_region: the key is missing, 'cos_region = ...' in this "
           "section would be right");
    expect("key in an unnamed file", QByteArray(good).replace("environment", "file"),
           "F:1: [BUCKET main] credentials_ref: the key is missing, 'credentials_ref = ...' in "
           "this section would be right");
}

void addRowsAboutUsers()
{
    expect("empty password", replaced("= SECRET\n", "= # SECRET\n"),
           "F:7: [COS_ACCOUNT_0] ftp_login_user_password: the password is empty, a password would "
           "be right");
    expect("empty user name", replaced("= ann", "="),
           "F:6: [COS_ACCOUNT_0] ftp_login_user_name: the user name is empty, a name would be "
           "right");
    expect("user named twice", account + "[USER ann]\npassword=SECRET\nbucket=COS_ACCOUNT_0\n",
           "F:8: [USER ann]: the user \"ann\" stands in line 6 already, one user of each name "
           "would be right");
    expect("bad rights", account + "authority = SECRET\n",
           "F:8: [COS_ACCOUNT_0] authority: the rights are made of something else, R, W or "
           "RW would be right, or words such as list+read+write (list, read, write, overwrite, "
           "append, rename, delete, mkdir)");
    expect("bad hash", QByteArray(good).replace("password =", "password_hash ="),
           "F:6: [USER ann] password_hash: the value is not a password hash, one that begins with "
           "$scrypt$ or $y$ would be right");
    expect("unknown bucket", QByteArray(good).replace("bucket = main", "bucket = mian"),
           "F:7: [USER ann] bucket: no section names the bucket \"mian\", one of main would be "
           "right");
    expect("unknown bucket of a mount", good + "mount = /x other / R\n",
           "F:8: [USER ann] mount: no section names the bucket \"other\", one of main would be "
           "right");
    expect("bad mount", good + "mount = x main / R\n",
           "F:8: [USER ann] mount: the value is not a mount, /PATH BUCKETID FOLDER RIGHTS such as "
           "/photos main 2024/photos RW would be right");
    expect("place mounted twice", good + "mount = /x main a R\nmount = /x/ main b R\n",
           "F:9: [USER ann] mount: \"/x\" is mounted twice, one place for each would be right");
    expect("root mounted twice", good + "mount = / main a R\n",
           "F:7: [USER ann] bucket: a mount has the place / too, one of the two would be right");
    expect("login user without rights", first + "login_users = ann:SECRET\n",
           "F:7: [FTP_ACCOUNT] login_users: user 1: the entry has not three pieces, "
           "NAME:PASSWORD:RIGHTS would be right");
    expect("login user with other rights", first + "login_users = a:b:R;ann:x:SECRET\n",
           "F:7: [FTP_ACCOUNT] login_users: user 2: the rights are made of something else, R, W "
           "or RW would be right, or words such as list+read+write (list, read, write, overwrite, "
           "append, rename, delete, mkdir)");
    expect("login user without password", first + "login_users = ann::RW\n",
           "F:7: [FTP_ACCOUNT] login_users: user 1: the password is empty, a password would be "
           "right");
    expect("login password with blanks", first + "login_users = ann: SECRET:RW\n",
           "F:7: [FTP_ACCOUNT] login_users: user 1: the password has blanks around it, a password "
           "without them would be right");
    expect("login user twice", first + "login_users = ann:SECRET:RW;ann:SECRET2:R\n",
           "F:7: [FTP_ACCOUNT] login_users: the user \"ann\" stands in line 7 already, one user "
           "of each name would be right");
    expect("no login user", first + "login_users = ;\n",
           "F:7: [FTP_ACCOUNT] login_users: the value names no user, NAME:PASSWORD:RW would be "
           "right");
    expect("login users without their bucket", good + "[FTP_ACCOUNT]\nlogin_users=a:SECRET:R\n",
           "F:8: [FTP_ACCOUNT] login_users: the users have no bucket, a section [COS_ACCOUNT] "
           "would be right");
    expect("generations contradict", account + "[FTP_ACCOUNT]\nlogin_users=a:SECRET:R\n",
           "F:8: [FTP_ACCOUNT] login_users: the users have no bucket: in [COS_ACCOUNT_n] each "
           "section names its own user; [COS_ACCOUNT], or ftp_login_user_name, would be right");
    expect("user of the other generation",
           first + "login_users = a:SECRET:R\n[COS_ACCOUNT_1]\n" + account.mid(16)
               + "login_users = b:SECRET:R\n",
           "F:15: [COS_ACCOUNT_1] login_users: the key does not belong here, its place is "
           "[FTP_ACCOUNT]");
    expect("no users", good.left(good.indexOf("[USER")),
           "F: no user is named, a section [USER name], [COS_ACCOUNT_0] or [FTP_ACCOUNT] would be "
           "right");
}

}  // namespace

class SettingsProblemsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goodFilesHaveNoProblem()
    {
        QCOMPARE(linesOf(parsed(good).problems), QStringList());
        QCOMPARE(linesOf(parsed(account).problems), QStringList());
        QCOMPARE(linesOf(parsed(first + "login_users = a:b:R\n").problems), QStringList());
    }

    void everyProblemIsOneLineThatSaysWhatWouldBeRight_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("line");
        addRowsAboutLines();
        addRowsAboutNames();
        addRowsAboutValues();
        addRowsAboutBuckets();
        addRowsAboutUsers();
    }
    void everyProblemIsOneLineThatSaysWhatWouldBeRight()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, line);
        const LoadedSettings loaded = parsed(text);
        QCOMPARE(linesOf(loaded.problems).join(QLatin1Char('\n')), line);
        QVERIFY(!line.contains(QStringLiteral("SECRET")));
    }

    void allProblemsAreListedInTheOrderOfTheFile()
    {
        const LoadedSettings loaded = parsed("x = 1\n[NETWORK]\nlisten_port = x\n[COS_ACCOUNT_0]\n"
                                             "[OPTIONAL]\nlog_level = X\nnothing\n");
        QList<int> lines;
        for (const SettingsProblem &problem : loaded.problems)
            lines += problem.line;
        QCOMPARE(lines, (QList<int>{1, 3, 4, 4, 4, 4, 4, 4, 6, 7}));
    }

    void anEmptyFileNamesWhatIsMissing()
    {
        QCOMPARE(linesOf(parsed({}).problems),
                 (QStringList{QStringLiteral("F: no bucket is named, a section [BUCKET id], "
                                             "[COS_ACCOUNT] or [COS_ACCOUNT_0] would be right"),
                              QStringLiteral("F: no user is named, a section [USER name], "
                                             "[COS_ACCOUNT_0] or [FTP_ACCOUNT] would be right")}));
    }

    void aCommentThatSwallowsUsersIsAWarning()
    {
        const LoadedSettings loaded = parsed(first + "login_users = a:b:R ;c:SECRET:RW\n");
        QCOMPARE(linesOf(loaded.problems), QStringList());
        QCOMPARE(linesOf(loaded.warnings),
                 QStringList(QStringLiteral(
                     "F:7: [FTP_ACCOUNT] login_users: what follows the ';' after a blank is a "
                     "comment, users divided by ';' without a blank before it would be right")));
    }

    void filesThatCannotBeReadSaySo()
    {
        const QTemporaryDir folder;
        QCOMPARE(linesOf(loadSettings(folder.path()).problems),
                 QStringList(folder.path()
                             + QStringLiteral(": this is a folder, a file would be right")));
        const QString missing = folder.filePath(QStringLiteral("none.conf"));
        QCOMPARE(linesOf(loadSettings(missing).problems),
                 QStringList(missing
                             + QStringLiteral(": the file cannot be read: No such file or "
                                              "directory, a file that this user may read would be "
                                              "right")));
    }

    void aFileWithSecretsThatOthersCanReadIsAWarning()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("a.conf")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(good);
        file.close();
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
        QCOMPARE(linesOf(loadSettings(file.fileName()).warnings), QStringList());
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
        QCOMPARE(linesOf(loadSettings(file.fileName()).warnings),
                 QStringList(file.fileName()
                             + QStringLiteral(": the file holds secrets and everyone on this "
                                              "machine can read it, chmod 600 would be right")));
    }

    void moreMemoryThanSixtyPercentIsAProblem()
    {
        constexpr qint64 miB = 1024 * 1024;
        Settings settings;
        settings.limits.memoryBudgetBytes = 472 * miB;
        settings.limits.maxConnections = 512;  // 128 MiB
        QCOMPARE(memoryProblem(settings, 1000 * miB), QString());
        QCOMPARE(memoryProblem(settings, 999 * miB),
                 QStringLiteral("the server may need 600 MiB, more than 60 % of the 999 MiB that "
                                "are available; a smaller memory_budget or max_connection_num, or "
                                "config_check_enable = false, would be right"));
        QCOMPARE(memoryProblem(settings, -1), QString());
        QVERIFY(availableMemoryBytes() > miB);
    }
};

COSFTP_TEST(SettingsProblemsTest)
#include "settings_problems_test.moc"

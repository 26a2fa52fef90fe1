// SPDX-License-Identifier: GPL-3.0-or-later
// Files as the original reads them, rule by rule, and as people really write them.
#include "settings/ini_text.h"
#include "settings/settings_file.h"
#include "support/test_main.h"

#include <QSignalSpy>
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

// Eight lines; whatever a test adds begins in line 9.
const QByteArray account = "[COS_ACCOUNT_0]\ncos_secretid=ID\ncos_secretkey=KEY\ncos_bucket=b-1\n"
                           "cos_region=ap-x\nftp_login_user_name=u\nftp_login_user_password=p\n"
                           "authority=RW\n";
const QByteArray network = "[NETWORK]\nlisten_port=2121\npassive_port=60000,65535\n";

QByteArray replaced(const QByteArray &text, const char *before, const char *after)
{
    Q_ASSERT(text.contains(before));
    return QByteArray(text).replace(before, after);
}

// A file of the original, and the plainest file that means the same.
void same(const char *name, const QByteArray &text, const QByteArray &plain)
{
    QTest::newRow(name) << text << plain << QString();
}

// The same with the one warning that it brings.
void warned(const char *name, const QByteArray &text, const QByteArray &plain,
            const QByteArray &warning)
{
    QTest::newRow(name) << text << plain << QString::fromUtf8(warning);
}

void addRulesOfLines()
{
    same("a colon divides as well", QByteArray(account).replace("=", ": "), account);
    same("a colon, and '=' in the value", replaced(account, "password=p", "password: p=q"),
         replaced(account, "password=p", "password = p=q"));
    same("keys in any case", replaced(account, "cos_bucket", "COS_Bucket"), account);
    same("tabs and blanks around key and value", QByteArray(account).replace("=", "\t = \t"),
         account);
    same("carriage returns", QByteArray(account).replace("\n", "\r\n"), account);
    same("a byte order mark", "\xEF\xBB\xBF" + account, account);
    same("lines that begin with rem", "rem what this is\nREM\n" + account, account);
    same("comments of whole lines", "# one\n;two\n\n" + account + "; [NETWROK]\n", account);
    same("a semicolon behind a blank", replaced(account, "ap-x", "ap-x ; where"), account);
    same("GBK in a comment", "# \xc5\xe4\xd6\xc3\n" + account + "; \xc5\xe4\n", account);
    same("GBK in a comment behind a value",
         account + "[NETWORK]\nlisten_port = 2121   # \xb6\xcb\xbf\xda\n",
         account + "[NETWORK]\nlisten_port = 2121\n");
    same("two quotation marks are nothing", account + "[NETWORK]\nmasquerade_address = \"\"\n",
         account);
    same("no interpolation", replaced(account, "=p\n", "=%(x)s%%\n"),
         replaced(account, "=p\n", "=\"%(x)s%%\"\n").replace("authority", "#\nauthority"));
    warned("text behind a section", "[COS_ACCOUNT_0] mine\n" + account.mid(16), account,
           "F:1: [COS_ACCOUNT_0]: what follows the ']' is not read, a line of its own would be "
           "right");
    same("ports over two lines", account + "[NETWORK]\npassive_port = 60000,\n    60100\n",
         account + "[NETWORK]\npassive_port = 60000,60100\n");
    warned("a key twice", account + "authority=R\n", replaced(account, "=RW", "=R"),
           "F:9: [COS_ACCOUNT_0] authority: the key stands in line 8 already, this one is used, as "
           "in the original");
    warned("a section twice", account + network + "[NETWORK]\nlisten_port = 2200\n",
           account + replaced(network, "2121", "2200"),
           "F:12: [NETWORK]: the section stands in line 9 already, both are read as one and the "
           "later keys count, as in the original");
}

void addRulesOfAccounts()
{
    const QByteArray named = replaced(account, "ACCOUNT_0", "ACCOUNT_photos");
    QTest::newRow("an endpoint, and an empty region")
        << replaced(account, "ap-x\n", "\ncos_endpoint=cos.ap-x.myqcloud.com\n")
        << replaced(account, "cos_region=ap-x", "cos_endpoint=cos.ap-x.myqcloud.com") << QString();
    same("a region, and an empty endpoint", account + "cos_endpoint =\n", account);
    same("a region as the SDK takes it", replaced(account, "ap-x", "cos.ap-x"), account);
    same("a region of the first years", replaced(account, "ap-x", "cn-south"),
         replaced(account, "ap-x", "ap-guangzhou"));
    same("rights in any order", replaced(account, "=RW", "=WR"), account);
    same("rights with a comma", replaced(account, "=RW", "=R, W"), account);
    same("delete_enable in words", account + "delete_enable = Off\n",
         account + "delete_enable = false\n");
    same("home folders that nobody has", account + "home_dir = /no such # folder\n", account);
    same("a name behind COS_ACCOUNT_", named, named);
    same("an APPID beside the bucket",
         replaced(account, "=b-1\n", "=b\ncos_appid = 1250000000\ncos_download_domain = cos\n"),
         replaced(account, "=b-1\n", "=b-1250000000\n"));
    same("an APPID that the bucket has", replaced(account, "=b-1\n", "=b-1\ncos_appid = 1\n"),
         account);
}

void addRulesOfOptions()
{
    const QByteArray optional = account + "[OPTIONAL]\n";
    for (const char *yes : {"y", "Y", "yes", "YES", "true"})
        same(yes, optional + "log_rotate_enabled = " + yes + "\n",
             optional + "log_rotate_enabled = true\n");
    same("n", optional + "log_rotate_enabled = n\n", optional + "log_rotate_enabled = false\n");
    same("WARN", optional + "log_level = WARN\n", optional + "log_level = WARNING\n");
    same("levels in any case", optional + "log_level = debug\n", optional + "log_level = DEBUG\n");
    same("empty means the default", optional + "min_part_size =\nmax_list_file =\nlog_level=\n",
         account);
    same("parts of the usual size", optional + "min_part_size = 8 MiB\n", account);
    warned("parts below the store's", optional + "min_part_size = 524288\n",
           optional + "min_part_size = 1048576\n",
           "F:10: [OPTIONAL] min_part_size: 512 KiB is below the store's smallest part, 1 MiB are "
           "used");
    warned("parts that do not fit", optional + "min_part_size = 209715200   # 200M\n",
           optional + "min_part_size = 64 MiB\n",
           "F:10: [OPTIONAL] min_part_size: two parts of 200 MiB do not fit into the memory_budget "
           "of 128 MiB, parts of 64 MiB are used");
    same("one port", account + "[NETWORK]\npassive_port = 50000\n",
         account + "[NETWORK]\npassive_port = 50000,65535\n");
    same("ports with a blank", account + "[NETWORK]\npassive_port = 60000, 60100\n",
         account + "[NETWORK]\npassive_port = 60000,60100\n");
    same("the address as it was called first", account + "[NETWORK]\npassive_address = 192.0.2.1\n",
         account + "[NETWORK]\nmasquerade_address = 192.0.2.1\n");
    warned("the address of the example",
           // The placeholder of the original's own example, which people leave in their files.
           account + "[NETWORK]\nmasquerade_address = XXX.XXX.XXX.XXX\n", account,
           "F:10: [NETWORK] masquerade_address: the value is the one of the example, so no address "
           "is announced; the address that clients reach, or nothing, would be right");
}

const QByteArray first = "[COS_ACCOUNT]\ncos_secretid=ID\ncos_secretkey=KEY\ncos_bucket=b-1\n"
                         "cos_region=ap-x\n[FTP_ACCOUNT]\n";

void addRulesOfLoginUsers()
{
    const QByteArray plain = first + "login_users = a:b:RW;c:d:R;e:f:R\n";
    warned("a ';' behind a blank after the first user",
           first + "login_users =  a:b:RW ; c:d:R;e:f:R\n", first + "login_users = a:b:RW\n",
           "F:7: [FTP_ACCOUNT] login_users: what follows the ';' after a blank is a comment, users "
           "divided by ';' without a blank before it would be right");
    same("blanks behind the ';'", first + "login_users = a:b:RW; c:d:R;\te:f:R\n", plain);
    same("a ';' behind a blank is a comment only if it is the first",
         first + "login_users = a:b:RW;c:d:R ;e:f:R\n", plain);
    same("users over lines", first + "login_users = a:b:RW;\n\tc:d:R;\n  # mine\n\te:f:R\n", plain);
    same("a comment behind users",
         first + "login_users = a:b:RW;c:d:R;e:f:R  # NAME:PASSWORD:RIGHTS, with ';' between\n",
         plain);
}

// The oldest form and a file of an account each, as the original's documentation shows them.
const QByteArray oldest =
    "[COS_ACCOUNT]\ncos_appid = 1250000000\t\t# APPID\n"
    "cos_secretid = ID\ncos_secretkey = KEY\ncos_bucket = photos\n"
    "cos_region = cn-south\ncos_download_domain = cos\n"
    "cos_user_home_dir = /home/cos_ftp/data\n[FTP_ACCOUNT]\n"
    "login_users = user1:pass1:RW;user2:pass2:RW\n\n[NETWORK]\n"
    // The placeholder of the original's own example, which people leave in their files.
    "passive_address = XXX.XXX.XXX.XXX\nlisten_port = 2121\n\n"
    "[FILE_OPTION]\nsingle_file_max_size = 21474836480\n";

void addPeoplesFiles()
{
    const auto row = [](const char *name, const QByteArray &text, const char *problem = "") {
        QTest::newRow(name) << text << QString::fromUtf8(problem);
    };
    row("the oldest form", oldest);
    row("names behind COS_ACCOUNT_, colons, yes and on",
        QByteArray(account).replace("=", " : ") + "delete_enable : on\n"
            + QByteArray(account).replace("ACCOUNT_0", "ACCOUNT_scan").replace("=u", "=v")
            + "delete_enable = yes\n");
    row("a section copied for a second user, its name not changed",
        account + "\n" + QByteArray(account).replace("=u", "=v"));
    row("Chinese comments in GBK, saved on Windows",
        QByteArray("; \xb4\xe6\xb4\xa2\xcd\xb0\n" + account
                   + "# \xb6\xcb\xbf\xda\n[NETWORK]\nlisten_port = 2121\t; \xb6\xcb\xbf\xda\n")
            .replace("\n", "\r\n"));
    row("a GBK name", replaced(account, "name=u", "name=\xd5\xc5\xc8\xfd"),
        "F:6: the line is not UTF-8 (GBK perhaps), the file saved as UTF-8 would be right");
    row("a byte order mark and Chinese comments behind values",
        "\xEF\xBB\xBF" + replaced(account, "ap-x", "ap-x   # 地域") + network
            + "[OPTIONAL]\nlog_dir = log      # 日志目录\nlog_rotate_enabled = y # 轮转\n");
    row("a full-width colon", account + "[NETWORK]\nlisten_port：2121\n",
        "F:10: [NETWORK]: the line has a full-width colon or equals sign, '=' would be right");
    row("full-width brackets", replaced(account + network, "[NETWORK]", "【NETWORK】"),
        "F:9: the section header has full-width brackets, [SECTION] would be right");
    row("a full-width blank", replaced(account, "=RW", "=\u3000RW"),
        "F:8: [COS_ACCOUNT_0] authority: the value begins or ends with a full-width blank, an "
        "ordinary one would be right");
    row("a full-width blank in quotation marks", replaced(account, "=p\n", "=\"p\u3000\"\n"));
    row("no section", account.mid(16),
        "F:1: the key stands outside of a section, a line with [SECTION] above it would be right");
    row("users divided by a full-width semicolon", first + "login_users = a:b:RW；c:d:R\n",
        "F:7: [FTP_ACCOUNT] login_users: user 1: a full-width semicolon stands in it, users "
        "divided by ';' would be right");
    row("'#' in a password", replaced(account, "=p\n", "=p#1\n"));
    row("indented keys", QByteArray(account).replace("\n", "\n\t"));
    row("users over lines without a ';'", first + "login_users = a:b:RW\n  c:d:R\n",
        "F:7: [FTP_ACCOUNT] login_users: user 1: the entry has not three pieces, "
        "NAME:PASSWORD:RIGHTS would be right");
    row("a password over lines", replaced(account, "=p\n", "=p\n  and more\n"),
        "F:7: [COS_ACCOUNT_0] ftp_login_user_password: the value goes on in the next line, which "
        "begins with a blank; all of it in one line would be right");
    row("the original's defaults of all sections", "[DEFAULT]\ncos_secretid = ID\n" + account,
        "F:1: [DEFAULT]: the section is not read here, its keys in each section that needs them "
        "would be right");
    row("a level that is none", account + "[OPTIONAL]\nlog_level = LOUD\n",
        "F:10: [OPTIONAL] log_level: \"LOUD\" is not known, DEBUG, INFO, WARNING or ERROR would "
        "be right");
}

}  // namespace

class SettingsDialectTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theOriginalsRulesHold_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("plain");
        QTest::addColumn<QString>("warning");
        addRulesOfLines();
        addRulesOfAccounts();
        addRulesOfOptions();
        addRulesOfLoginUsers();
    }
    void theOriginalsRulesHold()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, plain);
        QFETCH(QString, warning);
        const LoadedSettings loaded = parsed(text);
        QCOMPARE(linesOf(loaded.problems), QStringList());
        QCOMPARE(linesOf(loaded.warnings).join(QLatin1Char('\n')), warning);
        const LoadedSettings expected = parsed(plain);
        QCOMPARE(linesOf(expected.problems), QStringList());
        QVERIFY(loaded.settings == expected.settings);
    }

    void peoplesFilesStartOrBringOneLine_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("problem");
        addPeoplesFiles();
    }
    void peoplesFilesStartOrBringOneLine()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, problem);
        QCOMPARE(linesOf(parsed(text).problems).join(QLatin1Char('\n')), problem);
    }

    void theOldestFormNamesItsBucketWithTheAppId()
    {
        const LoadedSettings loaded = parsed(oldest);
        const BucketSettings &bucket = loaded.settings.buckets.first();
        QCOMPARE(bucket.bucket, QByteArray("photos-1250000000"));
        QCOMPARE(bucket.region, QByteArray("ap-guangzhou"));
        QCOMPARE(loaded.settings.users.size(), 2);
        QCOMPARE(loaded.settings.network.masqueradeAddress, QString());
    }

    void accountsMayHaveAnyName_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char *name : {"COS_ACCOUNT_photos", "COS_ACCOUNT", "COS_ACCOUNT_照片",
                                 "COS_ACCOUNT 2", "COS_ACCOUNT_n", "COS_ACCOUNT_a b"})
            QTest::newRow(name) << QByteArray(name);
    }
    void accountsMayHaveAnyName()
    {
        QFETCH(QByteArray, name);
        const LoadedSettings loaded = parsed(QByteArray(account).replace("COS_ACCOUNT_0", name));
        QCOMPARE(linesOf(loaded.problems), QStringList());
        QCOMPARE(loaded.settings.users.first().mounts.first().bucketId, QString::fromUtf8(name));
        QCOMPARE(loaded.settings.buckets.first().id, QString::fromUtf8(name));
    }

    void continuedValuesKeepTheirPlace()
    {
        const QByteArray text = "[A]\nk = a,\n  b # c\nnext = 1\n";
        const IniText ini = parseIni(text);
        QCOMPARE(ini.faults.size(), 0);
        QCOMPARE(ini.sections.first().entries.size(), 2);
        const IniEntry &entry = ini.sections.first().entries.first();
        QCOMPARE(entry.value, QStringLiteral("a,\nb"));
        QCOMPARE(text.mid(entry.valueSpan.begin, entry.valueSpan.end - entry.valueSpan.begin),
                 QByteArray("a,\n  b"));
        QCOMPARE(text.mid(entry.lineSpan.begin, entry.lineSpan.end - entry.lineSpan.begin),
                 QByteArray("k = a,\n  b # c\n"));
    }
};

COSFTP_TEST(SettingsDialectTest)
#include "settings_dialect_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Lists of users as files, and what they would do to the settings.
#include "common/csv.h"
#include "settings/settings_file.h"
#include "settings/user_list.h"
#include "support/test_main.h"

using namespace cosftp;
using Fate = ListedUser::Fate;

namespace {

const QByteArray hash = "$y$j9T$salt$" + QByteArray(43, 'h');

Settings present()
{
    const QByteArray text =
        "[BUCKET main]\nbucket = photos-1250000000\nregion = ap-guangzhou\nsecret_id = ID\n"
        "secret_key = PLANTEDKEY\n[USER ann]\npassword_hash = "
        + hash
        + "\nbucket = main\nmount = /old main /2024/, \"x\" R\n[USER bob]\npassword = PLANTEDPW\n"
          "bucket = main\nauthority = RW\ndelete_enable = false\nenabled = false\n"
          "interrupted_uploads = discard\n[USER fay]\npassword_hash = "
        + hash
        + "\nbucket = main\nauthority = list+write\nmount = /a main /a/ list+read+write+mkdir\n"
          "mount = /b main /b/ RW\nfolder_rights = /in write+list\nfolder_rights = /out none\n"
          "tls_required = both\nmax_sessions = 3\nallowed_networks = 10.0.0.0/8, private\n"
          "denied_networks = 10.1.0.0/16\nexpires = 2031-02-03\nallow_fxp = true\n"
          "quota_size = 5GiB\nquota_files = 100\nupload_speed = 1MiB\ndownload_speed = 2MiB\n"
          "profile = camera\nepsv = true\ncharset = gbk\n[TLS]\nenabled = true\n";
    const LoadedSettings loaded = parseSettings(text, QStringLiteral("test.conf"));
    return loaded.problems.isEmpty() ? loaded.settings : Settings();
}

QStringList problemsOf(const QByteArray &text)
{
    QStringList lines;
    for (const UserListProblem &problem : planUserList(text, present()).problems)
        lines += QStringLiteral("%1 %2: %3").arg(problem.line).arg(problem.name, problem.text);
    return lines;
}

}  // namespace

class UserListTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasExportedMeansTheSame_data()
    {
        QTest::addColumn<UserListFormat>("format");
        QTest::newRow("table") << UserListFormat::Csv;
        QTest::newRow("JSON") << UserListFormat::Json;
    }
    void whatWasExportedMeansTheSame()
    {
        QFETCH(const UserListFormat, format);
        const Settings settings = present();
        QCOMPARE(settings.users.size(), 3);
        const UserListPlan plan =
            planUserList(userListText(settings.users, format, true), settings);
        QVERIFY2(plan.problems.isEmpty(),
                 qPrintable(plan.problems.isEmpty() ? QString() : plan.problems.first().text));
        QCOMPARE(plan.users.size(), 3);
        for (const ListedUser &listed : plan.users) {
            QVERIFY(listed.fate == Fate::Same);
            QVERIFY(listed.user == *settings.user(listed.user.name));
        }
        // On a server that knows nobody yet: all is there but bob, whose password was a clear one.
        Settings empty = settings;
        empty.users.clear();
        const UserListPlan fresh = planUserList(userListText(settings.users, format, true), empty);
        QCOMPARE(fresh.users.first().user, settings.users.first());
        QCOMPARE(fresh.users.last().user, settings.users.last());
        QCOMPARE(fresh.problems.size(), 1);
        QCOMPARE(fresh.problems.first().name, QStringLiteral("bob"));
    }

    void clearPasswordsNeverLeave_data() { whatWasExportedMeansTheSame_data(); }
    void clearPasswordsNeverLeave()
    {
        QFETCH(const UserListFormat, format);
        const QList<UserSettings> users = present().users;
        const QByteArray with = userListText(users, format, true);
        QVERIFY(with.contains(hash));
        QVERIFY(!with.contains("PLANTED"));
        const QByteArray without = userListText(users, format, false);
        QVERIFY(!without.contains(hash) && !without.contains("PLANTED"));
        QVERIFY(without.contains("bob"));
    }

    void aNameIsEnoughForOneWhoIsThere()
    {
        const UserListPlan plan = planUserList("name,enabled\nann,false\n", present());
        QVERIFY(plan.problems.isEmpty());
        QVERIFY(plan.users.first().fate == Fate::Changed);
        QVERIFY(!plan.users.first().user.isEnabled);
        QCOMPARE(plan.users.first().user.password, hash);
        QCOMPARE(plan.users.first().user.mounts, present().users.first().mounts);
    }

    void deletingIsForbiddenWithoutTouchingOtherRights()
    {
        const UserListPlan plan =
            planUserList("name,may_delete\nann,false\nbob,true\nfay,true\n", present());
        const QList<ListedUser> users = plan.users;
        QVERIFY(users[0].user.mounts.first().rights == Rights::of(true, true, false));
        QVERIFY(users[1].user.mounts.first().rights == Rights::all());
        QVERIFY(users[2].user == *present().user("fay"));
    }

    void numbersOfJsonAreTaken()
    {
        const UserListPlan plan =
            planUserList("[{\"name\": \"ann\", \"max_sessions\": 4}]", present());
        QVERIFY(plan.problems.isEmpty());
        QCOMPARE(plan.users.first().user.limits.maxSessions, 4);
    }

    void aNewUserBringsAPasswordAndFolders()
    {
        const UserListPlan plan = planUserList(
            "name,password,folders\ncarl,secret words,\"/ main / RW\n/in main /in/ W\"\n",
            present());
        QVERIFY(plan.problems.isEmpty());
        const ListedUser carl = plan.users.first();
        QVERIFY(carl.fate == Fate::Added);
        QCOMPARE(carl.plainPassword, QByteArray("secret words"));
        QVERIFY(carl.user.password.isEmpty());  // until it is hashed
        QCOMPARE(carl.user.mounts.size(), 2);
        QVERIFY(carl.user.mounts.last().rights == (Rights::of(false, true, true)));
    }

    void wrongLinesAreNamedWithTheReason_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char *name, const char *text, const char *problem) {
            QTest::newRow(name) << QByteArray(text) << QString::fromLatin1(problem);
        };
        row("no password", "name,folders\ncarl,/ main / R\n", "2 carl: A new user needs");
        row("no folder", "name,password\ncarl,x\n", "2 carl: The user needs a folder");
        row("no such bucket", "name,folders\nann,/ films / R\n", "2 ann: There is no bucket films");
        row("no mount", "name,folders\nann,everything\n", "2 ann: folders: ");
        row("no switch", "name,enabled\nann,maybe\n", "2 ann: enabled: ");
        row("no hash", "name,password_hash\nann,12345\n", "2 ann: password_hash: ");
        row("no name", "name,enabled\n\"\",true\n", "2 : A name");
        row("twice", "name\nann\nann\n", "3 ann: The name stands in the list twice");
        row("password and hash", "name,password,password_hash\nann,x,y\n", "2 ann: Either");
        row("unknown column", "name,quota\nann,5\n", "1 : quota is no column");
        row("more fields than columns", "name\nann,5\n", "2 : There are more fields");
        row("nobody", "name\n", "0 : The file names no user");
        row("empty", "", "0 : The file names no user");
        row("JSON that is cut", "[{\"name\":\n", "2 : ");
        row("JSON without users", "{\"name\": \"ann\"}", "1 : A list of users is wanted");
        row("unknown member", "[{\"name\": \"ann\", \"quota\": 5}]", "1 ann: quota is not known");
    }
    void wrongLinesAreNamedWithTheReason()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, problem);
        const QStringList problems = problemsOf(text);
        QVERIFY2(std::any_of(problems.begin(), problems.end(),
                             [&](const QString &line) { return line.startsWith(problem); }),
                 qPrintable(problems.join(u'\n')));
    }

    void passwordsAreNotQuotedInProblems()
    {
        const QStringList problems =
            problemsOf("name,password,password_hash,folders\ncarl,TOPSECRET,TOPHASH,x\n");
        QVERIFY(problems.size() >= 2);
        QVERIFY(!problems.join(u' ').contains(QStringLiteral("TOP")));
    }

    void recordsAreReadAsSpreadsheetsWriteThem()
    {
        const QByteArray text =
            csv::byteOrderMark() + "a,b\r\n\r\n\"x \"\"y\"\"\r\nz\",'=1+1\nlast,\"open";
        const QList<csv::Record> wanted{{1, {QStringLiteral("a"), QStringLiteral("b")}},
                                        {3, {QStringLiteral("x \"y\"\nz"), QStringLiteral("=1+1")}},
                                        {5, {QStringLiteral("last"), QStringLiteral("open")}}};
        const QList<csv::Record> records = csv::parse(text);
        QCOMPARE(records.size(), wanted.size());
        for (qsizetype at = 0; at < wanted.size(); ++at) {
            QCOMPARE(records[at].fields, wanted[at].fields);
            QCOMPARE(records[at].line, wanted[at].line);
        }
    }

    void whatRowWritesIsReadBack()
    {
        const QStringList fields{QStringLiteral("=cmd|' /C'!A0"),
                                 QStringLiteral("'quoted'"),
                                 QStringLiteral("a,b;c\"d\""),
                                 QStringLiteral("two\nlines"),
                                 QString(),
                                 QStringLiteral("-5"),
                                 QStringLiteral("密钥")};
        QCOMPARE(csv::parse(csv::row(fields)).value(0).fields, fields);
    }
};

COSFTP_TEST(UserListTest)
#include "user_list_test.moc"

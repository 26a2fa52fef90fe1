// SPDX-License-Identifier: GPL-3.0-or-later
// A '#' or ';' behind a blank: a comment, a part of the value, or a question to whoever wrote it.
#include "settings/settings_file.h"
#include "settings/settings_save.h"
#include "support/test_main.h"

#include <QSignalSpy>
#include <QTest>

using namespace cosftp;

namespace {

QString linesOf(const QList<SettingsProblem> &problems)
{
    QStringList lines;
    for (const SettingsProblem &problem : problems)
        lines += problem.toString();
    return lines.join(QLatin1Char('\n'));
}

LoadedSettings parsed(const QByteArray &text) { return parseSettings(text, QStringLiteral("F")); }

QByteArray own(const QByteArray &password)
{
    return "[BUCKET main]\nbucket = b-1\nregion = ap-x\ncredentials = environment\n"
           "[USER ann]\nbucket = main\npassword = "
           + password + "\n";
}

QByteArray account(const QByteArray &password)
{
    return "[COS_ACCOUNT_0]\ncos_secretid=ID\ncos_secretkey=KEY\ncos_bucket=b-1\ncos_region=ap-x\n"
           "ftp_login_user_name=ann\nftp_login_user_password = "
           + password + "\n";
}

QByteArray first(const QByteArray &users)
{
    return "[COS_ACCOUNT]\ncos_secretid=ID\ncos_secretkey=KEY\ncos_bucket=b-1\ncos_region=ap-x\n"
           "[FTP_ACCOUNT]\nlogin_users = "
           + users + "\n";
}

QString doubt(const char *place, char mark)
{
    return QStringLiteral("F:7: [%1: the '%2' after a blank may belong to the value or begin a "
                          "comment; %3 = \"...\" with the whole value in the quotation marks, or "
                          "the comment on a line of its own, would be right")
        .arg(QString::fromLatin1(place), QString(QLatin1Char(mark)),
             QString::fromLatin1(place).section(QStringLiteral("] "), 1));
}

QByteArray passwordOf(const LoadedSettings &loaded)
{
    return loaded.settings.users.isEmpty() ? QByteArray("none")
                                           : loaded.settings.users.first().password;
}

}  // namespace

class SettingsQuotesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatCouldBeMeantBothWaysIsAnError_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("line");
        const auto row = [](const char *name, const QByteArray &text, const QString &line) {
            QTest::newRow(name) << text << line;
        };
        row("own, #", own("my #pass"), doubt("USER ann] password", '#'));
        row("own, ;", own("my ;pass"), doubt("USER ann] password", ';'));
        row("own, far away", own("my      # pass"), doubt("USER ann] password", '#'));
        row("own, tab", own("my\t#pass"), doubt("USER ann] password", '#'));
        row("own, first", own("#pass"), doubt("USER ann] password", '#'));
        row("account, #", account("my #pass"),
            doubt("COS_ACCOUNT_0] ftp_login_user_password", '#'));
        row("account, a comment perhaps", account("p   # his own"),
            doubt("COS_ACCOUNT_0] ftp_login_user_password", '#'));
        row("login_users", first("ann:my #pass:RW"), doubt("FTP_ACCOUNT] login_users", '#'));
        row("login_users, the last", first("ann:p:RW;bob:my #pass:R"),
            doubt("FTP_ACCOUNT] login_users", '#'));
        row("a folder", own("p").replace("bucket = main\n", "bucket = main\nfolder = photos #2\n"),
            QString(doubt("USER ann] folder", '#')));
    }
    void whatCouldBeMeantBothWaysIsAnError()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, line);
        QCOMPARE(linesOf(parsed(text).problems), line);
    }

    void quotationMarksEndTheDoubt_data()
    {
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<QByteArray>("password");
        const auto row = [](const char *written, const char *password) {
            QTest::newRow(written) << QByteArray(written) << QByteArray(password);
        };
        row("\"my #pass\"", "my #pass");
        row("\"my ;pass\"", "my ;pass");
        row("\"my\" #pass", "my");
        row("\"my\"   ; a comment", "my");
        row("\"#\"", "#");
        row("\" around \"", " around ");
        row("\"a \"\"b\"\" #c\"", "a \"b\" #c");
        row("\"\"\"all\"\"\"", "\"all\"");
        row("in\"side\"", "in\"side\"");
        row("a#b;c", "a#b;c");
    }
    void quotationMarksEndTheDoubt()
    {
        QFETCH(QByteArray, written);
        QFETCH(QByteArray, password);
        for (const QByteArray &text : {own(written), account(written)}) {
            const LoadedSettings loaded = parsed(text);
            QCOMPARE(linesOf(loaded.problems), QString());
            QCOMPARE(passwordOf(loaded), password);
        }
        const LoadedSettings users = parsed(first("\"ann:my #pass:RW;bob:x:R\" # two"));
        QCOMPARE(linesOf(users.problems), QString());
        QCOMPARE(passwordOf(users), QByteArray("my #pass"));
        QCOMPARE(users.settings.users.size(), 2);
    }

    void quotationMarksHoldEveryKindOfValue()
    {
        const QByteArray plain = account("p") + "[NETWORK]\nlisten_port = 2200\n"
                                 + "[OPTIONAL]\nlog_level = DEBUG\nmin_part_size = 3 MiB\n";
        const QByteArray quoted =
            account("p").replace("=ap-x", "=\"ap-x\"")
            + "[NETWORK]\nlisten_port = \"2200\"  # here\n"
            + "[OPTIONAL]\nlog_level = \"DEBUG\"\nmin_part_size = \"3 MiB\"\n";
        QCOMPARE(linesOf(parsed(quoted).problems), QString());
        QVERIFY(parsed(quoted).settings == parsed(plain).settings);
    }

    void marksThatDoNotFitAreOneError_data()
    {
        QTest::addColumn<QByteArray>("written");
        for (const char *written : {"\"open", "\"", "\"a\"b", "\"\"\"", "\"a\" \"b\""})
            QTest::newRow(written) << QByteArray(written);
    }
    void marksThatDoNotFitAreOneError()
    {
        QFETCH(QByteArray, written);
        QCOMPARE(linesOf(parsed(own(written)).problems),
                 QStringLiteral("F:7: [USER ann] password: the quotation marks of the value do not "
                                "fit, one before it, one behind it and two for each one inside "
                                "would be right"));
    }

    void aCommentBehindWhatCannotGoOnIsAComment()
    {
        const QByteArray text =
            own("p").replace("ap-x", "ap-x #here").replace("main\n", "main #x\n")
            + "[NETWORK]\nlisten_port = 2200 #port\npassive_port = 1,2 ;two\n[LOG]\n"
              "log_level = DEBUG #all\nlog_dir = log                  # where\n";
        const LoadedSettings loaded = parsed(text);
        QCOMPARE(linesOf(loaded.problems), QString());
        QCOMPARE(linesOf(loaded.warnings), QString());
        QCOMPARE(loaded.settings.network.listenPort, quint16(2200));
        QVERIFY(loaded.settings.log.directory.endsWith(QStringLiteral("/log")));
    }

    void theOriginalsSemicolonCutsWithAWarning()
    {
        const LoadedSettings loaded = parsed(account("my ;pass"));
        QCOMPARE(linesOf(loaded.problems), QString());
        QCOMPARE(passwordOf(loaded), QByteArray("my"));
        QCOMPARE(
            linesOf(loaded.warnings),
            QStringLiteral("F:7: [COS_ACCOUNT_0] ftp_login_user_password: what follows the ';' "
                           "after a blank is a comment, as in the original; the value in "
                           "quotation marks would be right if it belongs to it"));
    }

    void theOriginalsQuotationMarksAreTold()
    {
        QCOMPARE(linesOf(parsed(account("\"p\"")).warnings),
                 QStringLiteral("F:7: [COS_ACCOUNT_0] ftp_login_user_password: the quotation marks "
                                "are not read as a part of the password, which they are in the "
                                "original; three of them on each side would be right if they are"));
        QCOMPARE(linesOf(parsed(own("\"p\"")).warnings), QString());
    }

    void whatIsSavedIsReadBack_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QString>("password");
        for (const char *before : {"old", "", "\"old #\"", "\"old\"   # his", "   # fill in"})
            for (const char *password :
                 {"plain", "my #pass", "my ;pass", " around ", "\"all\"", "#", "a \"b\" #c", "\""})
                QTest::newRow((QByteArray(before) + " -> " + password).constData())
                    << QByteArray(before) << QString::fromLatin1(password);
    }
    void whatIsSavedIsReadBack()
    {
        QFETCH(QByteArray, before);
        QFETCH(QString, password);
        const Result<QByteArray> mine = updatedSettings(
            own(before), {{QStringLiteral("USER ann"), QStringLiteral("password"), password}});
        QVERIFY(mine.has_value());
        QCOMPARE(linesOf(parsed(*mine).problems), QString());
        QCOMPARE(passwordOf(parsed(*mine)), password.toUtf8());
        const Result<QByteArray> original = updatedSettings(
            account(before), {{QStringLiteral("COS_ACCOUNT_0"),
                               QStringLiteral("ftp_login_user_password"), password}});
        QVERIFY(original.has_value());
        QCOMPARE(linesOf(parsed(*original).problems), QString());
        QCOMPARE(passwordOf(parsed(*original)), password.toUtf8());
    }
};

COSFTP_TEST(SettingsQuotesTest)
#include "settings_quotes_test.moc"

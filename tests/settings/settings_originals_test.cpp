// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_file.h"
#include "support/test_main.h"

#include <QDir>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

using namespace cosftp;

namespace {

QString sample(const char *name)
{
    return QStringLiteral(TEST_DATA_DIR "/settings/") + QString::fromLatin1(name);
}

// The lines of all problems, so that a failing comparison shows them.
QString problemsOf(const LoadedSettings &loaded)
{
    QStringList lines;
    for (const SettingsProblem &problem : loaded.problems)
        lines += problem.toString();
    return lines.join(QLatin1Char('\n'));
}

MountSettings rootOf(const char *bucketId, Rights rights)
{
    return {"/", QString::fromLatin1(bucketId), {}, rights};
}

LoadedSettings parsed(const QByteArray &text)
{
    return parseSettings(text, QStringLiteral("/etc/cosftp/test.conf"));
}

const QByteArray minimal = "[COS_ACCOUNT_0]\ncos_secretid=ID\ncos_secretkey=KEY\n"
                           "cos_bucket=b-1\ncos_region=ap-x\nftp_login_user_name=u\n"
                           "ftp_login_user_password=p\n";

}  // namespace

class SettingsOriginalsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstGenerationIsReadAsItStands()
    {
        const LoadedSettings loaded = loadSettings(sample("first-generation.conf"));
        QCOMPARE(problemsOf(loaded), QString());
        const Settings &settings = loaded.settings;
        QCOMPARE(settings.buckets.size(), 1);
        const BucketSettings &bucket = settings.buckets.first();
        QCOMPARE(bucket.id, QStringLiteral("COS_ACCOUNT"));
        QCOMPARE(bucket.bucket, QByteArray("examplebucket-1250000000"));
        QCOMPARE(bucket.region, QByteArray("ap-guangzhou"));
        QCOMPARE(bucket.endpoint, QByteArray());
        QCOMPARE(bucket.protocol, QByteArray("https"));
        QCOMPARE(bucket.credentials.secretId, QByteArray("AKIDEXAMPLE0000000000000000000000000"));
        QCOMPARE(bucket.credentials.secretKey, QByteArray("EXAMPLEKEY00000000000000000000000"));

        QCOMPARE(settings.users.size(), 2);
        const UserSettings writer{
            "user1", "pass1", false, true, {rootOf("COS_ACCOUNT", Rights::of(true, true, true))}};
        const UserSettings reader{
            "user2", "pass2", false, true, {rootOf("COS_ACCOUNT", Rights::of(true, false, false))}};
        QVERIFY(*settings.user("user1") == writer);
        QVERIFY(*settings.user("user2") == reader);

        QCOMPARE(settings.network.masqueradeAddress, QStringLiteral("203.0.113.7"));
        QCOMPARE(settings.network.listenPort, quint16(2121));
        QVERIFY(settings.network.passivePorts == (PortRange{60000, 65535}));
        QCOMPARE(settings.limits.singleFileMaxBytes, 21474836480LL);
        QCOMPARE(settings.limits.minPartBytes, 8LL * 1024 * 1024);
        QCOMPARE(settings.limits.uploadThreads, 0);
        QCOMPARE(settings.limits.maxConnections, 512);
        QCOMPARE(settings.limits.maxListEntries, 10000);
        QCOMPARE(settings.log.level, LogSettings::Level::Info);
        QCOMPARE(settings.log.directory, sample("log"));
    }

    void secondGenerationIsReadAsItStands()
    {
        const LoadedSettings loaded = loadSettings(sample("second-generation.conf"));
        QCOMPARE(problemsOf(loaded), QString());
        const Settings &settings = loaded.settings;
        QCOMPARE(settings.buckets.size(), 2);
        const BucketSettings &second = *settings.bucket(QStringLiteral("COS_ACCOUNT_1"));
        QCOMPARE(second.bucket, QByteArray("examplebucket2-1250000000"));
        QCOMPARE(second.region, QByteArray("ap-shanghai"));
        QCOMPARE(second.endpoint, QByteArray("cos.ap-shanghai.tencentcos.cn"));
        QCOMPARE(settings.bucket(QStringLiteral("COS_ACCOUNT_0"))->endpoint, QByteArray());

        const UserSettings owner{
            "user0", "pass0", false, true, {rootOf("COS_ACCOUNT_0", Rights::of(true, true, true))}};
        const UserSettings reader{"user1",
                                  "pass1",
                                  false,
                                  true,
                                  {rootOf("COS_ACCOUNT_1", Rights::of(true, false, false))}};
        QVERIFY(*settings.user("user0") == owner);
        QVERIFY(*settings.user("user1") == reader);

        QCOMPARE(settings.limits.singleFileMaxBytes, 214748364800LL);
        QCOMPARE(settings.limits.maxConnections, 1000);
        QVERIFY(settings.limits.checkMemory);
        QCOMPARE(settings.log.level, LogSettings::Level::Debug);
        QVERIFY(settings.log.rotates);
        QCOMPARE(settings.log.rotateWhen, LogSettings::RotateUnit::Days);
        QCOMPARE(settings.log.backupCount, 100);
    }

    void writeRightsIncludeDeletingUnlessDeleteEnableSaysNo_data()
    {
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<bool>("canRead");
        QTest::addColumn<bool>("canWrite");
        QTest::addColumn<bool>("canDelete");
        QTest::newRow("nothing said") << QByteArray() << true << true << true;
        QTest::newRow("R") << QByteArray("authority=R\n") << true << false << false;
        QTest::newRow("W") << QByteArray("authority=W\n") << false << true << true;
        QTest::newRow("WR") << QByteArray("authority=WR\n") << true << true << true;
        QTest::newRow("default") << QByteArray("authority=default\n") << true << true << true;
        QTest::newRow("RW, no delete")
            << QByteArray("authority=RW\ndelete_enable=false\n") << true << true << false;
        QTest::newRow("R, delete enabled")
            << QByteArray("delete_enable=true\nauthority=R\n") << true << false << false;
    }
    void writeRightsIncludeDeletingUnlessDeleteEnableSaysNo()
    {
        QFETCH(QByteArray, lines);
        QFETCH(bool, canRead);
        QFETCH(bool, canWrite);
        QFETCH(bool, canDelete);
        const LoadedSettings loaded = parsed(minimal + lines);
        QCOMPARE(problemsOf(loaded), QString());
        const Rights expected = Rights::of(canRead, canWrite, canDelete);
        QVERIFY(loaded.settings.users.first().mounts.first().rights == expected);
    }

    void valuesMeanWhatTheOriginalSays_data()
    {
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<qint64>("seen");
        QTest::addColumn<qint64>("expected");
        const auto row = [](const char *name, const QByteArray &lines, qint64 seen,
                            qint64 expected) { QTest::newRow(name) << lines << seen << expected; };
        const auto of = [](const QByteArray &lines) { return parsed(minimal + lines).settings; };
        const QByteArray onePort = "[NETWORK]\npassive_port = 50000\n";
        row("one passive port begins", onePort, of(onePort).network.passivePorts.first, 50000);
        row("one passive port ends", onePort, of(onePort).network.passivePorts.last, 65535);
        const QByteArray list = "[OPTIONAL]\nmax_list_file = default\n";
        row("default is no limit for listings", list, of(list).limits.maxListEntries, 0);
        const QByteArray connections = "[OPTIONAL]\nmax_connection_num = 0\n";
        row("no limit of connections", connections, of(connections).limits.maxConnections, 0);
        const QByteArray most = "[OPTIONAL]\nupload_thread_num = 100000\n";
        row("at most eight parts per core", most, of(most).limits.uploadThreads,
            std::max(16, 8 * QThread::idealThreadCount()));
        const QByteArray unit = "[LIMITS]\nmemory_budget = 64 MiB # half\n";
        row("bytes with a unit", unit, of(unit).limits.memoryBudgetBytes, 64LL * 1024 * 1024);
        const QByteArray off = "[OPTIONAL]\nconfig_check_enable = false\n";
        row("memory check off", off, of(off).limits.checkMemory ? 1 : 0, 0);
        const QByteArray warning = "[LOG]\nlog_level = warning\n";
        row("level", warning, static_cast<qint64>(of(warning).log.level),
            static_cast<qint64>(LogSettings::Level::Warning));
        const QByteArray each = "[OPTIONAL]\nlog_rotate_when = M\n";
        row("each minute", each, static_cast<qint64>(of(each).log.rotateWhen),
            static_cast<qint64>(LogSettings::RotateUnit::Minutes));
    }
    void valuesMeanWhatTheOriginalSays()
    {
        QFETCH(QByteArray, lines);
        QFETCH(qint64, seen);
        QFETCH(qint64, expected);
        QCOMPARE(problemsOf(parsed(minimal + lines)), QString());
        QCOMPARE(seen, expected);
    }

    void aPasswordMayHoldCommentCharacters()
    {
        const LoadedSettings loaded =
            parsed(QByteArray(minimal).replace("user_password=p\n", "user_password = a#b;c:d=e\n"));
        QCOMPARE(problemsOf(loaded), QString());
        QCOMPARE(loaded.settings.users.first().password, QByteArray("a#b;c:d=e"));
    }

    void aPasswordNamedDefaultIsAPassword()
    {
        const LoadedSettings loaded =
            parsed(QByteArray(minimal).replace("password=p\n", "password=default\n"));
        QCOMPARE(loaded.settings.users.first().password, QByteArray("default"));
    }

    void aLoginPasswordMayHoldColons()
    {
        const LoadedSettings loaded = parsed("[COS_ACCOUNT]\ncos_secretid=ID\ncos_secretkey=KEY\n"
                                             "cos_bucket=b-1\ncos_region=ap-x\n"
                                             "[FTP_ACCOUNT]\nlogin_users=a:p:q:R; b:r:RW;\n");
        QCOMPARE(problemsOf(loaded), QString());
        QCOMPARE(loaded.settings.user("a")->password, QByteArray("p:q"));
        QCOMPARE(loaded.settings.user("b")->password, QByteArray("r"));
    }

    void byteOrderMarkAndCarriageReturnsAreTolerated()
    {
        const QByteArray text = "\xEF\xBB\xBF" + QByteArray(minimal).replace("\n", "\r\n");
        const LoadedSettings loaded = parsed(text);
        QCOMPARE(problemsOf(loaded), QString());
        QVERIFY(loaded.settings == parsed(minimal).settings);
    }

    void anyNumberOfAccountsIsTaken()
    {
        QByteArray text;
        for (int number = 0; number < 250; ++number)
            text += QByteArray(minimal)
                        .replace("ACCOUNT_0", "ACCOUNT_" + QByteArray::number(number))
                        .replace("name=u", "name=u" + QByteArray::number(number));
        const LoadedSettings loaded = parsed(text);
        QCOMPARE(problemsOf(loaded), QString());
        QCOMPARE(loaded.settings.users.size(), 250);
    }

    void endpointsMayBeAddresses_data()
    {
        QTest::addColumn<QByteArray>("endpoint");
        for (const char *endpoint : {"127.0.0.1:9000", "localhost:80", "localhost", "[::1]:9000",
                                     "cos.ap-x.myqcloud.com", "cos.ap-x.myqcloud.com:443"})
            QTest::newRow(endpoint) << QByteArray(endpoint);
    }
    void endpointsMayBeAddresses()
    {
        QFETCH(QByteArray, endpoint);
        const LoadedSettings loaded =
            parsed(QByteArray(minimal).replace("cos_region=ap-x", "cos_endpoint=" + endpoint));
        QCOMPARE(problemsOf(loaded), QString());
        QCOMPARE(loaded.settings.buckets.first().endpoint, endpoint);
    }

    void aRelativeLogFolderLiesBesideTheSettingsFile()
    {
        const auto folder = [](const QByteArray &value) {
            return parsed(minimal + "[OPTIONAL]\nlog_dir=" + value).settings.log.directory;
        };
        QCOMPARE(folder("Logs/Ftp"), QStringLiteral("/etc/cosftp/Logs/Ftp"));
        QCOMPARE(folder("default"), QStringLiteral("/etc/cosftp/log"));
        QCOMPARE(folder("/var/log/x"), QStringLiteral("/var/log/x"));
        QCOMPARE(parsed(minimal).settings.log.directory, QString());
    }
};

COSFTP_TEST(SettingsOriginalsTest)
#include "settings_originals_test.moc"

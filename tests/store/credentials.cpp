// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/cos/credentials.h"

#include "store/answer.h"
#include "store/http/http_client.h"
#include "store/scripted_server.h"
#include "support/test_main.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace cosftp;
using Source = CredentialSettings::Source;

class TestCredentials : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void blanksAroundAKeyAreCutOff();
    void halfAKeyIsNone();
    void theEnvironmentIsRead();
    void filesAreUnderstood_data();
    void filesAreUnderstood();
    void aFileThatOthersCanReadIsRefused();
    void aReplacedFileTakesEffectAtOnce();
    void aFileThatBecomesUnusableLeavesTheOldKey();
    void theKeychainSaysWhatIsLacking();
    void theOnlyRoleIsFoundAndWaitedFor();
    void aNamedRoleIsAskedForDirectly();
    void theRoleKeyIsRenewedTenMinutesBefore();
    void anOldRoleKeyStaysInUseWhileItIsValid();
    void noRoleIsAFailureWithAdvice();
    void anExpiredRoleKeyIsFetchedAnew();
    void aWaiterThatDiedIsNotAnswered();
};

namespace {

constexpr qint64 now = 1'700'000'000;
const QByteArray rolesPath = "/latest/meta-data/cam/security-credentials/";

QByteArray roleJson(const QByteArray &secretId, qint64 expires)
{
    return R"({"TmpSecretId":")" + secretId
           + R"(","TmpSecretKey":"k","Token":"t","Code":"Success","ExpiredTime":)"
           + QByteArray::number(expires) + "}";
}

/// A provider in front of a scripted metadata service, with a clock that stands still.
struct Bench
{
    std::unique_ptr<CredentialProvider> provider(Source source, const QString &reference = {})
    {
        CredentialSettings settings;
        settings.source = source;
        settings.reference = reference;
        return makeCredentialProvider(
            settings, "b-1", http, {"http://" + metadata.hostAndPort(), [this] { return clock; }});
    }
    Result<Credentials> get(CredentialProvider &provider)
    {
        Answer<Credentials> answer;
        provider.get(&context, answer.handler());
        return answer.wait();
    }

    qint64 clock = now;
    ScriptedServer metadata;
    HttpClient http;
    QObject context;
};

QString writtenFile(const QTemporaryDir &folder, const QByteArray &text,
                    QFile::Permissions permissions)
{
    QFile file(folder.filePath(QStringLiteral("key")));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()
        || !file.setPermissions(permissions))
        qFatal("the test's file cannot be written");
    return file.fileName();
}

constexpr QFile::Permissions ownerOnly = QFile::ReadOwner | QFile::WriteOwner;

}  // namespace

void TestCredentials::blanksAroundAKeyAreCutOff()
{
    Bench bench;
    CredentialSettings settings;
    settings.secretId = " id\t";
    settings.secretKey = "key \r";
    const auto provider = makeCredentialProvider(settings, "b-1", bench.http, {});
    const Result<Credentials> credentials = bench.get(*provider);
    REQUIRE(credentials);
    QCOMPARE(credentials->secretId, QByteArray("id"));
    QCOMPARE(credentials->secretKey, QByteArray("key"));
}

void TestCredentials::halfAKeyIsNone()
{
    Bench bench;
    CredentialSettings settings;
    settings.secretId = "id";
    settings.secretKey = "  ";
    const auto provider = makeCredentialProvider(settings, "b-1", bench.http, {});
    const Result<Credentials> credentials = bench.get(*provider);
    QVERIFY(!credentials);
    QCOMPARE(credentials.error().code, Failure::Code::Credentials);
    QVERIFY(!credentials.error().advice.isEmpty());
}

void TestCredentials::theEnvironmentIsRead()
{
    Bench bench;
    qputenv("COSFTP_T_SECRETID", "i");
    qputenv("COSFTP_T_SECRETKEY", "k");
    qputenv("COSFTP_T_SESSION_TOKEN", "t");
    const auto provider = bench.provider(Source::Environment, QStringLiteral("COSFTP_T_"));
    const Result<Credentials> credentials = bench.get(*provider);
    REQUIRE(credentials);
    QVERIFY((*credentials == Credentials{"i", "k", "t", 0}));
    QVERIFY(!bench.get(*bench.provider(Source::Environment, QStringLiteral("COSFTP_NONE_"))));
}

void TestCredentials::filesAreUnderstood_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("id");
    QTest::newRow("lines") << QByteArray("# mine\nsecret_id = i1 \nsecret_key=k\n\ntoken = t\n")
                           << QByteArray("i1");
    QTest::newRow("CRLF") << QByteArray("secret_id = i2\r\nsecret_key = k\r\n") << QByteArray("i2");
    QTest::newRow("cosfs") << QByteArray("other-1:x:y\nb-1:i3:k\n") << QByteArray("i3");
    QTest::newRow("cosfs, any bucket") << QByteArray("i4:k\n") << QByteArray("i4");
    QTest::newRow("cosfs, another bucket") << QByteArray("other-1:x:y\n") << QByteArray();
    QTest::newRow("key missing") << QByteArray("secret_id = i\n") << QByteArray();
    QTest::newRow("empty") << QByteArray() << QByteArray();
}

void TestCredentials::filesAreUnderstood()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, id);
    const Result<Credentials> credentials = parseCredentialFile(text, "b-1");
    QCOMPARE(credentials.has_value(), !id.isEmpty());
    if (credentials)
        QCOMPARE(credentials->secretId, id);
}

void TestCredentials::aFileThatOthersCanReadIsRefused()
{
    Bench bench;
    const QTemporaryDir folder;
    const QByteArray text = "secret_id = i\nsecret_key = k\n";
    const QString path = writtenFile(folder, text, ownerOnly | QFile::ReadGroup);
    const Result<Credentials> refused = bench.get(*bench.provider(Source::File, path));
    QVERIFY(!refused);
    QVERIFY(refused.error().advice.contains(QLatin1String("chmod 600")));
    writtenFile(folder, text, ownerOnly);
    REQUIRE(bench.get(*bench.provider(Source::File, path)));
    QVERIFY(!bench.get(*bench.provider(Source::File, path + QLatin1String("-none"))));
}

void TestCredentials::aReplacedFileTakesEffectAtOnce()
{
    Bench bench;
    const QTemporaryDir folder;
    const QString path = writtenFile(folder, "old:k", ownerOnly);
    const auto provider = bench.provider(Source::File, path);
    const Result<Credentials> old = bench.get(*provider);
    REQUIRE(old);
    writtenFile(folder, "newer:k", ownerOnly);
    QCOMPARE(bench.get(*provider)->secretId, QByteArray("newer"));
    provider->renew(*old);  // a latecomer that met the old one
    QCOMPARE(bench.get(*provider)->secretId, QByteArray("newer"));
}

void TestCredentials::aFileThatBecomesUnusableLeavesTheOldKey()
{
    Bench bench;
    const QTemporaryDir folder;
    const QString path = writtenFile(folder, "old:k", ownerOnly);
    const auto provider = bench.provider(Source::File, path);
    REQUIRE(bench.get(*provider));
    for (const QByteArray &half : {QByteArray("secret_id = new\n"), QByteArray()}) {
        writtenFile(folder, half, ownerOnly);
        QCOMPARE(bench.get(*provider)->secretId, QByteArray("old"));
    }
    writtenFile(folder, "secret_id = new\nsecret_key = k\n", ownerOnly);
    QCOMPARE(bench.get(*provider)->secretId, QByteArray("new"));
}

void TestCredentials::theKeychainSaysWhatIsLacking()
{
    Bench bench;
    const Result<Credentials> credentials = bench.get(*bench.provider(Source::Keychain));
    QVERIFY(!credentials);
    QVERIFY(credentials.error().detail.contains(QLatin1String("keychain")));
}

void TestCredentials::theOnlyRoleIsFoundAndWaitedFor()
{
    Bench bench;
    bench.metadata.reactions = {answerOf(200, "my role\n"),
                                answerOf(200, roleJson("i", now + 7200))};
    const auto provider = bench.provider(Source::CvmRole);
    Answer<Credentials> first;
    Answer<Credentials> second;
    provider->get(&bench.context, first.handler());
    provider->get(&bench.context, second.handler());
    QVERIFY(!first.isThere());
    REQUIRE(first.wait());
    REQUIRE(second.wait());
    QVERIFY((*first.wait() == Credentials{"i", "k", "t", now + 7200}));
    QCOMPARE(bench.metadata.seen.size(), 2);
    QCOMPARE(bench.metadata.seen[0].target, rolesPath);
    QCOMPARE(bench.metadata.seen[1].target, rolesPath + "my%20role");
}

void TestCredentials::aNamedRoleIsAskedForDirectly()
{
    Bench bench;
    bench.metadata.reactions = {answerOf(200, roleJson("i", now + 7200))};
    const auto provider = bench.provider(Source::CvmRole, QStringLiteral("ftp"));
    REQUIRE(bench.get(*provider));
    QCOMPARE(bench.metadata.seen[0].target, rolesPath + "ftp");
    REQUIRE(bench.get(*provider));
    QCOMPARE(bench.metadata.seen.size(), 1);
}

void TestCredentials::theRoleKeyIsRenewedTenMinutesBefore()
{
    Bench bench;
    bench.metadata.reactions = {answerOf(200, roleJson("first", now + 7200)),
                                answerOf(200, roleJson("second", now + 14400))};
    const auto provider = bench.provider(Source::CvmRole, QStringLiteral("ftp"));
    REQUIRE(bench.get(*provider));
    bench.clock = now + 7200 - 601;
    QCOMPARE(bench.get(*provider)->secretId, QByteArray("first"));
    QCOMPARE(bench.http.callsInFlight(), 0);
    bench.clock = now + 7200 - 600;
    QCOMPARE(bench.get(*provider)->secretId, QByteArray("first"));  // nobody waits for the renewal
    QTRY_COMPARE(bench.get(*provider)->secretId, QByteArray("second"));
    QCOMPARE(bench.metadata.seen.size(), 2);
}

void TestCredentials::anOldRoleKeyStaysInUseWhileItIsValid()
{
    Bench bench;
    bench.metadata.reactions = {answerOf(200, roleJson("first", now + 7200))};
    bench.metadata.otherwise = [](const SeenRequest &) { return answerOf(500); };
    const auto provider = bench.provider(Source::CvmRole, QStringLiteral("ftp"));
    REQUIRE(bench.get(*provider));
    bench.clock = now + 7000;
    REQUIRE(bench.get(*provider));
    QTRY_COMPARE(bench.metadata.seen.size(), 2);
    QTRY_COMPARE(bench.http.callsInFlight(), 0);
    for (int i = 0; i < 20; ++i)
        REQUIRE(bench.get(*provider));
    QCOMPARE(bench.http.callsInFlight(), 0);  // a failing service is not asked at every request
    bench.clock = now + 7200;
    QVERIFY(!bench.get(*provider));
}

void TestCredentials::noRoleIsAFailureWithAdvice()
{
    Bench bench;
    bench.metadata.otherwise = [](const SeenRequest &) { return answerOf(404); };
    const auto provider = bench.provider(Source::CvmRole);
    const Result<Credentials> credentials = bench.get(*provider);
    QVERIFY(!credentials);
    QCOMPARE(credentials.error().code, Failure::Code::Credentials);
    QVERIFY(credentials.error().advice.contains(QLatin1String("CAM role")));
    bench.metadata.otherwise = [](const SeenRequest &) { return answerOf(200, "{\"Code\":1}"); };
    QVERIFY(!bench.get(*bench.provider(Source::CvmRole, QStringLiteral("ftp"))));
}

void TestCredentials::anExpiredRoleKeyIsFetchedAnew()
{
    Bench bench;
    bench.metadata.reactions = {answerOf(200, roleJson("first", now + 7200)),
                                answerOf(200, roleJson("second", now + 7200))};
    const auto provider = bench.provider(Source::CvmRole, QStringLiteral("ftp"));
    const Result<Credentials> first = bench.get(*provider);
    REQUIRE(first);
    provider->renew(*first);
    QCOMPARE(bench.get(*provider)->secretId, QByteArray("second"));
    provider->renew(*first);  // a latecomer that met the old set
    QCOMPARE(bench.get(*provider)->secretId, QByteArray("second"));
    QCOMPARE(bench.metadata.seen.size(), 2);
}

void TestCredentials::aWaiterThatDiedIsNotAnswered()
{
    Bench bench;
    bench.metadata.reactions = {answerOf(200, roleJson("i", now + 7200))};
    const auto provider = bench.provider(Source::CvmRole, QStringLiteral("ftp"));
    Answer<Credentials> dead;
    auto context = std::make_unique<QObject>();
    provider->get(context.get(), dead.handler());
    context.reset();
    REQUIRE(bench.get(*provider));
    QVERIFY(!dead.isThere());
}

COSFTP_TEST(TestCredentials)
#include "credentials.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/cos/cos_error.h"
#include "store/cos/cos_request.h"
#include "store/cos/cos_time.h"
#include "store/cos/endpoint.h"
#include "store/cos/key_encoding.h"
#include "store/cos/retry_policy.h"
#include "store/http/slot_book.h"
#include "support/test_main.h"

#include <QTest>
#include <QUrl>

using namespace cosftp;
using namespace std::chrono_literals;

/// The pure functions of the room.
class TestStoreValues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keysAreEncodedSoThatNoUrlClassChangesThem_data();
    void keysAreEncodedSoThatNoUrlClassChangesThem();
    void keysThatMeanTheBucketAreRefused_data();
    void keysThatMeanTheBucketAreRefused();
    void aCopySourceKeepsItsSlashes();
    void bucketsAreAddressed_data();
    void bucketsAreAddressed();
    void badAddressesAreRefused_data();
    void badAddressesAreRefused();
    void timesAreUnderstood_data();
    void timesAreUnderstood();
    void theClockFollowsTheStoreFrom30SecondsOn();
    void pausesGrowUpToTheCap();
    void fourTriesAndNoMore();
    void clockAndCredentialsAreMendedOnceEach();
    void theOtherDomainIsForTheLastTryOnly();
    void aFullSlotIsPreferredAndNeverOverfilled();
    void everyParameterAndHeaderIsSigned();
};

void TestStoreValues::keysAreEncodedSoThatNoUrlClassChangesThem_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("path");
    const auto row = [](const char *key, const char *path) {
        QTest::newRow(key) << QByteArray(key) << QByteArray(path);
    };
    row("a/b.txt", "a/b.txt");
    row("a b+c%d#e?f&g=h", "a%20b%2Bc%25d%23e%3Ff%26g%3Dh");
    row("图/片😀.jpg", "%E5%9B%BE/%E7%89%87%F0%9F%98%80.jpg");
    row("dir/", "dir%2F");
    row("a//b", "a%2F%2Fb");
    row("/a", "%2Fa");
    row("a/./b", "a%2F.%2Fb");
    row("a/../b", "a%2F..%2Fb");
    row("a/..", "a%2F..");
    row("./a", ".%2Fa");
    row(".../..a/b..", ".../..a/b..");
    row("~user-1_2.3", "~user-1_2.3");
    row("!'()*,:;@$[]", "%21%27%28%29%2A%2C%3A%3B%40%24%5B%5D");
    row("a\\b\"c<d>|^`{}", "a%5Cb%22c%3Cd%3E%7C%5E%60%7B%7D");
    row("%41", "%2541");
}

void TestStoreValues::keysAreEncodedSoThatNoUrlClassChangesThem()
{
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, path);
    QCOMPARE(encodedKeyPath(key), path);
    const QByteArray url = "http://host/" + path;
    const QUrl parsed = QUrl::fromEncoded(url, QUrl::StrictMode);
    QVERIFY(parsed.isValid());
    // This is what QNetworkAccessManager does to every URL.
    QCOMPARE(parsed.adjusted(QUrl::NormalizePathSegments).toEncoded(QUrl::FullyEncoded), url);
}

void TestStoreValues::keysThatMeanTheBucketAreRefused_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<bool>("isAllowed");
    for (const char *key : {"", ".", "..", "/", "//", "a/..", "./", "../..", "a/b/../.."})
        QTest::newRow(key) << QByteArray(key) << false;
    for (const char *key : {"a", "...", "a/", "/a", "a//b", "a/../b", "..a"})
        QTest::newRow(key) << QByteArray(key) << true;
    QTest::newRow("850 bytes") << QByteArray(850, 'k') << true;
    QTest::newRow("851 bytes") << QByteArray(851, 'k') << false;
}

void TestStoreValues::keysThatMeanTheBucketAreRefused()
{
    QFETCH(QByteArray, key);
    QFETCH(bool, isAllowed);
    const Outcome outcome = checkKey(key);
    QCOMPARE(outcome.has_value(), isAllowed);
    if (!isAllowed)
        QCOMPARE(outcome.error().code, Failure::Code::NameNotAllowed);
}

void TestStoreValues::aCopySourceKeepsItsSlashes()
{
    QCOMPARE(encodedCopyKey("a/b?c d+e/../图"), QByteArray("a/b%3Fc%20d%2Be/../%E5%9B%BE"));
}

void TestStoreValues::bucketsAreAddressed_data()
{
    QTest::addColumn<QByteArray>("region");
    QTest::addColumn<QByteArray>("endpoint");
    QTest::addColumn<CosEndpoint>("expected");
    const QByteArray byRegion = "b-1.cos.ap-x.myqcloud.com";
    QTest::newRow("region") << QByteArray("ap-x") << QByteArray()
                            << CosEndpoint{"https", byRegion, "b-1.cos.ap-x.tencentcos.cn", "",
                                           byRegion};
    QTest::newRow("endpoint wins")
        << QByteArray("ap-x") << QByteArray("cos-internal.ap-x.tencentcos.cn")
        << CosEndpoint{"https", "b-1.cos-internal.ap-x.tencentcos.cn", "", "", byRegion};
    QTest::newRow("endpoint alone")
        << QByteArray() << QByteArray("cos.ap-y.tencentcos.cn")
        << CosEndpoint{"https", "b-1.cos.ap-y.tencentcos.cn", "", "", "b-1.cos.ap-y.tencentcos.cn"};
    QTest::newRow("bucket is in it already")
        << QByteArray() << QByteArray("b-1.cos.ap-y.tencentcos.cn")
        << CosEndpoint{"https", "b-1.cos.ap-y.tencentcos.cn", "", "", "b-1.cos.ap-y.tencentcos.cn"};
    QTest::newRow("IPv4 and port")
        << QByteArray() << QByteArray("127.0.0.1:9000")
        << CosEndpoint{"https", "127.0.0.1:9000", "", "/b-1", "b-1.127.0.0.1:9000"};
    QTest::newRow("IPv6") << QByteArray() << QByteArray("[::1]:9000")
                          << CosEndpoint{"https", "[::1]:9000", "", "/b-1", "b-1.[::1]:9000"};
    QTest::newRow("localhost") << QByteArray("local") << QByteArray("localhost")
                               << CosEndpoint{"https", "localhost", "", "/b-1",
                                              "b-1.cos.local.myqcloud.com"};
}

void TestStoreValues::bucketsAreAddressed()
{
    QFETCH(QByteArray, region);
    QFETCH(QByteArray, endpoint);
    QFETCH(CosEndpoint, expected);
    BucketSettings settings;
    settings.bucket = "b-1";
    settings.region = region;
    settings.endpoint = endpoint;
    const Result<CosEndpoint> result = endpointFor(settings);
    QVERIFY(result);
    QCOMPARE(result->host, expected.host);
    QCOMPARE(result->copySource, expected.copySource);
    QVERIFY(*result == expected);
}

void TestStoreValues::badAddressesAreRefused_data()
{
    QTest::addColumn<QByteArray>("bucket");
    QTest::addColumn<QByteArray>("region");
    QTest::addColumn<QByteArray>("endpoint");
    QTest::newRow("nothing") << QByteArray("b-1") << QByteArray() << QByteArray();
    QTest::newRow("no bucket") << QByteArray() << QByteArray("ap-x") << QByteArray();
    QTest::newRow("bucket with a slash") << QByteArray("b/1") << QByteArray("ap-x") << QByteArray();
    QTest::newRow("region with a host")
        << QByteArray("b-1") << QByteArray("evil.com/x") << QByteArray();
    QTest::newRow("endpoint with scheme")
        << QByteArray("b-1") << QByteArray() << QByteArray("https://cos.ap-x.myqcloud.com");
    QTest::newRow("endpoint with path")
        << QByteArray("b-1") << QByteArray() << QByteArray("cos.ap-x.myqcloud.com/x");
    QTest::newRow("endpoint with user")
        << QByteArray("b-1") << QByteArray() << QByteArray("me@cos.ap-x.myqcloud.com");
}

void TestStoreValues::badAddressesAreRefused()
{
    QFETCH(QByteArray, bucket);
    QFETCH(QByteArray, region);
    QFETCH(QByteArray, endpoint);
    BucketSettings settings;
    settings.bucket = bucket;
    settings.region = region;
    settings.endpoint = endpoint;
    const Result<CosEndpoint> result = endpointFor(settings);
    QVERIFY(!result);
    QCOMPARE(result.error().code, Failure::Code::Invalid);
    QVERIFY(!result.error().advice.isEmpty());
}

void TestStoreValues::timesAreUnderstood_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QDateTime>("time");
    const QDateTime may(QDate(2024, 5, 6), QTime(7, 8, 9), Qt::UTC);
    QTest::newRow("list") << QByteArray("2024-05-06T07:08:09.000Z") << may;
    QTest::newRow("copy") << QByteArray("2024-05-06T07:08:09Z") << may;
    QTest::newRow("no zone") << QByteArray("2024-05-06T07:08:09") << may;
    QTest::newRow("header") << QByteArray("Mon, 06 May 2024 07:08:09 GMT") << may;
    QTest::newRow("asctime") << QByteArray("Wed Jan 18 16:04:17 2017")
                             << QDateTime(QDate(2017, 1, 18), QTime(16, 4, 17), Qt::UTC);
    QTest::newRow("asctime, one digit") << QByteArray("Mon May  6 07:08:09 2024") << may;
    QTest::newRow("empty") << QByteArray() << QDateTime();
    QTest::newRow("month 13") << QByteArray("2024-13-06T07:08:09Z") << QDateTime();
    QTest::newRow("no year") << QByteArray("Wed Jan 18 16:04:17 17 7") << QDateTime();
    QTest::newRow("year with a sign") << QByteArray("+024-05-06T07:08:09Z") << QDateTime();
    QTest::newRow("no time at all") << QByteArray("2024-05-06Txx:yy:zz.000Z") << QDateTime();
}

void TestStoreValues::timesAreUnderstood()
{
    QFETCH(QByteArray, text);
    QFETCH(QDateTime, time);
    QCOMPARE(parseCosTime(text), time);
}

void TestStoreValues::theClockFollowsTheStoreFrom30SecondsOn()
{
    CosClock clock([] { return qint64{1'000'000}; });
    QVERIFY(!clock.correct(QDateTime::fromSecsSinceEpoch(1'000'029, Qt::UTC)));
    QCOMPARE(clock.now(), qint64{1'000'000});
    QVERIFY(clock.correct(QDateTime::fromSecsSinceEpoch(1'003'600, Qt::UTC)));
    QCOMPARE(clock.now(), qint64{1'003'600});
    QVERIFY(!clock.correct(QDateTime::fromSecsSinceEpoch(1'003'600, Qt::UTC)));
    QVERIFY(clock.correct(QDateTime::fromSecsSinceEpoch(999'000, Qt::UTC)));
    QCOMPARE(clock.offsetSeconds(), qint64{-1000});
    QVERIFY(!clock.correct(QDateTime()));
}

void TestStoreValues::pausesGrowUpToTheCap()
{
    RetryPolicy policy;
    policy.random = [] { return 1.0; };
    const Failure network = Failure::of(Failure::Code::Network);
    QCOMPARE(policy.pause(1, network).count(), 100);
    QCOMPARE(policy.pause(2, network).count(), 200);
    QCOMPARE(policy.pause(3, network).count(), 400);
    QCOMPARE(policy.pause(30, network).count(), 10'000);
    const Failure overloaded = failureForCode("SlowDown", 503);
    QCOMPARE(policy.pause(1, overloaded).count(), 400);
    policy.random = [] { return 0.25; };
    QCOMPARE(policy.pause(3, network).count(), 100);
    policy.random = {};
    for (int i = 0; i < 100; ++i)
        QVERIFY(policy.pause(1, network) <= 100ms && policy.pause(1, network) >= 0ms);
}

void TestStoreValues::fourTriesAndNoMore()
{
    const Failure busy = failureForCode("SlowDown", 503);
    RetryState state{RetryPolicy()};
    for (int i = 0; i < 3; ++i)
        QCOMPARE(state.after(busy, {true, false, false}), Remedy::TryAgain);
    QCOMPARE(state.after(busy, {true, false, false}), Remedy::GiveUp);
    RetryState other{RetryPolicy()};
    QCOMPARE(other.after(failureForCode("NoSuchKey", 404), {true, false, false}), Remedy::GiveUp);
}

void TestStoreValues::clockAndCredentialsAreMendedOnceEach()
{
    RetryState state{RetryPolicy()};
    const Failure skewed = failureForCode("RequestTimeTooSkewed", 403);
    const Failure expired = failureForCode("ExpiredToken", 400);
    QCOMPARE(state.after(skewed, {true, false, false}), Remedy::FixClock);
    QCOMPARE(state.after(expired, {true, false, false}), Remedy::RenewCredentials);
    QCOMPARE(state.failedTries(), 0);
    QCOMPARE(state.after(skewed, {true, false, false}), Remedy::GiveUp);
    QCOMPARE(state.after(expired, {true, false, false}), Remedy::GiveUp);
    RetryState rotated{RetryPolicy()};
    const Failure unknown = failureForCode("InvalidAccessKeyId", 403);
    QCOMPARE(rotated.after(unknown, {true, false, false}), Remedy::RenewCredentials);
    QCOMPARE(rotated.after(unknown, {true, false, false}), Remedy::GiveUp);
}

void TestStoreValues::theOtherDomainIsForTheLastTryOnly()
{
    Failure broken = Failure::of(Failure::Code::Network);
    broken.retryable = true;
    RetryState silent{RetryPolicy()};
    for (int i = 0; i < 3; ++i) {
        QVERIFY(!silent.wantsFallbackHost());
        QCOMPARE(silent.after(broken, {false, false, false}), Remedy::TryAgain);
    }
    QVERIFY(silent.wantsFallbackHost());
    RetryState heard{RetryPolicy()};
    QCOMPARE(heard.after(broken, {true, false, false}), Remedy::TryAgain);
    QCOMPARE(heard.after(broken, {false, false, false}), Remedy::TryAgain);
    QCOMPARE(heard.after(broken, {false, false, false}), Remedy::TryAgain);
    QVERIFY(!heard.wantsFallbackHost());
}

void TestStoreValues::aFullSlotIsPreferredAndNeverOverfilled()
{
    SlotBook book(2);
    for (int i = 0; i < 6; ++i)
        QCOMPARE(book.take("h"), 0);
    for (int i = 0; i < 6; ++i)
        QCOMPARE(book.take("h"), 1);
    QCOMPARE(book.take("h"), -1);
    QCOMPARE(book.take("other"), 0);  // the limit is per host
    book.giveBack(1, "h");
    book.giveBack(1, "h");
    book.giveBack(0, "h");
    QCOMPARE(book.take("h"), 0);  // the fuller one, so that the other may fall idle
    QCOMPARE(book.take("h"), 1);
    QCOMPARE(book.load(0), 7);
    QCOMPARE(book.size(), 2);
}

void TestStoreValues::everyParameterAndHeaderIsSigned()
{
    CosRequest request;
    request.method = HttpRequest::Method::Put;
    request.key = "a b/图";
    request.query = {{"partNumber", "1"}, {"uploadId", "u/1"}};
    request.headers = {{"Content-MD5", "x=="}, {"x-cos-meta-mtime", "5"}};
    request.body = "12345";
    const CosEndpoint endpoint{"http", "127.0.0.1:9", "", "/b-1", ""};
    const HttpRequest signedOne =
        signedRequest(request, endpoint, endpoint.host, {"id", "key", "token", 0}, 1'700'000'060);
    QCOMPARE(signedOne.url, QByteArray("http://127.0.0.1:9/b-1/a%20b/%E5%9B%BE"
                                       "?partNumber=1&uploadId=u%2F1"));
    QCOMPARE(signedOne.headers.last().name, QByteArray("Authorization"));
    const QByteArray authorization = signedOne.headers.last().value;
    QVERIFY(authorization.contains("&q-header-list=content-length;content-md5;host;"
                                   "x-cos-meta-mtime;x-cos-security-token&"));
    QVERIFY(authorization.contains("&q-url-param-list=partnumber;uploadid&"));
    QVERIFY(authorization.contains("q-sign-time=1700000000;1700003660&"));
    SignatureInput input;
    input.method = "put";
    input.path = "/b-1/a b/图";
    input.query = request.query;
    input.headers = {{"Content-MD5", "x=="},
                     {"x-cos-meta-mtime", "5"},
                     {"Host", "127.0.0.1:9"},
                     {"x-cos-security-token", "token"},
                     {"Content-Length", "5"}};
    QCOMPARE(authorization, cosAuthorization(input, "id", "key", "1700000000;1700003660"));
}

COSFTP_TEST(TestStoreValues)
#include "values.moc"

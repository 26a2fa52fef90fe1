// SPDX-License-Identifier: GPL-3.0-or-later
#include "localcos/authorization.h"
#include "localcos/server_fixture.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;
using namespace cosftp::localcos;

namespace {

constexpr qint64 now = 1700000000;
const QByteArray host = "test-1250000000.localhost:8080";

ServerOptions options()
{
    ServerOptions result;
    result.secretId = testId;
    result.secretKey = testSecret;
    return result;
}

// The signature of a request that signs the given headers and all of its query.
QByteArray signedBy(const NamedValues &headers, const NamedValues &query,
                    const QByteArray &times = "1700000000;1700000600")
{
    return cosAuthorization({"GET", "/a b", query, headers}, testId, testSecret, times);
}

Verdict judged(const QByteArray &target, NamedValues headers, const ServerOptions &with = options())
{
    headers += NamedValue{"Host", host};
    return authorize(makeRequest("GET", target, headers), with, now);
}

QByteArray codeOf(const Verdict &verdict)
{
    return verdict.outcome ? QByteArray("ok") : verdict.outcome.error().storeCode;
}

}  // namespace

class TestAuthorization : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aHeaderSignatureIsTaken();
    void theHostMayBeSignedWithoutItsPort();
    void aQuerySignatureIsTaken();
    void aSignParameterIsTaken();
    void anySignedValueCounts_data();
    void anySignedValueCounts();
    void aMissingSignatureIsAccessDenied();
    void anUnknownIdIsNamed();
    void theMismatchShowsWhatWasComputed();
    void theClockDecides_data();
    void theClockDecides();
    void anOldUrlIsExpiredNotSkewed();
    void theTokenIsDemanded();
    void strictModeWantsEverythingSigned();
};

void TestAuthorization::aHeaderSignatureIsTaken()
{
    const QByteArray authorization =
        signedBy({{"host", host}, {"x-cos-a", "1 2"}}, {{"Prefix", "x/y"}, {"uploads", ""}});
    const NamedValues headers{{"Authorization", authorization}, {"X-COS-A", "1 2"}};
    QCOMPARE(codeOf(judged("/a%20b?uploads&Prefix=x%2Fy", headers)), "ok");
    QCOMPARE(codeOf(judged("/a+b?uploads=&Prefix=x%2fy", headers)), "ok");
}

void TestAuthorization::theHostMayBeSignedWithoutItsPort()
{
    const QByteArray name = host.first(host.indexOf(':'));
    QCOMPARE(codeOf(judged("/a%20b", {{"Authorization", signedBy({{"host", name}}, {})}})), "ok");
}

void TestAuthorization::aQuerySignatureIsTaken()
{
    QByteArray text = signedBy({{"host", host}}, {{"response-expires", "x"}});
    text.replace(";", "%3B");
    QCOMPARE(codeOf(judged("/a%20b?response-expires=x&" + text, {})), "ok");
}

void TestAuthorization::aSignParameterIsTaken()
{
    const QByteArray text = signedBy({{"host", host}}, {}).toPercentEncoding();
    QCOMPARE(codeOf(judged("/a%20b?sign=" + text, {})), "ok");
}

void TestAuthorization::anySignedValueCounts_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("as signed") << QByteArray("/a%20b?prefix=1") << QByteArray("v");
    QTest::newRow("other path") << QByteArray("/a%20c?prefix=1") << QByteArray("v");
    QTest::newRow("other parameter") << QByteArray("/a%20b?prefix=2") << QByteArray("v");
    QTest::newRow("parameter gone") << QByteArray("/a%20b") << QByteArray("v");
    QTest::newRow("other header") << QByteArray("/a%20b?prefix=1") << QByteArray("w");
}

void TestAuthorization::anySignedValueCounts()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, value);
    const bool isAsSigned = target == "/a%20b?prefix=1" && value == "v";
    const QByteArray authorization =
        signedBy({{"host", host}, {"x-cos-a", "v"}}, {{"prefix", "1"}});
    QCOMPARE(codeOf(judged(target, {{"Authorization", authorization}, {"x-cos-a", value}})),
             isAsSigned ? "ok" : "SignatureDoesNotMatch");
}

void TestAuthorization::aMissingSignatureIsAccessDenied()
{
    QCOMPARE(codeOf(judged("/a%20b", {})), "AccessDenied");
    QCOMPARE(codeOf(judged("/a%20b", {{"Authorization", "q-ak=x"}})), "AccessDenied");
    QCOMPARE(codeOf(judged("/a%20b", {{"Authorization", "AWS x:y"}})), "AccessDenied");
}

void TestAuthorization::anUnknownIdIsNamed()
{
    QByteArray authorization = signedBy({{"host", host}}, {});
    authorization.replace(testId, "AKIDOTHER");
    QCOMPARE(codeOf(judged("/a%20b", {{"Authorization", authorization}})), "InvalidAccessKeyId");
}

void TestAuthorization::theMismatchShowsWhatWasComputed()
{
    QByteArray authorization = signedBy({{"host", host}}, {});
    authorization.chop(1);
    const Verdict verdict = judged("/a%20b", {{"Authorization", authorization}});
    QCOMPARE(verdict.elements.value(1).name, "FormatString");
    QCOMPARE(verdict.elements.value(1).value,
             "get\n/a b\n\nhost=test-1250000000.localhost%3A8080\n");
}

void TestAuthorization::theClockDecides_data()
{
    QTest::addColumn<qint64>("start");
    QTest::addColumn<qint64>("end");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("exactly from now") << now << now + 1 << QByteArray("ok");
    QTest::newRow("exactly until now") << now - 1 << now << QByteArray("ok");
    QTest::newRow("ended") << now - 60 << now - 1 << QByteArray("AccessDenied");
    QTest::newRow("not begun") << now + 1 << now + 60 << QByteArray("AccessDenied");
    QTest::newRow("ended 15 min ago") << now - 960 << now - 900 << QByteArray("AccessDenied");
    QTest::newRow("ended long ago") << now - 960 << now - 901 << QByteArray("RequestTimeTooSkewed");
    QTest::newRow("begins in future")
        << now + 901 << now + 999 << QByteArray("RequestTimeTooSkewed");
}

void TestAuthorization::theClockDecides()
{
    QFETCH(qint64, start);
    QFETCH(qint64, end);
    QFETCH(QByteArray, code);
    const QByteArray times = QByteArray::number(start) + ';' + QByteArray::number(end);
    const Verdict verdict =
        judged("/a%20b", {{"Authorization", signedBy({{"host", host}}, {}, times)}});
    QCOMPARE(codeOf(verdict), code);
    if (code == "AccessDenied")
        QCOMPARE(verdict.outcome.error().detail, QStringLiteral("Request has expired"));
    if (code != "ok")
        QCOMPARE(verdict.elements.value(0).name, "ServerTime");
}

void TestAuthorization::anOldUrlIsExpiredNotSkewed()
{
    const QByteArray text = signedBy({{"host", host}}, {}, "1600000000;1600000060");
    const Verdict verdict = judged("/a%20b?sign=" + text.toPercentEncoding(), {});
    QCOMPARE(codeOf(verdict), "AccessDenied");
}

void TestAuthorization::theTokenIsDemanded()
{
    ServerOptions guarded = options();
    guarded.token = "T";
    const QByteArray authorization = signedBy({{"host", host}}, {});
    const auto with = [&](const NamedValues &more) {
        return codeOf(
            judged("/a%20b", NamedValues{{"Authorization", authorization}} + more, guarded));
    };
    QCOMPARE(with({{"x-cos-security-token", "T"}}), "ok");
    QCOMPARE(with({{"x-cos-security-token", "U"}}), "AccessDenied");
    QCOMPARE(with({}), "AccessDenied");
    const QByteArray url =
        "/a%20b?x-cos-security-token=T&sign=" + authorization.toPercentEncoding();
    QCOMPARE(codeOf(judged(url, {}, guarded)), "ok");
}

void TestAuthorization::strictModeWantsEverythingSigned()
{
    ServerOptions strict = options();
    strict.isStrict = true;
    const NamedValues signedHost{{"host", host}};
    const auto verdict = [&](const QByteArray &target, const NamedValues &signedHeaders,
                             const NamedValues &query, const NamedValues &more) {
        const QByteArray authorization = signedBy(signedHeaders, query);
        return codeOf(judged(target, NamedValues{{"Authorization", authorization}} + more, strict));
    };
    QCOMPARE(verdict("/a%20b", signedHost, {}, {{"User-Agent", "x"}}), "ok");
    QCOMPARE(verdict("/a%20b", {}, {}, {}), "AccessDenied");
    QCOMPARE(verdict("/a%20b?prefix=1", signedHost, {}, {}), "AccessDenied");
    QCOMPARE(verdict("/a%20b?prefix=1", signedHost, {{"prefix", "1"}}, {}), "ok");
    QCOMPARE(verdict("/a%20b", signedHost, {}, {{"Range", "bytes=0-"}}), "AccessDenied");
    QCOMPARE(verdict("/a%20b", signedHost, {}, {{"x-cos-traffic-limit", "1"}}), "AccessDenied");
}

COSFTP_TEST(TestAuthorization)
#include "test_authorization.moc"

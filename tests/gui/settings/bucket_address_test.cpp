// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/bucket_address.h"
#include "support/test_main.h"

#include <QSignalSpy>
#include <QTest>

using namespace cosftp;

class BucketAddressTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAddressFillsWhatItSays_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<BucketAddress>("address");
        const auto row = [](const char *text, const BucketAddress &address) {
            QTest::newRow(text) << QString::fromUtf8(text) << address;
        };
        const QByteArray bucket = "photos-1250000000";
        const QByteArray region = "ap-guangzhou";
        row("photos-1250000000", {bucket, {}, {}, {}, {}});
        row("  photos-1250000000\n", {bucket, {}, {}, {}, {}});
        row("https://photos-1250000000.cos.ap-guangzhou.myqcloud.com",
            {bucket, region, {}, "https", {}});
        row("http://photos-1250000000.cos.ap-guangzhou.tencentcos.cn/in/2024/?sign=secret",
            {bucket, region, {}, "http", QStringLiteral("in/2024")});
        row("photos-1250000000.cos.ap-guangzhou.myqcloud.com", {bucket, region, {}, {}, {}});
        row("https://cos.ap-guangzhou.myqcloud.com/photos-1250000000/in",
            {bucket, region, {}, "https", QStringLiteral("in")});
        row("https://photos-1250000000.cos-internal.ap-guangzhou.tencentcos.cn",
            {bucket, region, "cos-internal.ap-guangzhou.tencentcos.cn", "https", {}});
        row("https://photos-1250000000.cos.accelerate.myqcloud.com/a%20b",
            {bucket, {}, "cos.accelerate.myqcloud.com", "https", QStringLiteral("a b")});
        row("https://photos-1250000000.cos-website.ap-guangzhou.myqcloud.com",
            {bucket, region, {}, "https", {}});
        row("cos://photos-1250000000/in/", {bucket, {}, {}, {}, QStringLiteral("in")});
    }
    void anAddressFillsWhatItSays()
    {
        QFETCH(QString, text);
        QFETCH(BucketAddress, address);
        const std::optional<BucketAddress> parsed = parseBucketAddress(text);
        QVERIFY(parsed.has_value());
        QCOMPARE(parsed->bucket, address.bucket);
        QCOMPARE(parsed->region, address.region);
        QCOMPARE(parsed->endpoint, address.endpoint);
        QCOMPARE(parsed->protocol, address.protocol);
        QCOMPARE(parsed->folder, address.folder);
    }

    void anythingElseIsNoAddress_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text :
             {"", "photos", "Photos-1250000000", "https://example.com/photos-1250000000",
              "ftp://photos-1250000000.cos.ap-guangzhou.myqcloud.com", "cos://photos",
              "https://cos.ap-guangzhou.myqcloud.com/", "-1250000000", "a b-1250000000",
              "https://photos-1250000000.cos.ap-guangzhou.myqcloud.com.evil.example"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void anythingElseIsNoAddress()
    {
        QFETCH(QString, text);
        QVERIFY(!parseBucketAddress(text).has_value());
    }

    void anEndpointIsTheChoiceThatMakesIt()
    {
        const QByteArray region = "ap-tokyo";
        for (const EndpointChoice choice :
             {EndpointChoice::Region, EndpointChoice::Internal, EndpointChoice::Accelerate})
            QCOMPARE(endpointChoice(endpointOf(choice, region), region), choice);
        QCOMPARE(endpointChoice("127.0.0.1:9000", region), EndpointChoice::Custom);
        QCOMPARE(endpointChoice("cos-internal.ap-seoul.tencentcos.cn", region),
                 EndpointChoice::Custom);
        QCOMPARE(endpointOf(EndpointChoice::Internal, {}), QByteArray());
    }
};

COSFTP_TEST(BucketAddressTest)
#include "bucket_address_test.moc"

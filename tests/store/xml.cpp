// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/cos/cos_xml.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;

class TestCosXml : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aListingIsRead();
    void listingsComeInOtherShapesToo();
    void aCutListingIsNone_data();
    void aCutListingIsNone();
    void aPageWithoutMarkerUsesItsLastEntry();
    void plusStaysPlus();
    void errorsAreFoundUnderAnyStatus();
    void completeIsReadThroughBlanksAndNamespace();
    void aResultWithoutEtagIsNone();
    void copyCarriesItsChecksum();
    void uploadIdSurvivesABrokenKey();
    void partsAndUploadsAreRead();
    void refusedDeletesAreListed();
    void bodiesAreWritten();
    void oddKeysDoNotFitIntoXml();
};

namespace {

const QByteArray listing = R"(<?xml version='1.0' encoding='utf-8' ?>
<ListBucketResult>
	<Name>ftp-1250000000</Name>
	<EncodingType>url</EncodingType>
	<Prefix>in/</Prefix>
	<Marker/>
	<MaxKeys>2</MaxKeys>
	<Delimiter>/</Delimiter>
	<IsTruncated>true</IsTruncated>
	<NextMarker>in/b%20c.bin</NextMarker>
	<CommonPrefixes>
		<Prefix>in/%E5%9B%BE/</Prefix>
	</CommonPrefixes>
	<Contents>
		<Key>in/b%20c.bin</Key>
		<LastModified>2024-05-06T07:08:09.000Z</LastModified>
		<ETag>&quot;0cc175b9c0f1b6a831c399e269772661&quot;</ETag>
		<Size>1</Size>
		<Owner>
			<ID>1250000000</ID>
			<DisplayName>1250000000</DisplayName>
		</Owner>
		<StorageClass>STANDARD</StorageClass>
	</Contents>
</ListBucketResult>
)";

}  // namespace

void TestCosXml::aListingIsRead()
{
    const Result<ListPage> page = parseListPage(listing);
    QVERIFY(page);
    QCOMPARE(page->commonPrefixes, QList<QByteArray>{"in/图/"});
    QCOMPARE(page->objects.size(), 1);
    const ObjectInfo &object = page->objects.first();
    QCOMPARE(object.key, QByteArray("in/b c.bin"));
    QCOMPARE(object.sizeBytes, 1);
    QCOMPARE(object.etag, QByteArray("\"0cc175b9c0f1b6a831c399e269772661\""));
    QCOMPARE(object.lastModified, QDateTime(QDate(2024, 5, 6), QTime(7, 8, 9), Qt::UTC));
    QCOMPARE(object.storageClass, QByteArray("STANDARD"));
    QVERIFY(page->isTruncated);
    QCOMPARE(page->nextMarker, QByteArray("in/b c.bin"));
}

void TestCosXml::listingsComeInOtherShapesToo()
{
    const Result<ListPage> page = parseListPage(
        "  \n<c:ListBucketResult xmlns:c=\"urn:x\"><c:New><c:Deep>1</c:Deep></c:New>"
        "<c:CommonPrefixes><c:Prefix>a/</c:Prefix><c:Prefix>b/</c:Prefix></c:CommonPrefixes>"
        "<c:IsTruncated>false</c:IsTruncated></c:ListBucketResult>");
    QVERIFY(page);
    QCOMPARE(page->commonPrefixes, (QList<QByteArray>{"a/", "b/"}));
    QVERIFY(!page->isTruncated);
    QVERIFY(parseListPage("<ListBucketResult/>"));
}

void TestCosXml::aCutListingIsNone_data()
{
    QTest::addColumn<qsizetype>("length");
    for (qsizetype length = 0; length < listing.size() - 2; length += 37)
        QTest::newRow(QByteArray::number(length).constData()) << length;
    QTest::newRow("only the last character is missing") << listing.size() - 2;
}

void TestCosXml::aCutListingIsNone()
{
    QFETCH(qsizetype, length);
    const Result<ListPage> page = parseListPage(listing.first(length));
    QVERIFY(!page);
    QCOMPARE(page.error().code, Failure::Code::Corrupt);
}

void TestCosXml::aPageWithoutMarkerUsesItsLastEntry()
{
    const Result<ListPage> page = parseListPage(
        "<ListBucketResult><IsTruncated>true</IsTruncated><Contents><Key>b</Key></Contents>"
        "<CommonPrefixes><Prefix>c/</Prefix></CommonPrefixes></ListBucketResult>");
    QVERIFY(page);
    QCOMPARE(page->nextMarker, QByteArray("c/"));
    QVERIFY(!parseListPage("<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>"));
}

void TestCosXml::plusStaysPlus()
{
    const Result<ListPage> page =
        parseListPage("<ListBucketResult><EncodingType>url</EncodingType><Contents><Key>a+b%2B"
                      "</Key></Contents></ListBucketResult>");
    QVERIFY(page);
    QCOMPARE(page->objects.first().key, QByteArray("a+b+"));
    const Result<ListPage> plain =
        parseListPage("<ListBucketResult><Contents><Key>a%20b</Key></Contents></ListBucketResult>");
    QVERIFY(plain);
    QCOMPARE(plain->objects.first().key, QByteArray("a%20b"));
}

void TestCosXml::errorsAreFoundUnderAnyStatus()
{
    const std::optional<CosError> error =
        errorIn("\n <?xml version='1.0'?><Error><RequestId>r</RequestId><Code>SlowDown</Code>"
                "<Message>Reduce &amp; wait</Message><ServerTime>2024-05-06T07:08:09Z</ServerTime>"
                "</Error>");
    QVERIFY(error);
    QCOMPARE(error->code, QByteArray("SlowDown"));
    QCOMPARE(error->message, QByteArray("Reduce & wait"));
    QCOMPARE(error->requestId, QByteArray("r"));
    QVERIFY(error->serverTime.isValid());
    QVERIFY(!errorIn("<DeleteResult><Error><Code>x</Code></Error></DeleteResult>"));
    QVERIFY(!errorIn("<html><Error></html>"));
    QVERIFY(!errorIn({}));
}

void TestCosXml::completeIsReadThroughBlanksAndNamespace()
{
    const Result<StoredObject> stored = parseCompleteResult(
        "   \n   <?xml version=\"1.0\"?><CompleteMultipartUploadResult "
        "xmlns=\"http://www.qcloud.com/document/product/436/7751\"><Location>l</Location>"
        "<ETag>&quot;e-3&quot;</ETag></CompleteMultipartUploadResult>");
    QVERIFY(stored);
    QCOMPARE(stored->etag, QByteArray("\"e-3\""));
}

void TestCosXml::aResultWithoutEtagIsNone()
{
    QVERIFY(!parseCompleteResult("<CompleteMultipartUploadResult/>"));
    QVERIFY(!parseCopyResult("<CopyObjectResult><CRC64>1</CRC64></CopyObjectResult>"));
    QVERIFY(!parseCopyResult("<Error><Code>InternalError</Code></Error>"));
    QVERIFY(!parseCompleteResult(""));
    QVERIFY(!parseCompleteResult("     "));
}

void TestCosXml::copyCarriesItsChecksum()
{
    const Result<StoredObject> stored =
        parseCopyResult("<CopyObjectResult><ETag>\"e\"</ETag><CRC64>16749565679157681890</CRC64>"
                        "<LastModified>2024-05-06T07:08:09Z</LastModified><VersionId>v</VersionId>"
                        "</CopyObjectResult>");
    QVERIFY(stored);
    QCOMPARE(stored->crc64, std::optional(quint64{16749565679157681890U}));
    QCOMPARE(stored->versionId, QByteArray("v"));
    const Result<StoredPart> part =
        parseCopyPartResult("<CopyPartResult><ETag>\"p\"</ETag></CopyPartResult>");
    QVERIFY(part);
    QCOMPARE(part->etag, QByteArray("\"p\""));
    QVERIFY(!part->crc64);
}

void TestCosXml::uploadIdSurvivesABrokenKey()
{
    const Result<QByteArray> id =
        parseUploadId("<InitiateMultipartUploadResult><Bucket>b</Bucket><Key>a\x01 & b</Key>"
                      "<UploadId>1700</UploadId></InitiateMultipartUploadResult>");
    QVERIFY(id);
    QCOMPARE(*id, QByteArray("1700"));
    QVERIFY(!parseUploadId("<InitiateMultipartUploadResult><UploadId>17"));
    QVERIFY(!parseUploadId("<InitiateMultipartUploadResult><UploadId>17</UploadId>"));
}

void TestCosXml::partsAndUploadsAreRead()
{
    const Result<PartPage> parts = parsePartPage(
        "<ListPartsResult><Part><PartNumber>7</PartNumber><ETag>\"p\"</ETag><Size>1048576</Size>"
        "</Part><NextPartNumberMarker>7</NextPartNumberMarker><IsTruncated>true</IsTruncated>"
        "</ListPartsResult>");
    QVERIFY(parts);
    QCOMPARE(parts->parts.first().number, 7);
    QCOMPARE(parts->parts.first().sizeBytes, 1048576);
    QVERIFY(parts->isTruncated);
    QCOMPARE(parts->nextMarker, 7);
    const Result<UploadPage> uploads = parseUploadPage(
        "<ListMultipartUploadsResult><Encoding-Type>url</Encoding-Type><Upload><Key>a%20b</Key>"
        "<UploadId>u1</UploadId><Initiated>Wed Jan 18 16:04:17 2017</Initiated></Upload>"
        "<NextKeyMarker>a%20b</NextKeyMarker><NextUploadIdMarker>u1</NextUploadIdMarker>"
        "<IsTruncated>true</IsTruncated></ListMultipartUploadsResult>");
    QVERIFY(uploads);
    QCOMPARE(uploads->uploads.first().key, QByteArray("a b"));
    QCOMPARE(uploads->uploads.first().initiated.date(), QDate(2017, 1, 18));
    QCOMPARE(uploads->nextKeyMarker, QByteArray("a b"));
    QCOMPARE(uploads->nextUploadIdMarker, QByteArray("u1"));
}

void TestCosXml::refusedDeletesAreListed()
{
    const Result<QList<QByteArray>> failed = parseDeleteResult(
        "<DeleteResult><Deleted><Key>a</Key></Deleted><Error><Key>b &amp; c</Key>"
        "<Code>PathConflict</Code><Message>Path conflict.</Message></Error></DeleteResult>");
    QVERIFY(failed);
    QCOMPARE(*failed, QList<QByteArray>{"b & c"});
    const Result<QList<QByteArray>> none = parseDeleteResult("<DeleteResult/>");
    QVERIFY(none);
    QVERIFY(none->isEmpty());
}

void TestCosXml::bodiesAreWritten()
{
    QCOMPARE(deleteBody({"in/a&b<c>.txt", "图"}),
             QByteArray("<Delete><Quiet>true</Quiet><Object><Key>in/a&amp;b&lt;c&gt;.txt</Key>"
                        "</Object><Object><Key>图</Key></Object></Delete>"));
    const QByteArray complete = completeBody({{1, "\"e\"", 5, {}}});
    QVERIFY(complete.startsWith("<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>"));
}

void TestCosXml::oddKeysDoNotFitIntoXml()
{
    QVERIFY(fitsIntoXml("a & b <图>"));
    QVERIFY(!fitsIntoXml("a\x01"));
    QVERIFY(!fitsIntoXml("\xFF"));
    QVERIFY(!fitsIntoXml("\xEF\xBF\xBE"));
}

COSFTP_TEST(TestCosXml)
#include "xml.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cos_signature.h"

#include "support/test_main.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>
#include <QTest>

using namespace cosftp;

/// Runs every vector that the official package produced (tests/data/cos-signature-vectors.json).
class TestCosSignature : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void equalsTheOfficialPackage_data();
    void equalsTheOfficialPackage();
    void equalsTheDocumentsExamples_data();
    void equalsTheDocumentsExamples();
    void knowsWhichHeadersAreSigned();

private:
    QJsonObject m_document;
};

namespace {

QByteArray text(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toString().toUtf8();
}

NamedValues pairs(const QJsonObject &object)
{
    NamedValues values;
    for (auto it = object.begin(); it != object.end(); ++it)
        values += NamedValue{it.key().toUtf8(), it.value().toString().toUtf8()};
    return values;
}

NamedValues signable(const NamedValues &headers)
{
    NamedValues result;
    for (const NamedValue &header : headers)
        if (isSignableHeader(header.name))
            result += header;
    return result;
}

SignatureInput inputOf(const QJsonObject &vector)
{
    return {text(vector, "method"), text(vector, "path"),
            pairs(vector.value(QLatin1String("query")).toObject()),
            pairs(vector.value(QLatin1String("headers")).toObject())};
}

void rowsOf(const QJsonArray &vectors)
{
    QTest::addColumn<QJsonObject>("vector");
    for (const QJsonValue &value : vectors)
        QTest::newRow(text(value.toObject(), "name").constData()) << value.toObject();
}

}  // namespace

void TestCosSignature::initTestCase()
{
    QFile file(QStringLiteral(TEST_DATA_DIR "/cos-signature-vectors.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_document = QJsonDocument::fromJson(file.readAll()).object();
    QCOMPARE(m_document.value(QLatin1String("vectors")).toArray().size(), 53);
    QCOMPARE(m_document.value(QLatin1String("docVectors")).toArray().size(), 2);
}

void TestCosSignature::equalsTheOfficialPackage_data()
{
    rowsOf(m_document.value(QLatin1String("vectors")).toArray());
}

void TestCosSignature::equalsTheOfficialPackage()
{
    QFETCH(QJsonObject, vector);
    SignatureInput input = inputOf(vector);
    input.headers = signable(input.headers);
    const CosSignature signature =
        cosSignature(input, text(vector, "secretKey"), text(vector, "keyTime"));
    QCOMPARE(signature.httpString, text(vector, "httpString"));
    QCOMPARE(signature.stringToSign, text(vector, "stringToSign"));
    QCOMPARE(cosAuthorization(input, text(vector, "secretId"), text(vector, "secretKey"),
                              text(vector, "keyTime")),
             text(vector, "authorization"));
}

void TestCosSignature::equalsTheDocumentsExamples_data()
{
    rowsOf(m_document.value(QLatin1String("docVectors")).toArray());
}

// The document masks the secret key and publishes the key that is derived from it, so only the last
// step is repeated here with that.
void TestCosSignature::equalsTheDocumentsExamples()
{
    QFETCH(QJsonObject, vector);
    const CosSignature signature =
        cosSignature(inputOf(vector), "not published", text(vector, "keyTime"));
    QCOMPARE(QCryptographicHash::hash(signature.httpString, QCryptographicHash::Sha1).toHex(),
             text(vector, "httpStringSha1"));
    QCOMPARE(QMessageAuthenticationCode::hash(signature.stringToSign, text(vector, "signKey"),
                                              QCryptographicHash::Sha1)
                 .toHex(),
             text(vector, "signature"));
}

void TestCosSignature::knowsWhichHeadersAreSigned()
{
    for (const char *name : {"Host", "range", "Content-Length", "x-cos-meta-a", "X-Cos-Acl",
                             "If-Match", "x-ci-process"})
        QVERIFY2(isSignableHeader(QByteArrayView(name)), name);
    for (const char *name :
         {"Date", "User-Agent", "Accept-Encoding", "Connection", "Authorization"})
        QVERIFY2(!isSignableHeader(QByteArrayView(name)), name);
}

COSFTP_TEST(TestCosSignature)
#include "cos_signature.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crc64.h"

#include "support/test_main.h"

#include <QTest>

using namespace cosftp;

class TestCrc64 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalsThePublishedValues_data();
    void equalsThePublishedValues();
    void isTheSameInPieces();
    void goesOnFromAKnownChecksum();
    void combinesTwoChecksums_data();
    void combinesTwoChecksums();
    void combiningIsLikeAddingForEverySplit();
};

namespace {

QByteArray allBytes()
{
    QByteArray bytes;
    for (int i = 0; i < 256; ++i)
        bytes += static_cast<char>(i);
    return bytes;
}

}  // namespace

void TestCrc64::equalsThePublishedValues_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<quint64>("crc");
    QTest::newRow("nothing") << QByteArray() << quint64{0};
    QTest::newRow("a") << QByteArray("a") << quint64{3675645893302102789U};
    QTest::newRow("check value") << QByteArray("123456789") << quint64{11051210869376104954U};
    QTest::newRow("hello world") << QByteArray("hello world") << quint64{5981764153023615706U};
    QTest::newRow("document 1") << QByteArray("[Object Content]") << quint64{16749565679157681890U};
    QTest::newRow("document 2") << QByteArray("[Object Part]") << quint64{4510578591875220731U};
    QTest::newRow("Chinese") << QByteArray("腾讯云") << quint64{7854095392376762377U};
    QTest::newRow("every byte") << allBytes() << quint64{8232944260754389680U};
    QTest::newRow("1 MiB zeros") << QByteArray(1048576, '\0') << quint64{6947770692288575170U};
    QTest::newRow("many ones") << QByteArray(1048699, '1') << quint64{5237785474210610777U};
}

void TestCrc64::equalsThePublishedValues()
{
    QFETCH(QByteArray, bytes);
    QFETCH(quint64, crc);
    QCOMPARE(Crc64::of(bytes), crc);
}

void TestCrc64::isTheSameInPieces()
{
    Crc64 crc;
    crc.add("1234");
    crc.add({});
    crc.add("56789");
    QCOMPARE(crc.value(), Crc64::of("123456789"));
}

void TestCrc64::goesOnFromAKnownChecksum()
{
    Crc64 crc(6748440630437108969U);
    crc.add("6789");
    QCOMPARE(crc.value(), quint64{11051210869376104954U});
}

void TestCrc64::combinesTwoChecksums_data()
{
    QTest::addColumn<quint64>("first");
    QTest::addColumn<quint64>("second");
    QTest::addColumn<quint64>("secondSize");
    QTest::addColumn<quint64>("both");
    QTest::newRow("12345 and 6789")
        << quint64{6748440630437108969U} << quint64{10278880121275185425U} << quint64{4}
        << quint64{11051210869376104954U};
    QTest::newRow("zeros and 123456789")
        << quint64{6947770692288575170U} << quint64{11051210869376104954U} << quint64{9}
        << quint64{8288154206843147833U};
    QTest::newRow("nothing first")
        << quint64{0} << Crc64::of("abc") << quint64{3} << Crc64::of("abc");
    QTest::newRow("nothing second")
        << Crc64::of("abc") << quint64{0} << quint64{0} << Crc64::of("abc");
}

void TestCrc64::combinesTwoChecksums()
{
    QFETCH(quint64, first);
    QFETCH(quint64, second);
    QFETCH(quint64, secondSize);
    QFETCH(quint64, both);
    QCOMPARE(Crc64::combine(first, second, secondSize), both);
}

void TestCrc64::combiningIsLikeAddingForEverySplit()
{
    const QByteArray bytes = allBytes();
    for (qsizetype i = 0; i <= bytes.size(); ++i) {
        const QByteArray tail = bytes.sliced(i);
        QCOMPARE(Crc64::combine(Crc64::of(bytes.first(i)), Crc64::of(tail),
                                static_cast<quint64>(tail.size())),
                 Crc64::of(bytes));
    }
}

COSFTP_TEST(TestCrc64)
#include "crc64.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/upload_start.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;
using Mode = UploadWish::Mode;

namespace {

constexpr qint64 mib = 1024 * 1024;
const QDateTime noon(QDate(2026, 1, 1), QTime(12, 0), Qt::UTC);

ObjectInfo objectOf(qint64 bytes, const QDateTime &modified = noon)
{
    ObjectInfo object;
    object.sizeBytes = bytes;
    object.etag = "\"e\"";
    object.lastModified = modified;
    return object;
}

// Parts of 8, 8 and 3 MiB.
ParkedUpload parkedAt(const QDateTime &updated = noon.addSecs(60))
{
    ParkedUpload parked;
    parked.uploadId = "id";
    parked.updated = updated;
    for (const qint64 bytes : {8 * mib, 8 * mib, 3 * mib})
        parked.parts += StoredPart{static_cast<int>(parked.parts.size()) + 1, "e", bytes, {}};
    return parked;
}

UploadGround ground(std::optional<ParkedUpload> parked, std::optional<ObjectInfo> object,
                    std::optional<qint64> told = {})
{
    return {std::move(parked), std::move(object), told};
}

}  // namespace

class UploadStartTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPlainUploadComesBehindNothing()
    {
        const UploadStart start = chooseUploadStart({}, ground(parkedAt(), objectOf(5)));
        QVERIFY(!start.goesOn && !start.head && !start.refusal);
        QCOMPARE(start.offset, 0);
    }

    void anInterruptedUploadGoesOnAtAnyPartBorder_data()
    {
        QTest::addColumn<qint64>("offset");
        QTest::addColumn<int>("parts");
        QTest::newRow("all") << 19 * mib << 3;
        QTest::newRow("two parts") << 16 * mib << 2;
        QTest::newRow("one part") << 8 * mib << 1;
    }
    void anInterruptedUploadGoesOnAtAnyPartBorder()
    {
        QFETCH(const qint64, offset);
        QFETCH(const int, parts);
        const UploadStart start =
            chooseUploadStart({Mode::At, offset}, ground(parkedAt(), objectOf(100 * mib)));
        QVERIFY(start.goesOn && !start.refusal);
        QCOMPARE(start.goesOn->parts.size(), parts);
        QCOMPARE(start.offset, offset);
    }

    void anOffsetInsideAPartIsRefusedWithTheOnesThatWork()
    {
        const UploadStart start = chooseUploadStart({Mode::At, 10 * mib}, ground(parkedAt(), {}));
        QVERIFY(start.refusal);
        QCOMPARE(start.refusal->code, 554);
        QVERIFY(start.refusal->text.contains(QByteArray::number(8 * mib)));
        QVERIFY(start.refusal->text.contains(QByteArray::number(19 * mib)));
    }

    void anOffsetBehindTheEndIsRefusedWithTheEnd()
    {
        const UploadStart parked =
            chooseUploadStart({Mode::At, 19 * mib + 1}, ground(parkedAt(), {}));
        QCOMPARE(parked.refusal->code, 554);
        QVERIFY(parked.refusal->text.contains(QByteArray::number(19 * mib)));
        const UploadStart object = chooseUploadStart({Mode::At, 6}, ground({}, objectOf(5)));
        QCOMPARE(object.refusal->code, 554);
        QVERIFY(object.refusal->text.contains(" 5 "));
        QCOMPARE(chooseUploadStart({Mode::At, 1}, ground({}, {})).refusal->code, 554);
    }

    void anyOffsetUpToTheSizeOfAnObjectWorks()
    {
        for (const qint64 offset : {1, 4, 5}) {
            const UploadStart start =
                chooseUploadStart({Mode::At, offset}, ground({}, objectOf(5)));
            QVERIFY(start.head && !start.refusal);
            QCOMPARE(start.head->bytes, offset);
        }
    }

    void appendingToNothingStartsAtTheBeginning()
    {
        const UploadStart start = chooseUploadStart({Mode::Append, 0}, ground({}, {}));
        QVERIFY(!start.refusal && !start.head && !start.goesOn);
        const UploadStart empty = chooseUploadStart({Mode::Append, 0}, ground({}, objectOf(0)));
        QVERIFY(!empty.refusal && !empty.head);
    }

    void appendingGoesOnBehindWhatTheClientWasTold_data()
    {
        QTest::addColumn<std::optional<qint64>>("told");
        QTest::addColumn<bool>("isParked");
        QTest::newRow("nothing was told") << std::optional<qint64>() << true;
        QTest::newRow("the interrupted upload") << std::optional<qint64>(19 * mib) << true;
        QTest::newRow("the object") << std::optional<qint64>(5) << false;
    }
    void appendingGoesOnBehindWhatTheClientWasTold()
    {
        QFETCH(const std::optional<qint64>, told);
        QFETCH(const bool, isParked);
        const UploadStart start =
            chooseUploadStart({Mode::Append, 0}, ground(parkedAt(), objectOf(5), told));
        QCOMPARE(start.goesOn.has_value(), isParked);
        QCOMPARE(start.head.has_value(), !isParked);
    }

    void anObjectThatWasStoredLaterOutranksTheInterruptedUpload()
    {
        const ParkedUpload old = parkedAt(noon.addSecs(-60));
        const UploadStart start = chooseUploadStart({Mode::Append, 0}, ground(old, objectOf(5)));
        QVERIFY(start.head && !start.goesOn);
        QVERIFY(chooseUploadStart({Mode::At, 8 * mib}, ground(old, objectOf(5))).refusal);
    }
};

COSFTP_TEST(UploadStartTest)
#include "upload_start_test.moc"

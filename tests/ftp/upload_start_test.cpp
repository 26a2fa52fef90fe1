// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/upload_start.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;
using Mode = UploadWish::Mode;

namespace {

constexpr qint64 mib = 1024 * 1024;

ObjectInfo objectOf(qint64 bytes, const QByteArray &etag = "\"e\"")
{
    ObjectInfo object;
    object.sizeBytes = bytes;
    object.etag = etag;
    return object;
}

// Parts of 8, 8 and 3 MiB, begun over the object with that ETag.
ParkedUpload parkedOver(const QByteArray &base, const QByteArray &uploadId = "id")
{
    ParkedUpload parked;
    parked.uploadId = uploadId;
    parked.base = base;
    for (const qint64 bytes : {8 * mib, 8 * mib, 3 * mib})
        parked.parts += StoredPart{static_cast<int>(parked.parts.size()) + 1, "e", bytes, {}};
    return parked;
}

ToldFile toldUpload(const QByteArray &uploadId = "id") { return {19 * mib, {}, uploadId, false}; }
ToldFile toldKept(const QByteArray &uploadId = "id") { return {19 * mib, {}, uploadId, true}; }
ToldFile toldObject(qint64 bytes, const QByteArray &etag = "\"e\"")
{
    return {bytes, etag, {}, false};
}

UploadGround ground(QList<ParkedUpload> waiting, std::optional<ObjectInfo> object = {},
                    std::optional<ToldFile> told = {})
{
    UploadGround ground;
    ground.waiting = std::move(waiting);
    ground.object = std::move(object);
    ground.told = std::move(told);
    return ground;
}

int codeOf(const UploadStart &start) { return start.refusal ? start.refusal->code : 0; }

}  // namespace

class UploadStartTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatAReplySaidIsKeptIsForRest()
    {
        const QList<ParkedUpload> waiting{parkedOver("e")};
        const UploadStart rest =
            chooseUploadStart({Mode::At, 19 * mib}, ground(waiting, objectOf(5), toldKept()));
        QVERIFY(rest.goesOn && rest.offset == 19 * mib);
        QCOMPARE(
            codeOf(chooseUploadStart({Mode::Append}, ground(waiting, objectOf(5), toldKept()))),
            450);
        for (const QList<ParkedUpload> &other : {QList<ParkedUpload>(), {parkedOver("before")}})
            for (const Mode mode : {Mode::At, Mode::Append}) {
                const UploadStart start = chooseUploadStart(
                    {mode, 19 * mib}, ground(other, objectOf(50 * mib), toldKept()));
                QCOMPARE(codeOf(start), 450);
                QVERIFY(start.isOutdated);
            }
    }
    void anAppendBehindAnOffsetNeedsThatOffsetToBeTheEnd()
    {
        const UploadGround file = ground({}, objectOf(5), toldObject(5));
        const UploadStart end = chooseUploadStart({Mode::Append, 5}, file);
        QVERIFY(!end.refusal && end.head && end.offset == 5);
        for (const qint64 elsewhere : {qint64{4}, qint64{6}}) {
            const UploadStart start = chooseUploadStart({Mode::Append, elsewhere}, file);
            QCOMPARE(codeOf(start), 450);
            QVERIFY(start.refusal->text.contains(" 5,"));
        }
        QCOMPARE(codeOf(chooseUploadStart({Mode::Append, 5}, ground({}))), 450);
        const UploadGround waiting = ground({parkedOver({})}, {}, toldUpload());
        QVERIFY(chooseUploadStart({Mode::Append, 19 * mib}, waiting).goesOn);
        QCOMPARE(codeOf(chooseUploadStart({Mode::Append, 16 * mib}, waiting)), 450);
    }
    void theSizeOfWhatStoodOnAReplacedFileIsNoPlaceInTheNewOne()
    {
        const QList<ParkedUpload> waiting{parkedOver("before")};
        const ObjectInfo newer = objectOf(50 * mib);
        QCOMPARE(codeOf(chooseUploadStart({Mode::At, 19 * mib}, ground(waiting, newer))), 450);
        QCOMPARE(codeOf(chooseUploadStart({Mode::At, 20 * mib}, ground(waiting, newer))), 0);
        QCOMPARE(codeOf(chooseUploadStart({Mode::At, 19 * mib},
                                          ground(waiting, newer, toldObject(50 * mib)))),
                 0);
    }
    void aPlainUploadComesBehindNothingAndReplacesWhatIsThere()
    {
        const UploadStart start =
            chooseUploadStart({}, ground({parkedOver("e")}, objectOf(5), toldUpload()));
        QVERIFY(!start.goesOn && !start.head && !start.refusal && !start.base);
        QCOMPARE(start.offset, 0);
    }

    void anUploadThatTheSessionWasToldOfGoesOnAtAnyPartBorder_data()
    {
        QTest::addColumn<qint64>("offset");
        QTest::addColumn<int>("parts");
        QTest::newRow("all") << 19 * mib << 3;
        QTest::newRow("two parts") << 16 * mib << 2;
        QTest::newRow("one part") << 8 * mib << 1;
    }
    void anUploadThatTheSessionWasToldOfGoesOnAtAnyPartBorder()
    {
        QFETCH(const qint64, offset);
        QFETCH(const int, parts);
        const UploadStart start = chooseUploadStart(
            {Mode::At, offset}, ground({parkedOver("e")}, objectOf(100 * mib), toldUpload()));
        QVERIFY(start.goesOn && !start.refusal);
        QCOMPARE(start.goesOn->parts.size(), parts);
        QCOMPARE(start.offset, offset);
        QCOMPARE(start.base, QByteArray("e"));
    }

    void ofSeveralTheOneThatTheSessionWasToldOfGoesOn()
    {
        const QList<ParkedUpload> waiting{parkedOver("e", "newer"), parkedOver("e", "older")};
        for (const QByteArray id : {"newer", "older"})
            for (const UploadWish wish : {UploadWish{Mode::At, 8 * mib}, {Mode::Append, 0}})
                QCOMPARE(chooseUploadStart(wish, ground(waiting, objectOf(5), toldUpload(id)))
                             .goesOn->uploadId,
                         id);
    }

    void anOffsetInsideAPartIsRefusedWithTheOnesThatWork()
    {
        const UploadStart start =
            chooseUploadStart({Mode::At, 10 * mib}, ground({parkedOver({})}, {}, toldUpload()));
        QCOMPARE(codeOf(start), 554);
        QVERIFY(start.refusal->text.contains(QByteArray::number(8 * mib)));
        QVERIFY(start.refusal->text.contains(QByteArray::number(19 * mib)));
    }

    void anOffsetBehindTheEndIsRefusedWithTheEnd()
    {
        const UploadStart parked =
            chooseUploadStart({Mode::At, 19 * mib + 1}, ground({parkedOver({})}, {}, toldUpload()));
        QCOMPARE(codeOf(parked), 554);
        QVERIFY(parked.refusal->text.contains(QByteArray::number(19 * mib)));
        const UploadStart object = chooseUploadStart({Mode::At, 6}, ground({}, objectOf(5)));
        QCOMPARE(codeOf(object), 554);
        QVERIFY(object.refusal->text.contains(" 5 "));
        QCOMPARE(codeOf(chooseUploadStart({Mode::At, 1}, ground({}))), 554);
    }

    void anyOffsetUpToTheSizeOfAnObjectWorks()
    {
        for (const qint64 offset : {1, 4, 5}) {
            const UploadStart start =
                chooseUploadStart({Mode::At, offset}, ground({}, objectOf(5)));
            QVERIFY(start.head && !start.refusal);
            QCOMPARE(start.head->bytes, offset);
            QCOMPARE(start.base, QByteArray("e"));
        }
    }

    void behindAnObjectThatIsNotTheOneThatWasToldNothingIsWritten()
    {
        for (const UploadWish wish : {UploadWish{Mode::At, 3}, {Mode::Append, 0}}) {
            const UploadStart other =
                chooseUploadStart(wish, ground({}, objectOf(5, "\"f\""), toldObject(5)));
            QCOMPARE(codeOf(other), 450);
            QVERIFY(other.isOutdated);
            QVERIFY(chooseUploadStart(wish, ground({}, objectOf(5), toldObject(5))).head);
        }
        QCOMPARE(codeOf(chooseUploadStart({Mode::Append, 0}, ground({}, {}, toldObject(5)))), 450);
    }

    void appendingToNothingStartsAtTheBeginning()
    {
        const UploadStart start = chooseUploadStart({Mode::Append, 0}, ground({}));
        QVERIFY(!start.refusal && !start.head && !start.goesOn);
        QCOMPARE(start.base, QByteArray());
        QVERIFY(start.base.has_value());  // nothing may stand there when it is published
        const UploadStart empty = chooseUploadStart({Mode::Append, 0}, ground({}, objectOf(0)));
        QVERIFY(!empty.refusal && !empty.head);
        QCOMPARE(empty.base, QByteArray("e"));
    }

    // Two versions never become one object: a session that knows of the older one only is refused.
    void aSessionThatWasNotToldOfWhatWaitsDoesNotGoOn_data()
    {
        QTest::addColumn<bool>("hasObject");
        QTest::addColumn<bool>("wasToldObject");
        QTest::addColumn<bool>("wasListed");
        QTest::addColumn<bool>("isAppend");
        QTest::addColumn<int>("code");
        for (const bool isAppend : {false, true}) {
            const char *verb = isAppend ? "APPE" : "REST and STOR";
            QTest::addRow("%s, told of the object", verb)
                << true << true << false << isAppend << 450;
            QTest::addRow("%s, listed", verb) << true << false << true << isAppend << 450;
        }
        QTest::newRow("REST and STOR, told nothing") << true << false << false << false << 450;
        QTest::newRow("APPE, told nothing: a log") << true << false << false << true << 0;
        QTest::newRow("APPE, told nothing, no object") << false << false << false << true << 450;
        QTest::newRow("REST and STOR, no object: no second version")
            << false << false << false << false << 0;
    }
    void aSessionThatWasNotToldOfWhatWaitsDoesNotGoOn()
    {
        QFETCH(const bool, hasObject);
        QFETCH(const bool, wasToldObject);
        QFETCH(const bool, wasListed);
        QFETCH(const bool, isAppend);
        QFETCH(const int, code);
        UploadGround where = ground({parkedOver(hasObject ? "e" : "")});
        if (hasObject)
            where.object = objectOf(100 * mib);
        if (wasToldObject)
            where.told = toldObject(100 * mib);
        where.wasListed = wasListed;
        const UploadWish wish =
            isAppend ? UploadWish{Mode::Append, 0} : UploadWish{Mode::At, 8 * mib};
        const UploadStart start = chooseUploadStart(wish, where);
        QCOMPARE(codeOf(start), code);
        if (code == 0)
            QCOMPARE(start.goesOn.has_value(), !hasObject);
    }

    void whoComesBackToHisOwnSilentSessionNamesAnOffsetInIt()
    {
        UploadGround where = ground({parkedOver("e")}, objectOf(100 * mib));
        where.isComingBack = true;
        QVERIFY(chooseUploadStart({Mode::At, 19 * mib}, where).goesOn);
        where.told = toldObject(100 * mib);  // SIZE was asked before the old session was noticed
        QCOMPARE(codeOf(chooseUploadStart({Mode::At, 19 * mib}, where)), 450);
    }

    void anUploadThatIsReceivedNowIsNobodyElses()
    {
        UploadGround where = ground({}, objectOf(5), toldObject(5));
        where.isReceivedNow = true;
        QCOMPARE(codeOf(chooseUploadStart({Mode::At, 3}, where)), 450);
        QCOMPARE(codeOf(chooseUploadStart({Mode::Append, 0}, where)), 450);
        where.told.reset();
        QVERIFY(chooseUploadStart({Mode::Append, 0}, where).head);  // a line behind what is there
        where.object.reset();
        QCOMPARE(codeOf(chooseUploadStart({Mode::Append, 0}, where)), 450);
    }

    // Another session of the user has gone on with it, or has begun again at an earlier border.
    void anAppendGoesOnOnlyAtTheSizeThatWasTold()
    {
        const QList<ParkedUpload> waiting{parkedOver({})};
        ToldFile told = toldUpload();
        QCOMPARE(chooseUploadStart({Mode::Append}, ground(waiting, {}, told)).offset, 19 * mib);
        for (const qint64 before : {8 * mib, 20 * mib}) {
            told.bytes = before;
            const UploadStart start = chooseUploadStart({Mode::Append}, ground(waiting, {}, told));
            QCOMPARE(codeOf(start), 450);
            QVERIFY(start.isOutdated);
        }
    }

    void anUploadOverAnotherObjectThanIsThereIsOfNoUse()
    {
        const QList<ParkedUpload> old{parkedOver("before")};
        QVERIFY(chooseUploadStart({Mode::Append, 0}, ground(old, objectOf(5))).head);
        QCOMPARE(codeOf(chooseUploadStart({Mode::At, 8 * mib}, ground(old, objectOf(5)))), 554);
        const UploadStart told =
            chooseUploadStart({Mode::At, 8 * mib}, ground(old, objectOf(5), toldUpload()));
        QCOMPARE(codeOf(told), 450);
        QVERIFY(told.isOutdated);
    }

    void anOffsetThatFitsTwoUploadsIsNotGuessed()
    {
        const QList<ParkedUpload> two{parkedOver({}, "one"), parkedOver({}, "two")};
        QCOMPARE(codeOf(chooseUploadStart({Mode::At, 8 * mib}, ground(two))), 450);
    }
};

COSFTP_TEST(UploadStartTest)
#include "upload_start_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// The time that is kept with a file: where it lies, what setting it costs, who shows it.
#include "files/kept_time.h"
#include "support/test_main.h"
#include "tree_fixture.h"

using namespace cosftp;
using Code = Failure::Code;
using Verb = FakeStore::Verb;

namespace {

const QDateTime someTime = QDateTime::fromSecsSinceEpoch(981'173'106, Qt::UTC);

ObjectAttributes richAttributes()
{
    ObjectAttributes attributes;
    attributes.contentType = "image/png";
    attributes.storageClass = "STANDARD_IA";
    attributes.metadata = {{"author", "me"}, {"mtime", "5.25"}};
    attributes.headers = {{"cache-control", "no-cache"},
                          {"x-cos-server-side-encryption", "AES256"}};
    return attributes;
}

struct TimesFixture : TreeFixture
{
    TimesFixture()
        : TreeFixture(QList<Mount>{{at("/"), &bucket, "b-1", {}, Rights::of(true, true, true)}})
    {}
    Outcome setTime(const QByteArray &path, const QDateTime &time)
    {
        return answerTo<Done>([&](auto h) { tree.setTime(at(path), time, &session, h); });
    }
    /// The time that a listing of "/" shows for the only entry.
    QDateTime listedTime()
    {
        QDateTime shown;
        const std::unique_ptr<Listing> listing(tree.list(at("/"), 0, nullptr));
        bool isEnded = false;
        QObject::connect(listing.get(), &Listing::page, listing.get(),
                         [&](const QList<Entry> &entries) {
                             if (!entries.isEmpty())
                                 shown = entries.first().modified;
                             listing->next();
                         });
        QObject::connect(listing.get(), &Listing::finished, listing.get(),
                         [&](const Outcome &) { isEnded = true; });
        listing->start();
        return QTest::qWaitFor([&] { return isEnded; }, 60000) ? shown : QDateTime();
    }

    FakeStore bucket;
};

}  // namespace

class TimesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isReadAsOtherToolsWriteIt_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("cosfs") << QByteArray("1700000000") << qint64{1'700'000'000};
        QTest::newRow("rclone") << QByteArray("1700000000.123456789") << qint64{1'700'000'000};
        QTest::newRow("the epoch") << QByteArray("0") << qint64{0};
        QTest::newRow("a word") << QByteArray("yesterday") << qint64{-1};
        QTest::newRow("before 1970") << QByteArray("-5") << qint64{-1};
        QTest::newRow("beyond year 9999") << QByteArray("253402300800") << qint64{-1};
        QTest::newRow("empty") << QByteArray() << qint64{-1};
    }
    void isReadAsOtherToolsWriteIt()
    {
        QFETCH(const QByteArray, value);
        QFETCH(const qint64, seconds);
        const auto time = keptTime({{"other", "1"}, {"Mtime", value}});
        QCOMPARE(time ? time->toSecsSinceEpoch() : -1, seconds);
    }

    void changesTheTimeAndNothingElse()
    {
        TimesFixture f;
        f.bucket.addObject("a", "content", richAttributes());
        QVERIFY(f.setTime("/a", someTime));
        const ObjectInfo info = f.bucket.info("a");
        QCOMPARE(keptTime(info.metadata), someTime);
        QCOMPARE(info.metadata.size(), 2);
        QCOMPARE(info.contentType, QByteArray("image/png"));
        QCOMPARE(info.storageClass, QByteArray("STANDARD_IA"));
        QCOMPARE(info.headers.size(), 1);
        QCOMPARE(info.encryption.size(), 1);
        QCOMPARE(f.bucket.content("a"), QByteArray("content"));
    }
    // A look, beside it the access rights, and the copy.
    void costsThreeRequestsAndOneForTheLastUpload()
    {
        TimesFixture f;
        f.bucket.addObject("a", "content");
        QVERIFY(f.setTime("/a", someTime));
        QCOMPARE(f.bucket.requests(), 3);
        f.bucket.addObject("b", "content");
        f.tree.noteStored(at("/b"), 7, f.bucket.info("b").etag, ObjectAttributes());
        f.bucket.resetCounters();
        QVERIFY(f.setTime("/b", someTime));
        QCOMPARE(f.bucket.requests(), 1);
        QCOMPARE(keptTime(f.bucket.info("b").metadata), someTime);
    }
    void aTimeThatIsKeptAlreadyIsNotCopiedAgain()
    {
        TimesFixture f;
        f.bucket.addObject("a", "content");
        QVERIFY(f.setTime("/a", someTime));
        f.bucket.resetCounters();
        QVERIFY(f.setTime("/a", someTime));
        QCOMPARE(f.bucket.requests(Verb::Copy), 0);
    }
    void aVersionStoredMeanwhileIsNotReplaced()
    {
        TimesFixture f;
        f.bucket.addObject("a", "old");
        f.bucket.hold(Verb::Copy);
        std::optional<Outcome> outcome;
        f.tree.setTime(at("/a"), someTime, &f.session,
                       [&](const Outcome &result) { outcome = result; });
        QTRY_COMPARE(f.bucket.waiting(Verb::Copy), 1);
        f.bucket.addObject("a", "new");
        f.bucket.releaseAll();
        QTRY_VERIFY(outcome.has_value());
        COMPARE_FAILURE(*outcome, Code::Changed);
        QCOMPARE(f.bucket.content("a"), QByteArray("new"));
        QVERIFY(!keptTime(f.bucket.info("a").metadata));
    }
    void needsAFileThatMayBeWritten()
    {
        TimesFixture f;
        COMPARE_FAILURE(f.setTime("/none", someTime), Code::NotFound);
        COMPARE_FAILURE(f.setTime("/", someTime), Code::NotAFile);
        f.bucket.addObject("a");
        COMPARE_FAILURE(f.setTime("/a", QDateTime::fromSecsSinceEpoch(-1, Qt::UTC)), Code::Invalid);
        TreeFixture readOnly(Rights::of(true, false, false));
        COMPARE_FAILURE(readOnly.answerTo<Done>([&](auto h) {
            readOnly.tree.setTime(at("/a"), someTime, &readOnly.session, h);
        }),
                        Code::Denied);
    }
    void ofAHugeFileGoesInParts()
    {
        TimesFixture f;
        f.bucket.addHugeObject("huge", 6LL * 1024 * 1024 * 1024);
        QVERIFY(f.setTime("/huge", someTime));
        QCOMPARE(keptTime(f.bucket.info("huge").metadata), someTime);
        QVERIFY(f.bucket.requests(Verb::CopyPart) > 1);
        QCOMPARE(f.bucket.openUploads(), 0);
    }

    // The store lists no metadata. A time known to one worker only would differ from listing to
    // listing, and mirrors would fetch again what they have.
    void isShownByStatWhileListingsShowTheStoresOwn()
    {
        TimesFixture f;
        f.bucket.addObject("a", "content");
        QVERIFY(f.setTime("/a", someTime));
        f.nowMs += NameCache::changeMs + 1;
        QVERIFY(f.listedTime() > someTime);
        QCOMPARE(f.stat("/a")->modified, someTime);
        QVERIFY(f.listedTime() > someTime);
    }
    void otherBytesNeitherKeepItNorTheDigests()
    {
        ObjectInfo info;
        info.contentType = "image/png";
        info.metadata = {{"author", "me"}, {"mtime", "5"}, {"md5", "1"},    {"SHA256", "2"},
                         {"crc32", "3"},   {"sha1", "4"},  {"sha512", "5"}, {"md5sum", "6"}};
        const ObjectAttributes attributes = attributesOfChanged(info);
        QCOMPARE(attributes.metadata, (NamedValues{{"author", "me"}, {"md5sum", "6"}}));
        QCOMPARE(attributes.contentType, QByteArray("image/png"));
    }
    void renamesKeepIt()
    {
        TimesFixture f;
        f.bucket.addObject("a", "content", richAttributes());
        f.bucket.addObject("d/x", "content", richAttributes());
        f.bucket.addObject("d/y", "content", richAttributes());
        QVERIFY(f.setTime("/a", someTime));
        QVERIFY(f.setTime("/d/x", someTime));
        QVERIFY(f.rename("/a", "/b"));
        QVERIFY(f.rename("/d", "/e"));
        for (const char *key : {"b", "e/x"}) {
            const ObjectInfo info = f.bucket.info(key);
            QCOMPARE(keptTime(info.metadata), someTime);
            QCOMPARE(info.storageClass, QByteArray("STANDARD_IA"));
            QCOMPARE(info.encryption.size(), 1);
        }
        QCOMPARE(f.stat("/b")->modified, someTime);
    }
};

COSFTP_TEST(TimesTest)
#include "times_test.moc"

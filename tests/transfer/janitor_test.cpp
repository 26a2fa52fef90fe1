// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of uploads that were begun and never ended.
#include "support/fake_store.h"
#include "support/test_main.h"
#include "transfer/parked_upload.h"
#include "transfer/upload_janitor.h"

#include <QTest>

#include <optional>

using namespace cosftp;
using Verb = FakeStore::Verb;

namespace {

constexpr qint64 hour = 3600;
constexpr qint64 day = 24 * hour;

struct Bucket
{
    QByteArray begin(const QByteArray &key, int parts)
    {
        QByteArray id;
        store.initiateUpload(key, {}, &context,
                             [&](const Result<QByteArray> &result) { id = *result; });
        if (!QTest::qWaitFor([&] { return !id.isEmpty(); }, 60000))
            return {};
        int stored = 0;
        for (int number = 1; number <= parts; ++number)
            store.putPart(key, id, number, "12345", &context,
                          [&](const Result<StoredPart> &) { ++stored; });
        return QTest::qWaitFor([&] { return stored == parts; }, 60000) ? id : QByteArray();
    }
    /// What a server leaves in the bucket when it parks an upload.
    void describe(const QByteArray &id, qint64 ageSeconds, const UploadHolder &holder = {})
    {
        ParkedUpload upload;
        upload.user = "ann";
        upload.key = "k";
        upload.uploadId = id;
        upload.parts = {StoredPart{1, id, 5, {}}};
        upload.holder = holder;
        const QByteArray stateKey = parkedStatePrefix() + id + ".json";
        store.addObject(stateKey, parkedStateJson(upload));
        store.age(stateKey, std::chrono::seconds(ageSeconds));
    }
    Result<JanitorReport> sweep(const JanitorRules &rules = {})
    {
        std::optional<Result<JanitorReport>> answer;
        sweepUploads(store, rules, &context,
                     [&](const Result<JanitorReport> &report) { answer = report; });
        const bool isAnswered = QTest::qWaitFor([&] { return answer.has_value(); }, 60000);
        return isAnswered ? *answer : Failure::of(Failure::Code::Timeout);
    }

    FakeStore store;
    QObject context;
};

}  // namespace

class JanitorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decides_data()
    {
        QTest::addColumn<qint64>("idleSeconds");
        QTest::addColumn<bool>("isOurs");
        QTest::addColumn<int>("orphanDays");
        QTest::addColumn<QByteArray>("fate");
        QTest::newRow("ours, fresh") << hour << true << 0 << QByteArray("resumable");
        QTest::newRow("ours, at the limit") << day - 60 << true << 0 << QByteArray("resumable");
        QTest::newRow("ours, behind it") << day + 60 << true << 0 << QByteArray("expired");
        QTest::newRow("unknown, old, no rule") << 400 * day << false << 0 << QByteArray("unknown");
        QTest::newRow("unknown, within the rule") << 6 * day << false << 7 << QByteArray("unknown");
        QTest::newRow("unknown, behind the rule") << 8 * day << false << 7 << QByteArray("orphan");
    }
    void decides()
    {
        QFETCH(const qint64, idleSeconds);
        QFETCH(const bool, isOurs);
        QFETCH(const int, orphanDays);
        QFETCH(const QByteArray, fate);
        const QDateTime now = QDateTime::currentDateTimeUtc();
        SurveyedUpload upload;
        upload.upload.initiated = now.addSecs(-idleSeconds);
        if (isOurs)
            upload.state = UploadState{"ann", "id", now.addSecs(-idleSeconds)};
        QCOMPARE(QByteArray(nameOf(fateOf(upload, {orphanDays}, now))), fate);
        upload.lastPart = now;  // somebody goes on with it right now
        QVERIFY(!isDoomed(fateOf(upload, {orphanDays}, now)));
        QVERIFY(!isDoomed(fateOf({}, {orphanDays}, now)));  // nothing is known of its age
    }

    void abortsWhatNobodyCanContinueAndNothingElse()
    {
        Bucket bucket;
        const QByteArray expired = bucket.begin("expired", 3);
        bucket.store.ageUploads(3 * day);
        const QByteArray resumable = bucket.begin("resumable", 2);
        bucket.begin("of another tool", 1);
        bucket.describe(expired, 2 * day);
        bucket.describe(resumable, hour);
        const auto report = bucket.sweep();
        QVERIFY(report);
        QCOMPARE(report->open, 3);
        QCOMPARE(report->openBytes, qint64{30});
        QCOMPARE(report->resumable, 1);
        QCOMPARE(report->aborted, 1);
        QCOMPARE(report->abortedBytes, qint64{15});
        QCOMPARE(bucket.store.openUploads(), 2);
        QCOMPARE(bucket.store.keys(),
                 (QList<QByteArray>{".cosftp/uploads/" + resumable + ".json"}));
    }
    // How long an upload waits is what its own server wrote, not what this one's settings say.
    void theExpiryOfAnUploadStandsInItsDescription()
    {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        SurveyedUpload upload;
        upload.upload.initiated = now.addSecs(-2 * day);
        upload.state = UploadState{"ann", "id", now.addSecs(-2 * day), 72};
        QCOMPARE(fateOf(upload, {}, now), OpenUploadFate::Resumable);
        upload.state->keepHours = 24;
        QCOMPARE(fateOf(upload, {}, now), OpenUploadFate::Expired);
    }
    void whatAServerReceivesNowIsLeftAlone()
    {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        SurveyedUpload upload;
        upload.upload.initiated = now.addSecs(-2 * day);
        upload.state = UploadState{"ann", "id", now.addSecs(-3), 24, {"elsewhere", "run"}};
        QCOMPARE(fateOf(upload, {}, now), OpenUploadFate::Running);
        upload.state->updated = now.addSecs(-60);  // its lease has run out
        QCOMPARE(fateOf(upload, {}, now), OpenUploadFate::Resumable);
    }
    void whatItsUserHasSettledIsAborted()
    {
        Bucket bucket;
        const QByteArray settled = bucket.begin("settled", 2);
        const QByteArray waiting = bucket.begin("waiting", 2);
        bucket.describe(settled, hour);
        bucket.describe(waiting, hour);
        JanitorRules rules;
        rules.isSettled = [](const SurveyedUpload &upload) {
            return upload.upload.key == "settled" && upload.state->user == "ann";
        };
        QCOMPARE(bucket.sweep(rules)->aborted, 1);
        QCOMPARE(bucket.store.openUploads(), 1);
        QCOMPARE(bucket.store.keys(), (QList<QByteArray>{".cosftp/uploads/" + waiting + ".json"}));
    }
    void abortsTheUnknownOnlyByRule()
    {
        Bucket bucket;
        bucket.begin("a", 1);
        bucket.store.ageUploads(8 * day);
        QCOMPARE(bucket.sweep()->aborted, 0);
        QCOMPARE(bucket.sweep({7})->aborted, 1);
        QCOMPARE(bucket.store.openUploads(), 0);
    }
    void triesAFailedAbortAgainInTheNextRound()
    {
        Bucket bucket;
        bucket.begin("a", 1);
        bucket.store.ageUploads(8 * day);
        bucket.store.fail(Verb::Abort, 1, Failure::of(Failure::Code::Busy));
        QCOMPARE(bucket.sweep({7})->failed, 1);
        QCOMPARE(bucket.sweep({7})->aborted, 1);
    }
    void forgetsDescriptionsThatLeadNowhere()
    {
        Bucket bucket;
        bucket.describe("gone-long-ago", 2 * day);
        bucket.describe("gone-just-now", hour - 60);
        QVERIFY(bucket.sweep());
        QCOMPARE(bucket.store.keys(), (QList<QByteArray>{".cosftp/uploads/gone-just-now.json"}));
    }
    void countsPartsOverManyPages()
    {
        Bucket bucket;
        bucket.begin("many", 2500);
        const auto report = bucket.sweep();
        QVERIFY(report);
        QCOMPARE(report->openBytes, qint64{5 * 2500});
    }
    void aDescriptionThatCannotBeReadProtectsItsUpload()
    {
        Bucket bucket;
        const QByteArray id = bucket.begin("a", 1);
        bucket.store.ageUploads(3 * day);
        bucket.store.addObject(".cosftp/uploads/" + id + ".json", "{");
        QCOMPARE(bucket.sweep()->aborted, 0);
        QCOMPARE(bucket.store.openUploads(), 1);
    }
};

COSFTP_TEST(JanitorTest)
#include "janitor_test.moc"

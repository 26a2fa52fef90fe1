// SPDX-License-Identifier: GPL-3.0-or-later
// What a probe of a bucket tells, and that it leaves nothing behind.
#include "bucket_probe.h"
#include "support/server_fixture.h"
#include "support/test_main.h"

#include <QSignalSpy>
#include <QTest>

#include <array>

using namespace cosftp;
using namespace cosftp::test;
using localcos::Fault;
using localcos::Verb;
using Kind = ProbeStep::Kind;
using Verdict = ProbeStep::Verdict;

namespace {

constexpr auto mostPatience = std::chrono::seconds(60);

/// A probe and the steps that it told.
struct Run
{
    explicit Run(const BucketSettings &bucket, bool isReadOnly = false,
                 const QByteArray &prefix = "team/")
        : probe(std::make_unique<BucketProbe>(bucket, prefix, isReadOnly)),
          finished(probe.get(), &BucketProbe::finished)
    {
        QObject::connect(probe.get(), &BucketProbe::stepDone, probe.get(),
                         [this](const ProbeStep &step) { steps += step; });
        probe->start();
    }
    bool toItsEnd() { return finished.count() > 0 || finished.wait(mostPatience.count() * 1000); }
    [[nodiscard]] ProbeStep step(Kind kind) const
    {
        for (const ProbeStep &step : steps)
            if (step.kind == kind)
                return step;
        return {};
    }
    [[nodiscard]] QList<Verdict> verdicts() const
    {
        QList<Verdict> list;
        for (const ProbeStep &step : steps)
            list += step.verdict;
        return list;
    }

    std::unique_ptr<BucketProbe> probe;
    QSignalSpy finished;
    QList<ProbeStep> steps;
};

QList<Verdict> all(qsizetype count, Verdict verdict) { return QList<Verdict>(count, verdict); }

Fault denied(const QList<Verb> &verbs)
{
    Fault fault;
    fault.verbs = verbs;
    fault.times = -1;
    fault.status = 403;
    fault.code = "AccessDenied";
    return fault;
}

BucketSettings bucketOf(ServerFixture &server) { return server.settings().buckets.first(); }

QByteArray namesIn(ServerFixture &server, const QByteArray &folder)
{
    QByteArray names;
    server.client()->retrieve("NLST " + folder, &names);
    return names;
}

}  // namespace

class BucketProbeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingPassesAndNothingStays()
    {
        ServerFixture server;
        Run run(bucketOf(server));
        QVERIFY(run.toItsEnd());
        QVERIFY(run.verdicts() == all(7, Verdict::Passed));
        for (const ProbeStep &step : std::as_const(run.steps)) {
            QVERIFY2(step.problem.isEmpty(), qPrintable(step.problem));
            QVERIFY(step.field.isEmpty() && step.advice.isEmpty() && step.camAction.isEmpty());
        }
        QCOMPARE(namesIn(server, ""), QByteArray());
        QCOMPARE(server.openUploads(), 0);
    }

    void aReadOnlyProbeWritesNothing()
    {
        ServerFixture server;
        QCOMPARE(server.client()->send("MKD team").code, 257);
        QCOMPARE(server.client()->store("team/file", "body").code, 226);
        server.store().resetCounters();
        Run run(bucketOf(server), true);
        QVERIFY(run.toItsEnd());
        QVERIFY(run.verdicts() == all(3, Verdict::Passed));
        QCOMPARE(run.step(Kind::Download).verdict, Verdict::Passed);
        QCOMPARE(server.counters().putObject, 0);
    }

    void aReadOnlyProbeOfAnEmptyFolderSkipsTheDownload()
    {
        ServerFixture server;
        Run run(bucketOf(server), true);
        QVERIFY(run.toItsEnd());
        QVERIFY(run.verdicts()
                == (QList<Verdict>{Verdict::Passed, Verdict::Passed, Verdict::Skipped}));
        QVERIFY(!run.step(Kind::Download).problem.isEmpty());
    }

    void aLackingPermissionIsNamed_data()
    {
        QTest::addColumn<QList<Verb>>("verbs");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("action");
        const auto row = [](const char *name, const QList<Verb> &verbs, Kind kind,
                            const char *action) {
            QTest::newRow(name) << verbs << kind << QString::fromLatin1(action);
        };
        row("list", {Verb::List}, Kind::List, "cos:GetBucket");
        row("upload", {Verb::PutObject}, Kind::Upload, "cos:PutObject");
        row("download", {Verb::GetObject}, Kind::Download, "cos:GetObject");
        row("initiate", {Verb::Initiate}, Kind::Multipart, "cos:InitiateMultipartUpload");
        row("part", {Verb::PutPart}, Kind::Multipart, "cos:UploadPart");
        row("abort", {Verb::Abort}, Kind::Multipart, "cos:AbortMultipartUpload");
        row("copy", {Verb::CopyObject}, Kind::Copy, "cos:GetObject");
        row("delete", {Verb::DeleteObject}, Kind::Delete, "cos:DeleteObject");
    }
    void aLackingPermissionIsNamed()
    {
        QFETCH(QList<Verb>, verbs);
        QFETCH(Kind, kind);
        QFETCH(QString, action);
        ServerFixture server;
        server.faults().add(denied(verbs));
        Run run(bucketOf(server));
        QVERIFY(run.toItsEnd());
        QCOMPARE(run.steps.size(), 7);
        const ProbeStep step = run.step(kind);
        QCOMPARE(step.verdict, Verdict::Failed);
        QCOMPARE(step.camAction, action);
        QVERIFY2(step.advice.contains(action), qPrintable(step.advice));
        QVERIFY2(step.problem.contains(QStringLiteral("AccessDenied")), qPrintable(step.problem));
        QCOMPARE(run.step(Kind::Reach).verdict, Verdict::Passed);
    }

    void afterAFailedUploadWhatNeedsItIsSkipped()
    {
        ServerFixture server;
        server.faults().add(denied({Verb::PutObject}));
        Run run(bucketOf(server));
        QVERIFY(run.toItsEnd());
        QCOMPARE(run.step(Kind::Download).verdict, Verdict::Skipped);
        QCOMPARE(run.step(Kind::Copy).verdict, Verdict::Skipped);
        QCOMPARE(run.step(Kind::Delete).verdict, Verdict::Skipped);
        QCOMPARE(run.step(Kind::Multipart).verdict, Verdict::Passed);
    }

    void anObjectThatCannotBeRemovedIsNamed()
    {
        ServerFixture server;
        server.faults().add(denied({Verb::DeleteObject}));
        Run run(bucketOf(server));
        QVERIFY(run.toItsEnd());
        QVERIFY(run.step(Kind::Delete).problem.contains(QStringLiteral("team/.cosftp-probe-")));
    }

    void aWrongFieldIsNamed_data()
    {
        QTest::addColumn<BucketSettings>("wrong");
        QTest::addColumn<QString>("field");
        BucketSettings right;
        right.bucket = ServerFixture::bucket;
        right.protocol = "http";
        right.credentials.secretId = "AKIDtest";
        right.credentials.secretKey = ServerFixture::secretKey;
        BucketSettings wrong = right;
        wrong.credentials.secretKey = "another";
        QTest::newRow("secret key") << wrong << QStringLiteral("secret_key");
        wrong = right;
        wrong.credentials.secretId = "AKIDnobody";
        QTest::newRow("secret id") << wrong << QStringLiteral("secret_id");
        wrong = right;
        wrong.bucket = "other-1250000000";
        QTest::newRow("bucket") << wrong << QStringLiteral("bucket");
        wrong = right;
        wrong.bucket.clear();
        QTest::newRow("no bucket") << wrong << QStringLiteral("bucket");
        wrong = right;
        wrong.credentials.secretKey.clear();
        QTest::newRow("no key at all") << wrong << QStringLiteral("secret_key");
        wrong = right;
        wrong.credentials.source = CredentialSettings::Source::File;
        wrong.credentials.reference = QStringLiteral("/nowhere/key");
        QTest::newRow("file of the key") << wrong << QStringLiteral("credentials_ref");
        wrong = right;
        wrong.endpoint = "127.0.0.1:1";
        QTest::newRow("endpoint") << wrong << QStringLiteral("endpoint");
    }
    void aWrongFieldIsNamed()
    {
        QFETCH(BucketSettings, wrong);
        QFETCH(QString, field);
        ServerFixture server;
        if (wrong.endpoint.isEmpty())
            wrong.endpoint = bucketOf(server).endpoint;
        Run run(wrong);
        QVERIFY(run.toItsEnd());
        const ProbeStep reach = run.step(Kind::Reach);
        QCOMPARE(reach.verdict, Verdict::Failed);
        QCOMPARE(reach.field, field);
        QVERIFY(!reach.problem.isEmpty() && !reach.advice.isEmpty());
        QVERIFY2(!reach.problem.contains(QString::fromLatin1(ServerFixture::secretKey)),
                 qPrintable(reach.problem));
        QVERIFY(run.verdicts().mid(1) == all(6, Verdict::Skipped));
    }

    void aCancelledProbeIsClearedUpInTheBackground_data()
    {
        QTest::addColumn<int>("stepsSeen");
        for (int steps = 1; steps < 7; ++steps)
            QTest::addRow("after %d steps", steps) << steps;
    }
    void aCancelledProbeIsClearedUpInTheBackground()
    {
        QFETCH(int, stepsSeen);
        ServerFixture server;
        Run run(bucketOf(server));
        QTRY_VERIFY(run.steps.size() >= stepsSeen);
        run.probe.reset();
        QTRY_COMPARE(namesIn(server, ""), QByteArray());
        QTRY_COMPARE(server.openUploads(), 0);
    }

    void aListenerMayDestroyTheProbe()
    {
        ServerFixture server;
        auto probe = std::make_unique<BucketProbe>(bucketOf(server), "", false);
        connect(probe.get(), &BucketProbe::stepDone, this, [owner = &probe] { owner->reset(); });
        probe->start();
        QTRY_VERIFY(probe == nullptr);
        QTRY_COMPARE(namesIn(server, ""), QByteArray());
    }
};

COSFTP_TEST(BucketProbeTest)
#include "bucket_probe_test.moc"

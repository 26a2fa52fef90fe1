// SPDX-License-Identifier: GPL-3.0-or-later
// The settings file behind a link: changes from the windows and from other hands, secrets, probes.
#include "gui/link/link_fixture.h"
#include "support/test_main.h"

#include <QSignalSpy>
#include <QTest>

#include <optional>

using namespace cosftp;
using namespace cosftp::test;
using State = LinkStatus::State;

namespace {

const QByteArray keychainKey = "credentials = keychain\ncredentials_ref = cosftp/main\n";

/// Takes one answer of a link.
struct Answer
{
    Handler<ApplyReport> handler()
    {
        return [this](const Result<ApplyReport> &result) { got = result; };
    }
    std::optional<Result<ApplyReport>> got;
};

QList<SettingsChange> idleTimeout(const char *seconds)
{
    return {{QStringLiteral("TIMEOUTS"), QStringLiteral("idle"), QString::fromLatin1(seconds)}};
}

/// Answers later, as a keychain does.
SecretResolver resolverWith(const QByteArray &secretKey, int *asked)
{
    return [secretKey, asked](const Settings &settings, QObject *context,
                              const Handler<Settings> &handler) {
        ++*asked;
        Settings known = settings;
        for (BucketSettings &bucket : known.buckets) {
            bucket.credentials.source = CredentialSettings::Source::Inline;
            bucket.credentials.secretId = "AKIDtest";
            bucket.credentials.secretKey = secretKey;
        }
        QMetaObject::invokeMethod(
            context, [handler, known] { handler(known); }, Qt::QueuedConnection);
    };
}

SecretResolver refusingResolver()
{
    return [](const Settings &, QObject *context, const Handler<Settings> &handler) {
        const Failure failure =
            Failure::of(Failure::Code::Denied, QStringLiteral("the keychain is locked"));
        QMetaObject::invokeMethod(
            context, [handler, failure] { handler(failure); }, Qt::QueuedConnection);
    };
}

}  // namespace

class EngineLinkSettingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theDocumentIsThereFromTheBeginning()
    {
        LinkFixture fixture;
        const SettingsDocument document = fixture.link().settings();
        QCOMPARE(document.text, fixture.fileText());
        QCOMPARE(document.fileName, fixture.settingsFile());
        QVERIFY(document.loaded.problems.isEmpty());
        QVERIFY(!document.revision.isEmpty());
    }

    void aChangeGoesIntoTheFileAndTheRunningServer()
    {
        LinkFixture fixture;
        fixture.link().start();
        QTRY_COMPARE(fixture.state(), State::Running);
        QSignalSpy changed(&fixture.link(), &ServerLink::settingsChanged);
        const QByteArray revision = fixture.link().settings().revision;
        Answer answer;
        const QList<SettingsChange> changes{
            {QStringLiteral("TIMEOUTS"), QStringLiteral("idle"), QStringLiteral("77")},
            {QStringLiteral("USER ann"), QStringLiteral("password"), QStringLiteral("new")},
            {QStringLiteral("USER ann"), QStringLiteral("bucket"), QStringLiteral("main")},
            {QStringLiteral("NETWORK"), QStringLiteral("worker_threads"), QStringLiteral("3")}};
        fixture.link().changeSettings(changes, revision, this, answer.handler());
        QTRY_VERIFY(answer.got.has_value());
        QVERIFY2(answer.got->has_value(), qPrintable(fixture.link().status().problem));
        const ApplyReport report = **answer.got;
        QVERIFY(report.appliedNow.contains(QStringLiteral("TIMEOUTS/idle")));
        QVERIFY(report.appliedNow.contains(QStringLiteral("USER ann")));
        QVERIFY(report.needsRestart.contains(QStringLiteral("NETWORK/worker_threads")));
        QCOMPARE(changed.count(), 1);
        QVERIFY(fixture.link().settings().revision != revision);
        QCOMPARE(fixture.link().settings().loaded.settings.timeouts.idle, std::chrono::seconds(77));
        QVERIFY(fixture.fileText().contains("idle = 77"));
        FtpClient ann(fixture.port());
        ann.send("USER ann");
        QCOMPARE(ann.send("PASS new").code, 230);
    }

    void aStoppedServerNeedsNoRestart()
    {
        LinkFixture fixture;
        Answer answer;
        fixture.link().changeSettings(
            {{QStringLiteral("NETWORK"), QStringLiteral("worker_threads"), QStringLiteral("3")}},
            fixture.link().settings().revision, this, answer.handler());
        QTRY_VERIFY(answer.got.has_value());
        QVERIFY(answer.got->has_value());
        QVERIFY((*answer.got)->needsRestart.isEmpty());
        QCOMPARE((*answer.got)->appliedNow, QStringList(QStringLiteral("NETWORK/worker_threads")));
    }

    void anOldRevisionIsBusyAndChangesNothing()
    {
        LinkFixture fixture;
        const QByteArray before = fixture.fileText();
        Answer answer;
        fixture.link().changeSettings(idleTimeout("77"), "an old one", this, answer.handler());
        QTRY_VERIFY(answer.got.has_value());
        QVERIFY(!answer.got->has_value());
        QCOMPARE(answer.got->error().code, Failure::Code::Busy);
        QCOMPARE(fixture.fileText(), before);
    }

    void aFileThatChangedUnseenIsBusyToo()
    {
        LinkFixture fixture;
        const QByteArray revision = fixture.link().settings().revision;
        QVERIFY(fixture.write(fixture.settingsText("\n# another hand\n")));
        Answer answer;
        fixture.link().changeSettings(idleTimeout("77"), revision, this, answer.handler());
        QTRY_VERIFY(answer.got.has_value());
        QVERIFY(!answer.got->has_value());
        QCOMPARE(answer.got->error().code, Failure::Code::Busy);
    }

    void anInvalidChangeNamesItsProblemAndChangesNothing()
    {
        LinkFixture fixture;
        const QByteArray before = fixture.fileText();
        Answer answer;
        fixture.link().changeSettings(idleTimeout("never"), fixture.link().settings().revision,
                                      this, answer.handler());
        QTRY_VERIFY(answer.got.has_value());
        QVERIFY(!answer.got->has_value());
        QCOMPARE(answer.got->error().code, Failure::Code::Invalid);
        QVERIFY(answer.got->error().detail.contains(QStringLiteral("[TIMEOUTS] idle")));
        QCOMPARE(fixture.fileText(), before);
    }

    void aWholeTextTakesThePlaceOfTheOld()
    {
        LinkFixture fixture;
        const QByteArray text = fixture.settingsText("\n# imported\n");
        Answer answer;
        fixture.link().replaceSettings(text, fixture.link().settings().revision, this,
                                       answer.handler());
        QTRY_VERIFY(answer.got.has_value());
        QVERIFY(answer.got->has_value());
        QCOMPARE(fixture.fileText(), text);
        QCOMPARE(fixture.link().settings().text, text);
    }

    // A dialog that closes with OK is gone before the answer comes.
    void aChangeIsMadeAlsoIfTheAskerIsGone()
    {
        LinkFixture fixture;
        auto asker = std::make_unique<QObject>();
        Answer answer;
        fixture.link().changeSettings(idleTimeout("77"), fixture.link().settings().revision,
                                      asker.get(), answer.handler());
        asker.reset();
        QTRY_VERIFY(fixture.fileText().contains("idle = 77"));
        QTRY_COMPARE(fixture.link().settings().loaded.settings.timeouts.idle,
                     std::chrono::seconds(77));
        QVERIFY(!answer.got.has_value());
    }

    void aChangeByAnotherHandIsSeenAndPutInForce()
    {
        LinkFixture fixture;
        fixture.link().start();
        QTRY_COMPARE(fixture.state(), State::Running);
        QSignalSpy changed(&fixture.link(), &ServerLink::settingsChanged);
        const QByteArray ann = "[USER ann]\npassword = new\nbucket = main\n";
        for (const char *how : {"in place", "by rename", "by rename again"}) {
            const QByteArray text = fixture.settingsText(QByteArray("# ") + how + '\n' + ann);
            QVERIFY(qstrcmp(how, "in place") == 0 ? fixture.write(text)
                                                  : fixture.replaceByRename(text));
            QTRY_COMPARE(fixture.link().settings().text, text);
        }
        const auto greet = [&fixture] {
            FtpClient client(fixture.port());
            client.send("USER ann");
            return client.send("PASS new").code;
        };
        QTRY_COMPARE(greet(), 230);
        QVERIFY(changed.count() >= 3);
    }

    void aBadChangeByAnotherHandIsShownAndNotPutInForce()
    {
        LinkFixture fixture;
        fixture.link().start();
        QTRY_COMPARE(fixture.state(), State::Running);
        QVERIFY(fixture.write("[NETWORK]\nlisten_port = none\n"));
        QTRY_VERIFY(!fixture.link().settings().loaded.problems.isEmpty());
        QCOMPARE(fixture.state(), State::Running);
        QCOMPARE(fixture.client()->send("NOOP").code, 200);
    }

    void aFileThatIsNotThereIsEmptyAndCanBeMade()
    {
        LinkFixture fixture;
        const QByteArray text = fixture.settingsText();
        const QTemporaryDir empty;
        const QString path = empty.filePath(QStringLiteral("not/yet/cosftp.conf"));
        EngineLink link(path);
        QVERIFY(link.settings().text.isEmpty());
        Answer answer;
        link.replaceSettings(text, link.settings().revision, this, answer.handler());
        QTRY_VERIFY(answer.got.has_value());
        QVERIFY(answer.got->has_value());
        QVERIFY(QFile::permissions(path)
                == (QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser));
        link.start();
        QTRY_COMPARE(link.status().state, State::Running);
    }

    void aKeyInTheKeychainIsFetchedForTheStart()
    {
        int asked = 0;
        LinkFixture fixture({}, resolverWith("TopSecret", &asked));
        QVERIFY(fixture.write(fixture.settingsText({}, keychainKey)));
        fixture.link().start();
        QTRY_COMPARE(fixture.state(), State::Running);
        QCOMPARE(asked, 1);
        QCOMPARE(fixture.client()->store("file", "body").code, 226);
        Answer answer;
        QTRY_COMPARE(fixture.link().settings().text, fixture.fileText());
        fixture.link().changeSettings(idleTimeout("77"), fixture.link().settings().revision, this,
                                      answer.handler());
        QTRY_VERIFY(answer.got.has_value());
        QVERIFY(answer.got->has_value());
        QVERIFY(!fixture.fileText().contains("TopSecret"));
        QCOMPARE(fixture.client()->store("file", "body").code, 226);
    }

    // A new key for an entry that the file names already changes no line of the file.
    void aChangeOfNothingFetchesTheKeysAgain()
    {
        int asked = 0;
        QByteArray key = "WrongSecret";
        const SecretResolver changing = [&](const Settings &settings, QObject *context,
                                            const Handler<Settings> &handler) {
            resolverWith(key, &asked)(settings, context, handler);
        };
        LinkFixture fixture({}, changing);
        QVERIFY(fixture.write(fixture.settingsText({}, keychainKey)));
        QTRY_COMPARE(fixture.link().settings().text, fixture.fileText());
        fixture.link().start();
        QTRY_COMPARE(fixture.state(), State::Running);
        QVERIFY(fixture.client()->store("file", "body").code >= 400);
        key = "TopSecret";
        Answer answer;
        fixture.link().changeSettings({}, fixture.link().settings().revision, this,
                                      answer.handler());
        QTRY_VERIFY(answer.got.has_value());
        QVERIFY(answer.got->has_value());
        QCOMPARE(asked, 2);
        QCOMPARE(fixture.client()->store("file", "body").code, 226);
    }

    void aLockedKeychainIsAFailureThatSaysSo()
    {
        LinkFixture fixture({}, refusingResolver());
        QVERIFY(fixture.write(fixture.settingsText({}, keychainKey)));
        fixture.link().start();
        QTRY_COMPARE(fixture.state(), State::Failed);
        QVERIFY(fixture.link().status().problem.contains(QStringLiteral("locked")));
    }

    void withoutAKeychainTheProblemSaysWhatToDo()
    {
        LinkFixture fixture;
        QVERIFY(fixture.write(fixture.settingsText({}, keychainKey)));
        fixture.link().start();
        QTRY_COMPARE(fixture.state(), State::Failed);
        QVERIFY(fixture.link().status().problem.contains(QStringLiteral("keychain")));
    }

    void aProbeTellsItsStepsAndItsEnd()
    {
        int asked = 0;
        LinkFixture fixture({}, resolverWith("TopSecret", &asked));
        BucketSettings bucket = fixture.link().settings().loaded.settings.buckets.first();
        bucket.credentials = {};
        bucket.credentials.source = CredentialSettings::Source::Keychain;
        bucket.credentials.reference = QStringLiteral("cosftp/main");
        QList<ProbeStep> steps;
        bool isFinished = false;
        fixture.link().probeBucket(
            bucket, "folder/", false, this, [&steps](const ProbeStep &step) { steps += step; },
            [&isFinished] { isFinished = true; });
        QTRY_VERIFY(isFinished);
        QCOMPARE(asked, 1);
        QCOMPARE(steps.size(), 7);
        for (const ProbeStep &step : std::as_const(steps))
            QVERIFY2(step.verdict == ProbeStep::Verdict::Passed, qPrintable(step.problem));
    }

    void aProbeWithoutItsSecretFailsAndEnds()
    {
        LinkFixture fixture({}, refusingResolver());
        BucketSettings bucket = fixture.link().settings().loaded.settings.buckets.first();
        bucket.credentials.source = CredentialSettings::Source::Keychain;
        QList<ProbeStep> steps;
        bool isFinished = false;
        fixture.link().probeBucket(
            bucket, {}, false, this, [&steps](const ProbeStep &step) { steps += step; },
            [&isFinished] { isFinished = true; });
        QTRY_VERIFY(isFinished);
        QCOMPARE(steps.size(), 1);
        QCOMPARE(steps.first().verdict, ProbeStep::Verdict::Failed);
        QVERIFY(steps.first().problem.contains(QStringLiteral("locked")));
    }

    void aProbeIsCancelledWithItsAsker()
    {
        LinkFixture fixture;
        const BucketSettings bucket = fixture.link().settings().loaded.settings.buckets.first();
        auto asker = std::make_unique<QObject>();
        int steps = 0;
        fixture.link().probeBucket(
            bucket, {}, false, asker.get(), [&steps](const ProbeStep &) { ++steps; }, [] {});
        QTRY_VERIFY(steps >= 2);
        asker.reset();
        const int seen = steps;
        fixture.link().start();
        QTRY_COMPARE(fixture.state(), State::Running);
        const auto listing = [&fixture] {
            QByteArray names;
            fixture.client()->retrieve("NLST", &names);
            return names;
        };
        QTRY_COMPARE(listing(), QByteArray());
        QCOMPARE(steps, seen);
    }
};

COSFTP_TEST(EngineLinkSettingsTest)
#include "engine_link_settings_test.moc"

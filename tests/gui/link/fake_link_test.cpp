// SPDX-License-Identifier: GPL-3.0-or-later
// The scripted server behaves as the interface promises, so that tests of windows mean something.
#include "gui/fake_link.h"
#include "support/test_main.h"

#include <QSignalSpy>
#include <QTest>

#include <optional>

using namespace cosftp;
using namespace cosftp::test;
using State = LinkStatus::State;

namespace {

const QByteArray text = "[BUCKET main]\nbucket = test-1250000000\nregion = ap-guangzhou\n"
                        "secret_id = AKIDtest\nsecret_key = key\n\n"
                        "[USER ann]\npassword = secret\nbucket = main\n";

QList<SettingsChange> port(const char *value)
{
    return {{QStringLiteral("NETWORK"), QStringLiteral("listen_port"), QString::fromLatin1(value)}};
}

}  // namespace

class FakeLinkTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startAndStopAnswerLater()
    {
        FakeLink link;
        link.start();
        QCOMPARE(link.status().state, State::Starting);
        QTRY_COMPARE(link.status().state, State::Running);
        link.stop();
        QTRY_COMPARE(link.status().state, State::Stopped);
        QCOMPARE(link.calls().starts, 1);
        QCOMPARE(link.calls().stops, 1);
    }

    void aStartCanFail()
    {
        FakeLink link;
        link.setStartProblem(QStringLiteral("port 2121 is taken"));
        link.start();
        QTRY_COMPARE(link.status().state, State::Failed);
        QCOMPARE(link.status().problem, QStringLiteral("port 2121 is taken"));
    }

    void aChangeIsAppliedToTheText()
    {
        FakeLink link;
        link.setSettingsText(text);
        std::optional<Result<ApplyReport>> got;
        const auto take = [&got](const Result<ApplyReport> &answer) { got = answer; };
        const QByteArray revision = link.settings().revision;
        link.changeSettings(port("2222"), revision, this, take);
        QTRY_VERIFY(got.has_value());
        QVERIFY(got->has_value());
        QCOMPARE((*got)->needsRestart, QStringList(QStringLiteral("NETWORK/listen_port")));
        QCOMPARE(link.settings().loaded.settings.network.listenPort, 2222);
        got.reset();
        link.changeSettings(port("3333"), revision, this, take);
        QTRY_VERIFY(got.has_value());
        QCOMPARE(got->error().code, Failure::Code::Busy);
        got.reset();
        link.changeSettings(port("none"), link.settings().revision, this, take);
        QTRY_VERIFY(got.has_value());
        QCOMPARE(got->error().code, Failure::Code::Invalid);
        QCOMPARE(link.settings().loaded.settings.network.listenPort, 2222);
    }

    void heldAnswersWaitAndThoseOfTheDeadAreDropped()
    {
        FakeLink link;
        link.hold();
        int answers = 0;
        const auto count = [&answers](const Result<QList<DialogueLine>> &) { ++answers; };
        auto gone = std::make_unique<QObject>();
        link.askDialogue(1, this, count);
        link.askDialogue(2, gone.get(), count);
        gone.reset();
        QCoreApplication::processEvents();
        QCOMPARE(answers, 0);
        QCOMPARE(link.heldAnswers(), 2);
        link.release();
        QTRY_COMPARE(link.heldAnswers(), 0);
        QCOMPARE(answers, 1);
    }

    void aProbePlaysItsSteps()
    {
        FakeLink link;
        int steps = 0;
        bool isFinished = false;
        link.probeBucket(
            {}, {}, false, this, [&steps](const ProbeStep &) { ++steps; },
            [&isFinished] { isFinished = true; });
        QTRY_VERIFY(isFinished);
        QCOMPARE(steps, 7);
    }
};

COSFTP_TEST(FakeLinkTest)
#include "fake_link_test.moc"

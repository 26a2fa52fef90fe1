// SPDX-License-Identifier: GPL-3.0-or-later
// Who receives what now, and how sessions of one user agree about it.
#include "support/test_main.h"
#include "transfer/running_uploads.h"

#include <QTest>

using namespace cosftp;
using std::chrono::milliseconds;

namespace {

const UploadPlace place{"b-1", "anna", "d/a"};

quint64 begin(RunningUploads &running, const QByteArray &address,
              const std::shared_ptr<UploadPulse> &pulse = std::make_shared<UploadPulse>())
{
    return running.began({place, address, 1, pulse});
}

}  // namespace

class RunningUploadsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLivingUploadIsNotAskedToPark()
    {
        RunningUploads running;
        QList<quint64> asked;
        connect(&running, &RunningUploads::parkAsked, this,
                [&asked](quint64 run) { asked += run; });
        const auto pulse = std::make_shared<UploadPulse>();
        const quint64 run = begin(running, "10.0.0.1", pulse);
        QVERIFY(!running.askToPark(place, "10.0.0.1", std::chrono::hours(1)));
        QVERIFY(asked.isEmpty());
        QVERIFY(running.askToPark(place, "10.0.0.1", milliseconds(0)));
        QCOMPARE(asked, QList<quint64>{run});
    }

    void whoIsNotWaitedForIsNotSilent()
    {
        UploadPulse pulse;
        pulse.setWaitingForClient(false);
        QCOMPARE(pulse.silence(), milliseconds(0));
        pulse.setWaitingForClient(true);
        QTRY_VERIFY(pulse.silence() > milliseconds(0));
        pulse.beat();
        QVERIFY(pulse.silence() < milliseconds(1000));
    }

    void anotherAddressIsAnotherClient()
    {
        RunningUploads running;
        begin(running, "10.0.0.1");
        QVERIFY(running.of(place, "10.0.0.1"));
        QVERIFY(!running.of(place, "10.0.0.2"));
        QVERIFY(!running.askToPark(place, "10.0.0.2", milliseconds(0)));
        QVERIFY(running.isWritten("b-1", "d/a"));
    }

    void anEndIsTold()
    {
        RunningUploads running;
        int changes = 0;
        connect(&running, &RunningUploads::changed, this, [&changes] { ++changes; });
        const quint64 run = begin(running, "10.0.0.1");
        running.ending(run);
        QVERIFY(!running.isSettled(place));
        QVERIFY(!running.isSettled({"b-1", "anna", "d/"}));  // the folder of it
        QVERIFY(running.isSettled({"b-1", "anna", ""}));
        running.ended(run);
        QCOMPARE(changes, 1);
        QVERIFY(running.isSettled(place));
        QVERIFY(!running.of(place, "10.0.0.1"));
    }
};

COSFTP_TEST(RunningUploadsTest)
#include "running_uploads_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "transfer/upload_fate.h"

#include <QTest>

#include <set>

using namespace cosftp;

namespace {

using Data = UploadFacts::Data;
using Policy = UserSettings::InterruptedUploads;

UploadFacts finished()
{
    UploadFacts facts;
    facts.data = Data::Finished;
    return facts;
}

UploadFacts finishedBut(bool UploadFacts::*wrong)
{
    UploadFacts facts = finished();
    facts.*wrong = true;
    return facts;
}

UploadFacts endedBy(Data data)
{
    UploadFacts facts;
    facts.data = data;
    return facts;
}

}  // namespace

Q_DECLARE_METATYPE(cosftp::UploadFacts)
Q_DECLARE_METATYPE(cosftp::UploadEnd)
Q_DECLARE_METATYPE(cosftp::UploadFate)

class UploadFateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRow_data()
    {
        QTest::addColumn<UploadFacts>("facts");
        QTest::addColumn<UploadEnd>("end");
        QTest::addColumn<UploadFate>("keep");
        QTest::addColumn<UploadFate>("discard");
        QTest::addColumn<UploadFate>("publish");
        using End = UploadEnd;
        using enum UploadFate;
        UploadFacts controlGone = finished();
        controlGone.isControlAlive = false;
        QTest::newRow("FIN and all is well")
            << finished() << End::Complete << Publish << Publish << Publish;
        QTest::newRow("the data connection is reset")
            << endedBy(Data::Reset) << End::Reset << Park << Discard << Publish;
        QTest::newRow("no byte for too long")
            << endedBy(Data::Stalled) << End::Stalled << Park << Discard << Publish;
        QTest::newRow("FIN, but the control connection is gone")
            << controlGone << End::ControlGone << Park << Discard << Publish;
        QTest::newRow("ABOR") << finishedBut(&UploadFacts::isAborted) << End::Aborted << Park
                              << Discard << Publish;
        QTest::newRow("fewer bytes than ALLO said")
            << finishedBut(&UploadFacts::isShortOfAllo) << End::ShortOfAllo << Park << Discard
            << Publish;
        QTest::newRow("more bytes than allowed")
            << finishedBut(&UploadFacts::isOverLimit) << End::LimitExceeded << Discard << Discard
            << Discard;
        QTest::newRow("a folder has that name")
            << finishedBut(&UploadFacts::isNotStorable) << End::NotStorable << Discard << Discard
            << Discard;
        QTest::newRow("the server stops") << finishedBut(&UploadFacts::isServerStopping)
                                          << End::ServerStops << Park << Discard << Park;
        QTest::newRow("the client is kicked")
            << finishedBut(&UploadFacts::isKicked) << End::Kicked << Park << Discard << Park;
        QTest::newRow("the store gives up") << finishedBut(&UploadFacts::hasStoreFailed)
                                            << End::StoreFailed << Park << Discard << Park;
        QTest::newRow("the store refuses the bytes")
            << finishedBut(&UploadFacts::isDamaged) << End::Damaged << Discard << Discard
            << Discard;
    }
    void everyRow()
    {
        QFETCH(const UploadFacts, facts);
        QTEST(uploadEndOf(facts), "end");
        QTEST(uploadFateOf(uploadEndOf(facts), Policy::Keep), "keep");
        QTEST(uploadFateOf(uploadEndOf(facts), Policy::Discard), "discard");
        QTEST(uploadFateOf(uploadEndOf(facts), Policy::Publish), "publish");
        m_seen.insert(uploadEndOf(facts));
    }
    void noRowIsWithoutATest() { QCOMPARE(m_seen.size(), uploadFateTable().size()); }

    void onlyACompleteUploadIsEverPublishedByDefault()
    {
        for (const UploadFateRow &row : uploadFateTable())
            QCOMPARE(row.keep == UploadFate::Publish, row.end == UploadEnd::Complete);
    }

    void whatMakesTheBytesWorthlessWeighsMoreThanHowTheStreamEnded()
    {
        UploadFacts facts = endedBy(Data::Reset);
        facts.isControlAlive = false;
        QCOMPARE(uploadEndOf(facts), UploadEnd::Reset);
        facts.isAborted = true;
        QCOMPARE(uploadEndOf(facts), UploadEnd::Aborted);
        facts.isOverLimit = true;
        QCOMPARE(uploadEndOf(facts), UploadEnd::LimitExceeded);
        facts.isNotStorable = true;
        QCOMPARE(uploadEndOf(facts), UploadEnd::NotStorable);
    }

    void aStreamThatNeverEndedIsNotComplete()
    {
        QCOMPARE(uploadFateOf(uploadEndOf({}), Policy::Keep), UploadFate::Park);
    }

private:
    std::set<UploadEnd> m_seen;
};

COSFTP_TEST(UploadFateTest)
#include "upload_fate_test.moc"

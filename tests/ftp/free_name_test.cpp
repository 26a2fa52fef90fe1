// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/tree_fixture.h"
#include "ftp/free_name.h"
#include "support/test_main.h"

using namespace cosftp;

class FreeNameTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNameIsATimeAndSixtyFourBits()
    {
        const QDateTime time(QDate(2026, 11, 23), QTime(1, 2, 3), Qt::UTC);
        QCOMPARE(uniqueName(time, 0xabc), QByteArray("20261123T010203-0000000000000abc"));
    }
    void takenNamesArePassedOver()
    {
        TreeFixture fixture;
        fixture.store.addObject("d/1", "x");
        fixture.store.addObject("d/2/inside", "x");
        int next = 0;
        const Result<VirtualPath> found =
            find(fixture, [&next] { return QByteArray::number(++next); });
        QVERIFY(found.has_value());
        QCOMPARE(found->toBytes(), QByteArray("/d/3"));
    }
    void afterTenTakenNamesItGivesUp()
    {
        TreeFixture fixture;
        fixture.store.addObject("d/same", "x");
        int tries = 0;
        const Result<VirtualPath> found = find(fixture, [&tries] {
            ++tries;
            return QByteArray("same");
        });
        COMPARE_FAILURE(found, Failure::Code::Busy);
        QCOMPARE(tries, 10);
    }
    void aStoreThatFailsIsNoFreeName()
    {
        TreeFixture fixture;
        fixture.store.vanish();
        COMPARE_FAILURE(find(fixture, {}), Failure::Code::Network);
    }

private:
    static Result<VirtualPath> find(TreeFixture &fixture, const FreeName::Suggest &suggest)
    {
        return fixture.answerTo<VirtualPath>([&](auto handler) {
            FreeName::find(fixture.tree, at("/d"), &fixture.session, handler, suggest);
        });
    }
};

COSFTP_TEST(FreeNameTest)
#include "free_name_test.moc"

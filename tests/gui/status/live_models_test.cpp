// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/status/samples.h"
#include "gui/turn_watch.h"
#include "status/live_proxy.h"
#include "status/session_model.h"
#include "status/transfer_model.h"
#include "support/test_main.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTableView>

namespace cosftp::test {

namespace {

QList<SessionRecord> sessions(int count)
{
    QList<SessionRecord> list;
    for (int id = 1; id <= count; ++id)
        list += session(quint64(id));
    return list;
}

QList<int> ids(const QAbstractItemModel &model)
{
    QList<int> list;
    for (int row = 0; row < model.rowCount(); ++row)
        list += model.index(row, 0).data(idRole).toInt();
    return list;
}

}  // namespace

class LiveModelsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsComeAndGoWithoutAReset();
    void onlyWhatChangedIsTold();
    void aFrozenListHoldsItsRows();
    void selectionSurvivesChangesAndSorting();
    void sortingBySpeedIsNumeric();
    void aTransferOfUnknownSizeSaysSo();
    void progressAndRemainingTimeFollowTheSize();
    void filterLooksIntoTheGivenColumns();
    void everyTurnWithFiveThousandSessionsIsShort();
};

void LiveModelsTest::rowsComeAndGoWithoutAReset()
{
    SessionModel model;
    const QAbstractItemModelTester tester(&model);
    const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.update(sessions(6), moment());
    QCOMPARE(ids(model), QList<int>({1, 2, 3, 4, 5, 6}));
    model.update({session(2), session(3), session(6), session(9)}, moment(500));
    QCOMPARE(ids(model), QList<int>({2, 3, 6, 9}));
    model.update({session(1), session(2), session(4), session(5), session(9), session(10)},
                 moment(1000));
    QCOMPARE(ids(model), QList<int>({1, 2, 4, 5, 9, 10}));
    model.update({}, moment(1500));
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(resets.size(), 0);
}

void LiveModelsTest::onlyWhatChangedIsTold()
{
    SessionModel model;
    QList<SessionRecord> list = sessions(200);
    model.update(list, moment());
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.update(list, moment(500));
    QCOMPARE(changes.size(), 0);
    list[3].cwd = "/a";
    list[5].cwd = "/b";
    list[150].cwd = "/c";
    model.update(list, moment(1000));
    QCOMPARE(changes.size(), 2);  // two that are close are told as one
    QCOMPARE(changes[0][0].toModelIndex().row(), 3);
    QCOMPARE(changes[0][1].toModelIndex().row(), 5);
    QCOMPARE(changes[1][0].toModelIndex().row(), 150);
}

void LiveModelsTest::aFrozenListHoldsItsRows()
{
    SessionModel model;
    model.update(sessions(3), moment());
    model.setFrozen(true);
    SessionRecord changed = session(1);
    changed.cwd = "/new";
    model.update({changed, session(3), session(4)}, moment(500));
    QCOMPARE(ids(model), QList<int>({1, 2, 3}));
    QCOMPARE(model.index(0, SessionModel::Folder).data().toString(), QStringLiteral("/new"));
    QVERIFY(model.index(1, 0).data(goneRole).toBool());
    QCOMPARE(model.index(1, SessionModel::State).data().toString(), QStringLiteral("ended"));
    model.setFrozen(false);
    model.update({changed, session(3), session(4)}, moment(1000));
    QCOMPARE(ids(model), QList<int>({1, 3, 4}));
}

void LiveModelsTest::selectionSurvivesChangesAndSorting()
{
    SessionModel model;
    LiveProxy proxy({});
    proxy.setSourceModel(&model);
    QTableView view;
    view.setSelectionBehavior(QAbstractItemView::SelectRows);
    view.setModel(&proxy);
    proxy.sort(SessionModel::Received, Qt::DescendingOrder);
    QList<SessionRecord> list = sessions(5);
    model.update(list, moment());
    view.selectRow(proxy.mapFromSource(model.index(2, 0)).row());
    list[2].bytesIn = 5000;
    list.removeFirst();
    model.update(list, moment(500));
    const QModelIndexList selected = view.selectionModel()->selectedRows();
    QCOMPARE(selected.size(), 1);
    QCOMPARE(selected.first().data(idRole).toInt(), 3);
    QCOMPARE(selected.first().row(), 0);
}

void LiveModelsTest::sortingBySpeedIsNumeric()
{
    TransferModel model;
    LiveProxy proxy({});
    proxy.setSourceModel(&model);
    proxy.sort(TransferModel::Speed, Qt::AscendingOrder);
    // As texts "900 B" would be behind "10 KiB".
    model.update({transfer(1), transfer(2), transfer(3)}, moment());
    model.update({transfer(1, 2'000'000), transfer(2, 900), transfer(3, 10'000)}, moment(1000));
    QCOMPARE(ids(proxy), QList<int>({2, 3, 1}));
}

void LiveModelsTest::aTransferOfUnknownSizeSaysSo()
{
    TransferModel model;
    model.update({transfer(1, 500)}, moment());
    QCOMPARE(model.index(0, TransferModel::Progress).data().toString(),
             QStringLiteral("size unknown"));
    QCOMPARE(model.index(0, TransferModel::Remaining).data().toString(), QStringLiteral("-"));
}

void LiveModelsTest::progressAndRemainingTimeFollowTheSize()
{
    TransferModel model;
    model.update({transfer(1, 0, 10'000)}, moment());
    model.update({transfer(1, 5000, 10'000)}, moment(1000));
    QCOMPARE(model.index(0, TransferModel::Progress).data(sortValueRole).toDouble(), 0.5);
    QCOMPARE(model.index(0, TransferModel::Remaining).data(sortValueRole).toInt(), 1);
    QVERIFY(
        model.index(0, TransferModel::Progress).data().toString().contains(QLatin1String("50")));
}

void LiveModelsTest::filterLooksIntoTheGivenColumns()
{
    SessionModel model;
    LiveProxy proxy({SessionModel::User});
    proxy.setSourceModel(&model);
    model.update({session(1, "Anna"), session(2, "berta"), session(3, "hanna")}, moment());
    proxy.setFilterText(QStringLiteral("ANNA"));
    QCOMPARE(ids(proxy), QList<int>({1, 3}));
    proxy.setFilterText(QStringLiteral("192.0.2"));
    QCOMPARE(proxy.rowCount(), 0);
    proxy.setFilterText({});
    QCOMPARE(proxy.rowCount(), 3);
}

void LiveModelsTest::everyTurnWithFiveThousandSessionsIsShort()
{
    constexpr int many = isSlowBuild ? 1000 : 5000;
    SessionModel model;
    LiveProxy proxy({SessionModel::User});
    proxy.setSourceModel(&model);
    proxy.sort(SessionModel::SpeedIn, Qt::DescendingOrder);
    QTableView view;
    view.setModel(&proxy);
    view.show();
    QList<SessionRecord> list = sessions(many);
    double longest = 0;
    for (int turn = 0; turn < 12; ++turn) {
        for (qsizetype index = 0; index < list.size(); ++index)
            list[index].bytesIn += (index * 7919 + turn * 104'729) % 100'000;
        const double before = workedMs();
        model.update(list, moment(turn * 500));
        QCoreApplication::processEvents();
        if (turn > 0)
            longest = std::max(longest, workedMs() - before);
    }
    qInfo("longest turn with %d sessions, all moving, sorted by speed: %.1f ms", many, longest);
    QVERIFY2(isShortTurn(longest), qPrintable(QString::number(longest)));
}

}  // namespace cosftp::test

using cosftp::test::LiveModelsTest;
COSFTP_TEST(LiveModelsTest)
#include "live_models_test.moc"

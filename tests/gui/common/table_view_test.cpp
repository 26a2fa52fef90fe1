// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/table_view.h"
#include "gui/private_settings.h"
#include "support/test_main.h"

#include <QAbstractTableModel>
#include <QClipboard>
#include <QHeaderView>
#include <QHelpEvent>
#include <QMenu>
#include <QSignalSpy>
#include <QSortFilterProxyModel>
#include <QTest>
#include <QToolTip>

namespace cosftp {

namespace {

/// Rows of a number and a name; a reset may bring them in another order.
class Rows final : public QAbstractTableModel
{
public:
    void setRows(const QList<std::pair<int, QString>> &rows)
    {
        beginResetModel();
        m_rows = rows;
        endResetModel();
    }
    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }
    int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : 3;
    }
    QVariant data(const QModelIndex &index, int role) const override
    {
        const auto &[number, name] = m_rows.at(index.row());
        if (role == TableView::RowKeyRole)
            return number;
        if (role != Qt::DisplayRole)
            return {};
        if (index.column() == 0)
            return number;
        return index.column() == 1 ? name : QStringLiteral("x");
    }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
            return {};
        return QStringList(
                   {QStringLiteral("Number"), QStringLiteral("Name"), QStringLiteral("Third")})
            .at(section);
    }

private:
    QList<std::pair<int, QString>> m_rows{
        {1, QStringLiteral("a")}, {2, QStringLiteral("b\tc")}, {3, QStringLiteral("d")}};
};

struct Table
{
    Rows rows;
    QSortFilterProxyModel sorted;
    TableView view{QStringLiteral("rows")};
    Table()
    {
        sorted.setSourceModel(&rows);
        view.setModel(&sorted);
        view.setDefaults({2}, 0, Qt::AscendingOrder, {80, 120});
    }
    [[nodiscard]] QString selected() const
    {
        QStringList keys;
        for (const QModelIndex &index : view.selectionModel()->selectedRows())
            keys.append(index.data(TableView::RowKeyRole).toString());
        keys.sort();
        return keys.join(u',');
    }
};

}  // namespace

class TableViewTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_settings.clear(); }
    void theSelectionSurvivesAReset();
    void theSelectionSurvivesSorting();
    void copiedRowsHaveTabs();
    void deleteIsToldToThePage();
    void columnsAreKept();
    void columnsOfAnotherVersionAreForgotten();
    void columnsCanBeReset();
    void theLastColumnCannotBeHidden();
    void aCutCellShowsItsWholeTextAsToolTip();

private:
    test::PrivateSettings m_settings;
};

void TableViewTest::theSelectionSurvivesAReset()
{
    Table table;
    table.view.selectRow(1);
    table.rows.setRows(
        {{3, QStringLiteral("d")}, {1, QStringLiteral("a")}, {2, QStringLiteral("n")}});
    QCOMPARE(table.selected(), QStringLiteral("2"));
    QCOMPARE(table.view.currentIndex().data(TableView::RowKeyRole).toInt(), 2);
}

void TableViewTest::theSelectionSurvivesSorting()
{
    Table table;
    table.view.selectRow(0);
    table.view.sortByColumn(0, Qt::DescendingOrder);
    QCOMPARE(table.selected(), QStringLiteral("1"));
}

void TableViewTest::copiedRowsHaveTabs()
{
    Table table;
    table.view.show();
    table.view.selectRow(0);
    table.view.selectionModel()->select(table.sorted.index(1, 0),
                                        QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QTest::keyClick(&table.view, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("1\ta\n2\tb c"));
}

void TableViewTest::aCutCellShowsItsWholeTextAsToolTip()
{
    Table table;
    const QString path = QStringLiteral("/a/very/long/<folder>/with/many/names/and/one.file");
    table.rows.setRows({{1, path}, {2, QStringLiteral("b")}});
    table.view.resize(400, 300);
    table.view.setColumnWidth(1, 90);
    table.view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&table.view));
    const auto point = [&table](int row) {
        const QPoint at = table.view.visualRect(table.sorted.index(row, 1)).center();
        QHelpEvent event(QEvent::ToolTip, at, table.view.viewport()->mapToGlobal(at));
        QCoreApplication::sendEvent(table.view.viewport(), &event);
        return QToolTip::text();
    };
    QVERIFY(point(0).contains(path.toHtmlEscaped()));
    table.view.selectRow(0);
    QVERIFY(table.view.selectionAsText().contains(path));  // and it is copied in full
    QToolTip::hideText();
    QVERIFY(!point(1).contains(QStringLiteral("b</span>")));
}

void TableViewTest::deleteIsToldToThePage()
{
    Table table;
    const QSignalSpy pressed(&table.view, &TableView::deletePressed);
    QTest::keyClick(&table.view, Qt::Key_Delete);
    QCOMPARE(pressed.count(), 1);
}

void TableViewTest::columnsAreKept()
{
    {
        Table table;
        QVERIFY(table.view.isColumnHidden(2));
        table.view.setColumnWidth(1, 177);
        table.view.horizontalHeader()->moveSection(1, 0);
        table.view.sortByColumn(1, Qt::DescendingOrder);
        table.view.setColumnHidden(0, true);
        table.view.horizontalHeader()->resizeSection(1, 178);
    }
    const Table table;
    QCOMPARE(table.view.horizontalHeader()->visualIndex(1), 0);
    QVERIFY(table.view.isColumnHidden(0));
    QCOMPARE(table.view.horizontalHeader()->sortIndicatorSection(), 1);
    QCOMPARE(table.sorted.index(0, 0).data().toInt(), 3);
}

void TableViewTest::columnsOfAnotherVersionAreForgotten()
{
    {
        Table table;
        table.view.horizontalHeader()->moveSection(1, 0);
    }
    QSettings().setValue(QStringLiteral("tables/rows/columns"), 7);
    const Table table;
    QCOMPARE(table.view.horizontalHeader()->visualIndex(1), 1);
}

void TableViewTest::columnsCanBeReset()
{
    Table table;
    table.view.resize(500, 300);
    table.view.show();
    table.view.horizontalHeader()->moveSection(1, 0);
    Q_EMIT table.view.horizontalHeader()->customContextMenuRequested(QPoint(5, 5));
    auto *menu = table.view.findChild<QMenu *>();
    QVERIFY(menu != nullptr);
    QCOMPARE(menu->actions().size(), 5);  // three columns, a line, reset
    menu->actions().last()->trigger();
    QCOMPARE(table.view.horizontalHeader()->visualIndex(1), 1);
}

void TableViewTest::theLastColumnCannotBeHidden()
{
    Table table;
    table.view.setColumnHidden(1, true);
    Q_EMIT table.view.horizontalHeader()->customContextMenuRequested(QPoint(5, 5));
    auto *menu = table.view.findChild<QMenu *>();
    QVERIFY(menu != nullptr);
    QVERIFY(!menu->actions().at(0)->isEnabled());
    menu->actions().at(1)->trigger();
    QVERIFY(!table.view.isColumnHidden(1));
}

COSFTP_TEST(TableViewTest)

}  // namespace cosftp

#include "table_view_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/message_bar.h"
#include "common/search_field.h"
#include "common/table_view.h"
#include "gui/fake_link.h"
#include "gui/status/samples.h"
#include "status/session_details.h"
#include "status/session_model.h"
#include "status/sessions_page.h"
#include "status/transfer_details.h"
#include "status/transfer_model.h"
#include "status/transfers_page.h"
#include "support/test_main.h"

#include <QClipboard>
#include <QPlainTextEdit>
#include <QSignalSpy>

namespace cosftp::test {

namespace {

MonitorSnapshot snapshot(const QList<SessionRecord> &sessions,
                         const QList<TransferRecord> &transfers = {})
{
    MonitorSnapshot all;
    all.sessions = sessions;
    all.transfers = transfers;
    return all;
}

// The button of the question that is open, or null.
QPushButton *yesButton(QWidget *page)
{
    return page->findChild<QPushButton *>(QStringLiteral("yes"));
}

}  // namespace

class LivePagesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void deleteEndsTheSelectedSessions();
    void endingSessionsWithTransfersAsksFirst();
    void typingFiltersTheSessions();
    void whatIsEncryptedIsTold();
    void freezingHoldsTheRows();
    void aStoppedServerKeepsTheRowsGreyed();
    void nobodyConnectedLeadsToTheConnectText();
    void detailsShowTheDialogueAsItGoesOn();
    void copyingAUserFillsTheClipboard();
    void abortAsksAndThenAborts();
    void doubleClickOpensATransferAndItsReport();

private:
    void addWidget(Page &page);

    OwnSettings m_settings;
    std::unique_ptr<FakeLink> m_link;
};

void LivePagesTest::init()
{
    m_link = std::make_unique<FakeLink>();
    LinkStatus status;
    status.state = LinkStatus::State::Running;
    status.isAccepting = true;
    status.version = QStringLiteral("1.2.3");
    m_link->setStatus(status);
}

void LivePagesTest::addWidget(Page &page)
{
    page.resize(1024, 700);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
}

void LivePagesTest::deleteEndsTheSelectedSessions()
{
    SessionsPage page(*m_link);
    addWidget(page);
    m_link->setSnapshot(snapshot({session(1), session(2), session(3)}));
    auto *table = page.findChild<TableView *>();
    QCOMPARE(table->model()->rowCount(), 3);
    table->setFocus();
    table->selectRow(0);
    QTest::keyClick(table, Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(table, Qt::Key_Delete);
    QCOMPARE(m_link->calls().closedSessions, QList<QList<quint64>>({{1, 2}}));
    m_link->setSnapshot(snapshot({session(3)}));
    QCOMPARE(table->model()->rowCount(), 1);
    QCOMPARE(page.badge(), 1);
}

void LivePagesTest::endingSessionsWithTransfersAsksFirst()
{
    SessionsPage page(*m_link);
    addWidget(page);
    m_link->setSnapshot(snapshot({session(1)}, {transfer(1)}));
    auto *table = page.findChild<TableView *>();
    table->selectRow(0);
    QTest::keyClick(table, Qt::Key_Delete);
    QVERIFY(m_link->calls().closedSessions.isEmpty());
    QTRY_VERIFY(yesButton(&page) != nullptr);
    QTest::mouseClick(yesButton(&page), Qt::LeftButton);
    QCOMPARE(m_link->calls().closedSessions, QList<QList<quint64>>({{1}}));
}

void LivePagesTest::typingFiltersTheSessions()
{
    SessionsPage page(*m_link);
    addWidget(page);
    m_link->setSnapshot(snapshot({session(1, "anna"), session(2, "berta")}));
    auto *table = page.findChild<TableView *>();
    page.find();
    QTest::keyClicks(page.findChild<SearchField *>(), QStringLiteral("bert"));
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QTest::keyClick(page.findChild<SearchField *>(), Qt::Key_Escape);
    QTRY_COMPARE(table->model()->rowCount(), 2);
}

void LivePagesTest::whatIsEncryptedIsTold()
{
    SessionRecord secure = session(1);
    secure.tls = "TLSv1.3";
    m_link->setSnapshot(snapshot({secure, session(2)}));
    SessionsPage page(*m_link);
    const auto told = [&page](int row) {
        return page.model()->index(row, SessionModel::Encryption).data().toString();
    };
    QCOMPARE(told(0), QStringLiteral("TLSv1.3"));
    QCOMPARE(told(1), QStringLiteral("not encrypted"));
    page.open(QStringLiteral("session/1"));
    const QList<QLabel *> labels = page.findChild<SessionDetails *>()->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->text() == QStringLiteral("TLSv1.3");
    }));
}

void LivePagesTest::freezingHoldsTheRows()
{
    SessionsPage page(*m_link);
    addWidget(page);
    m_link->setSnapshot(snapshot({session(1), session(2)}));
    auto *table = page.findChild<TableView *>();
    auto *freeze = page.findChild<QToolButton *>(QStringLiteral("freeze"));
    QTest::mouseClick(freeze, Qt::LeftButton);
    m_link->setSnapshot(snapshot({session(2), session(3), session(4)}));
    QCOMPARE(table->model()->rowCount(), 2);
    QTest::mouseClick(freeze, Qt::LeftButton);
    QCOMPARE(table->model()->rowCount(), 3);
}

void LivePagesTest::aStoppedServerKeepsTheRowsGreyed()
{
    SessionsPage page(*m_link);
    addWidget(page);
    m_link->setSnapshot(snapshot({session(1)}));
    const auto *count = page.findChild<QLabel *>(QStringLiteral("count"));
    QCOMPARE(count->text(), QStringLiteral("1 shown"));
    m_link->setState(LinkStatus::State::Stopped);
    QCOMPARE(page.findChild<TableView *>()->model()->rowCount(), 1);
    QVERIFY(page.model()->isGreyed(page.model()->row(0)));
    QVERIFY(count->text().contains(QStringLiteral("as last seen")));
    m_link->setState(LinkStatus::State::Running);
    QVERIFY(!page.model()->isGreyed(page.model()->row(0)));
    QCOMPARE(count->text(), QStringLiteral("1 shown"));
}

void LivePagesTest::nobodyConnectedLeadsToTheConnectText()
{
    SessionsPage page(*m_link);
    addWidget(page);
    m_link->setSnapshot(snapshot({}));
    QSignalSpy wanted(&page, &Page::pageWanted);
    QPushButton *button = nullptr;
    for (QPushButton *candidate : page.findChildren<QPushButton *>()) {
        if (candidate->isVisible())
            button = candidate;
    }
    QVERIFY(button != nullptr);
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().at(0).toString(), QStringLiteral("overview"));
}

void LivePagesTest::detailsShowTheDialogueAsItGoesOn()
{
    SessionsPage page(*m_link);
    addWidget(page);
    m_link->setSnapshot(snapshot({session(12)}));
    m_link->setDialogue(12, {{1, moment(), true, "220 Ready"}, {2, moment(), false, "PASS ****"}});
    page.open(QStringLiteral("session/12"));
    auto *details = page.findChild<SessionDetails *>();
    QVERIFY(details != nullptr);
    auto *dialogue = details->findChild<QPlainTextEdit *>();
    QTRY_VERIFY(dialogue->toPlainText().contains(QLatin1String("PASS ****")));
    m_link->setDialogue(12, {{6, moment(), false, "NOOP"}});
    QTRY_VERIFY(dialogue->toPlainText().contains(QLatin1String("NOOP")));
    QVERIFY(dialogue->toPlainText().contains(QLatin1String("3 line")));
    QCOMPARE(dialogue->toPlainText().count(QLatin1String("220 Ready")), 1);
    QTest::mouseClick(details->findChild<QPushButton *>(QStringLiteral("kick")), Qt::LeftButton);
    QCOMPARE(m_link->calls().closedSessions, QList<QList<quint64>>({{12}}));
}

void LivePagesTest::copyingAUserFillsTheClipboard()
{
    SessionsPage page(*m_link);
    addWidget(page);
    m_link->setSnapshot(snapshot({session(1, "anna"), session(2, "berta")}));
    page.findChild<TableView *>()->selectAll();
    for (QAction *action : page.findChildren<QAction *>()) {
        if (action->text() == QStringLiteral("Copy &user"))
            action->trigger();
    }
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("anna\nberta"));
}

void LivePagesTest::abortAsksAndThenAborts()
{
    TransfersPage page(*m_link);
    addWidget(page);
    m_link->setSnapshot(snapshot({}, {transfer(4), transfer(5)}));
    auto *table = page.findChild<TableView *>();
    table->setFocus();
    table->selectAll();
    QTest::keyClick(table, Qt::Key_Delete);
    QVERIFY(m_link->calls().abortedTransfers.isEmpty());
    QTRY_VERIFY(yesButton(&page) != nullptr);
    QTest::mouseClick(yesButton(&page), Qt::LeftButton);
    QCOMPARE(m_link->calls().abortedTransfers.size(), 1);
    QCOMPARE(m_link->calls().abortedTransfers.first().size(), 2);
}

void LivePagesTest::doubleClickOpensATransferAndItsReport()
{
    TransfersPage page(*m_link);
    addWidget(page);
    m_link->setSnapshot(snapshot({}, {transfer(4)}));
    auto *table = page.findChild<TableView *>();
    const QPoint cell = table->visualRect(table->model()->index(0, 0)).center();
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, cell);
    QTest::mouseDClick(table->viewport(), Qt::LeftButton, {}, cell);
    auto *details = page.findChild<TransferDetails *>();
    QVERIFY(details != nullptr);
    MonitorSnapshot after;
    after.ended = {endedTransfer(4, TransferRecord::State::Failed)};
    m_link->setSnapshot(after);
    auto *cause = details->findChild<QLabel *>(QStringLiteral("cause"));
    QVERIFY(cause->text().contains(QLatin1String("cos:PutObject")));
    QTest::mouseClick(details->findChild<QPushButton *>(QStringLiteral("copyReport")),
                      Qt::LeftButton);
    QVERIFY(QGuiApplication::clipboard()->text().contains(QLatin1String("/in/4.jpg")));
}

}  // namespace cosftp::test

using cosftp::test::LivePagesTest;
COSFTP_TEST(LivePagesTest)
#include "live_pages_test.moc"

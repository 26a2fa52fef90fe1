// SPDX-License-Identifier: GPL-3.0-or-later
// Who is banned and why; ending bans; never banning an address again.
#include "common/message_bar.h"
#include "common/search_field.h"
#include "common/table_view.h"
#include "gui/fake_link.h"
#include "gui/status/samples.h"
#include "status/ban_model.h"
#include "status/bans_page.h"
#include "support/test_main.h"

#include <QAction>
#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>

namespace cosftp::test {

namespace {

const QByteArray settingsText =
    "[BUCKET main]\nbucket = photos-1250000000\nregion = ap-guangzhou\nsecret_id = ID\n"
    "secret_key = KEY\n[USER ann]\npassword = p\nbucket = main\n"
    "[SECURITY]\nnever_banned = 10.0.0.0/8\n";

BanRecord ban(const char *address, int attempts = 10)
{
    return {QString::fromLatin1(address),
            BanRecord::Why::WrongLogins,
            moment(),
            moment(1'800'000),
            attempts,
            {"admin", "root"},
            attempts > 10 ? attempts - 10 : 0};
}

}  // namespace

class BansTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_link = std::make_unique<FakeLink>();
        m_link->setSettingsText(settingsText);
        m_link->setState(LinkStatus::State::Running);
        m_page = std::make_unique<BansPage>(*m_link);
        m_page->resize(1000, 600);
        m_page->show();
        setBans({ban("192.0.2.7"), ban("2001:db8::1", 30)});
    }
    void cleanup() { m_page.reset(); }

    void aBanSaysWhoWhyAndUntilWhen()
    {
        QCOMPARE(cell("192.0.2.7", BanModel::Why), QStringLiteral("wrong logins"));
        QCOMPARE(cell("2001:db8::1", BanModel::Attempts), QStringLiteral("30"));
        QCOMPARE(cell("192.0.2.7", BanModel::Names), QStringLiteral("admin, root"));
        QCOMPARE(cell("2001:db8::1", BanModel::Names),
                 QStringLiteral("admin, root, 20 with unknown name(s)"));
        QVERIFY(!cell("192.0.2.7", BanModel::Until).isEmpty());
        QCOMPARE(m_page->badge(), 2);
    }

    void withoutBansThePageSaysWhenThereAreSome()
    {
        setBans({});
        QCOMPARE(m_page->badge(), 0);
        QVERIFY(!table()->isVisible());
        const QSignalSpy wanted(m_page.get(), &Page::pageWanted);
        for (QPushButton *button : m_page->findChildren<QPushButton *>())
            if (button->isVisible())
                button->click();
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.first().at(1).toString(), QStringLiteral("SECURITY/ban_after"));
    }

    void unbanEndsTheChosenBans()
    {
        QVERIFY(!action("unban")->isEnabled());
        select("2001:db8::1");
        action("unban")->trigger();
        QCOMPARE(m_link->calls().unbanned, QStringList{QStringLiteral("2001:db8::1")});
        QTest::keyClick(table(), Qt::Key_Delete);
        QCOMPARE(m_link->calls().unbanned.size(), 2);
    }

    void neverBanPutsTheAddressIntoTheSettingsFirst()
    {
        select("192.0.2.7");
        action("neverBan")->trigger();
        QVERIFY(m_link->calls().unbanned.isEmpty());
        QTRY_COMPARE(m_link->calls().unbanned, QStringList{QStringLiteral("192.0.2.7")});
        const Settings settings = m_link->settings().loaded.settings;
        QCOMPARE(settings.security.neverBanned.text(), QStringLiteral("10.0.0.0/8, 192.0.2.7"));
        QVERIFY(bar()->text().contains(QStringLiteral("192.0.2.7")));
    }

    void aRefusedChangeKeepsTheBan()
    {
        m_link->failNextChange(Failure::of(Failure::Code::Busy, QStringLiteral("changed")));
        select("192.0.2.7");
        action("neverBan")->trigger();
        QTRY_VERIFY(bar()->isVisible());
        QVERIFY(bar()->text().contains(QStringLiteral("Try again")));
        QVERIFY(m_link->calls().unbanned.isEmpty());
    }

    void theSelectionStaysWhileBansComeAndGo()
    {
        select("2001:db8::1");
        setBans({ban("2001:db8::1", 31), ban("198.51.100.1")});
        QCOMPARE(table()->model()->rowCount(), 2);
        action("copyBanned")->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("2001:db8::1"));
        QCOMPARE(cell("2001:db8::1", BanModel::Attempts), QStringLiteral("31"));
    }

    void typingFiltersByAddressAndName()
    {
        m_page->find();
        QTest::keyClicks(m_page->findChild<SearchField *>(), QStringLiteral("2001"));
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        QVERIFY(m_page->findChild<QLabel *>(QStringLiteral("banCount"))
                    ->text()
                    .contains(QStringLiteral("1 of 2")));
    }

    void aStoppedServerBansNobody()
    {
        m_link->setState(LinkStatus::State::Stopped);
        QCOMPARE(m_page->badge(), 0);
    }

private:
    void setBans(const QList<BanRecord> &bans)
    {
        MonitorSnapshot snapshot;
        snapshot.bans = bans;
        m_link->setSnapshot(snapshot);
    }
    [[nodiscard]] TableView *table() const { return m_page->findChild<TableView *>(); }
    [[nodiscard]] MessageBar *bar() const { return m_page->findChild<MessageBar *>(); }
    [[nodiscard]] QAction *action(const char *name) const
    {
        return m_page->findChild<QAction *>(QString::fromLatin1(name));
    }
    [[nodiscard]] int rowOf(const char *address) const
    {
        const auto *model = table()->model();
        for (int row = 0; row < model->rowCount(); ++row)
            if (model->index(row, BanModel::Address).data().toString() == QLatin1String(address))
                return row;
        return -1;
    }
    [[nodiscard]] QString cell(const char *address, int column) const
    {
        return table()->model()->index(rowOf(address), column).data().toString();
    }
    void select(const char *address) { table()->selectRow(rowOf(address)); }

    OwnSettings m_settings;
    std::unique_ptr<FakeLink> m_link;
    std::unique_ptr<BansPage> m_page;
};

}  // namespace cosftp::test

using cosftp::test::BansTest;
COSFTP_TEST(BansTest)
#include "bans_test.moc"

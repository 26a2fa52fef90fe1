// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/badge.h"
#include "common/card.h"
#include "common/copy_field.h"
#include "common/empty_state.h"
#include "common/format.h"
#include "common/language.h"
#include "common/last_folder.h"
#include "common/message_bar.h"
#include "common/search_field.h"
#include "gui/private_settings.h"
#include "support/test_main.h"

#include <QClipboard>
#include <QLabel>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

namespace cosftp {

using namespace std::chrono_literals;

class PartsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void sizesUseOneStyle_data();
    void sizesUseOneStyle();
    void exactSizesHavePluralForms();
    void durationsUseTwoUnits();
    void aHundredPercentMeansDone();
    void invalidTimesAreEmpty();
    void chineseIsShownAndLeftAgain();
    void copyingPutsTheTextIntoTheClipboard();
    void aLongTextStandsInLinesAndIsCopiedWhole();
    void theMessageBarOffersItsAction();
    void theMessageBarCloses();
    void escapeEmptiesTheSearch();
    void typingIsToldOnce();
    void anEmptyStateLeadsOn();
    void eachHealthHasAShapeOfItsOwn();
    void aCardWithoutTitleHasNoHeader();
    void theLastFolderIsKeptForEachPurpose();

private:
    test::PrivateSettings m_settings;
};

void PartsTest::initTestCase() { language::use(QStringLiteral("en")); }

void PartsTest::sizesUseOneStyle_data()
{
    QTest::addColumn<qint64>("count");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << qint64(0) << QStringLiteral("0 B");
    QTest::newRow("below a KiB") << qint64(1023) << QStringLiteral("1,023 B");
    QTest::newRow("a KiB") << qint64(1024) << QStringLiteral("1.0 KiB");
    QTest::newRow("one and a half MiB") << qint64(1'572'864) << QStringLiteral("1.5 MiB");
    QTest::newRow("nearly a MiB") << qint64(1024 * 1024 - 1) << QStringLiteral("1.0 MiB");
    QTest::newRow("48 TiB") << qint64(48) * 1024 * 1024 * 1024 * 1024 << QStringLiteral("48.0 TiB");
    QTest::newRow("unknown") << qint64(-1) << QStringLiteral("-");
}

void PartsTest::sizesUseOneStyle()
{
    QFETCH(qint64, count);
    QTEST(format::bytes(count), "text");
}

void PartsTest::exactSizesHavePluralForms()
{
    QCOMPARE(format::exactBytes(1), QStringLiteral("1 byte"));
    QCOMPARE(format::exactBytes(1'572'864), QStringLiteral("1,572,864 bytes"));
    QCOMPARE(format::exactBytes(5'000'000'000), QStringLiteral("5,000,000,000 bytes"));
}

void PartsTest::durationsUseTwoUnits()
{
    QCOMPARE(format::duration(42s), QStringLiteral("42 s"));
    QCOMPARE(format::duration(185s), QStringLiteral("3 min 5 s"));
    QCOMPARE(format::duration(2h + 10min), QStringLiteral("2 h 10 min"));
    QCOMPARE(format::duration(76h), QStringLiteral("3 d 4 h"));
    QCOMPARE(format::speed(0), QStringLiteral("-"));
    QCOMPARE(format::speed(1536), QStringLiteral("1.5 KiB/s"));
}

void PartsTest::aHundredPercentMeansDone()
{
    QCOMPARE(format::percent(0.42), QStringLiteral("42 %"));
    QCOMPARE(format::percent(0.9999), QStringLiteral("99 %"));
    QCOMPARE(format::percent(1.0), QStringLiteral("100 %"));
    QCOMPARE(format::percent(1.5), QStringLiteral("100 %"));
}

void PartsTest::invalidTimesAreEmpty()
{
    QCOMPARE(format::dateTime({}), QString());
    QCOMPARE(format::time({}), QString());
    const QDateTime local(QDate(2024, 2, 29), QTime(7, 8, 9));
    QCOMPARE(format::dateTime(local.toUTC()), QStringLiteral("2024-02-29 07:08:09"));
    QCOMPARE(format::time(local.toUTC()), QStringLiteral("07:08:09"));
}

void PartsTest::chineseIsShownAndLeftAgain()
{
    language::use(QStringLiteral("zh_CN"));
    QCOMPARE(language::current(), QStringLiteral("zh_CN"));
    QCOMPARE(QLocale().language(), QLocale::Chinese);
    language::use(QStringLiteral("en"));
    QCOMPARE(language::current(), QStringLiteral("en"));
    QCOMPARE(language::codes(), QStringList({QStringLiteral("en"), QStringLiteral("zh_CN")}));
    for (const QString &code : language::codes())
        QVERIFY(!language::nameOf(code).isEmpty());
}

void PartsTest::copyingPutsTheTextIntoTheClipboard()
{
    CopyField field(QStringLiteral("Address"));
    field.setText(QStringLiteral("10.0.0.1:2121"));
    field.show();
    QTest::mouseClick(field.button(), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("10.0.0.1:2121"));
    QVERIFY(field.button()->accessibleName().contains(QStringLiteral("Address")));
    field.setText({});
    QVERIFY(!field.button()->isEnabled());
}

void PartsTest::aLongTextStandsInLinesAndIsCopiedWhole()
{
    CopyField field(QStringLiteral("Fingerprint"));
    field.setLineLength(6);
    field.setText(QStringLiteral("AB:CD:EF:01"));
    field.show();
    const auto *shown = field.findChild<QLabel *>();
    QCOMPARE(shown->text(), QStringLiteral("AB:CD:\nEF:01"));
    QCOMPARE(shown->accessibleName(), QStringLiteral("Fingerprint"));
    QTest::mouseClick(field.button(), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("AB:CD:EF:01"));
}

void PartsTest::theMessageBarOffersItsAction()
{
    MessageBar bar;
    const QSignalSpy wanted(&bar, &MessageBar::actionWanted);
    QVERIFY(!bar.isVisible());
    bar.say(MessageBar::Kind::Warning, QStringLiteral("<b>No</b> space"),
            QStringLiteral("Make some"));
    QVERIFY(bar.isVisible());
    QCOMPARE(bar.text(), QStringLiteral("<b>No</b> space"));
    QTest::mouseClick(bar.button(), Qt::LeftButton);
    QCOMPARE(wanted.count(), 1);
    bar.say(MessageBar::Kind::Info, QStringLiteral("Fine"));
    QVERIFY(!bar.button()->isVisible());
}

void PartsTest::theMessageBarCloses()
{
    MessageBar bar;
    const QSignalSpy closed(&bar, &MessageBar::closed);
    bar.say(MessageBar::Kind::Error, QStringLiteral("Broken"));
    QTest::mouseClick(bar.closeButton(), Qt::LeftButton);
    QVERIFY(!bar.isVisible());
    QCOMPARE(closed.count(), 1);
}

void PartsTest::escapeEmptiesTheSearch()
{
    SearchField field;
    QSignalSpy searched(&field, &SearchField::searched);
    field.show();
    QTest::keyClicks(&field, QStringLiteral("abc"));
    QTRY_COMPARE(searched.count(), 1);
    QTest::keyClick(&field, Qt::Key_Escape);
    QCOMPARE(searched.count(), 2);
    QCOMPARE(searched.last().first().toString(), QString());
}

void PartsTest::typingIsToldOnce()
{
    SearchField field;
    QSignalSpy searched(&field, &SearchField::searched);
    field.show();
    QTest::keyClicks(&field, QStringLiteral("report"));
    QCOMPARE(searched.count(), 0);
    QTest::keyClick(&field, Qt::Key_Return);
    QCOMPARE(searched.count(), 1);
    QCOMPARE(searched.first().first().toString(), QStringLiteral("report"));
}

void PartsTest::anEmptyStateLeadsOn()
{
    EmptyState state(QStringLiteral("sessions"));
    const QSignalSpy wanted(&state, &EmptyState::actionWanted);
    state.setTexts(QStringLiteral("Nobody"), QStringLiteral("No client is connected."));
    state.show();
    QVERIFY(!state.button()->isVisible());
    state.setTexts(QStringLiteral("Nobody"), QStringLiteral("Not yet."), QStringLiteral("&Help"));
    QVERIFY(state.button()->isVisible());
    QTest::mouseClick(state.button(), Qt::LeftButton);
    QCOMPARE(wanted.count(), 1);
}

// Compared without colour: the alpha channels alone must tell them apart.
void PartsTest::eachHealthHasAShapeOfItsOwn()
{
    QList<QImage> shapes;
    for (const Health health :
         {Health::Neutral, Health::Busy, Health::Good, Health::Warning, Health::Bad}) {
        QImage image(16, 16, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        StatusDot::paint(&painter, QRectF(0, 0, 16, 16), health);
        painter.end();
        const QImage shape = image.convertToFormat(QImage::Format_Alpha8);
        QVERIFY(!shapes.contains(shape));
        shapes.append(shape);
    }
}

void PartsTest::theLastFolderIsKeptForEachPurpose()
{
    const QString documents = lastFolder::of(QStringLiteral("one"));
    lastFolder::keep(QStringLiteral("one"), QStringLiteral("/some/where/file.csv"));
    QCOMPARE(lastFolder::of(QStringLiteral("one")), QStringLiteral("/some/where"));
    QCOMPARE(lastFolder::of(QStringLiteral("other")), documents);
}

void PartsTest::aCardWithoutTitleHasNoHeader()
{
    Card card;
    card.show();
    QCOMPARE(card.title(), QString());
    card.setTitle(QStringLiteral("Addresses"));
    QCOMPARE(card.accessibleName(), QStringLiteral("Addresses"));
}

COSFTP_TEST(PartsTest)

}  // namespace cosftp

#include "parts_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/icon_engine.h"
#include "common/style_sheet.h"
#include "common/theme.h"
#include "common/theme_colours.h"
#include "support/test_main.h"

#include <QDir>
#include <QSignalSpy>
#include <QTest>

namespace cosftp {

class ThemeTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTextHasContrastEnough_data();
    void everyTextHasContrastEnough();
    void contrastOfBlackOnWhiteIs21();
    void theSheetNamesEveryColour();
    void darkAndLightDiffer();
    void changingTheModeTellsWindows();
    void theSystemIsFollowedWhileRunning();
    void aForcedModeIgnoresTheSystem();
    void everyIconIsThereInBothThemes();
    void iconsAreSharpAtEveryScale();
    void disabledIconsArePaler();
};

namespace {

void addPairs(const char *theme, const ThemeColours &colours)
{
    int number = 0;
    for (const TextPair &pair : textPairs(colours)) {
        const QString name =
            QStringLiteral("%1 %2 %3").arg(QLatin1StringView(theme)).arg(++number).arg(pair.name);
        QTest::newRow(qPrintable(name)) << pair.text << pair.background;
    }
}

int inkOf(const QImage &image, const QColor &colour)
{
    int ink = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            ink += image.pixelColor(x, y) == colour ? 1 : 0;
    }
    return ink;
}

}  // namespace

void ThemeTest::everyTextHasContrastEnough_data()
{
    QTest::addColumn<QColor>("text");
    QTest::addColumn<QColor>("background");
    addPairs("light", lightColours());
    addPairs("dark", darkColours());
}

void ThemeTest::everyTextHasContrastEnough()
{
    QFETCH(QColor, text);
    QFETCH(QColor, background);
    const double ratio = contrast(text, background);
    QVERIFY2(
        ratio >= 4.5,
        qPrintable(QStringLiteral("%1 on %2: %3").arg(text.name(), background.name()).arg(ratio)));
}

void ThemeTest::contrastOfBlackOnWhiteIs21()
{
    QCOMPARE(qRound(contrast(Qt::black, Qt::white) * 100), 2100);
    QCOMPARE(qRound(contrast(Qt::white, Qt::white) * 100), 100);
}

void ThemeTest::theSheetNamesEveryColour()
{
    const QString sheet = styleSheetOf(lightColours(), QFont());
    QVERIFY(sheet.contains(lightColours().accent.name()));
    QVERIFY2(!sheet.contains(u'@'), qPrintable(sheet.mid(sheet.indexOf(u'@'), 40)));
}

void ThemeTest::darkAndLightDiffer()
{
    Theme &theme = Theme::instance();
    theme.setMode(Theme::Mode::Light);
    QVERIFY(!theme.isDark());
    QVERIFY(!isDarkPalette(QApplication::palette()));
    theme.setMode(Theme::Mode::Dark);
    QVERIFY(theme.isDark());
    QVERIFY(isDarkPalette(QApplication::palette()));
    QCOMPARE(theme.colour(Theme::Colour::Accent), darkColours().accent);
}

void ThemeTest::changingTheModeTellsWindows()
{
    Theme &theme = Theme::instance();
    theme.setMode(Theme::Mode::Light);
    const QSignalSpy changed(&theme, &Theme::changed);
    theme.setMode(Theme::Mode::Dark);
    QCOMPARE(changed.count(), 1);
    theme.setMode(Theme::Mode::Dark);
    QCOMPARE(changed.count(), 1);
}

// The desktop's palette cannot be changed from here; what it sends when it changes can be.
void ThemeTest::theSystemIsFollowedWhileRunning()
{
    Theme &theme = Theme::instance();
    theme.setMode(Theme::Mode::FollowSystem);
    QSignalSpy changed(&theme, &Theme::changed);
    QEvent event(QEvent::ApplicationPaletteChange);
    QCoreApplication::sendEvent(qApp, &event);
    QTRY_COMPARE(changed.count(), 1);
    QCoreApplication::processEvents();
    QCOMPARE(changed.count(), 1);  // what it sets itself is no change of the system
}

void ThemeTest::aForcedModeIgnoresTheSystem()
{
    Theme &theme = Theme::instance();
    theme.setMode(Theme::Mode::Dark);
    const QSignalSpy changed(&theme, &Theme::changed);
    QEvent event(QEvent::ApplicationPaletteChange);
    QCoreApplication::sendEvent(qApp, &event);
    QCoreApplication::processEvents();
    QCOMPARE(changed.count(), 0);
    QVERIFY(theme.isDark());
}

void ThemeTest::everyIconIsThereInBothThemes()
{
    Theme &theme = Theme::instance();
    theme.setMode(Theme::Mode::Light);  // loads the resources
    const QStringList files = QDir(QStringLiteral(":/icons")).entryList({QStringLiteral("*.svg")});
    QVERIFY(files.size() > 50);
    for (const Theme::Mode mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
        theme.setMode(mode);
        const QColor text = QApplication::palette().color(QPalette::Text);
        for (const QString &file : files) {
            const QString name = file.chopped(4);
            if (name == QLatin1StringView("cosftp") || name.startsWith(QLatin1StringView("arrow-")))
                continue;
            const QImage image = theme.icon(name).pixmap(24, 24).toImage();
            QVERIFY2(inkOf(image, text) >= 3, qPrintable(name));
        }
    }
}

void ThemeTest::iconsAreSharpAtEveryScale()
{
    for (const qreal scale : {1.0, 1.25, 2.0, 3.0}) {
        const QPixmap pixmap =
            Theme::instance().icon(QStringLiteral("search")).pixmap(QSize(20, 20), scale);
        QCOMPARE(pixmap.width(), qRound(20 * scale));
        QCOMPARE(pixmap.devicePixelRatio(), scale);
    }
}

void ThemeTest::disabledIconsArePaler()
{
    Theme::instance().setMode(Theme::Mode::Light);
    const QIcon icon = Theme::instance().icon(QStringLiteral("stop"), Theme::Colour::Bad);
    const QImage enabled = icon.pixmap(32, 32, QIcon::Normal).toImage();
    const QImage disabled = icon.pixmap(32, 32, QIcon::Disabled).toImage();
    QVERIFY(inkOf(enabled, lightColours().bad) > 0);
    QCOMPARE(inkOf(disabled, lightColours().bad), 0);
    QVERIFY(inkOf(disabled, lightColours().disabled) > 0);
}

COSFTP_TEST(ThemeTest)

}  // namespace cosftp

#include "theme_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/theme.h"

#include "common/icon_engine.h"
#include "common/style_sheet.h"
#include "common/theme_colours.h"

#include <QEvent>
#include <QFontInfo>
#include <QListWidget>
#include <QProxyStyle>
#include <QToolTip>
#include <QTreeWidget>

// A static library's resources are left out by the linker unless somebody calls for them. The macro
// declares a function of the global namespace and therefore stands there itself.
static void loadIcons() { Q_INIT_RESOURCE(icons); }

namespace cosftp {

namespace {

// Named, because what a system falls back to by itself may be a bold or a Japanese one.
QFont withChinese(QFont font)
{
    // "Sans Serif" is no face of its own: in a list it would be passed over.
    QStringList families{QFontInfo(font).family()};
    families << QStringLiteral("Noto Sans CJK SC") << QStringLiteral("Source Han Sans SC")
             << QStringLiteral("PingFang SC") << QStringLiteral("Microsoft YaHei")
             << QStringLiteral("WenQuanYi Micro Hei");
    font.setFamilies(families);
    return font;
}

// A cell of numbers stands at the right, the words of the next one at the left: they would touch.
// Rows of lists are as high as is easy to hit. (A style sheet's ::item draws icons twice.)
class RoomyCells final : public QProxyStyle
{
public:
    RoomyCells() : QProxyStyle(QStringLiteral("Fusion")) {}

    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption *option,
                                  const QWidget *widget) const override
    {
        return metric == PM_FocusFrameHMargin ? cellMargin
                                              : QProxyStyle::pixelMetric(metric, option, widget);
    }

    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption *option,
                                         const QSize &contents,
                                         const QWidget *widget) const override
    {
        QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
        const bool isRow = type == CT_ItemViewItem
                           && (qobject_cast<const QListWidget *>(widget) != nullptr
                               || qobject_cast<const QTreeWidget *>(widget) != nullptr);
        return isRow ? size + QSize(0, rowPadding) : size;
    }

private:
    static constexpr int rowPadding = 8;  // above and below together
    static constexpr int cellMargin = 6;
};

}  // namespace

Theme &Theme::instance()
{
    static QPointer<Theme> theme;
    if (theme.isNull())
        theme = new Theme(QCoreApplication::instance());
    return *theme;
}

Theme::Theme(QObject *parent)
    : QObject(parent), m_colours(std::make_unique<ThemeColours>(lightColours()))
{
    loadIcons();
    parent->installEventFilter(this);
}

Theme::~Theme() = default;

void Theme::setMode(Mode mode)
{
    if (m_isSet && mode == m_mode)
        return;
    m_mode = mode;
    refresh();
}

// Qt 6.4 has no colour scheme to ask for. An application palette hides the system's, so it is taken
// off for a moment; what is seen then is the system's own, and its lightness tells.
void Theme::refresh()
{
    m_isRefreshing = true;
    if (!m_isSet) {
        QApplication::setStyle(new RoomyCells);
        QApplication::setFont(withChinese(QApplication::font()));
    }
    bool isDark = m_mode == Mode::Dark;
    if (m_mode == Mode::FollowSystem) {
        QApplication::setPalette(QPalette());
        isDark = isDarkPalette(QApplication::palette());
    }
    m_isDark = isDark;
    *m_colours = isDark ? darkColours() : lightColours();
    const QPalette palette = paletteOf(*m_colours);
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
    qApp->setStyleSheet(styleSheetOf(*m_colours, QApplication::font()));
    m_isSet = true;
    m_isRefreshing = false;
    Q_EMIT changed();
}

// ThemeChange goes to windows, ApplicationPaletteChange to the application; desktops send one, the
// other or both. What our own refresh() causes is not a change of the system.
bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    const bool isSystemChange = event->type() == QEvent::ThemeChange
                                || (event->type() == QEvent::ApplicationPaletteChange
                                    && watched == QCoreApplication::instance());
    if (isSystemChange && m_isSet && !m_isRefreshing && m_mode == Mode::FollowSystem)
        QMetaObject::invokeMethod(this, &Theme::refresh, Qt::QueuedConnection);
    return false;
}

QColor Theme::colour(Colour colour) const
{
    switch (colour) {
    case Colour::Good:
        return m_colours->good;
    case Colour::Warning:
        return m_colours->warning;
    case Colour::Bad:
        return m_colours->bad;
    case Colour::Accent:
        return m_colours->accent;
    case Colour::Muted:
        return m_colours->muted;
    case Colour::Upload:
        return m_colours->upload;
    case Colour::Download:
        return m_colours->download;
    case Colour::Grid:
        return m_colours->grid;
    case Colour::Card:
        return m_colours->card;
    case Colour::CardBorder:
        return m_colours->cardBorder;
    case Colour::Text:
        return m_colours->text;
    case Colour::OnAccent:
        return m_colours->onAccent;
    case Colour::OnBad:
        return m_colours->onBad;
    case Colour::Window:
        return m_colours->window;
    case Colour::GoodTint:
        return m_colours->goodTint;
    case Colour::WarningTint:
        return m_colours->warningTint;
    case Colour::BadTint:
        return m_colours->badTint;
    case Colour::InfoTint:
        return m_colours->infoTint;
    }
    return m_colours->text;
}

QIcon Theme::icon(const QString &name) const
{
    return QIcon(new IconEngine(name));  // NOLINT(cppcoreguidelines-owning-memory): QIcon owns it
}

QIcon Theme::icon(const QString &name, Colour colour) const
{
    return QIcon(new IconEngine(name, colour));  // NOLINT(cppcoreguidelines-owning-memory)
}

QIcon Theme::programIcon() const
{
    // Pixmaps, because window managers and trays take no SVG.
    QIcon icon;
    for (const int size : {16, 22, 24, 32, 48, 64, 128, 256})
        icon.addPixmap(IconEngine::render(QStringLiteral("cosftp"), Qt::black, {size, size}));
    return icon;
}

Theme::Mode Theme::modeFromName(const QString &name)
{
    if (name == QLatin1StringView("light"))
        return Mode::Light;
    return name == QLatin1StringView("dark") ? Mode::Dark : Mode::FollowSystem;
}

QString Theme::nameOf(Mode mode)
{
    switch (mode) {
    case Mode::Light:
        return QStringLiteral("light");
    case Mode::Dark:
        return QStringLiteral("dark");
    case Mode::FollowSystem:
        break;
    }
    return QStringLiteral("system");
}

}  // namespace cosftp

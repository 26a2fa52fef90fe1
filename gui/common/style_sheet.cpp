// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/style_sheet.h"

#include "common/theme_colours.h"

namespace cosftp {

namespace {

// "@name" stands for a colour of ThemeColours, "@large" for a font size. The parts are kept apart
// so that each can be read at a glance.
constexpr auto surfaces = R"(
QMainWindow, QDialog, QWizard, cosftp--Page, QStackedWidget { background: @window; }
QScrollArea, QScrollArea > QWidget > QWidget#scrolled { background: transparent; border: none; }
cosftp--Card { background: @card; border: 1px solid @cardBorder; border-radius: 10px; }
QLabel[role="title"] { font-size: @hugept; font-weight: 600; }
QLabel[role="heading"] { font-size: @largept; font-weight: 600; }
QLabel[role="number"] { font-size: @hugept; font-weight: 600; }
QLabel[role="muted"] { color: @muted; }
QLabel[role="error"] { color: @bad; }
QLabel[role="warning"] { color: @warning; }
QLabel[role="good"] { color: @good; }
QToolTip { background: @tooltip; color: @tooltipText; border: 1px solid @tooltip; padding: 5px; }
QStatusBar { background: @rail; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QSplitter::handle { background: @cardBorder; }
QSplitter::handle:horizontal { width: 1px; margin: 0 4px; }
QSplitter::handle:vertical { height: 1px; margin: 4px 0; }
)";

constexpr auto buttons = R"(
QPushButton { background: @button; color: @text; border: 1px solid @fieldBorder; border-radius: 6px;
    padding: 6px 14px; min-height: 1.3em; }
QPushButton:hover { background: @buttonHover; }
QPushButton:pressed, QPushButton:checked { background: @selection; color: @selectionText; }
QPushButton:focus { border: 2px solid @accent; padding: 5px 13px; }
QPushButton:disabled { color: @disabled; border-color: @cardBorder; background: @window; }
QPushButton[role="primary"] { background: @accent; color: @onAccent; border-color: @accent; font-weight: 600; }
QPushButton[role="primary"]:hover { background: @accentHover; }
QPushButton[role="primary"]:focus { border: 2px solid @text; }
QPushButton[role="primary"]:disabled { background: @cardBorder; color: @disabled; border-color: @cardBorder; }
QPushButton[role="danger"] { background: @bad; color: @onBad; border-color: @bad; font-weight: 600; }
QPushButton[role="danger"]:hover { background: @badHover; }
QPushButton[role="danger"]:focus { border: 2px solid @text; }
QPushButton[role="danger"]:disabled { background: @cardBorder; color: @disabled; border-color: @cardBorder; }
QPushButton[role="flat"] { background: transparent; border-color: transparent; color: @accent; }
QPushButton[role="flat"]:hover { background: @buttonHover; }
QPushButton[role="flat"]:focus { border: 2px solid @accent; }
QPushButton[role="flat"]:disabled { color: @disabled; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 5px; }
QToolButton:hover { background: @buttonHover; }
QToolButton:pressed, QToolButton:checked { background: @selection; color: @selectionText; }
QToolButton:focus { border: 1px solid @accent; }
QToolButton:disabled { color: @disabled; }
QToolButton[popupMode="2"] { padding-right: 18px; }
QToolButton::menu-indicator, QPushButton::menu-indicator { image: url(:/icons/arrow-down.svg); width: 10px; height: 10px;
    subcontrol-origin: padding; subcontrol-position: center right; right: 5px; }
)";

constexpr auto fields = R"(
QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit { background: @field; color: @text;
    border: 1px solid @fieldBorder; border-radius: 6px; padding: 5px 8px;
    selection-background-color: @selection; selection-color: @selectionText; }
QLineEdit, QComboBox, QAbstractSpinBox { min-height: 1.4em; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus, QPlainTextEdit:focus, QTextEdit:focus {
    border: 2px solid @accent; padding: 4px 7px; }
QLineEdit[invalid="true"], QComboBox[invalid="true"], QAbstractSpinBox[invalid="true"],
    QPlainTextEdit[invalid="true"] { border: 2px solid @bad; padding: 4px 7px; }
QLineEdit:read-only { background: @window; border-color: @cardBorder; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled, QPlainTextEdit:disabled { color: @disabled;
    background: @window; border-color: @cardBorder; }
QComboBox::drop-down { border: none; width: 24px; subcontrol-position: center right; }
QComboBox::down-arrow { image: url(:/icons/arrow-down.svg); width: 12px; height: 12px; }
QDateEdit::drop-down { border: none; width: 24px; subcontrol-position: center right; }
QDateEdit::down-arrow { image: url(:/icons/arrow-down.svg); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: @card; border: 1px solid @cardBorder; outline: none; padding: 3px;
    selection-background-color: @selection; selection-color: @selectionText; }
QComboBox QLineEdit, QAbstractSpinBox QLineEdit { border: none; padding: 0; min-height: 0; background: transparent; }
QComboBox QLineEdit:focus, QAbstractSpinBox QLineEdit:focus { border: none; padding: 0; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: 22px; background: transparent; }
QAbstractSpinBox::up-button { subcontrol-position: top right; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: @buttonHover; }
QAbstractSpinBox::up-arrow { image: url(:/icons/arrow-up.svg); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow { image: url(:/icons/arrow-down.svg); width: 10px; height: 10px; }
QCheckBox, QRadioButton { spacing: 8px; padding: 3px; border: 1px solid transparent; border-radius: 4px; }
QCheckBox:focus, QRadioButton:focus { border: 1px solid @accent; }
QCheckBox:disabled, QRadioButton:disabled { color: @disabled; }
QCheckBox::indicator, QRadioButton::indicator, QGroupBox::indicator, QAbstractItemView::indicator { width: 16px;
    height: 16px; border: 1px solid @fieldBorder; border-radius: 4px; background: @field; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:checked, QGroupBox::indicator:checked, QAbstractItemView::indicator:checked { background: @accent;
    border-color: @accent; image: url(:/icons/marks/tick-@tone.svg); }
QRadioButton::indicator:checked { background: @accent; border-color: @accent; image: url(:/icons/marks/dot-@tone.svg); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: @window; border-color: @cardBorder; }
QCheckBox::indicator:checked:disabled, QRadioButton::indicator:checked:disabled { background: @disabled; }
)";

constexpr auto views = R"(
QTableView, QTreeView, QListView { background: @card; color: @text; border: 1px solid @cardBorder;
    border-radius: 8px; outline: none; gridline-color: transparent;
    selection-background-color: @selection; selection-color: @selectionText; }
QTableView:focus, QTreeView:focus, QListView:focus { border: 1px solid @accent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QHeaderView { background: @card; border: none; border-top-left-radius: 8px; border-top-right-radius: 8px; }
QHeaderView::section { background: @card; color: @muted; font-weight: 600; border: none;
    border-bottom: 1px solid @cardBorder; padding: 7px; }
QHeaderView::section:hover { color: @text; }
QHeaderView::down-arrow { image: url(:/icons/arrow-down.svg); width: 10px; height: 10px;
    subcontrol-origin: padding; subcontrol-position: center right; }
QHeaderView::up-arrow { image: url(:/icons/arrow-up.svg); width: 10px; height: 10px;
    subcontrol-origin: padding; subcontrol-position: center right; }
QTableCornerButton::section { background: @card; border: none; }
QProgressBar { background: @grid; border: none; border-radius: 5px; text-align: center; color: @text;
    min-height: 1.1em; }
QProgressBar::chunk { background: @selection; border-radius: 5px; }
QTabWidget::pane { border: none; border-top: 1px solid @cardBorder; }
QTabBar::tab { background: transparent; color: @muted; padding: 8px 14px; border: none;
    border-bottom: 3px solid transparent; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @text; border-bottom: 3px solid @accent; font-weight: 600; }
QTabBar:focus { outline: none; }
QTabBar::tab:focus { background: @buttonHover; }
QMenu { background: @card; color: @text; border: 1px solid @cardBorder; border-radius: 8px; padding: 5px; }
QMenu::item { padding: 6px 26px 6px 10px; border-radius: 5px; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: @selection; color: @selectionText; }
QMenu::item:disabled { color: @disabled; }
QMenu::separator { height: 1px; background: @cardBorder; margin: 5px 8px; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: @fieldBorder; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 30px; }
QScrollBar::handle:horizontal { min-width: 30px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
)";

constexpr auto frame = R"(
QWidget#rail { background: @rail; border-right: 1px solid @cardBorder; }
QWidget#rail QToolButton { text-align: left; padding: 9px 12px; border-radius: 8px; color: @text; }
QWidget#rail QToolButton:checked { background: @selection; color: @selectionText; font-weight: 600; }
QWidget#rail QToolButton:focus { border: 1px solid @accent; }
QWidget#strip { background: @card; border-bottom: 1px solid @cardBorder; }
cosftp--MessageBar { border-radius: 8px; border: 1px solid @cardBorder; background: @infoTint; }
cosftp--MessageBar[kind="warning"] { background: @warningTint; border-color: @warning; }
cosftp--MessageBar[kind="error"] { background: @badTint; border-color: @bad; }
cosftp--MessageBar[kind="good"] { background: @goodTint; border-color: @good; }
)";

QString pointSize(const QFont &font, double factor)
{
    const double size = font.pointSizeF() > 0 ? font.pointSizeF() : 10.0;
    return QString::number(size * factor, 'f', 1);
}

// Which of the two kinds of marks can be seen on a colour.
QString toneOn(const QColor &ground)
{
    return ground.lightnessF() < 0.6 ? QStringLiteral("light") : QStringLiteral("dark");
}

QList<std::pair<QLatin1StringView, QString>> variables(const ThemeColours &c, const QFont &font)
{
    using View = QLatin1StringView;
    // Longer names first: "@cardBorder" must not be read as "@card" and "Border".
    return {{View("@selectionText"), c.selectionText.name()},
            {View("@fieldBorder"), c.fieldBorder.name()},
            {View("@buttonHover"), c.buttonHover.name()},
            {View("@accentHover"), c.accentHover.name()},
            {View("@tooltipText"), c.tooltipText.name()},
            {View("@warningTint"), c.warningTint.name()},
            {View("@cardBorder"), c.cardBorder.name()},
            {View("@selection"), c.selection.name()},
            {View("@onAccent"), c.onAccent.name()},
            {View("@badHover"), c.badHover.name()},
            {View("@goodTint"), c.goodTint.name()},
            {View("@infoTint"), c.infoTint.name()},
            {View("@disabled"), c.disabled.name()},
            {View("@badTint"), c.badTint.name()},
            {View("@tooltip"), c.tooltip.name()},
            {View("@warning"), c.warning.name()},
            {View("@window"), c.window.name()},
            {View("@button"), c.button.name()},
            {View("@accent"), c.accent.name()},
            {View("@onBad"), c.onBad.name()},
            {View("@field"), c.field.name()},
            {View("@muted"), c.muted.name()},
            {View("@large"), pointSize(font, 1.2)},
            {View("@huge"), pointSize(font, 1.6)},
            {View("@rail"), c.rail.name()},
            {View("@card"), c.card.name()},
            {View("@grid"), c.grid.name()},
            {View("@text"), c.text.name()},
            {View("@good"), c.good.name()},
            {View("@bad"), c.bad.name()},
            {View("@tone"), toneOn(c.accent)}};
}

}  // namespace

QString styleSheetOf(const ThemeColours &colours, const QFont &font)
{
    QString sheet;
    for (const char *part : {surfaces, buttons, fields, views, frame})
        sheet += QLatin1StringView(part);
    for (const auto &[name, value] : variables(colours, font))
        sheet.replace(name, value);
    return sheet;
}

}  // namespace cosftp

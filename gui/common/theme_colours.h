// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QList>
#include <QPalette>
#include <QString>

namespace cosftp {

/// Every colour of a theme; palette, style sheet and icons use these and no others.
struct ThemeColours
{
    QColor window;       ///< Behind the cards.
    QColor rail;         ///< Behind the list of pages.
    QColor card;         ///< Cards, tables, menus.
    QColor cardBorder;   ///< Lines around cards and between parts.
    QColor field;        ///< Behind text that can be edited.
    QColor fieldBorder;  ///< Around fields and buttons; 3:1 against what is around them.
    QColor button;       ///< Buttons at rest.
    QColor buttonHover;  ///< Buttons under the mouse.
    QColor text;         ///< Most text.
    QColor muted;        ///< Less important text.
    QColor disabled;     ///< Text of what cannot be used now.
    QColor accent;  ///< The one colour that stands out: primary buttons, links, the page shown.
    QColor accentHover;    ///< A primary button under the mouse.
    QColor onAccent;       ///< Text on the accent.
    QColor selection;      ///< Behind selected rows and text.
    QColor selectionText;  ///< Text on it.
    QColor tooltip;        ///< Behind tool tips.
    QColor tooltipText;
    QColor good;
    QColor warning;
    QColor bad;
    QColor badHover;  ///< A destructive button under the mouse.
    QColor onBad;     ///< Text on a destructive button.
    QColor upload;
    QColor download;
    QColor grid;         ///< Lines of graphs.
    QColor goodTint;     ///< Behind a message that all is well.
    QColor warningTint;  ///< Behind a warning.
    QColor badTint;      ///< Behind an error.
    QColor infoTint;     ///< Behind a message.
};

/// Text and what it is written on.
struct TextPair
{
    QString name;
    QColor text;
    QColor background;
};

ThemeColours lightColours();
ThemeColours darkColours();
QPalette paletteOf(const ThemeColours &colours);

/// Every combination of text and background that the windows use.
QList<TextPair> textPairs(const ThemeColours &colours);

/// WCAG 2.1 contrast ratio, 1..21.
double contrast(const QColor &one, const QColor &other);
/// Whether a palette of the system is a dark one: its text is lighter than its windows.
bool isDarkPalette(const QPalette &palette);

}  // namespace cosftp

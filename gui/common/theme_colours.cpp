// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/theme_colours.h"

#include <cmath>

namespace cosftp {

namespace {

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &colour)
{
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
           + 0.0722 * linear(colour.blueF());
}

}  // namespace

ThemeColours lightColours()
{
    ThemeColours c;
    c.window = QColor(0xf3f5f9);
    c.rail = QColor(0xe8ecf3);
    c.card = QColor(0xffffff);
    c.cardBorder = QColor(0xdbe1ea);
    c.field = QColor(0xffffff);
    c.fieldBorder = QColor(0x8a96a6);
    c.button = QColor(0xfbfcfe);
    c.buttonHover = QColor(0xe9eff8);
    c.text = QColor(0x1a2432);
    c.muted = QColor(0x556274);
    c.disabled = QColor(0x8b95a3);
    c.accent = QColor(0x0f5cc4);
    c.accentHover = QColor(0x0b4ba3);
    c.onAccent = QColor(0xffffff);
    c.selection = QColor(0xd4e5fc);
    c.selectionText = QColor(0x10203a);
    c.tooltip = QColor(0x232d3b);
    c.tooltipText = QColor(0xf2f5f9);
    c.good = QColor(0x0a6b35);
    c.warning = QColor(0x815000);
    c.bad = QColor(0xb3202c);
    c.badHover = QColor(0x93151f);
    c.onBad = QColor(0xffffff);
    c.upload = QColor(0x6a37bd);
    c.download = QColor(0x096583);
    c.grid = QColor(0xe1e6ee);
    c.goodTint = QColor(0xe2f5e9);
    c.warningTint = QColor(0xfff2d6);
    c.badTint = QColor(0xfde6e7);
    c.infoTint = QColor(0xe3eefd);
    return c;
}

ThemeColours darkColours()
{
    ThemeColours c;
    c.window = QColor(0x14181f);
    c.rail = QColor(0x0f1319);
    c.card = QColor(0x1c222b);
    c.cardBorder = QColor(0x313a47);
    c.field = QColor(0x161b22);
    c.fieldBorder = QColor(0x6b7888);
    c.button = QColor(0x2a323d);
    c.buttonHover = QColor(0x364150);
    c.text = QColor(0xe7ebf1);
    c.muted = QColor(0x9fabba);
    c.disabled = QColor(0x6c7785);
    c.accent = QColor(0x74b3ff);
    c.accentHover = QColor(0x9bcaff);
    c.onAccent = QColor(0x0a1a30);
    c.selection = QColor(0x274468);
    c.selectionText = QColor(0xf4f8ff);
    c.tooltip = QColor(0xe7ebf1);
    c.tooltipText = QColor(0x1a2432);
    c.good = QColor(0x63d491);
    c.warning = QColor(0xf3bb5c);
    c.bad = QColor(0xff9590);
    c.badHover = QColor(0xffb3af);
    c.onBad = QColor(0x3a0508);
    c.upload = QColor(0xc7a8ff);
    c.download = QColor(0x62d3f0);
    c.grid = QColor(0x303947);
    c.goodTint = QColor(0x17301f);
    c.warningTint = QColor(0x372a10);
    c.badTint = QColor(0x3d1c20);
    c.infoTint = QColor(0x1a2d47);
    return c;
}

QPalette paletteOf(const ThemeColours &c)
{
    QPalette palette;
    palette.setColor(QPalette::Window, c.window);
    palette.setColor(QPalette::WindowText, c.text);
    palette.setColor(QPalette::Base, c.field);
    palette.setColor(QPalette::AlternateBase, c.window);
    palette.setColor(QPalette::Text, c.text);
    palette.setColor(QPalette::PlaceholderText, c.muted);
    palette.setColor(QPalette::Button, c.button);
    palette.setColor(QPalette::ButtonText, c.text);
    palette.setColor(QPalette::BrightText, c.bad);
    palette.setColor(QPalette::Highlight, c.selection);
    palette.setColor(QPalette::HighlightedText, c.selectionText);
    palette.setColor(QPalette::ToolTipBase, c.tooltip);
    palette.setColor(QPalette::ToolTipText, c.tooltipText);
    palette.setColor(QPalette::Link, c.accent);
    palette.setColor(QPalette::LinkVisited, c.upload);
    palette.setColor(QPalette::Light, c.card);
    palette.setColor(QPalette::Midlight, c.buttonHover);
    palette.setColor(QPalette::Mid, c.cardBorder);
    palette.setColor(QPalette::Dark, c.fieldBorder);
    palette.setColor(QPalette::Shadow, QColor(Qt::black));
    for (const QPalette::ColorRole role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, c.disabled);
    palette.setColor(QPalette::Disabled, QPalette::Base, c.window);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, c.cardBorder);
    return palette;
}

QList<TextPair> textPairs(const ThemeColours &c)
{
    QList<TextPair> pairs;
    const QList<std::pair<QString, QColor>> surfaces{
        {QStringLiteral("window"), c.window}, {QStringLiteral("rail"), c.rail},
        {QStringLiteral("card"), c.card},     {QStringLiteral("field"), c.field},
        {QStringLiteral("button"), c.button}, {QStringLiteral("hover"), c.buttonHover}};
    const QList<std::pair<QString, QColor>> texts{
        {QStringLiteral("text"), c.text},       {QStringLiteral("muted"), c.muted},
        {QStringLiteral("accent"), c.accent},   {QStringLiteral("good"), c.good},
        {QStringLiteral("warning"), c.warning}, {QStringLiteral("bad"), c.bad},
        {QStringLiteral("upload"), c.upload},   {QStringLiteral("download"), c.download}};
    for (const auto &[surfaceName, surface] : surfaces) {
        for (const auto &[textName, text] : texts)
            pairs.append({textName + QStringLiteral(" on ") + surfaceName, text, surface});
    }
    pairs.append({QStringLiteral("primary button"), c.onAccent, c.accent});
    pairs.append({QStringLiteral("primary button, hover"), c.onAccent, c.accentHover});
    pairs.append({QStringLiteral("destructive button"), c.onBad, c.bad});
    pairs.append({QStringLiteral("destructive button, hover"), c.onBad, c.badHover});
    pairs.append({QStringLiteral("selection"), c.selectionText, c.selection});
    pairs.append({QStringLiteral("progress, done part"), c.text, c.selection});
    pairs.append({QStringLiteral("progress, rest"), c.text, c.grid});
    pairs.append({QStringLiteral("tool tip"), c.tooltipText, c.tooltip});
    for (const QColor &tint : {c.goodTint, c.warningTint, c.badTint, c.infoTint})
        pairs.append({QStringLiteral("message"), c.text, tint});
    pairs.append({QStringLiteral("good badge"), c.good, c.goodTint});
    pairs.append({QStringLiteral("warning badge"), c.warning, c.warningTint});
    pairs.append({QStringLiteral("bad badge"), c.bad, c.badTint});
    pairs.append({QStringLiteral("info badge"), c.accent, c.infoTint});
    return pairs;
}

double contrast(const QColor &one, const QColor &other)
{
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

bool isDarkPalette(const QPalette &palette)
{
    return luminance(palette.color(QPalette::WindowText))
           > luminance(palette.color(QPalette::Window));
}

}  // namespace cosftp

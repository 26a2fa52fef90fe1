// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/icon_engine.h"

#include <QFile>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace cosftp {

IconEngine::IconEngine(QString name, std::optional<Theme::Colour> colour)
    : m_name(std::move(name)), m_colour(colour)
{}

QColor IconEngine::colourFor(QIcon::Mode mode) const
{
    const QPalette palette = QApplication::palette();
    if (mode == QIcon::Disabled)
        return palette.color(QPalette::Disabled, QPalette::Text);
    if (m_colour)
        return Theme::instance().colour(*m_colour);
    if (mode == QIcon::Selected)
        return palette.color(QPalette::HighlightedText);
    return palette.color(QPalette::Text);
}

void IconEngine::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state)
{
    Q_UNUSED(state)
    const qreal scale = painter->device()->devicePixelRatioF();
    painter->drawPixmap(rect, render(m_name, colourFor(mode), rect.size() * scale));
}

QPixmap IconEngine::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state)
{
    Q_UNUSED(state)
    return render(m_name, colourFor(mode), size);
}

QPixmap IconEngine::scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state,
                                 qreal scale)
{
    Q_UNUSED(state)
    QPixmap pixmap = render(m_name, colourFor(mode), size);
    pixmap.setDevicePixelRatio(scale);
    return pixmap;
}

QSize IconEngine::actualSize(const QSize &size, QIcon::Mode mode, QIcon::State state)
{
    Q_UNUSED(mode)
    Q_UNUSED(state)
    return size;
}

QIconEngine *IconEngine::clone() const
{
    return new IconEngine(*this);  // NOLINT(cppcoreguidelines-owning-memory): QIcon owns it
}

QPixmap IconEngine::render(const QString &name, const QColor &colour, const QSize &size)
{
    if (size.isEmpty())
        return {};  // a layout that has no room yet asks for this
    const QString cacheKey = QStringLiteral("cosftp/%1/%2/%3x%4")
                                 .arg(name, colour.name(QColor::HexArgb))
                                 .arg(size.width())
                                 .arg(size.height());
    QPixmap pixmap;
    if (QPixmapCache::find(cacheKey, &pixmap))
        return pixmap;
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QSvgRenderer renderer(file.readAll().replace("currentColor", colour.name().toLatin1()));
    renderer.setAspectRatioMode(Qt::KeepAspectRatio);
    pixmap = QPixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter);
    painter.end();
    QPixmapCache::insert(cacheKey, pixmap);
    return pixmap;
}

}  // namespace cosftp

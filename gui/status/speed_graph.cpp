// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/speed_graph.h"

#include "common/format.h"
#include "common/theme.h"

#include <QCategoryAxis>
#include <QChart>
#include <QChartView>
#include <QEvent>
#include <QGraphicsLayout>
#include <QLegend>
#include <QLineSeries>
#include <QPainter>

#include <array>
#include <cmath>

namespace cosftp {

namespace {

constexpr double unit = 1024;
constexpr int mostNumbers = 5;
constexpr int minutes = SpeedGraph::seconds / 60;
constexpr double lineWidth = 2;
constexpr double smallestScale = unit;
constexpr int labelGap = 6;

void clearLabels(QCategoryAxis *axis)
{
    for (const QString &label : axis->categoriesLabels())
        axis->remove(label);
}

}  // namespace

SpeedScale speedScale(double bytesPerSecond)
{
    static constexpr std::array steps{1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0};
    const double fastest = std::max(bytesPerSecond, smallestScale);
    for (double base = unit;; base *= unit) {
        for (const double factor : steps) {
            const double step = factor * base;
            const double count = std::ceil(fastest / step);
            if (count <= mostNumbers)
                return {count * step, step};
        }
    }
}

SpeedGraph::SpeedGraph(QWidget *parent)
    : QWidget(parent), m_chart(new QChart), m_view(new QChartView(m_chart, this)),
      m_upload(new QLineSeries(m_chart)), m_download(new QLineSeries(m_chart)),
      m_timeAxis(new QCategoryAxis(m_chart)), m_speedAxis(new QCategoryAxis(m_chart))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setFocusPolicy(Qt::NoFocus);
    m_chart->setBackgroundVisible(false);
    m_chart->setMargins({});
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);  // else a frame of 20 pixels
    m_chart->legend()->setAlignment(Qt::AlignTop);
    m_chart->addSeries(m_upload);
    m_chart->addSeries(m_download);
    makeAxes();
    rescale(0);
    retranslate();
    recolour();
    connect(&Theme::instance(), &Theme::changed, this, &SpeedGraph::recolour);
}

void SpeedGraph::makeAxes()
{
    for (QCategoryAxis *axis : {m_timeAxis, m_speedAxis}) {
        axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
        m_chart->addAxis(axis, axis == m_timeAxis ? Qt::AlignBottom : Qt::AlignLeft);
        m_upload->attachAxis(axis);
        m_download->attachAxis(axis);
    }
    m_timeAxis->setRange(-seconds, 0);
    m_timeAxis->setStartValue(-seconds - 1);
    m_speedAxis->setStartValue(-1);
}

void SpeedGraph::add(double upload, double download)
{
    m_points.push_back({upload, download});
    // One more than fits, so that the line reaches the left edge.
    while (m_points.size() > std::size_t(seconds) + 1)
        m_points.pop_front();
    redraw();
}

void SpeedGraph::redraw()
{
    QList<QPointF> upload;
    QList<QPointF> download;
    double fastest = 0;
    const int newest = int(m_points.size()) - 1;
    for (int index = 0; index <= newest; ++index) {
        const Point &point = m_points[std::size_t(index)];
        upload += QPointF(index - newest, point.upload);
        download += QPointF(index - newest, point.download);
        fastest = std::max({fastest, point.upload, point.download});
    }
    rescale(fastest);
    m_upload->replace(upload);
    m_download->replace(download);
}

void SpeedGraph::rescale(double fastest)
{
    const SpeedScale scale = speedScale(fastest);
    if (scale == m_scale)
        return;
    m_scale = scale;
    clearLabels(m_speedAxis);
    m_speedAxis->setRange(0, scale.end);
    for (double value = 0; value <= scale.end * 1.001; value += scale.step)
        m_speedAxis->append(value == 0 ? QStringLiteral("0") : format::speed(value), value);
}

void SpeedGraph::retranslate()
{
    m_upload->setName(tr("Upload"));
    m_download->setName(tr("Download"));
    m_view->setAccessibleName(tr("Upload and download speed of the last minutes"));
    clearLabels(m_timeAxis);
    for (int minute = minutes; minute > 0; --minute)
        m_timeAxis->append(tr("%n min ago", nullptr, minute), -60.0 * minute);
    const QString now = tr("now");
    m_timeAxis->append(now, 0);
    // The label is centred on the right end of the axis; half of it stands beside the axis.
    m_chart->setMargins({0, 0, fontMetrics().horizontalAdvance(now) / 2 + labelGap, 0});
    m_scale = {};
    redraw();
}

void SpeedGraph::recolour()
{
    const Theme &theme = Theme::instance();
    m_upload->setPen(QPen(theme.colour(Theme::Colour::Upload), lineWidth));
    m_download->setPen(QPen(theme.colour(Theme::Colour::Download), lineWidth, Qt::DashLine));
    const QColor muted = theme.colour(Theme::Colour::Muted);
    const QColor grid = theme.colour(Theme::Colour::Grid);
    m_chart->legend()->setLabelColor(palette().color(QPalette::WindowText));
    m_view->setBackgroundBrush(Qt::NoBrush);
    m_view->setStyleSheet(QStringLiteral("background: transparent"));
    for (QCategoryAxis *axis : {m_timeAxis, m_speedAxis}) {
        axis->setLabelsColor(muted);
        axis->setGridLineColor(grid);
        axis->setLinePenColor(grid);
    }
}

void SpeedGraph::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::PaletteChange)
        recolour();
    QWidget::changeEvent(event);
}

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QWidget>

#include <deque>

class QCategoryAxis;
class QChart;
class QChartView;
class QLineSeries;

namespace cosftp {

/// The end of an axis for speeds up to `bytesPerSecond`, and the distance of its numbers: 1, 2 or 5
/// times a power of ten of KiB, MiB or GiB, at most five of them.
struct SpeedScale
{
    double end = 0;
    double step = 0;
    bool operator==(const SpeedScale &) const = default;
};
SpeedScale speedScale(double bytesPerSecond);

/// Upload and download speed of the last five minutes, one point a second.
class SpeedGraph final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SpeedGraph)

public:
    static constexpr int seconds = 300;

    explicit SpeedGraph(QWidget *parent = nullptr);

    /// The speeds of this second.
    void add(double upload, double download);
    [[nodiscard]] SpeedScale scale() const { return m_scale; }
    [[nodiscard]] int points() const { return int(m_points.size()); }

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Point
    {
        double upload = 0;
        double download = 0;
    };

    void makeAxes();
    void retranslate();
    void recolour();
    void redraw();
    void rescale(double fastest);

    std::deque<Point> m_points;
    SpeedScale m_scale;
    QChart *m_chart;
    QChartView *m_view;
    QLineSeries *m_upload;
    QLineSeries *m_download;
    QCategoryAxis *m_timeAxis;
    QCategoryAxis *m_speedAxis;
};

}  // namespace cosftp

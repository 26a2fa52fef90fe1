// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/bucket_health_panel.h"

#include "common/badge.h"
#include "common/format.h"
#include "common/roles.h"

#include <QEvent>
#include <QGridLayout>

namespace cosftp {

namespace {

Health healthOf(BucketHealth::State state)
{
    switch (state) {
    case BucketHealth::State::Unknown:
        return Health::Neutral;
    case BucketHealth::State::Checking:
        return Health::Busy;
    case BucketHealth::State::Reachable:
        return Health::Good;
    case BucketHealth::State::Failed:
        return Health::Bad;
    }
    return Health::Neutral;
}

QString stateText(const BucketHealth &bucket)
{
    switch (bucket.state) {
    case BucketHealth::State::Unknown:
        return BucketHealthPanel::tr("not checked yet");
    case BucketHealth::State::Checking:
        return BucketHealthPanel::tr("checking ...");
    case BucketHealth::State::Reachable:
        return BucketHealthPanel::tr("%1 ms").arg(bucket.milliseconds);
    case BucketHealth::State::Failed:
        return BucketHealthPanel::tr("not usable");
    }
    return {};
}

QLabel *plainLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

}  // namespace

BucketHealthPanel::BucketHealthPanel(QWidget *parent)
    : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins({});
    m_grid->setColumnStretch(1, 1);
    showBuckets();
}

void BucketHealthPanel::show(const QList<BucketHealth> &buckets)
{
    if (buckets == m_buckets)
        return;
    m_buckets = buckets;
    showBuckets();
}

void BucketHealthPanel::showBuckets()
{
    qDeleteAll(m_parts);
    m_parts.clear();
    if (m_buckets.isEmpty()) {
        auto *none = plainLabel(tr("The settings name no bucket yet."), this);
        setRole(none, LabelRole::Muted);
        m_grid->addWidget(none, 0, 0, 1, 3);
        m_parts += none;
    }
    for (int row = 0; row < int(m_buckets.size()); ++row) {
        const BucketHealth &bucket = m_buckets[row];
        auto *dot = new StatusDot(healthOf(bucket.state), this);
        auto *name = plainLabel(bucket.name, this);
        auto *state = plainLabel(stateText(bucket), this);
        name->setToolTip(bucket.problem);
        name->setTextInteractionFlags(Qt::TextSelectableByMouse);
        state->setToolTip(bucket.checked.isValid()
                              ? tr("Checked at %1").arg(format::time(bucket.checked))
                              : QString());
        setRole(state,
                bucket.state == BucketHealth::State::Failed ? LabelRole::Error : LabelRole::Muted);
        m_grid->addWidget(dot, row, 0);
        m_grid->addWidget(name, row, 1);
        m_grid->addWidget(state, row, 2, Qt::AlignRight);
        m_parts << dot << name << state;
    }
}

void BucketHealthPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        showBuckets();
    QWidget::changeEvent(event);
}

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/quota_bar.h"

#include "common/format.h"
#include "common/roles.h"

#include <QCoreApplication>
#include <QEvent>
#include <QLabel>
#include <QProgressBar>
#include <QVBoxLayout>

namespace cosftp {

namespace {

constexpr int full = 100;
constexpr int barCharacters = 34;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(QuotaBar)
};

int percentOf(qint64 part, qint64 whole)
{
    if (whole <= 0)
        return -1;
    return static_cast<int>(qMin(9999.0, 100.0 * double(part) / double(whole)));
}

QString filesText(qint64 used, qint64 most)
{
    if (most == 0)
        return Words::tr("%n file(s)", nullptr, static_cast<int>(used));
    return Words::tr("%1 of %2 files").arg(used).arg(most);
}

}  // namespace

int quotaPercent(const UserLimits &limits, const std::optional<QuotaRecord> &used)
{
    if (!used)
        return -1;
    return qMax(percentOf(used->bytes, limits.quotaBytes),
                percentOf(used->objects, limits.quotaObjects));
}

QString quotaText(const UserLimits &limits, const std::optional<QuotaRecord> &used)
{
    if (limits.quotaBytes == 0 && limits.quotaObjects == 0)
        return {};
    if (!used)
        return Words::tr("What is used is counted when the user logs in.");
    const QString bytes = limits.quotaBytes == 0 ? format::bytes(used->bytes)
                                                 : Words::tr("%1 of %2")
                                                       .arg(format::bytes(used->bytes),
                                                            format::bytes(limits.quotaBytes));
    const QString text =
        Words::tr("Used: %1, %2.").arg(bytes, filesText(used->objects, limits.quotaObjects));
    return used->isCounted ? text : text + QLatin1Char(' ') + Words::tr("Still being counted.");
}

QuotaBar::QuotaBar(QWidget *parent) : QWidget(parent), m_bar(new QProgressBar), m_text(new QLabel)
{
    m_bar->setObjectName(QStringLiteral("quotaBar"));
    m_text->setObjectName(QStringLiteral("quotaText"));
    m_text->setWordWrap(true);
    m_bar->setRange(0, full);
    m_bar->setMinimumWidth(fontMetrics().averageCharWidth() * barCharacters);
    setRole(m_text, LabelRole::Muted);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    layout->addWidget(m_bar, 0, Qt::AlignLeft);
    layout->addWidget(m_text);
    showUse();
}

void QuotaBar::setLimits(const UserLimits &limits)
{
    m_limits = limits;
    showUse();
}

void QuotaBar::setUsed(const std::optional<QuotaRecord> &used)
{
    if (m_used == used)
        return;
    m_used = used;
    showUse();
}

void QuotaBar::showUse()
{
    const int percent = quotaPercent(m_limits, m_used);
    const QString text = quotaText(m_limits, m_used);
    m_bar->setValue(qBound(0, percent, full));
    m_bar->setFormat(percent < 0 ? QString() : tr("%1 %").arg(percent));
    m_bar->setVisible(percent >= 0);
    m_bar->setAccessibleName(tr("Used part of the quota"));
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
}

void QuotaBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        showUse();
    QWidget::changeEvent(event);
}

}  // namespace cosftp

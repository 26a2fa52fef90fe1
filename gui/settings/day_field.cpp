// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/day_field.h"

#include "common/roles.h"
#include "common/scroll_fit.h"
#include "settings/account_fields.h"
#include "settings/setting_text.h"

#include <QDateEdit>
#include <QDateTime>
#include <QEvent>

namespace cosftp {

namespace {

constexpr int firstMonths = 12;

QDate today() { return QDateTime::currentDateTimeUtc().date(); }

}  // namespace

DayField::DayField(QWidget *parent)
    : QWidget(parent), m_ends(new QCheckBox), m_day(new QDateEdit), m_help(new QLabel),
      m_past(new QLabel)
{
    m_ends->setObjectName(QStringLiteral("userEnds"));
    m_day->setObjectName(QStringLiteral("userLastDay"));
    m_past->setObjectName(QStringLiteral("userDayPast"));
    m_day->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
    m_day->setCalendarPopup(true);
    m_day->setFocusPolicy(Qt::StrongFocus);
    m_help->setWordWrap(true);
    m_past->setWordWrap(true);
    setRole(m_help, LabelRole::Muted);
    setRole(m_past, LabelRole::Warning);
    auto *line = new QHBoxLayout;
    line->addWidget(m_ends);
    line->addWidget(m_day);
    line->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    layout->addLayout(line);
    layout->addWidget(m_past);
    layout->addWidget(m_help);
    connect(m_ends, &QCheckBox::clicked, this, [this](bool isOn) {
        m_day->setEnabled(isOn);
        showPast();
        Q_EMIT edited();
    });
    connect(m_day, &QDateEdit::dateChanged, this, [this] {
        showPast();
        Q_EMIT edited();
    });
    setDay({});
    retranslate();
}

void DayField::setDay(const QDate &day)
{
    const QSignalBlocker blocker(m_day);
    m_ends->setChecked(day.isValid());
    m_day->setEnabled(day.isValid());
    m_day->setDate(day.isValid() ? day : today().addMonths(firstMonths));
    showPast();
}

QDate DayField::day() const { return m_ends->isChecked() ? m_day->date() : QDate(); }

void DayField::setFocusHere() { showFocused(*m_ends); }

void DayField::showPast() { m_past->setVisible(day().isValid() && day() < today()); }

void DayField::retranslate()
{
    m_ends->setText(tr("The account ends after"));
    m_day->setAccessibleName(settingText::label(userRow(QStringLiteral("expires")).info));
    m_help->setText(tr("The last day on which the user can log in, in universal time (UTC)."));
    m_past->setText(tr("This day is over: the user cannot log in any more."));
}

void DayField::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace cosftp

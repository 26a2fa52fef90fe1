// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/choice_card.h"

#include "common/icon_label.h"
#include "common/roles.h"
#include "common/theme.h"
#include "wizard/look.h"

#include <QBoxLayout>
#include <QPainter>

namespace cosftp {

ChoiceCard::ChoiceCard(const QString &iconName, QWidget *parent)
    : QAbstractButton(parent), m_icon(new IconLabel(iconName, look::signSide(this) * 2, this)),
      m_heading(new QLabel(this)), m_text(new QLabel(this))
{
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    for (QWidget *part : QList<QWidget *>{m_icon, m_heading, m_text})
        part->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_text->setWordWrap(true);
    setRole(m_heading, LabelRole::Heading);
    setRole(m_text, LabelRole::Muted);
    const int gap = look::gap(this);
    auto *words = new QVBoxLayout;
    words->setSpacing(gap / 2);
    words->addWidget(m_heading);
    words->addWidget(m_text);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(gap * 2, gap * 2, gap * 2, gap * 2);
    row->setSpacing(gap * 2);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    connect(&Theme::instance(), &Theme::changed, this, &ChoiceCard::refresh);
    connect(this, &QAbstractButton::toggled, this, &ChoiceCard::refresh);
    refresh();
}

void ChoiceCard::setTexts(const QString &heading, const QString &text)
{
    setText(heading);  // gives the mnemonic and the accessible name
    QString shown = heading;
    m_heading->setText(shown.remove(QLatin1Char('&')));
    setAccessibleName(shown);
    setAccessibleDescription(text);
    m_text->setText(text);
}

QSize ChoiceCard::sizeHint() const { return layout()->sizeHint(); }

void ChoiceCard::refresh()
{
    m_icon->setColour(isChecked() ? Theme::Colour::Accent : Theme::Colour::Muted);
    update();
}

void ChoiceCard::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::instance();
    const bool isStrong = isChecked() || hasFocus();
    const qreal width = isStrong ? 2 : 1;
    const qreal radius = look::gap(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(theme.colour(isChecked() ? Theme::Colour::Accent : Theme::Colour::CardBorder), width);
    if (hasFocus() && !isChecked())
        pen.setStyle(Qt::DashLine);
    painter.setPen(pen);
    painter.setBrush(theme.colour(Theme::Colour::Card));
    const qreal inset = width / 2;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), radius, radius);
}

void ChoiceCard::mouseDoubleClickEvent(QMouseEvent *event)
{
    QAbstractButton::mouseDoubleClickEvent(event);
    Q_EMIT doubleClicked();
}

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/message_bar.h"

#include "common/icon_label.h"
#include "common/roles.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QStyle>
#include <QToolButton>

namespace cosftp {

namespace {

struct Look
{
    QString property;
    QString icon;
    Theme::Colour colour;
};

Look lookOf(MessageBar::Kind kind)
{
    switch (kind) {
    case MessageBar::Kind::Info:
        break;
    case MessageBar::Kind::Good:
        return {QStringLiteral("good"), QStringLiteral("check"), Theme::Colour::Good};
    case MessageBar::Kind::Warning:
        return {QStringLiteral("warning"), QStringLiteral("warning"), Theme::Colour::Warning};
    case MessageBar::Kind::Error:
        return {QStringLiteral("error"), QStringLiteral("abort"), Theme::Colour::Bad};
    }
    return {QStringLiteral("info"), QStringLiteral("info"), Theme::Colour::Accent};
}

}  // namespace

MessageBar::MessageBar(QWidget *parent)
    : QFrame(parent), m_icon(new IconLabel(QStringLiteral("info"), 22, this)),
      m_text(new QLabel(this)), m_button(new QPushButton(this)), m_close(new QToolButton(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 8, 8, 8);
    layout->setSpacing(10);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_button);
    layout->addWidget(m_close);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);  // names and errors from outside are no markup
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_close->setIcon(Theme::instance().icon(QStringLiteral("cross")));
    connect(m_button, &QPushButton::clicked, this, &MessageBar::actionWanted);
    connect(m_close, &QToolButton::clicked, this, &MessageBar::closeByUser);
    retranslate();
    hide();
}

void MessageBar::say(Kind kind, const QString &text, const QString &action)
{
    const Look look = lookOf(kind);
    m_kind = kind;
    setProperty("kind", look.property);
    style()->unpolish(this);
    style()->polish(this);
    m_icon->setIcon(look.icon);
    m_icon->setColour(look.colour);
    m_text->setText(text);
    m_button->setText(action);
    m_button->setVisible(!action.isEmpty());
    setAccessibleName(text);
    show();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

QString MessageBar::text() const { return m_text->text(); }

void MessageBar::closeByUser()
{
    hide();
    Q_EMIT closed();
}

void MessageBar::retranslate()
{
    m_close->setToolTip(tr("Close"));
    m_close->setAccessibleName(tr("Close message"));
}

void MessageBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

}  // namespace cosftp

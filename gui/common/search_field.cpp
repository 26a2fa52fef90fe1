// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/search_field.h"

#include "common/theme.h"

#include <QEvent>
#include <QKeyEvent>

namespace cosftp {

namespace {

constexpr std::chrono::milliseconds typingPause{150};

}  // namespace

SearchField::SearchField(QWidget *parent) : QLineEdit(parent), m_pause(new QTimer(this))
{
    setClearButtonEnabled(true);
    addAction(Theme::instance().icon(QStringLiteral("search"), Theme::Colour::Muted),
              QLineEdit::LeadingPosition);
    m_pause->setSingleShot(true);
    m_pause->setInterval(typingPause);
    connect(m_pause, &QTimer::timeout, this, &SearchField::tell);
    connect(this, &QLineEdit::textChanged, this, &SearchField::onEdited);
    retranslate();
}

void SearchField::begin()
{
    setFocus(Qt::ShortcutFocusReason);
    selectAll();
}

void SearchField::onEdited()
{
    if (text().isEmpty())
        tell();
    else
        m_pause->start();
}

void SearchField::tell()
{
    m_pause->stop();
    if (std::exchange(m_told, text()) != text())
        Q_EMIT searched(text());
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        tell();
    QLineEdit::keyPressEvent(event);
}

// Esc is a key of the window too; while there is something to empty it is ours.
bool SearchField::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && !text().isEmpty()
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape)
        event->accept();
    return QLineEdit::event(event);
}

void SearchField::retranslate()
{
    const QString old = std::exchange(m_ownText, tr("Search"));
    if (placeholderText() == old)
        setPlaceholderText(m_ownText);
    if (accessibleName() == old)
        setAccessibleName(m_ownText);
}

void SearchField::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QLineEdit::changeEvent(event);
}

}  // namespace cosftp

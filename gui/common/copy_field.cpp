// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/copy_field.h"

#include "common/theme.h"

#include <QClipboard>
#include <QEvent>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QToolTip>

namespace cosftp {

namespace {

constexpr std::chrono::milliseconds copiedShown{1500};

}  // namespace

CopyField::CopyField(const QString &name, QWidget *parent)
    : QWidget(parent), m_field(new QLineEdit(this)), m_button(new QToolButton(this)),
      m_idleAgain(new QTimer(this)), m_name(name)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_field, 1);
    layout->addWidget(m_button);
    m_field->setReadOnly(true);
    m_idleAgain->setSingleShot(true);
    m_idleAgain->setInterval(copiedShown);
    setFocusProxy(m_field);
    connect(m_button, &QToolButton::clicked, this, &CopyField::copy);
    connect(m_idleAgain, &QTimer::timeout, this, &CopyField::showIdle);
    showIdle();
    retranslate();
}

void CopyField::setName(const QString &name)
{
    m_name = name;
    retranslate();
}

void CopyField::setText(const QString &text)
{
    if (text == m_field->text())
        return;
    m_field->setText(text);
    m_field->setCursorPosition(0);
    m_field->setToolTip(text);
    m_button->setEnabled(!text.isEmpty());
    showLines();
}

void CopyField::setLineLength(int characters)
{
    m_lineLength = characters;
    m_lines = new QLabel(this);
    m_lines->setTextFormat(Qt::PlainText);
    m_lines->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_lines->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_field->hide();
    auto *row = qobject_cast<QHBoxLayout *>(layout());
    row->insertWidget(0, m_lines);
    row->addStretch();
    setFocusProxy(m_lines);
    showLines();
    retranslate();
}

void CopyField::showLines()
{
    if (m_lines == nullptr)
        return;
    const QString text = m_field->text();
    QStringList lines;
    for (qsizetype at = 0; at < text.size(); at += m_lineLength)
        lines += text.mid(at, m_lineLength);
    m_lines->setText(lines.join(QLatin1Char('\n')));
}

QString CopyField::text() const { return m_field->text(); }

void CopyField::copy()
{
    QGuiApplication::clipboard()->setText(m_field->text());
    m_button->setIcon(Theme::instance().icon(QStringLiteral("check"), Theme::Colour::Good));
    QToolTip::showText(m_button->mapToGlobal(m_button->rect().bottomLeft()), tr("Copied"),
                       m_button);
    m_idleAgain->start();
}

void CopyField::showIdle() { m_button->setIcon(Theme::instance().icon(QStringLiteral("copy"))); }

void CopyField::retranslate()
{
    m_field->setAccessibleName(m_name);
    if (m_lines != nullptr)
        m_lines->setAccessibleName(m_name);
    m_button->setToolTip(tr("Copy"));
    m_button->setAccessibleName(m_name.isEmpty() ? tr("Copy") : tr("Copy: %1").arg(m_name));
}

void CopyField::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace cosftp

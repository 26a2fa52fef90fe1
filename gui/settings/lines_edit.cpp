// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/lines_edit.h"

namespace cosftp {

namespace {

constexpr int fewestLines = 2;  // one would look like a field for one entry
constexpr int mostLines = 8;
constexpr int padding = 16;  // above and below together: the style sheet's, the frame, and air
constexpr int characters = 34;

QStringList entriesOf(QString text, QChar separator)
{
    QStringList entries;
    for (const QString &entry : text.replace(QLatin1Char('\n'), separator).split(separator))
        if (const QString trimmed = entry.trimmed(); !trimmed.isEmpty())
            entries += trimmed;
    return entries;
}

}  // namespace

LinesEdit::LinesEdit(QChar separator, QWidget *parent)
    : QPlainTextEdit(parent), m_separator(separator)
{
    setTabChangesFocus(true);
    setLineWrapMode(NoWrap);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    document()->setDocumentMargin(0);
    connect(this, &QPlainTextEdit::textChanged, this, &LinesEdit::onTextChanged);
    onTextChanged();
}

QString LinesEdit::list() const
{
    return entriesOf(toPlainText(), m_separator).join(m_separator + QLatin1Char(' '));
}

void LinesEdit::setList(const QString &list)
{
    setPlainText(entriesOf(list, m_separator).join(QLatin1Char('\n')));
}

QSize LinesEdit::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * characters,
            fontMetrics().lineSpacing() * m_shownLines + padding};
}

void LinesEdit::onTextChanged()
{
    const int lines = qBound(fewestLines, blockCount(), mostLines);
    if (std::exchange(m_shownLines, lines) != lines)
        updateGeometry();
}

}  // namespace cosftp

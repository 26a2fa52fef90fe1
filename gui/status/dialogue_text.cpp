// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/dialogue_text.h"

#include "common/format.h"

#include <QCoreApplication>

namespace cosftp {

namespace {

// The count of the text is an int; nobody reads about more lines than it can hold.
QString gapText(quint64 lines)
{
    // Not inside the call: lupdate does not come back from a count with a template argument.
    const int count = int(qMin<quint64>(lines, 1'000'000'000));
    return QCoreApplication::translate("Dialogue", "... %n line(s) not shown ...", nullptr, count);
}

}  // namespace

QStringList newDialogueLines(const QList<DialogueLine> &lines, quint64 &lastShown)
{
    QStringList texts;
    for (const DialogueLine &line : lines) {
        if (line.number <= lastShown)
            continue;
        if (line.number > lastShown + 1)
            texts += gapText(line.number - lastShown - 1);
        texts += QStringLiteral("%1  %2  %3")
                     .arg(format::time(line.at),
                          line.isReply ? QStringLiteral("<") : QStringLiteral(">"),
                          QString::fromUtf8(line.text));
        lastShown = line.number;
    }
    return texts;
}

}  // namespace cosftp

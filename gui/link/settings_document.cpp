// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/settings_document.h"

#include <QCryptographicHash>
#include <QFile>
#include <QStringList>

namespace cosftp {

QByteArray revisionOf(const QByteArray &text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex();
}

SettingsDocument readDocument(const QString &fileName)
{
    SettingsDocument document;
    document.fileName = fileName;
    QFile file(fileName);
    if (file.exists() && !file.open(QIODevice::ReadOnly)) {
        document.loaded = loadSettings(fileName);  // says why
        return document;  // no revision: nothing can be changed on top of it
    }
    document.text = file.isOpen() ? file.readAll() : QByteArray();
    document.revision = revisionOf(document.text);
    document.loaded = parseSettings(document.text, fileName);
    return document;
}

Result<PreparedSettings> preparedSettings(const SettingsDocument &document,
                                          const QByteArray &revision,
                                          const Result<QByteArray> &text)
{
    if (document.revision.isEmpty())
        return Failure::of(Failure::Code::Denied, problemLines(document.loaded));
    if (document.revision != revision)
        return Failure::of(Failure::Code::Busy,
                           QStringLiteral("the settings file was changed by somebody else"));
    if (!text)
        return text.error();
    const LoadedSettings loaded = parseSettings(*text, document.fileName);
    if (!loaded.problems.isEmpty())
        return Failure::of(Failure::Code::Invalid, problemLines(loaded));
    return PreparedSettings{*text, revision, loaded.settings};
}

QString problemLines(const LoadedSettings &loaded)
{
    QStringList lines;
    for (const SettingsProblem &problem : loaded.problems)
        lines += problem.toString();
    return lines.join(QLatin1Char('\n'));
}

}  // namespace cosftp

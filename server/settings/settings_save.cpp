// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_save.h"

#include "core/text.h"
#include "settings/ini_text.h"
#include "settings/settings_file.h"

#include <QFile>
#include <QSaveFile>

namespace cosftp {

namespace {

Failure invalid(const QString &detail) { return Failure::of(Failure::Code::Invalid, detail); }

// What is read back must be what was written: the parser itself is asked.
bool survives(const SettingsChange &change)
{
    const QByteArray text =
        (QLatin1Char('[') + change.section + QStringLiteral("]\n") + change.key + QStringLiteral(" = ")
         + change.value.value_or(QString()) + QLatin1Char('\n'))
            .toUtf8();
    const IniText ini = parseIni(text);
    return ini.faults.isEmpty() && ini.sections.size() == 1
           && ini.sections.first().name == change.section
           && ini.sections.first().entries.size() == 1
           && ini.sections.first().entries.first().key == change.key.toLower()
           && ini.sections.first().entries.first().value == change.value.value_or(QString());
}

QByteArray lineEndOf(const QByteArray &text)
{
    const qsizetype newline = text.indexOf('\n');
    return newline > 0 && text[newline - 1] == '\r' ? "\r\n" : "\n";
}

const IniSection *sectionOf(const IniText &ini, const QString &name)
{
    for (const IniSection &section : ini.sections)
        if (section.name == name)
            return &section;
    return nullptr;
}

const IniEntry *entryOf(const IniSection &section, const QString &key)
{
    for (const IniEntry &entry : section.entries)
        if (entry.key == key.toLower())
            return &entry;
    return nullptr;
}

// The last line of a file may have no end; what follows it needs one.
QByteArray withEnd(const QByteArray &text, const QByteArray &lineEnd)
{
    return text.isEmpty() || text.endsWith('\n') ? text : text + lineEnd;
}

QByteArray withEntry(const QByteArray &text, const IniEntry &entry, const SettingsChange &change)
{
    QByteArray changed = text;
    if (!change.value)
        return changed.remove(entry.lineSpan.begin, entry.lineSpan.end - entry.lineSpan.begin);
    QByteArray value = change.value->toUtf8();
    const TextSpan span = entry.valueSpan;
    if (span.begin == span.end)
        value.prepend(' ');  // the span lies just behind the '='
    return changed.replace(span.begin, span.end - span.begin, value);
}

QByteArray withChange(const QByteArray &text, const SettingsChange &change)
{
    const IniText ini = parseIni(text);
    const QByteArray lineEnd = lineEndOf(text);
    const IniSection *section = sectionOf(ini, change.section);
    const IniEntry *entry = section == nullptr ? nullptr : entryOf(*section, change.key);
    if (entry != nullptr)
        return withEntry(text, *entry, change);
    if (!change.value)
        return text;
    const QByteArray line = change.key.toUtf8() + " = " + change.value->toUtf8() + lineEnd;
    if (section == nullptr)
        return withEnd(text, lineEnd) + (text.isEmpty() ? QByteArray() : lineEnd) + '['
               + change.section.toUtf8() + ']' + lineEnd + line;
    const QByteArray above = withEnd(text.first(section->bodyEnd), lineEnd);
    return above + line + text.mid(section->bodyEnd);
}

Result<QByteArray> textOf(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return QByteArray();
    if (!file.open(QIODevice::ReadOnly))
        return invalid(QStringLiteral("%1 cannot be read: %2").arg(path, file.errorString()));
    return file.readAll();
}

Outcome write(const QString &path, const QByteArray &text)
{
    QSaveFile file(path);
    const bool isWritten = file.open(QIODevice::WriteOnly)
                           && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
                           && file.write(text) == text.size() && file.commit();
    if (!isWritten)
        return Failure::of(
            Failure::Code::Internal,
            QStringLiteral("%1 cannot be written: %2").arg(path, file.errorString()));
    return Done{};
}

}  // namespace

Result<QByteArray> updatedSettings(const QByteArray &oldText, const QList<SettingsChange> &changes)
{
    if (const IniText ini = parseIni(oldText); ini.sections.isEmpty() && !ini.faults.isEmpty())
        return invalid(ini.faults.first().text);
    QByteArray text = oldText;
    for (const SettingsChange &change : changes) {
        if (!survives(change))
            return invalid(QStringLiteral("[%1] %2: the value has a line break, blanks around it "
                                          "or a '#' or ';' after a blank, which a settings file "
                                          "cannot hold")
                               .arg(change.section, change.key));
        text = withChange(text, change);
    }
    return text;
}

Outcome saveSettings(const QString &path, const QList<SettingsChange> &changes)
{
    const Result<QByteArray> old = textOf(path);
    if (!old)
        return old.error();
    const Result<QByteArray> text = updatedSettings(*old, changes);
    if (!text)
        return text.error();
    QStringList problems;
    for (const SettingsProblem &problem : parseSettings(*text, path).problems)
        problems += problem.toString();
    if (!problems.isEmpty())
        return invalid(problems.join(QLatin1Char('\n')));
    return write(path, *text);
}

}  // namespace cosftp

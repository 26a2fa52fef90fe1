// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_save.h"

#include "settings/entry_reading.h"
#include "settings/section_name.h"
#include "settings/setting_row.h"
#include "settings/settings_file.h"

#include <QFile>
#include <QSaveFile>

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace cosftp {

namespace {

Failure invalid(const QString &detail) { return Failure::of(Failure::Code::Invalid, detail); }

bool isRepeatable(const SettingsChange &change)
{
    const QString family = change.section.section(QLatin1Char(' '), 0, 0);
    const auto *row = rowAt(accountRows(), {family, change.key});
    return row != nullptr && row->info.isRepeatable;
}

// What is read back must be what was written, beyond doubt: the reader itself is asked.
bool survives(const QString &section, const QString &key, const QString &text, const QString &value)
{
    const IniText ini = parseIni((QLatin1Char('[') + section + QStringLiteral("]\n") + key
                                  + QStringLiteral(" = ") + text + QLatin1Char('\n'))
                                     .toUtf8());
    const bool isOneEntry = ini.faults.isEmpty() && ini.sections.size() == 1
                            && ini.sections.first().name == section
                            && ini.sections.first().entries.size() == 1;
    if (!isOneEntry || ini.sections.first().entries.first().key != key.toLower())
        return false;
    const EntryReading reading =
        readingOf(familyOf(ini.sections.first()), ini.sections.first().entries.first());
    return reading.value == value && reading.doubt == EntryReading::Doubt::None;
}

QString inQuotes(const QString &value)
{
    return QLatin1Char('"') + QString(value).replace(QLatin1Char('"'), QLatin1String("\"\""))
           + QLatin1Char('"');
}

// The value as it stands in the file, in quotation marks only if it needs them.
std::optional<QString> written(const QString &section, const QString &key, const QString &value,
                               const QString &comment = {})
{
    for (const QString &text : {value, inQuotes(value)})
        if (survives(section, key, text + QLatin1Char(' ') + comment, value))
            return text;
    return std::nullopt;
}

bool canBeWritten(const SettingsChange &change)
{
    const QString value = change.value.value_or(QString());
    if (change.key.isEmpty())
        return !change.value || survives(value, QStringLiteral("key"), QString(), QString());
    if (!isRepeatable(change))
        return written(change.section, change.key, value).has_value();
    const QStringList lines = value.split(QLatin1Char('\n'));
    return std::all_of(lines.begin(), lines.end(), [&change](const QString &line) {
        return written(change.section, change.key, line).has_value();
    });
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

// The one that counts: a section of the original may stand twice, and a key in it.
const IniEntry *entryOf(const IniText &ini, const SettingsChange &change)
{
    const IniEntry *last = nullptr;
    for (const IniSection &section : ini.sections)
        for (const IniEntry &entry : section.entries)
            if (section.name == change.section && entry.key == change.key.toLower())
                last = &entry;
    return last;
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
    QByteArray value = written(change.section, change.key, *change.value, entry.comment)
                           .value_or(inQuotes(*change.value))
                           .toUtf8();
    const TextSpan span = entry.valueSpan;
    if (span.begin == span.end)
        value.prepend(' ');  // the span lies just behind the '='
    return changed.replace(span.begin, span.end - span.begin, value);
}

// The empty lines behind a section go with it; a comment there may belong to the next one.
qsizetype endWithEmptyLines(const QByteArray &text, qsizetype end)
{
    while (end < text.size()) {
        const qsizetype newline = text.indexOf('\n', end);
        const qsizetype next = newline < 0 ? text.size() : newline + 1;
        if (!text.mid(end, next - end).trimmed().isEmpty())
            break;
        end = next;
    }
    return end;
}

QByteArray withSectionChange(const QByteArray &text, const IniSection &section,
                             const SettingsChange &change)
{
    QByteArray changed = text;
    const TextSpan name = section.headerSpan;
    if (change.value)
        return changed.replace(name.begin, name.end - name.begin, change.value->toUtf8());
    return changed.remove(section.begin, endWithEmptyLines(text, section.bodyEnd) - section.begin);
}

QByteArray withNewLines(const QByteArray &text, const IniSection *section,
                        const SettingsChange &change)
{
    const QByteArray lineEnd = lineEndOf(text);
    QByteArray lines;
    for (const QString &value : change.value->split(QLatin1Char('\n')))
        lines += change.key.toUtf8() + " = "
                 + written(change.section, change.key, value).value_or(value).toUtf8() + lineEnd;
    if (section == nullptr)
        return withEnd(text, lineEnd) + (text.isEmpty() ? QByteArray() : lineEnd) + '['
               + change.section.toUtf8() + ']' + lineEnd + lines;
    const QByteArray above = withEnd(text.first(section->bodyEnd), lineEnd);
    return above + lines + text.mid(section->bodyEnd);
}

QByteArray withoutKey(const QByteArray &text, const SettingsChange &change)
{
    QByteArray changed = text;
    for (;;) {  // positions move with every line that goes
        const IniText ini = parseIni(changed);
        const IniEntry *entry = entryOf(ini, change);
        if (entry == nullptr)
            return changed;
        changed = withEntry(changed, *entry, {change.section, change.key, std::nullopt});
    }
}

QByteArray withChange(const QByteArray &oldText, const SettingsChange &change)
{
    const bool goes = !change.value || isRepeatable(change);
    const QByteArray text = goes && !change.key.isEmpty() ? withoutKey(oldText, change) : oldText;
    const IniText ini = parseIni(text);
    const IniSection *section = sectionOf(ini, change.section);
    if (change.key.isEmpty())
        return section == nullptr ? text : withSectionChange(text, *section, change);
    if (const IniEntry *entry = entryOf(ini, change))
        return withEntry(text, *entry, change);
    return change.value ? withNewLines(text, section, change) : text;
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

struct Descriptor
{
    explicit Descriptor(const QString &path)
        : number(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC)), error(errno)
    {}
    ~Descriptor()
    {
        if (number >= 0)
            ::close(number);
    }
    Q_DISABLE_COPY_MOVE(Descriptor)

    const int number;
    const int error;  ///< Why there is none.
};

// Access lists and security labels, where the file system and this user may keep them.
void copyAttributes(int from, int to)
{
    for (const char *name : {"system.posix_acl_access", "security.selinux"}) {
        std::array<char, 65536> value{};
        const ssize_t size = ::fgetxattr(from, name, value.data(), value.size());
        if (size > 0)
            ::fsetxattr(to, name, value.data(), static_cast<std::size_t>(size), 0);
    }
}

QString nameOf(const struct stat &status)
{
    return QStringLiteral("%1:%2").arg(status.st_uid).arg(status.st_gid);
}

// Who could read the file before can read it afterwards, and nobody else: a service that runs as
// another user finds its settings when root has changed them. Empty, or why that is not possible.
QString takeOver(int from, int to)
{
    struct stat old = {};
    struct stat now = {};
    if (::fstat(from, &old) != 0 || ::fstat(to, &now) != 0)
        return qt_error_string(errno);
    const bool isSame = old.st_uid == now.st_uid && old.st_gid == now.st_gid;
    if (!isSame && ::fchown(to, old.st_uid, old.st_gid) != 0)
        return QStringLiteral("it belongs to %1 (user:group), which this user cannot keep; its "
                              "owner or root would be right")
            .arg(nameOf(old));
    if (::fchmod(to, old.st_mode & 07777) != 0)
        return qt_error_string(errno);
    copyAttributes(from, to);
    return {};
}

// `like`: the file whose owner, group and mode the new one gets; if there is none it is for its
// owner only.
Outcome write(const QString &target, const QByteArray &text, const QString &like)
{
    const auto cannot = [&target](const QString &why) {
        return Failure::of(Failure::Code::Internal,
                           QStringLiteral("%1 cannot be written: %2").arg(target, why));
    };
    QSaveFile file(target);
    if (!file.open(QIODevice::WriteOnly)
        || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        return cannot(file.errorString());
    const Descriptor model(like);
    if (model.number < 0 && model.error != ENOENT)
        return cannot(qt_error_string(model.error));
    if (model.number >= 0)
        if (const QString why = takeOver(model.number, file.handle()); !why.isEmpty())
            return cannot(why);
    errno = 0;
    // commit() of Qt 6.4 does not notice that the rest of its buffer found no room.
    if (file.write(text) == text.size() && file.flush() && file.commit())
        return Done{};
    // Qt has no word for what a full disk takes in part.
    return cannot(errno != 0 ? qt_error_string(errno) : file.errorString());
}

QString freeBackupName(const QString &path)
{
    QString name = path + QStringLiteral(".bak");
    for (int number = 2; QFile::exists(name); ++number)
        name = QStringLiteral("%1.bak.%2").arg(path).arg(number);
    return name;
}

}  // namespace

Result<QByteArray> updatedSettings(const QByteArray &oldText, const QList<SettingsChange> &changes)
{
    if (const IniText ini = parseIni(oldText); ini.sections.isEmpty() && !ini.faults.isEmpty())
        return invalid(ini.faults.first().text);
    QByteArray text = oldText;
    for (const SettingsChange &change : changes) {
        if (!canBeWritten(change))
            return invalid(QStringLiteral("[%1] %2: the value has a line break or a control "
                                          "character, which a settings file cannot hold")
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
    return replaceSettings(path, *text);
}

Outcome replaceSettings(const QString &path, const QByteArray &text)
{
    QStringList problems;
    for (const SettingsProblem &problem : parseSettings(text, path).problems)
        problems += problem.toString();
    if (!problems.isEmpty())
        return invalid(problems.join(QLatin1Char('\n')));
    return writeSettings(path, text);
}

Outcome writeSettings(const QString &path, const QByteArray &text)
{
    return write(path, text, path);
}

Result<QString> backUpSettings(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return invalid(QStringLiteral("%1 cannot be read: %2").arg(path, file.errorString()));
    const QString copy = freeBackupName(path);
    if (const Outcome done = write(copy, file.readAll(), path); !done)
        return done.error();
    return copy;
}

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
// A settings file: reading it, changing it, importing it; and that no secret gets into a message.
#include "fuzz/bytes.h"
#include "fuzz/property.h"
#include "settings/ini_text.h"
#include "settings/setting_row.h"
#include "settings/settings_delta.h"
#include "settings/settings_file.h"
#include "settings/settings_import.h"
#include "settings/settings_save.h"

namespace cosftp {

namespace {

const QString fileName = QStringLiteral("/etc/cosftp/server.conf");
const QString marker = QStringLiteral("Secret-Marker-81c7");

// Positions that an editor of the text relies on.
void checkSpans(const QByteArray &text, const IniText &ini)
{
    qsizetype end = 0;
    for (const IniSection &section : ini.sections) {
        HOLDS(section.begin >= end && section.headerSpan.begin <= section.headerSpan.end);
        for (const IniEntry &entry : section.entries) {
            HOLDS(entry.lineSpan.begin >= end && entry.lineSpan.begin < entry.lineSpan.end);
            end = entry.lineSpan.end;
            HOLDS(entry.valueSpan.begin > entry.lineSpan.begin && entry.valueSpan.end <= end);
            const TextSpan span = entry.valueSpan;
            if (!entry.isQuoted && !entry.isContinued)
                HOLDS(QString::fromUtf8(text.mid(span.begin, span.end - span.begin))
                      == entry.value);
        }
        HOLDS(section.bodyEnd <= text.size());
        end = std::max(end, section.bodyEnd);
    }
}

void checkProblems(const LoadedSettings &loaded)
{
    for (const SettingsProblem &problem : loaded.problems + loaded.warnings)
        HOLDS(fuzz::isOneLine(problem.toString()) && !problem.text.isEmpty());
}

// The one that counts, and so the one that is changed.
const IniEntry *lastEntry(const IniText &ini, const QString &sectionName, const QString &key)
{
    const IniEntry *last = nullptr;
    for (const IniSection &section : ini.sections)
        for (const IniEntry &entry : section.entries)
            if (section.name == sectionName && entry.key == key)
                last = &entry;
    return last;
}

// Every value can be replaced, and nothing else moves.
void checkChanges(const QByteArray &text, const IniText &ini)
{
    const QString value = QStringLiteral("new#value;");
    int changesLeft = 4;  // each parses the whole text again
    for (const IniSection &section : ini.sections) {
        for (const IniEntry &entry : section.entries) {
            if (changesLeft-- == 0)
                return;
            const Result<QByteArray> changed =
                updatedSettings(text, {{section.name, entry.key, value}});
            if (!changed)
                continue;  // a name that cannot be written
            const IniText again = parseIni(*changed);
            const IniEntry *written = lastEntry(again, section.name, entry.key);
            HOLDS(written != nullptr && written->value == value);
            HOLDS(again.sections.size() == ini.sections.size());
            HOLDS(again.faults.size() == ini.faults.size());
        }
    }
}

bool isSecret(const QString &key)
{
    for (const auto &row : accountRows())
        for (const SettingPlace &place : row.info.places)
            if (row.info.isSecret && place.key == key)
                return true;
    return false;
}

// The same text with a word in place of every secret that can be found again in messages.
QByteArray withMarkers(const QByteArray &text, const IniText &ini)
{
    QByteArray marked = text;
    for (auto section = ini.sections.crbegin(); section != ini.sections.crend(); ++section) {
        for (auto entry = section->entries.crbegin(); entry != section->entries.crend(); ++entry) {
            const TextSpan span = entry->valueSpan;
            if (isSecret(entry->key) && span.end > span.begin)
                marked.replace(span.begin, span.end - span.begin, marker.toUtf8());
        }
    }
    return marked;
}

void checkSecrets(const QByteArray &text, const IniText &ini)
{
    const QByteArray marked = withMarkers(text, ini);
    const LoadedSettings loaded = parseSettings(marked, fileName);
    for (const SettingsProblem &problem : loaded.problems + loaded.warnings)
        HOLDS(!problem.toString().contains(marker));
    for (const ImportedKey &key : planImport(marked, fileName).keys)
        HOLDS(!key.value.contains(marker) && !key.reason.contains(marker));
}

// Importing what was imported changes nothing, and the meaning stays that of the plan.
void checkImport(const QByteArray &text)
{
    const ImportPlan plan = planImport(text, fileName);
    if (!plan.problems.isEmpty())
        return;
    const LoadedSettings loaded = parseSettings(plan.text, fileName);
    HOLDS(loaded.problems.isEmpty() && loaded.settings == plan.settings);
    const ImportPlan again = planImport(plan.text, fileName);
    HOLDS(again.problems.isEmpty() && again.settings == plan.settings);
    HOLDS(again.text == plan.text);
}

// What a window writes is what is read: first nothing, then a changed number.
void checkDelta(const QByteArray &text, const Settings &settings)
{
    HOLDS(settingsDelta(text, settings, settings).isEmpty());
    Settings other = settings;
    other.network.listenPort = settings.network.listenPort == 4242 ? 4243 : 4242;
    other.limits.resumeHours = settings.limits.resumeHours == 7 ? 8 : 7;
    const Result<QByteArray> changed = updatedSettings(text, settingsDelta(text, settings, other));
    HOLDS(changed.has_value());
    const LoadedSettings loaded = parseSettings(*changed, fileName);
    HOLDS(loaded.problems.isEmpty() ? loaded.settings == other
                                    : settings.tls.hasImplicitPort);  // may ask for the same port
}

}  // namespace

}  // namespace cosftp

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    using namespace cosftp;
    const QByteArray text = fuzz::bytesOf(data, size);
    const IniText ini = parseIni(text);
    checkSpans(text, ini);
    const LoadedSettings loaded = parseSettings(text, fileName);
    checkProblems(loaded);
    if (loaded.problems.isEmpty())
        checkDelta(text, loaded.settings);
    // Each of these reads the text many times; one per input tries more inputs.
    switch (size % 3) {
    case 0:
        checkChanges(text, ini);
        break;
    case 1:
        checkSecrets(text, ini);
        break;
    default:
        checkImport(text);
        break;
    }
    return 0;
}

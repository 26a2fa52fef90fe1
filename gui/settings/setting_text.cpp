// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/setting_text.h"

#include "common/problem_text.h"

namespace cosftp::settingText {

namespace {

/// Names that the table has not: English, translated in the context "Settings".
struct Name
{
    const char *word;
    const char *text;
    const char *icon = "settings";
};

constexpr Name choiceNames[] = {
    {"S", QT_TRANSLATE_NOOP("Settings", "Second")},
    {"M", QT_TRANSLATE_NOOP("Settings", "Minute")},
    {"H", QT_TRANSLATE_NOOP("Settings", "Hour")},
    {"D", QT_TRANSLATE_NOOP("Settings", "Day")},
    {"DEBUG", QT_TRANSLATE_NOOP("Settings", "Debug: everything")},
    {"INFO", QT_TRANSLATE_NOOP("Settings", "Info: logins and transfers")},
    {"WARNING", QT_TRANSLATE_NOOP("Settings", "Warnings and errors")},
    {"ERROR", QT_TRANSLATE_NOOP("Settings", "Errors only")},
    {"inline", QT_TRANSLATE_NOOP("Settings", "The settings file")},
    {"environment", QT_TRANSLATE_NOOP("Settings", "Environment variables")},
    {"file", QT_TRANSLATE_NOOP("Settings", "A file of its own")},
    {"cvm_role", QT_TRANSLATE_NOOP("Settings", "The role of this CVM")},
    {"keep", QT_TRANSLATE_NOOP("Settings", "Keep")},
    {"discard", QT_TRANSLATE_NOOP("Settings", "Discard")},
    {"publish", QT_TRANSLATE_NOOP("Settings", "Publish")},
    {"keychain", QT_TRANSLATE_NOOP("Settings", "The keychain")},
    {"off", QT_TRANSLATE_NOOP("Settings", "Off")},
    {"control", QT_TRANSLATE_NOOP("Settings", "Commands and passwords")},
    {"both", QT_TRANSLATE_NOOP("Settings", "Commands, passwords and files")},
    {"prefer", QT_TRANSLATE_NOOP("Settings", "Allow")},
    {"require", QT_TRANSLATE_NOOP("Settings", "Demand")},
    {"second_factor", QT_TRANSLATE_NOOP("Settings", "Besides the password")},
    {"login", QT_TRANSLATE_NOOP("Settings", "Instead of the password")},
    {"none", QT_TRANSLATE_NOOP("Settings", "No device: a program that keeps to the rules")},
    {"camera", QT_TRANSLATE_NOOP("Settings", "Camera")},
    {"scanner", QT_TRANSLATE_NOOP("Settings", "Scanner")},
    {"plc", QT_TRANSLATE_NOOP("Settings", "PLC or other machine control")},
    {"explorer", QT_TRANSLATE_NOOP("Settings", "Windows Explorer with Chinese names")},
    {"active_only", QT_TRANSLATE_NOOP("Settings", "Old client, active mode only")},
    {"backup", QT_TRANSLATE_NOOP("Settings", "Backup program")},
    {"utf-8", QT_TRANSLATE_NOOP("Settings", "UTF-8")},
    {"gbk", QT_TRANSLATE_NOOP("Settings", "GBK, or UTF-8 if the client says so")},
    {"gb18030", QT_TRANSLATE_NOOP("Settings", "GB 18030, or UTF-8 if the client says so")},
    {"iso-8859-1", QT_TRANSLATE_NOOP("Settings", "ISO 8859-1, or UTF-8 if the client says so")},
    {"windows-1252", QT_TRANSLATE_NOOP("Settings", "Windows-1252, or UTF-8 if the client says so")},
    {"bytes", QT_TRANSLATE_NOOP("Settings", "Bytes as they are")},
};

constexpr Name sectionNames[] = {
    {"NETWORK", QT_TRANSLATE_NOOP("Settings", "Network"), "network"},
    {"TLS", QT_TRANSLATE_NOOP("Settings", "Encryption"), "lock"},
    {"LIMITS", QT_TRANSLATE_NOOP("Settings", "Limits"), "limits"},
    {"TIMEOUTS", QT_TRANSLATE_NOOP("Settings", "Time limits"), "clock"},
    {"SECURITY", QT_TRANSLATE_NOOP("Settings", "Security"), "security"},
    {"CLEANUP", QT_TRANSLATE_NOOP("Settings", "Cleaning up"), "clear"},
    {"LOG", QT_TRANSLATE_NOOP("Settings", "Logging"), "logging"},
};

QString translated(const char *text) { return QCoreApplication::translate("Settings", text); }

template <std::size_t Count>
const Name *nameOf(const Name (&names)[Count], const QString &word)
{
    for (const Name &name : names)
        if (word == QLatin1String(name.word))
            return &name;
    return nullptr;
}

}  // namespace

QString label(const SettingInfo &info) { return translated(info.label); }
QString help(const SettingInfo &info) { return translated(info.help); }

QString choice(const QString &choice)
{
    const Name *name = nameOf(choiceNames, choice);
    return name == nullptr ? choice : translated(name->text);
}

QString problem(const QString &text)
{
    return QCoreApplication::translate("Settings", "Not valid: %1").arg(translatedProblem(text));
}

QString nativeSection(const SettingInfo &info)
{
    for (const SettingPlace &place : info.places)
        if (place.section != QLatin1String("OPTIONAL")
            && place.section != QLatin1String("FILE_OPTION"))
            return place.section;
    return info.places.first().section;
}

QStringList nativeSections()
{
    QStringList sections;
    for (const SettingRow<Settings> &row : settingRows())
        if (const QString section = nativeSection(row.info); !sections.contains(section))
            sections += section;
    return sections;
}

QString sectionTitle(const QString &section)
{
    const Name *name = nameOf(sectionNames, section);
    return name == nullptr ? section.left(1) + section.mid(1).toLower() : translated(name->text);
}

QString sectionIcon(const QString &section)
{
    const Name *name = nameOf(sectionNames, section);
    return QString::fromLatin1(name == nullptr ? "settings" : name->icon);
}

}  // namespace cosftp::settingText

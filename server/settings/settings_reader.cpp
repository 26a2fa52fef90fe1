// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_reader.h"

#include "settings/entry_reading.h"
#include "settings/nearest.h"
#include "settings/section_name.h"
#include "settings/settings_original.h"

#include <QRegularExpression>

namespace cosftp {

namespace {

const QString loginFamily = QStringLiteral("FTP_ACCOUNT");
const QString loginKey = QStringLiteral("login_users");
const QStringList accountFamilies{QStringLiteral("COS_ACCOUNT"), QStringLiteral("COS_ACCOUNT_n"),
                                  QStringLiteral("BUCKET"), QStringLiteral("USER")};

// A word that may be shown: a secret that slipped to the left of '=' hardly looks like this.
bool isShowable(const QString &word)
{
    static const QRegularExpression form(QStringLiteral("^[a-z0-9_]{1,40}$"));
    return form.match(word).hasMatch();
}

QString shown(const QString &word) { return isShowable(word) ? word : QString(); }

}  // namespace

LoadedSettings SettingsReader::read(const QByteArray &text)
{
    const IniText ini = parseIni(text);
    for (const IniFault &fault : ini.faults) {
        problem(fault.line, fault.section, fault.key, fault.text);
        m_faultyKeys += SettingPlace{fault.section, fault.key};
    }
    QList<OriginalNote> notes;
    for (const IniSection &section : asTheOriginalReads(ini.sections, notes))
        readSection(section);
    for (const OriginalNote &note : notes)
        warning(note.line, note.section, note.key, note.text);
    const bool isText = !ini.sections.isEmpty() || ini.faults.isEmpty();
    if (isText)  // else one sentence about the encoding says it all
        checkWhole();
    const auto isEarlier = [](const SettingsProblem &left, const SettingsProblem &right) {
        return left.line < right.line;
    };
    std::stable_sort(m_loaded.problems.begin(), m_loaded.problems.end(), isEarlier);
    std::stable_sort(m_loaded.warnings.begin(), m_loaded.warnings.end(), isEarlier);
    return std::move(m_loaded);
}

void SettingsReader::readSection(const IniSection &section)
{
    if (m_sectionLines.contains(section.name))
        return problem(section.line, section.name, {},
                       QStringLiteral("the section stands in line %1 already, one section with "
                                      "all its keys would be right")
                           .arg(m_sectionLines.value(section.name)));
    m_sectionLines.insert(section.name, section.line);
    const SectionName name{familyOf(section), idOf(section)};
    const bool isNameless =
        section.name == QLatin1String("BUCKET") || section.name == QLatin1String("USER");
    if (isNameless || !knownSections().contains(name.family))
        return reportUnknownSection(section);
    if (accountFamilies.contains(name.family))
        return readAccount(section, name);
    readPlain(section);
}

void SettingsReader::reportUnknownSection(const IniSection &section)
{
    if (section.name == QLatin1String("BUCKET") || section.name == QLatin1String("USER"))
        return problem(
            section.line, section.name, {},
            QStringLiteral("the section has no name, [%1 NAME] would be right").arg(section.name));
    if (section.name == QLatin1String("DEFAULT"))
        return problem(section.line, section.name, {},
                       QStringLiteral("the section is not read here, its keys in each section "
                                      "that needs them would be right"));
    QString near = nearest(section.name.toUpper(), knownSections());
    near.replace(QLatin1String("COS_ACCOUNT_n"), QLatin1String("COS_ACCOUNT_0"));
    problem(
        section.line, section.name, {},
        near.isEmpty()
            ? QStringLiteral("the section is not known, those that are: %1")
                  .arg(knownSections().join(QLatin1String(", ")))
            : QStringLiteral("the section is not known, [%1] is the nearest that is").arg(near));
}

bool SettingsReader::isDuplicate(const IniSection &section, const IniEntry &entry, GivenKeys &given)
{
    if (given.contains(entry.key)) {
        problem(entry.line, section.name, entry.key,
                QStringLiteral("the key stands in line %1 already, one of the two would be right")
                    .arg(given.value(entry.key)));
        return true;
    }
    given.insert(entry.key, entry.line);
    return false;
}

void SettingsReader::reportUnknownKey(const IniSection &section, const QString &family,
                                      const IniEntry &entry)
{
    for (const QString &other : knownSections())
        if (other != family && other != QLatin1String("USER") && other != QLatin1String("BUCKET")
            && knownKeys(other).contains(entry.key))
            return problem(
                entry.line, section.name, entry.key,
                QStringLiteral("the key does not belong here, its place is [%1]").arg(other));
    const QStringList keys = knownKeys(family);
    const QString near = nearest(entry.key, keys);
    problem(entry.line, section.name, shown(entry.key),
            near.isEmpty()
                ? QStringLiteral("the key is not known, those of this section: %1")
                      .arg(keys.join(QLatin1String(", ")))
                : QStringLiteral("the key is not known, %1 is the nearest that is").arg(near));
}

void SettingsReader::readPlain(const IniSection &section)
{
    GivenKeys given;
    for (const IniEntry &entry : section.entries) {
        if (!knownKeys(section.name).contains(entry.key))
            reportUnknownKey(section, section.name, entry);
        else if (!isDuplicate(section, entry, given))
            readPlainKey(section, entry);
    }
    if (section.name == loginFamily)
        requireKeys(section, given, {loginKey});
}

void SettingsReader::readPlainKey(const IniSection &section, const IniEntry &entry)
{
    const SettingRow<Settings> *row = rowAt(settingRows(), {section.name, entry.key});
    if (row == nullptr)
        return readLoginUsers(section, entry);
    if (const auto given = m_givenRows.constFind(row); given != m_givenRows.constEnd())
        return problem(entry.line, section.name, entry.key,
                       QStringLiteral("line %1 sets the same as [%2] %3, one of the two would be "
                                      "right")
                           .arg(given->line)
                           .arg(given->section, given->key));
    m_givenRows.insert(row, {entry.line, section.name, entry.key});
    const std::optional<QString> value =
        valueOf(section, section.name, entry, row->info.kind == SettingInfo::Kind::Ports);
    if (!value)
        return;
    const bool isDefault = !entry.isQuoted && *value == QLatin1String("default");
    const QString text = isDefault ? QString::fromLatin1(row->info.defaultText) : *value;
    if (isDefault && text.isEmpty())
        return;
    if (const QString fault = row->read(text, m_loaded.settings); !fault.isEmpty())
        problem(entry.line, section.name, entry.key, fault);
}

// What is doubtful or goes over lines is told here; then there is no value.
std::optional<QString> SettingsReader::valueOf(const IniSection &section, const QString &family,
                                               const IniEntry &entry, bool mayContinue)
{
    if (entry.isContinued && !mayContinue) {
        problem(entry.line, section.name, entry.key,
                QStringLiteral("the value goes on in the next line, which begins with a blank; "
                               "all of it in one line would be right"));
        return std::nullopt;
    }
    const EntryReading reading = readingOf(family, entry);
    switch (reading.doubt) {
    case EntryReading::Doubt::None:
        break;
    case EntryReading::Doubt::IsCut:
        warning(entry.line, section.name, entry.key,
                entry.key == loginKey
                    ? QStringLiteral("what follows the ';' after a blank is a comment, users "
                                     "divided by ';' without a blank before it would be right")
                    : QStringLiteral("what follows the ';' after a blank is a comment, as in the "
                                     "original; the value in quotation marks would be right if it "
                                     "belongs to it"));
        break;
    case EntryReading::Doubt::CanBeBoth:
        problem(entry.line, section.name, entry.key,
                QStringLiteral("the '%1' after a blank may belong to the value or begin a comment; "
                               "%2 = \"...\" with the whole value in the quotation marks, or the "
                               "comment on a line of its own, would be right")
                    .arg(entry.comment.first(1), entry.key));
        return std::nullopt;
    }
    return reading.value;
}

void SettingsReader::requireKeys(const IniSection &section, const GivenKeys &given,
                                 const QStringList &keys)
{
    for (const QString &key : keys)
        if (!given.contains(key) && !m_faultyKeys.contains({section.name, key}))
            problem(section.line, section.name, key,
                    QStringLiteral("the key is missing, '%1 = ...' in this section would be right")
                        .arg(key));
}

void SettingsReader::problem(int line, const QString &section, const QString &key,
                             const QString &text)
{
    m_loaded.problems += {m_fileName, line, section, key, text};
}

void SettingsReader::warning(int line, const QString &section, const QString &key,
                             const QString &text)
{
    m_loaded.warnings += {m_fileName, line, section, key, text};
}

}  // namespace cosftp

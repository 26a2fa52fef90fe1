// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_reader.h"

#include "core/text.h"
#include "settings/nearest.h"
#include "settings/value_text.h"

#include <QRegularExpression>

namespace cosftp {

namespace {

const QString loginFamily = QStringLiteral("FTP_ACCOUNT");
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
    for (const IniFault &fault : ini.faults)
        problem(fault.line, fault.section, {}, fault.text);
    for (const IniSection &section : ini.sections)
        readSection(section);
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
    const std::optional<SectionName> name = nameOf(section.name);
    if (!name)
        return reportUnknownSection(section);
    if (accountFamilies.contains(name->family))
        return readAccount(section, *name);
    readPlain(section);
}

std::optional<SettingsReader::SectionName> SettingsReader::nameOf(const QString &section) const
{
    static const QRegularExpression numbered(QStringLiteral("^COS_ACCOUNT_[0-9]+$"));
    static const QRegularExpression named(QStringLiteral("^(BUCKET|USER)[ \t]+(.+)$"));
    if (numbered.match(section).hasMatch())
        return SectionName{QStringLiteral("COS_ACCOUNT_n"), section};
    if (const QRegularExpressionMatch match = named.match(section); match.hasMatch())
        return SectionName{match.captured(1), match.captured(2)};
    const bool isFamily = accountFamilies.indexOf(section) > 0;
    if (isFamily || !knownSections().contains(section))
        return std::nullopt;
    return SectionName{section, section};
}

void SettingsReader::reportUnknownSection(const IniSection &section)
{
    if (section.name == QLatin1String("BUCKET") || section.name == QLatin1String("USER"))
        return problem(
            section.line, section.name, {},
            QStringLiteral("the section has no name, [%1 NAME] would be right").arg(section.name));
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
        requireKeys(section, given, {QStringLiteral("login_users")});
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
    const bool isDefault = entry.value == QLatin1String("default");
    const QString text = isDefault ? QString::fromLatin1(row->info.defaultText) : entry.value;
    if (isDefault && text.isEmpty())
        return;
    if (const QString fault = row->read(text, m_loaded.settings); !fault.isEmpty())
        problem(entry.line, section.name, entry.key, fault);
}

void SettingsReader::requireKeys(const IniSection &section, const GivenKeys &given,
                                 const QStringList &keys)
{
    for (const QString &key : keys)
        if (!given.contains(key))
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

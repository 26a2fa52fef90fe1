// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_original.h"

#include "settings/section_name.h"
#include "settings/setting_row.h"
#include "settings/value_text.h"

#include <QHash>
#include <QRegularExpression>

#include <optional>

namespace cosftp {

namespace {

constexpr qint64 miB = 1024 * 1024;
constexpr qint64 mostPartBytes = 5 * 1024 * miB - 1;  // what the original takes

// Regions as the store's older interfaces called them.
const QHash<QString, QString> &oldRegions()
{
    static const QHash<QString, QString> names{
        {QStringLiteral("cn-north"), QStringLiteral("ap-beijing-1")},
        {QStringLiteral("cn-south"), QStringLiteral("ap-guangzhou")},
        {QStringLiteral("cn-east"), QStringLiteral("ap-shanghai")},
        {QStringLiteral("cn-southwest"), QStringLiteral("ap-chengdu")},
        {QStringLiteral("sg"), QStringLiteral("ap-singapore")},
        {QStringLiteral("costj"), QStringLiteral("ap-beijing-1")},
        {QStringLiteral("cosbj"), QStringLiteral("ap-beijing")},
        {QStringLiteral("cossh"), QStringLiteral("ap-shanghai")},
        {QStringLiteral("cosgz"), QStringLiteral("ap-guangzhou")},
        {QStringLiteral("coscd"), QStringLiteral("ap-chengdu")},
        {QStringLiteral("cossgp"), QStringLiteral("ap-singapore")},
        {QStringLiteral("coshk"), QStringLiteral("ap-hongkong")}};
    return names;
}

// Only a number that looks like one: what is wrong with another is told by its row.
std::optional<qint64> bytesOf(const QString &text)
{
    SettingInfo limits;
    limits.minimum = 1;
    limits.maximum = mostPartBytes;
    qint64 bytes = 0;
    if (!valueText::readBytes(text, limits, bytes).isEmpty())
        return std::nullopt;
    return bytes;
}

class OriginalReader
{
public:
    explicit OriginalReader(QList<OriginalNote> &notes) : m_notes(notes) {}

    QList<IniSection> read(const QList<IniSection> &sections)
    {
        for (const IniSection &section : sections)
            add(section);
        for (IniSection &section : m_sections)
            if (isOriginal(familyOf(section)))
                adapt(section);
        return std::move(m_sections);
    }

private:
    void add(const IniSection &section)
    {
        if (section.hasRest)
            note(section.line, section, {},
                 QStringLiteral("what follows the ']' is not read, a line of its own would be "
                                "right"));
        for (const IniEntry &entry : section.entries)
            m_hasBudget = m_hasBudget || entry.key == QLatin1String("memory_budget");
        IniSection *earlier = sameAs(section);
        if (earlier == nullptr) {
            m_sections += section;
            return;
        }
        note(section.line, section, {},
             QStringLiteral("the section stands in line %1 already, both are read as one and the "
                            "later keys count, as in the original")
                 .arg(earlier->line));
        for (const IniEntry &entry : section.entries)
            removeKey(*earlier, entry.key);
        earlier->entries += section.entries;
    }

    IniSection *sameAs(const IniSection &section)
    {
        if (!isOriginal(familyOf(section)))
            return nullptr;
        for (IniSection &other : m_sections)
            if (other.name == section.name)
                return &other;
        return nullptr;
    }

    static void removeKey(IniSection &section, const QString &key)
    {
        section.entries.removeIf([&key](const IniEntry &entry) { return entry.key == key; });
    }

    void adapt(IniSection &section)
    {
        const QString family = familyOf(section);
        dropEarlierKeys(section, family);
        if (isOriginalAccount(family))
            adaptAccount(section);
        for (IniEntry &entry : section.entries) {
            if (section.name == QLatin1String("OPTIONAL"))
                adaptOptional(section, entry);
            else if (section.name == QLatin1String("NETWORK"))
                adaptNetwork(section, entry);
        }
    }

    void dropEarlierKeys(IniSection &section, const QString &family)
    {
        QHash<QString, qsizetype> seen;
        QList<IniEntry> kept;
        for (const IniEntry &entry : section.entries) {
            const auto *row = rowAt(accountRows(), {family, entry.key});
            const bool isRepeatable = row != nullptr && row->info.isRepeatable;
            if (isRepeatable || !seen.contains(entry.key)) {
                seen.insert(entry.key, kept.size());
                kept += entry;
                continue;
            }
            IniEntry &earlier = kept[seen.value(entry.key)];
            note(entry.line, section, entry.key,
                 QStringLiteral("the key stands in line %1 already, this one is used, as in the "
                                "original")
                     .arg(earlier.line));
            earlier = entry;
        }
        section.entries = kept;
    }

    static void adaptAccount(IniSection &section)
    {
        const QStringList mayBeEmpty{QStringLiteral("cos_region"), QStringLiteral("cos_endpoint")};
        section.entries.removeIf([&mayBeEmpty](const IniEntry &entry) {
            return mayBeEmpty.contains(entry.key) && entry.value.isEmpty();
        });
        QString appId;
        for (const IniEntry &entry : section.entries)
            if (entry.key == QLatin1String("cos_appid"))
                appId = QLatin1Char('-') + entry.value;
        for (IniEntry &entry : section.entries) {
            if (entry.key == QLatin1String("cos_bucket") && !entry.value.endsWith(appId))
                entry.value += appId;
            if (entry.key == QLatin1String("cos_region"))
                entry.value = regionOf(entry.value);
        }
    }

    static QString regionOf(const QString &region)
    {
        static const QRegularExpression prefix(QStringLiteral("^cos\\.(?=.)"));
        const QString name = QString(region).remove(prefix);
        return oldRegions().value(name, name);
    }

    void adaptOptional(const IniSection &section, IniEntry &entry)
    {
        if (entry.value.isEmpty() && !entry.isQuoted && entry.key != QLatin1String("log_dir"))
            entry.value = QStringLiteral("default");
        if (entry.key == QLatin1String("min_part_size"))
            fitPartSize(section, entry);
    }

    void fitPartSize(const IniSection &section, IniEntry &entry)
    {
        const std::optional<qint64> bytes = bytesOf(entry.value);
        const qint64 budget = LimitSettings().memoryBudgetBytes;
        qint64 fitting = std::max(bytes.value_or(miB), miB);
        if (!m_hasBudget)
            fitting = std::min(fitting, budget / 2);
        if (!bytes || fitting == *bytes)
            return;
        entry.value = valueText::writeBytes(fitting);
        note(entry.line, section, entry.key,
             fitting > *bytes
                 ? QStringLiteral("%1 is below the store's smallest part, %2 are used")
                       .arg(valueText::writeBytes(*bytes), entry.value)
                 : QStringLiteral("two parts of %1 do not fit into the memory_budget of %2, parts "
                                  "of %3 are used")
                       .arg(valueText::writeBytes(*bytes), valueText::writeBytes(budget),
                            entry.value));
    }

    // The original leaves out what is no address, so the placeholder of its example often stays.
    void adaptNetwork(const IniSection &section, IniEntry &entry)
    {
        static const QRegularExpression placeholder(QStringLiteral("^[Xx]{1,3}(\\.[Xx]{1,3}){3}$"));
        const bool isAddress = entry.key == QLatin1String("masquerade_address")
                               || entry.key == QLatin1String("passive_address");
        if (!isAddress || !placeholder.match(entry.value).hasMatch())
            return;
        entry.value.clear();
        note(entry.line, section, entry.key,
             QStringLiteral("the value is the one of the example, so no address is announced; the "
                            "address that clients reach, or nothing, would be right"));
    }

    void note(int line, const IniSection &section, const QString &key, const QString &text)
    {
        m_notes += {line, section.name, key, text};
    }

    QList<OriginalNote> &m_notes;
    QList<IniSection> m_sections;
    bool m_hasBudget = false;
};

}  // namespace

QList<IniSection> asTheOriginalReads(const QList<IniSection> &sections, QList<OriginalNote> &notes)
{
    return OriginalReader(notes).read(sections);
}

}  // namespace cosftp

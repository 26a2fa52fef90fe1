// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/user_list.h"

#include "common/csv.h"
#include "common/problem_text.h"
#include "settings/setting_row.h"
#include "settings/value_text.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

namespace cosftp {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(UserList)
};

const QString nameKey = QStringLiteral("name");
const QString enabledKey = QStringLiteral("enabled");
const QString passwordKey = QStringLiteral("password");
const QString hashKey = QStringLiteral("password_hash");
const QString foldersKey = QStringLiteral("folders");
const QString mayDeleteKey = QStringLiteral("may_delete");
const QString folderRightsKey = QStringLiteral("folder_rights");

/// The texts of one user by column, as they came.
struct ListRow
{
    int line = 0;
    QHash<QString, QString> values;
};

struct ListRows
{
    QList<ListRow> rows;
    QList<UserListProblem> problems;
};

// What every user of the settings table can have beside name, password and mounts: a new row of the
// table is a new column.
const QStringList &tableKeys()
{
    static const QStringList keys = [] {
        const QStringList others{enabledKey,
                                 passwordKey,
                                 hashKey,
                                 QStringLiteral("authority"),
                                 QStringLiteral("delete_enable"),
                                 QStringLiteral("bucket"),
                                 QStringLiteral("folder"),
                                 QStringLiteral("mount")};
        QStringList found;
        for (const SettingRow<AccountDraft> &row : accountRows())
            for (const SettingPlace &place : row.info.places)
                if (place.section == QLatin1String("USER") && !others.contains(place.key))
                    found += place.key;
        return found;
    }();
    return keys;
}

QStringList knownColumns()
{
    return QStringList{nameKey, enabledKey, passwordKey, hashKey, foldersKey, mayDeleteKey}
           + tableKeys();
}

// The rows of the settings table read and write what they know, so that lists speak as files do.
const SettingRow<AccountDraft> &tableRow(const QString &key)
{
    const auto *row = rowAt(accountRows(), {QStringLiteral("USER"), key});
    Q_ASSERT(row != nullptr);
    return *row;
}

// --- Writing ---

// Every mount that may be written to lacks delete and nothing else.
bool isDeleteDisabled(const QList<MountSettings> &mounts)
{
    bool isDisabled = false;
    for (const MountSettings &mount : mounts) {
        if (!mount.rights.isPlain() || mount.rights.canDelete)
            return false;
        isDisabled |= mount.rights.canWrite;
    }
    return isDisabled;
}

QStringList foldersOf(const UserSettings &user)
{
    const bool isDisabled = isDeleteDisabled(user.mounts);
    QStringList lines;
    for (MountSettings mount : user.mounts) {
        if (isDisabled)  // R and W, as people write them; the column may_delete says the rest
            mount.rights.canDelete = mount.rights.canWrite;
        lines += valueText::writeMount(mount);
    }
    return lines;
}

QString switchText(bool isOn) { return isOn ? QStringLiteral("true") : QStringLiteral("false"); }

QString tableText(const QString &key, const UserSettings &user)
{
    AccountDraft draft;
    draft.user = user;
    return tableRow(key).write(draft);
}

QByteArray csvText(const QList<UserSettings> &users, bool withHashes)
{
    QStringList header = QStringList{nameKey, enabledKey, foldersKey, mayDeleteKey} + tableKeys();
    if (withHashes)
        header += hashKey;
    QByteArray text = csv::byteOrderMark() + csv::row(header);
    for (const UserSettings &user : users) {
        QStringList fields{QString::fromUtf8(user.name), switchText(user.isEnabled),
                           foldersOf(user).join(QLatin1Char('\n')),
                           switchText(!isDeleteDisabled(user.mounts))};
        for (const QString &key : tableKeys())
            fields += tableText(key, user);
        if (withHashes)
            fields += user.passwordIsHash ? QString::fromUtf8(user.password) : QString();
        text += csv::row(fields);
    }
    return text;
}

QJsonValue tableValue(const QString &key, const UserSettings &user)
{
    const QString text = tableText(key, user);
    if (tableRow(key).info.isRepeatable)
        return QJsonArray::fromStringList(text.split(QLatin1Char('\n'), Qt::SkipEmptyParts));
    return text;
}

QByteArray jsonText(const QList<UserSettings> &users, bool withHashes)
{
    QJsonArray array;
    for (const UserSettings &user : users) {
        QJsonObject object{{nameKey, QString::fromUtf8(user.name)},
                           {enabledKey, user.isEnabled},
                           {foldersKey, QJsonArray::fromStringList(foldersOf(user))},
                           {mayDeleteKey, !isDeleteDisabled(user.mounts)}};
        for (const QString &key : tableKeys())
            if (!tableText(key, user).isEmpty())
                object.insert(key, tableValue(key, user));
        if (withHashes && user.passwordIsHash)
            object.insert(hashKey, QString::fromUtf8(user.password));
        array.append(object);
    }
    return QJsonDocument(array).toJson();
}

// --- Reading ---

ListRows csvRows(const QByteArray &text)
{
    ListRows list;
    const QList<csv::Record> records = csv::parse(text);
    if (records.isEmpty())
        return list;
    QStringList header;
    for (const QString &column : records.first().fields)
        header += column.trimmed().toLower();
    for (const QString &column : std::as_const(header))
        if (!knownColumns().contains(column))
            list.problems += {records.first().line,
                              {},
                              Words::tr("%1 is no column; %2 are known.")
                                  .arg(column, knownColumns().join(QStringLiteral(", ")))};
    for (const csv::Record &record : records.sliced(1)) {
        if (record.fields.size() > header.size())
            list.problems += {record.line, {}, Words::tr("There are more fields than columns.")};
        ListRow row{record.line, {}};
        for (qsizetype at = 0; at < std::min(header.size(), record.fields.size()); ++at)
            if (!record.fields[at].isEmpty())
                row.values.insert(header[at], record.fields[at]);
        list.rows += row;
    }
    return list;
}

QString jsonValue(const QJsonValue &value)
{
    if (value.isBool())
        return switchText(value.toBool());
    if (value.isDouble())
        return QString::number(value.toInteger());
    if (!value.isArray())
        return value.toString();
    QStringList lines;
    for (const QJsonValue &line : value.toArray())
        lines += line.toString();
    return lines.join(QLatin1Char('\n'));
}

ListRows jsonRows(const QByteArray &text)
{
    ListRows list;
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (!document.isArray()) {
        const QString why = error.error == QJsonParseError::NoError
                                ? Words::tr("A list of users is wanted.")
                                : error.errorString();
        list.problems += {static_cast<int>(text.left(error.offset).count('\n')) + 1, {}, why};
        return list;
    }
    const QJsonArray array = document.array();
    for (const QJsonValue &value : array) {
        ListRow row{static_cast<int>(list.rows.size()) + 1, {}};
        const QJsonObject object = value.toObject();
        for (auto member = object.begin(); member != object.end(); ++member) {
            if (!knownColumns().contains(member.key()))
                list.problems +=
                    {row.line, object.value(nameKey).toString(),
                     Words::tr("%1 is not known; %2 are.")
                         .arg(member.key(), knownColumns().join(QStringLiteral(", ")))};
            row.values.insert(member.key(), jsonValue(member.value()));
        }
        list.rows += row;
    }
    return list;
}

// --- What it would do ---

QString nameProblem(const QString &name)
{
    if (name.isEmpty() || name.trimmed() != name)
        return Words::tr("A name without blanks around it is needed.");
    const bool hasControl = std::any_of(name.begin(), name.end(), [](QChar letter) {
        return letter.category() == QChar::Other_Control;
    });
    const bool looksLikeComment =
        name.contains(QLatin1String(" #")) || name.contains(QLatin1String(" ;"));
    return hasControl || looksLikeComment
               ? Words::tr("The name has a character that cannot be kept.")
               : QString();
}

/// Makes one user of a list.
class Maker
{
public:
    Maker(const Settings &settings, const ListRow &row) : m_settings(settings), m_row(row) {}

    ListedUser make(const UserSettings *present)
    {
        m_listed.line = m_row.line;
        if (present != nullptr)
            m_listed.user = *present;
        m_listed.user.name = m_row.values.value(nameKey).toUtf8();
        takeTableRows();
        takeFolders();
        takePassword();
        const bool isSame =
            present != nullptr && *present == m_listed.user && m_listed.plainPassword.isEmpty();
        m_listed.fate = present == nullptr ? ListedUser::Fate::Added
                        : isSame           ? ListedUser::Fate::Same
                                           : ListedUser::Fate::Changed;
        return m_listed;
    }
    [[nodiscard]] QStringList problems() const { return m_problems; }

private:
    void check(const QString &column, const QString &english)
    {
        if (!english.isEmpty())
            m_problems += column + QStringLiteral(": ") + translatedProblem(english);
    }
    void takeTableRows()
    {
        AccountDraft draft;
        draft.user = m_listed.user;
        if (m_row.values.contains(folderRightsKey))
            draft.user.folderRights.clear();
        for (const QString &key : QStringList{enabledKey, hashKey} + tableKeys()) {
            const bool isRepeatable = tableRow(key).info.isRepeatable;
            const QString value = m_row.values.value(key).trimmed();
            const QStringList lines =
                isRepeatable ? value.split(QLatin1Char('\n')) : QStringList{value};
            for (const QString &line : lines)
                if (!line.isEmpty())
                    check(key, tableRow(key).read(line.trimmed(), draft));
        }
        m_listed.user = draft.user;
    }
    void takeFolders()
    {
        const bool saysDelete = m_row.values.contains(mayDeleteKey);
        const bool saysFolders = m_row.values.contains(foldersKey);
        bool deletes = !isDeleteDisabled(m_listed.user.mounts);
        if (saysDelete)
            check(mayDeleteKey, valueText::readSwitch(m_row.values.value(mayDeleteKey), deletes));
        if (saysFolders)
            readFolders();
        for (MountSettings &mount : m_listed.user.mounts) {
            if (!deletes)
                mount.rights.canDelete = false;
            else if (saysDelete && !saysFolders && mount.rights.isPlain())
                mount.rights.canDelete = mount.rights.canWrite;
            if (m_settings.bucket(mount.bucketId) == nullptr)
                m_problems += Words::tr("There is no bucket %1.").arg(mount.bucketId);
        }
        if (m_listed.user.mounts.isEmpty())
            m_problems += Words::tr("The user needs a folder, such as \"/ %1 / RW\".")
                              .arg(m_settings.buckets.isEmpty() ? QStringLiteral("main")
                                                                : m_settings.buckets.first().id);
    }
    void readFolders()
    {
        QList<MountSettings> mounts;
        for (const QString &line : m_row.values.value(foldersKey).split(QLatin1Char('\n')))
            check(foldersKey, valueText::readMount(line.trimmed(), mounts));
        m_listed.user.mounts = mounts;
    }
    void takePassword()
    {
        m_listed.plainPassword = m_row.values.value(passwordKey).toUtf8();
        if (!m_listed.plainPassword.isEmpty() && m_row.values.contains(hashKey))
            m_problems += Words::tr("Either a password or its hash can be given.");
        if (m_listed.user.password.isEmpty() && m_listed.plainPassword.isEmpty())
            m_problems += Words::tr("A new user needs a password, or its hash.");
    }

    const Settings &m_settings;
    const ListRow &m_row;
    ListedUser m_listed;
    QStringList m_problems;
};

}  // namespace

QByteArray userListText(const QList<UserSettings> &users, UserListFormat format, bool withHashes)
{
    return format == UserListFormat::Csv ? csvText(users, withHashes) : jsonText(users, withHashes);
}

UserListPlan planUserList(const QByteArray &text, const Settings &settings)
{
    const QByteArray begin = text.left(64).trimmed();
    const ListRows list =
        begin.startsWith('[') || begin.startsWith('{') ? jsonRows(text) : csvRows(text);
    UserListPlan plan{{}, list.problems};
    QHash<QByteArray, const UserSettings *> present;  // there may be thousands
    for (const UserSettings &user : settings.users)
        present.insert(user.name, &user);
    QSet<QString> seen;
    for (const ListRow &row : list.rows) {
        const QString name = row.values.value(nameKey);
        QStringList problems;
        if (const QString problem = nameProblem(name); !problem.isEmpty())
            problems += problem;
        else if (seen.contains(name))
            problems += Words::tr("The name stands in the list twice.");
        seen += name;
        Maker maker(settings, row);
        plan.users += maker.make(present.value(name.toUtf8()));
        problems += maker.problems();
        for (const QString &problem : std::as_const(problems))
            plan.problems += {row.line, name, problem};
    }
    if (plan.users.isEmpty() && plan.problems.isEmpty())
        plan.problems += {0, {}, Words::tr("The file names no user.")};
    return plan;
}

}  // namespace cosftp

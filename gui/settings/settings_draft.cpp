// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_draft.h"

namespace cosftp {

namespace {

bool isAboutALine(const SettingsProblem &problem)
{
    return problem.line > 0 || !problem.section.isEmpty();
}

}  // namespace

// The text alone counts: that the machine lacks memory for it, say, must not keep it from being
// changed.
SettingsDraft::SettingsDraft(const SettingsDocument &base) : m_base(base), m_text(base.text)
{
    const LoadedSettings parsed = parseSettings(base.text, base.fileName);
    m_isUsable = std::none_of(parsed.problems.begin(), parsed.problems.end(), isAboutALine);
    m_from = m_isUsable ? parsed.settings : Settings();
    m_edited = m_from;
}

bool SettingsDraft::isOriginal() const { return hasOriginalAccounts(m_text); }

void SettingsDraft::convert()
{
    const NativeSections native = nativeSections(m_text, m_from);
    const Result<QByteArray> text = updatedSettings(m_text, native.changes);
    if (!text)
        return;
    m_conversion = native.changes;
    m_text = *text;
    m_from = parseSettings(m_text, m_base.fileName).settings;
    m_edited.buckets = m_from.buckets;  // they could not be edited before
    m_edited.users = m_from.users;
}

void SettingsDraft::renameBucket(qsizetype at, const QString &id)
{
    BucketSettings &bucket = m_edited.buckets[at];
    const QString old = std::exchange(bucket.id, id);
    const QString inFile = m_renames.buckets.contains(old) ? m_renames.buckets.take(old) : old;
    if (m_from.bucket(inFile) != nullptr && inFile != id)
        m_renames.buckets.insert(id, inFile);
    if (m_secrets.contains(old))
        m_secrets.insert(id, m_secrets.take(old));
    for (UserSettings &user : m_edited.users)
        for (MountSettings &mount : user.mounts)
            if (mount.bucketId == old)
                mount.bucketId = id;
}

void SettingsDraft::renameUser(qsizetype at, const QByteArray &name)
{
    const QByteArray old = std::exchange(m_edited.users[at].name, name);
    const QByteArray inFile = m_renames.users.contains(old) ? m_renames.users.take(old) : old;
    if (m_from.user(inFile) != nullptr && inFile != name)
        m_renames.users.insert(name, inFile);
}

void SettingsDraft::removeBucket(qsizetype at)
{
    const QString id = m_edited.buckets.takeAt(at).id;
    m_renames.buckets.remove(id);
    m_secrets.remove(id);
}

void SettingsDraft::removeUser(qsizetype at)
{
    m_renames.users.remove(m_edited.users.takeAt(at).name);
}

void SettingsDraft::setSecret(const QString &bucketId, const QByteArray &secret)
{
    if (secret.isEmpty())
        m_secrets.remove(bucketId);
    else
        m_secrets.insert(bucketId, secret);
}

bool SettingsDraft::isChanged() const
{
    return !m_conversion.isEmpty() || m_edited != m_from || !m_secrets.isEmpty();
}

QList<SettingsChange> SettingsDraft::changes() const
{
    return m_conversion + settingsDelta(m_text, m_from, m_edited, m_renames);
}

Result<QByteArray> SettingsDraft::changedText() const
{
    return updatedSettings(m_base.text, changes());
}

QList<SettingsProblem> SettingsDraft::problems() const
{
    const Result<QByteArray> text = changedText();
    if (!text)
        return {{m_base.fileName, 0, {}, {}, text.error().detail}};
    return parseSettings(*text, m_base.fileName).problems;
}

SettingsDraft SettingsDraft::onto(const SettingsDocument &other) const
{
    SettingsDraft draft(other);
    if (!m_conversion.isEmpty() && draft.isOriginal())
        draft.convert();
    draft.m_renames = m_renames;
    draft.m_secrets = m_secrets;
    const Result<QByteArray> text =
        updatedSettings(draft.m_text, settingsDelta(m_text, m_from, m_edited, m_renames));
    if (text)
        draft.m_edited = parseSettings(*text, other.fileName).settings;
    return draft;
}

QStringList usersOf(const Settings &settings, const QString &bucketId)
{
    QStringList names;
    for (const UserSettings &user : settings.users)
        if (std::any_of(
                user.mounts.begin(), user.mounts.end(),
                [&bucketId](const MountSettings &mount) { return mount.bucketId == bucketId; }))
            names += QString::fromUtf8(user.name);
    return names;
}

}  // namespace cosftp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "secrets/secret_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QUrl>

namespace cosftp {

namespace {

constexpr QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
                                      | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
constexpr qint64 largestBytes = 1024 * 1024;

Failure notWritten(const QString &path, const QString &why)
{
    return Failure::of(Failure::Code::Internal,
                       QStringLiteral("%1 cannot be written: %2").arg(path, why));
}

}  // namespace

SecretFile::SecretFile(const QString &folder)
    : m_folder(folder), m_path(QDir(folder).filePath(QStringLiteral("secrets")))
{}

bool SecretFile::exists() const { return QFileInfo::exists(m_path); }

Outcome SecretFile::create() const
{
    if (exists())
        return Done{};
    return save({});
}

Result<QByteArray> SecretFile::read(const QString &entry) const
{
    const Result<Entries> entries = load();
    if (!entries)
        return entries.error();
    const auto found = entries->find(entry);
    if (found == entries->end())
        return Failure::of(Failure::Code::NotFound,
                           QStringLiteral("%1 has no entry %2").arg(m_path, entry));
    return *found;
}

Outcome SecretFile::write(const QString &entry, const QByteArray &secret) const
{
    Result<Entries> entries = load();
    if (!entries)
        return entries.error();
    entries->insert(entry, secret);
    return save(*entries);
}

Outcome SecretFile::remove(const QString &entry) const
{
    Result<Entries> entries = load();
    if (!entries)
        return entries.error();
    if (entries->remove(entry) == 0)
        return Done{};
    return save(*entries);
}

// One line an entry: its name as in a URL, a blank, the secret in base 64 (any byte may occur).
Result<SecretFile::Entries> SecretFile::load() const
{
    QFile file(m_path);
    if (!file.exists())
        return Entries();
    if (!file.open(QIODevice::ReadOnly))
        return Failure::of(Failure::Code::Denied,
                           QStringLiteral("%1 cannot be read: %2").arg(m_path, file.errorString()));
    if ((file.permissions() & others) != 0)
        return Failure::of(Failure::Code::Denied,
                           QStringLiteral("others can read %1; run: chmod 600 %1, and change the "
                                          "keys in it if somebody else may have seen them")
                               .arg(m_path));
    Entries entries;
    for (const QByteArray &line : file.read(largestBytes).split('\n')) {
        const qsizetype blank = line.indexOf(' ');
        if (blank > 0)
            entries.insert(QUrl::fromPercentEncoding(line.first(blank)),
                           QByteArray::fromBase64(line.sliced(blank + 1)));
    }
    return entries;
}

Outcome SecretFile::save(const Entries &entries) const
{
    constexpr QFile::Permissions ownerOnly = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    const bool hasFolder =
        QFileInfo::exists(m_folder)
        || (QDir().mkpath(QFileInfo(m_folder).absolutePath()) && QDir().mkdir(m_folder, ownerOnly));
    if (!hasFolder)
        return notWritten(m_path, QStringLiteral("no folder"));
    QByteArray text;
    for (auto entry = entries.cbegin(); entry != entries.cend(); ++entry)
        text += QUrl::toPercentEncoding(entry.key()) + ' ' + entry.value().toBase64() + '\n';
    QSaveFile file(m_path);
    const bool isWritten = file.open(QIODevice::WriteOnly)
                           && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
                           && file.write(text) == text.size() && file.flush() && file.commit();
    if (!isWritten)
        return notWritten(m_path, file.errorString());
    return Done{};
}

}  // namespace cosftp

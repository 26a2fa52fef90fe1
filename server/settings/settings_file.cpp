// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_file.h"

#include "core/text.h"
#include "settings/memory_estimate.h"
#include "settings/settings_reader.h"
#include "settings/tls_files.h"

#include <QFile>
#include <QFileInfo>

namespace cosftp {

namespace {

LoadedSettings notReadable(const QString &path, const QString &text)
{
    LoadedSettings loaded;
    loaded.problems += {path, 0, {}, {}, text};
    return loaded;
}

bool hasSecrets(const Settings &settings)
{
    const auto hasKey = [](const BucketSettings &bucket) {
        return !bucket.credentials.secretKey.isEmpty();
    };
    return !settings.users.isEmpty()
           || std::any_of(settings.buckets.begin(), settings.buckets.end(), hasKey);
}

void checkPermissions(const QString &path, LoadedSettings &loaded)
{
    if (hasSecrets(loaded.settings)
        && QFileInfo(path).permissions().testFlag(QFileDevice::ReadOther))
        loaded.warnings += {path,
                            0,
                            {},
                            {},
                            QStringLiteral("the file holds secrets and everyone on this machine "
                                           "can read it, chmod 600 would be right")};
}

}  // namespace

QString SettingsProblem::toString() const
{
    QString where = file;
    if (line > 0)
        where += QLatin1Char(':') + QString::number(line);
    where += QStringLiteral(": ");
    if (!section.isEmpty())
        where += QLatin1Char('[') + section + QLatin1Char(']');
    if (!key.isEmpty())
        where += (section.isEmpty() ? QString() : QStringLiteral(" ")) + key;
    if (!section.isEmpty() || !key.isEmpty())
        where += QStringLiteral(": ");
    return escapedText(where + text);
}

LoadedSettings parseSettings(const QByteArray &text, const QString &fileName)
{
    return SettingsReader(fileName).read(text);
}

LoadedSettings loadSettings(const QString &path)
{
    if (QFileInfo(path).isDir())
        return notReadable(path, QStringLiteral("this is a folder, a file would be right"));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return notReadable(path, QStringLiteral("the file cannot be read: %1, a file that this "
                                                "user may read would be right")
                                     .arg(file.errorString()));
    const QByteArray text = file.readAll();
    LoadedSettings loaded = parseSettings(text, path);
    checkPermissions(path, loaded);
    if (loaded.problems.isEmpty())
        checkTlsFiles(text, path, loaded);
    if (!loaded.settings.limits.checkMemory || !loaded.problems.isEmpty())
        return loaded;
    if (const QString fault = memoryProblem(loaded.settings, availableMemoryBytes());
        !fault.isEmpty())
        loaded.problems +=
            {path, 0, QStringLiteral("LIMITS"), QStringLiteral("memory_budget"), fault};
    return loaded;
}

}  // namespace cosftp

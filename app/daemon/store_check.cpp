// SPDX-License-Identifier: GPL-3.0-or-later
#include "store_check.h"

#include "bucket_probe.h"
#include "store/cos/endpoint.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QLoggingCategory>
#include <QMap>

#include <algorithm>
#include <cstdio>

namespace cosftp {

namespace {

using Kind = ProbeStep::Kind;
using Verdict = ProbeStep::Verdict;

constexpr int mostFolders = 5;  // of one bucket: there may be one for each of a thousand users

/// The folders of one bucket that users see, and whether one of them may change something there.
using Folders = QMap<QByteArray, bool>;

void print(const QString &line) { std::fputs(qPrintable(line + QLatin1Char('\n')), stderr); }

bool isWriting(const Rights &rights)
{
    return rights.canWrite || rights.canOverwrite || rights.canAppend || rights.canRename
           || rights.canDelete || rights.canMakeFolders;
}

bool mayWrite(const UserSettings &user, const MountSettings &mount)
{
    return isWriting(mount.rights)
           || std::any_of(user.folderRights.begin(), user.folderRights.end(),
                          [](const FolderRights &folder) { return isWriting(folder.rights); });
}

Folders foldersOf(const Settings &settings, const BucketSettings &bucket)
{
    Folders folders;
    for (const UserSettings &user : settings.users)
        for (const MountSettings &mount : user.mounts)
            if (mount.bucketId == bucket.id)
                folders[mount.prefix] = folders.value(mount.prefix) || mayWrite(user, mount);
    if (folders.isEmpty())
        folders.insert({}, false);
    return folders;
}

QString nameOf(Kind kind)
{
    switch (kind) {
    case Kind::Reach:
        return QStringLiteral("reach");
    case Kind::List:
        return QStringLiteral("list");
    case Kind::Upload:
        return QStringLiteral("upload");
    case Kind::Download:
        return QStringLiteral("download");
    case Kind::Multipart:
        return QStringLiteral("upload in parts");
    case Kind::Copy:
        return QStringLiteral("copy");
    case Kind::Delete:
        return QStringLiteral("delete");
    }
    return {};
}

// The key of the file that holds what is wrong, as its dialect calls it.
QString placeOf(const BucketSettings &bucket, const QString &field)
{
    const bool isOriginal = bucket.id.startsWith(QLatin1String("COS_ACCOUNT"));
    if (!isOriginal)
        return QStringLiteral("[BUCKET %1] %2").arg(bucket.id, field);
    return QStringLiteral("[%1] cos_%2")
        .arg(bucket.id, field.startsWith(QLatin1String("secret_"))
                            ? QString(field).remove(QLatin1Char('_'))
                            : field);
}

QString hostOf(const BucketSettings &bucket)
{
    const Result<CosEndpoint> endpoint = endpointFor(bucket);
    return endpoint ? QString::fromUtf8(endpoint->host) + QStringLiteral(": ") : QString();
}

// What failed, what the store said, where it is to be mended and how.
QString lineFor(const BucketSettings &bucket, const ProbeStep &step)
{
    QString line = nameOf(step.kind) + QStringLiteral(" does not work: ")
                   + (step.kind == Kind::Reach ? hostOf(bucket) : QString()) + step.problem;
    if (!step.field.isEmpty())
        line += QStringLiteral("; ") + placeOf(bucket, step.field);
    QString advice = step.advice;
    if (!step.camAction.isEmpty())  // as a CAM policy writes it
        advice.replace(step.camAction, QStringLiteral("name/") + step.camAction);
    return line + QStringLiteral(". ") + advice;
}

QList<ProbeStep> stepsOf(const BucketSettings &bucket, const QByteArray &folder, bool isReadOnly)
{
    QEventLoop loop;
    BucketProbe probe(bucket, folder, isReadOnly);
    QList<ProbeStep> steps;
    QObject::connect(&probe, &BucketProbe::stepDone, &loop,
                     [&steps](const ProbeStep &step) { steps += step; });
    QObject::connect(&probe, &BucketProbe::finished, &loop, &QEventLoop::quit);
    probe.start();
    loop.exec();
    return steps;
}

bool checkFolder(const BucketSettings &bucket, const QByteArray &folder, bool isReadOnly)
{
    QString name = QStringLiteral("bucket ") + QString::fromUtf8(bucket.bucket);
    if (!folder.isEmpty())
        name += QStringLiteral(", folder ") + QString::fromUtf8(folder);
    QStringList working;
    QStringList failing;
    for (const ProbeStep &step : stepsOf(bucket, folder, isReadOnly)) {
        if (step.verdict == Verdict::Failed)
            failing += lineFor(bucket, step);
        else if (step.verdict == Verdict::Passed && step.kind != Kind::Reach)
            working += nameOf(step.kind);
    }
    if (failing.isEmpty() || !working.isEmpty())
        print(QStringLiteral("%1: reachable; what works%2: %3")
                  .arg(name,
                       isReadOnly ? QStringLiteral(" (nothing is written, as nobody may)")
                                  : QString(),
                       working.join(QStringLiteral(", "))));
    for (const QString &line : failing)
        print(name + QStringLiteral(": ") + line);
    return failing.isEmpty();
}

bool checkBucket(const BucketSettings &bucket, const Folders &folders)
{
    bool isGood = true;
    int left = mostFolders;
    for (auto folder = folders.begin(); folder != folders.end() && left > 0; ++folder, --left)
        isGood = checkFolder(bucket, folder.key(), !folder.value()) && isGood;
    if (folders.size() > mostFolders)
        print(QStringLiteral("bucket %1: %2 more folders of users were not tried")
                  .arg(QString::fromUtf8(bucket.bucket))
                  .arg(folders.size() - mostFolders));
    return isGood;
}

}  // namespace

// Each line says itself what the store answered; a log that guesses at each request comes first
// and guesses wrong.
bool checkStores(const Settings &settings)
{
    QLoggingCategory::setFilterRules(QStringLiteral("cosftp.store*=false"));
    bool areAllGood = true;
    for (const BucketSettings &bucket : settings.buckets)
        areAllGood = checkBucket(bucket, foldersOf(settings, bucket)) && areAllGood;
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);  // no loop comes after
    return areAllGood;
}

}  // namespace cosftp

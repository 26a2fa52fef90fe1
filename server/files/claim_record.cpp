// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/claim_record.h"

#include "core/process_mark.h"
#include "files/own_objects.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>

namespace cosftp {

namespace {

constexpr int version = 1;

QString textOf(const QByteArray &bytes) { return QString::fromUtf8(bytes); }
QByteArray bytesOf(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toString().toUtf8();
}

}  // namespace

bool ClaimRecord::isOfDead() const { return hasEndedHere(process); }

QByteArray claimPrefix() { return QByteArray(ownObjectsPrefix) + "claims/"; }

QByteArray claimObjectKey(const QByteArray &subject)
{
    return claimPrefix() + QCryptographicHash::hash(subject, QCryptographicHash::Sha256).toHex()
           + ".json";
}

QByteArray claimMarkerKey(const QByteArray &claimKey) { return claimKey + ".broken"; }

QByteArray claimJson(const ClaimRecord &record)
{
    const QJsonObject object{{QStringLiteral("version"), version},
                             {QStringLiteral("subject"), textOf(record.subject)},
                             {QStringLiteral("holder"), textOf(record.holder)},
                             {QStringLiteral("id"), textOf(record.id)},
                             {QStringLiteral("process"), textOf(record.process)}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Result<ClaimRecord> parseClaim(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const ClaimRecord record{bytesOf(object, "subject"), bytesOf(object, "holder"),
                             bytesOf(object, "id"), bytesOf(object, "process")};
    const bool isGood =
        object.value(QLatin1String("version")).toInt() == version && !record.id.isEmpty();
    return isGood ? Result<ClaimRecord>(record)
                  : Failure::of(Failure::Code::Corrupt, QStringLiteral("not a claim of ours"));
}

}  // namespace cosftp
